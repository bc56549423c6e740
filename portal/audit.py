"""Writes the audit log: who did what, from where."""

from portal.models import AuditEntry

LONGEST = 250


def address_of(request):
    """The network address of whoever asks; behind a proxy it is what the proxy says, as the server hands it on."""
    return (request.META.get("REMOTE_ADDR") or None) if request else None


def record_action(request, action, row=None, *, user=None, user_name="", name="", detail=""):
    """Append one line. `row` is what it was done to; `user` is who did it, by default whoever is signed in."""
    if user is None and request is not None and getattr(request, "user", None) is not None and request.user.is_authenticated:
        user = request.user
    AuditEntry.objects.create(
        action=action,
        user=user,
        user_name=(user_name or (user.get_username() if user else ""))[:150],
        model=row._meta.label_lower if row is not None else "",
        row=str(row.pk)[:64] if row is not None else "",
        name=(name or (str(row) if row is not None else ""))[:LONGEST],
        detail=detail,
        address=address_of(request),
    )
