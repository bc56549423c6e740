"""A form that is sent twice, by a double press or a reload, is taken once; the second answer leads to what the first made."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.access.kept_forms.ended_sessions import forget_kept
from portal.access.kept_forms.form_token import FORM, SALT, TOKEN_SECONDS, read_token
from portal.models import SentForm
from portal.models.locking.order import delete_old

# not part of what a form says: whichever button is pressed second, it is sent twice
BESIDE = {"csrfmiddlewaretoken", FORM, "_save", "_continue", "_addanother", "_sitting"}


def said_by(request):
    """A digest of what a form says: its texts, and the names and sizes of its files."""
    texts = sorted((name, *found) for name, found in request.POST.lists() if name not in BESIDE)
    files = [(name, file.name, file.size) for name, found in request.FILES.lists() for file in found]
    return salted_hmac(SALT, repr((texts, files)), algorithm="sha256").hexdigest()


def forget_sent():
    """Delete the keys of forms that are too old to be taken at all."""
    delete_old(SentForm.objects.filter(at__lt=timezone.now() - timedelta(seconds=TOKEN_SECONDS)))


def once(request, send, again):
    """The response of `send(before)`, or of `again(row)` where this very form was taken before. `send` gives its response, and the key
    of the row that it wrote, empty where it wrote none: a form that was refused may be sent again.

    Of two at one moment the second waits for the first: for its row in PostgreSQL, for the whole database in SQLite. A form
    that says something else than when it was taken is sent with `before`, the row of then, else empty; what that means `send` decides.
    """
    opened = read_token(request)
    if opened is None or opened.user != request.user.pk:
        return send("")[0]
    said = said_by(request)
    with transaction.atomic():
        forget_sent()
        sent, is_new = SentForm.objects.get_or_create(key=opened.digest, defaults={"said": said})
        if not is_new and sent.said == said:
            forget_kept(opened)
            return again(sent.row)
        response, made = send("" if is_new else sent.row)
        if made:
            sent.said, sent.row = said, made
            sent.save()
            forget_kept(opened)
        elif is_new:
            sent.delete()
        return response
