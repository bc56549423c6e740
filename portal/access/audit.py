"""Writes the audit log: who did what, from where; and says it in words."""

import json
from ipaddress import ip_address

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.access.roles import LABELS
from portal.models import Account, AuditEntry, EnquiryStep, ReviewStep

LONGEST_DETAIL = 250
Action = AuditEntry.Action

# what the detail of a line says, by its key; the rest of the detail fills the words in
DETAIL_WORDS = {
    "unknown-name": _("no account has the name that was typed"),
    "wrong-code": _("a wrong code of the second factor"),
    "not-staff": _("the account is not one of staff"),
    "invited": _("invited as %(role)s"),
    "role": _("%(old)s before, now %(new)s"),
    "sees-enquiries": _("sees and answers enquiries from now on"),
    "sees-no-enquiries": _("sees no enquiries any more"),
    "edited": _("name or e-mail changed"),
    "deactivated": _("deactivated"),
    "reactivated": _("reactivated"),
    "link": _("made a link to set the password"),
    "link-asked": _("asked for a link to set the password"),
    "password-by-link": _("set the password by a link"),
    "password": _("changed the password"),
    "factor": _("set up the second factor"),
    "factor-removed": _("took the second factor off"),
    "factor-reset": _("reset the second factor"),
    "codes": _("made new recovery codes"),
    "unlocked": _("unlocked"),
    "handed-over-responsible": _("in charge before: %(old)s, now: %(new)s"),
    "handed-over-deputy": _("deputy before: %(old)s, now: %(new)s"),
    "backup": _("a backup of the whole portal: %(rows)d rows, %(files)d files"),
    "export": _("lines of the audit log: %(count)d; filter: %(filter)s"),
    "list-exported": _("rows: %(count)d, one for each: %(each)s, as .%(format)s; filter: %(filter)s"),
    "enquiries-listed": _("the list of enquiries"),
    "imported": _("imported from a sheet: %(new)d new, %(changed)d changed, %(proposed)d proposed, %(left)d left out"),
    "import-undone": _("taken back: %(gone)d gone, %(restored)d as before, %(stays)d stay"),
    "import-dropped": _("given up"),
    "by-import": _("by the import of “%(file)s”"),
    "wiped": _("personal data of enquiries older than %(days)d days: %(count)d"),
    "pruned": _("lines of the audit log older than %(days)d days: %(count)d"),
}


def network_address(request):
    """The network address of whoever asks, None where it is not known. Behind a proxy it is what that added last to
    X-Forwarded-For: whatever stands before it may be the visitor's invention."""
    if request is None:
        return None
    found = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        found = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or found
    try:
        return str(ip_address(found.partition("%")[0]))  # without the zone of a local one, which PostgreSQL does not take
    except ValueError:
        return None


def stored_detail(did="", **values):
    """The detail of a line as it is stored, to be read in any language: see DETAIL_WORDS. A step of the review has no words of ours."""
    return json.dumps(({"did": did} if did else {}) | values, ensure_ascii=False)


def detail_of_export(request, count):
    """The detail of the export of a list with `count` lines, narrowed by the query string of `request`."""
    filters = "&".join(f"{name}={value}" for name, value in request.GET.items())
    return stored_detail("export", count=count, filter=filters or "–")


def record_action(request, action, row=None, *, user=None, user_name="", name="", detail=""):
    """Append one line. `row` is what it was done to; `user` is who did it, by default whoever is signed in.

    Without a `request` the address is that of the request under way, if there is one.
    """
    if user is None and request is not None and getattr(request, "user", None) is not None and request.user.is_authenticated:
        user = request.user
    AuditEntry.objects.create(
        action=action,
        user_id=user.pk if user else None,
        user_name=(user_name or (user.get_username() if user else ""))[:150],
        model=row._meta.label_lower if row is not None else "",
        row=str(row.pk)[:64] if row is not None else "",
        name=(name or (str(row) if row is not None else ""))[:LONGEST_DETAIL],
        detail=detail,
        address=network_address(request or getattr(HistoricalRecords.context, "request", None)),
    )


def detail_in_words(entry):
    """What the detail of a line says, in the present language; as it stands where it is not one of ours."""
    try:
        found = json.loads(entry.detail)
    except ValueError:
        return entry.detail
    if isinstance(found, list):  # what Django's admin says of a form
        return LogEntry(change_message=entry.detail).get_change_message()
    if not isinstance(found, dict):
        return entry.detail
    if "step" in found:
        step = str(dict(ReviewStep.Step.choices).get(found["step"], found["step"]))
        return ": ".join(filter(None, (step, found.get("note"))))
    if "enquiry" in found:
        return str(dict(EnquiryStep.Sort.choices).get(found["enquiry"], found["enquiry"]))
    if found.get("did") not in DETAIL_WORDS:
        return entry.detail
    found |= {key: LABELS[value] for key, value in found.items() if value in LABELS}
    return str(DETAIL_WORDS[found["did"]]) % found


def kind_in_words(label):
    """What sort of row a line is about, by the stored label of its model."""
    try:
        return str(apps.get_model(label)._meta.verbose_name) if label else ""
    except LookupError:  # the model was taken out since
        return label


def sign_ins(user):
    """The lines that tell when somebody signed in as `user` or failed to, newest first."""
    account = Q(model=Account._meta.label_lower, row=str(user.pk)) | Q(user_name=user.get_username())
    failed = Q(action=Action.SIGN_IN_FAILED) & account
    return AuditEntry.objects.filter(Q(action=Action.SIGNED_IN, user=user.pk) | failed)


def signed_in(sender, request, user, **kwargs):
    record_action(request, Action.SIGNED_IN, user=user)


def signed_out(sender, request, user, **kwargs):
    if user is not None:
        record_action(request, Action.SIGNED_OUT, user=user)


def sign_in_failed(sender, credentials, request=None, **kwargs):
    """With the name that was typed only where an account has it: else it may be a password in the wrong field."""
    typed = credentials.get(get_user_model().USERNAME_FIELD) or ""
    account = Account.objects.filter(username__iexact=typed).first()
    failed_to_sign_in(request, account, "" if account else "unknown-name")


def failed_to_sign_in(request, user, did=""):
    """Write down that somebody failed to sign in as `user`, None where no account has the name; `did` is a key of DETAIL_WORDS."""
    account, name = (Account(pk=user.pk), user.get_username()) if user else (None, "")
    record_action(request, Action.SIGN_IN_FAILED, account, user_name=name, name=name, detail=stored_detail(did) if did else "")
