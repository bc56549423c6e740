"""What was typed into a form whose session ended before it was sent, until the same account has signed in again.

It is kept in the database, not in the browser: sealed under a key that stands in the address to which that tab returns, so that
neither a copy of the database nor a line of a log is enough to read it. Only whoever was signed in has a form that is kept,
each form once, and each account a few: nobody else fills the database. Passwords, codes and files are not kept.
"""

import json
import re
import zlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from portal.access.kept_forms.form_token import FORM, Opened, digests_of_key, read_token
from portal.keys import cipher
from portal.models import KeptForm
from portal.models.locking.order import delete_old

SEALED = "portal.kept_forms.sealed"
KEPT_PARAMETER = "_kept"  # the parameter of an address that brings back what is kept
HOURS = 12
MOST_KEPT_FORMS = 20  # forms of one account
LARGEST_KEPT_FORM = 2 * 1024**2  # of one, compressed and sealed
NOT_KEPT = re.compile("csrfmiddlewaretoken|code|.*password.*")  # controls that are nobody's text, or secrets


def lasting():
    """The kept forms that are not too old."""
    return KeptForm.objects.filter(at__gt=timezone.now() - timedelta(hours=HOURS))


def forget_old():
    delete_old(KeptForm.objects.exclude(pk__in=lasting().values("pk")))


def forget_kept(opened):
    KeptForm.objects.filter(key__in=digests_of_key(opened.key)).delete()


def seal(key, content):
    return cipher(SEALED, key).encrypt(zlib.compress(json.dumps(content).encode()))


def unseal(key, sealed):
    """What was sealed under a key; None where it is not this key's, or was sealed under a SECRET_KEY that is not known any more."""
    try:
        return json.loads(zlib.decompress(cipher(SEALED, key).decrypt(bytes(sealed))))
    except InvalidToken:
        return None


def sealed_from(request, key):
    typed = {name: found for name, found in request.POST.lists() if not NOT_KEPT.fullmatch(name)}
    files = {name: [file.name for file in found] for name, found in request.FILES.lists()}
    return seal(key, {"typed": typed, "files": files})


def address_with(request, key):
    query = request.GET.copy()
    query[KEPT_PARAMETER] = key
    return f"{request.path}?{query.urlencode()}"


def store(opened, sealed):
    forget_old()
    KeptForm.objects.update_or_create(
        key=opened.digest, defaults={"user_id": opened.user, "path": opened.path, "sealed": sealed, "at": timezone.now()}
    )
    latest = KeptForm.objects.filter(user=opened.user).order_by("-at", "-pk").values_list("pk", flat=True)[:MOST_KEPT_FORMS]
    KeptForm.objects.filter(user=opened.user).exclude(pk__in=list(latest)).delete()


def keep_form(request):
    """Keep what a form says that cannot be taken now. Returns the address that brings it back to the account that opened the
    form; empty where nothing can be kept: the form is none of ours, somebody else has signed in, or it is too large."""
    opened = read_token(request)
    if opened is None or request.user.pk not in (None, opened.user):
        return ""
    sealed = sealed_from(request, opened.key)
    if len(sealed) > LARGEST_KEPT_FORM or not get_user_model().objects.filter(pk=opened.user, is_active=True, is_staff=True).exists():
        return ""
    store(opened, sealed)
    return address_with(request, opened.key)


def keep_rest(request, typed):
    """Keep `typed`, a QueryDict, under a key of its own: what was typed beside what was taken. Returns the address that brings
    it back."""
    opened = Opened.by(request.user, request.path)
    typed[FORM] = opened.signed
    store(opened, seal(opened.key, {"typed": dict(typed.lists()), "files": {}}))
    return address_with(request, opened.key)


def is_kept_at(address):
    """Whether an address brings back something that is kept."""
    keys = parse_qs(urlsplit(address).query).get(KEPT_PARAMETER)
    return bool(keys) and lasting().filter(key__in=digests_of_key(keys[0])).exists()


class BroughtBack(QueryDict):
    """What was typed into a form, shown again. `files` are {control: the names of what is to be chosen again}."""

    files = {}

    @classmethod
    def of(cls, typed, files):
        found = cls(mutable=True)
        for name, texts in typed.items():
            found.setlist(name, texts)
        found.files = files
        return found


def brought_back(request):
    """Whether what a request says was not sent with it, but brought back."""
    return isinstance(request.POST, BroughtBack)


def bring_back(request, view):
    """The response of `view` to what is kept under the key in the address, as if it had been sent and were refused: `view` finds
    it `brought_back` and writes nothing. What another account opened is deleted unread."""
    key = request.GET[KEPT_PARAMETER]
    kept = lasting().filter(key__in=digests_of_key(key), path=request.path).first()
    content = unseal(key, kept.sealed) if kept and kept.user_id == request.user.pk else None
    if content is None:
        query = request.GET.copy()
        del query[KEPT_PARAMETER]
        if kept:
            kept.delete()
            messages.warning(request, _("What another account had typed into this form is deleted."))
        else:
            messages.info(request, _("Nothing is kept of this form: it was saved since, or 12 hours have passed."))
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}" if query else request.path)
    request.session[KEPT_PARAMETER] = [*request.session.get(KEPT_PARAMETER, [])[-MOST_KEPT_FORMS:], kept.key]
    request.method, request.POST, request._files = "POST", BroughtBack.of(content["typed"], content["files"]), MultiValueDict()
    with transaction.atomic():
        response = view(request)
        if response.status_code == 302:  # it was saved already: nothing is left to show
            transaction.set_rollback(True)
    return response


def forget_taken(request):
    """Delete what was kept of the form that a request sent."""
    if opened := read_token(request):
        forget_kept(opened)


def forget_shown(request):
    """Delete what was brought back in this session: with it ends what was kept for it."""
    KeptForm.objects.filter(key__in=request.session.get(KEPT_PARAMETER, [])).delete()
