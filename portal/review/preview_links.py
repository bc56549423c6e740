"""The links that show what is not public to somebody without an account."""

from django.core import signing

from portal.models import ProposedChange

SALT = "portal.preview"


def open_proposal(key):
    return ProposedChange.objects.open().select_related("record").filter(pk=key).first()


def link_token(record, user, proposal=None):
    """An unguessable, signed text that shows the preview to whoever has it, for PREVIEW_LINK_DAYS."""
    content = {"record": record.pk, "by": user.pk} | ({"proposal": proposal.pk} if proposal else {})
    return signing.dumps(content, salt=SALT)
