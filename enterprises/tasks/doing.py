"""Where what is due is done: the forms on which an event is entered that closes it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.deadlines.deadline import What
from enterprises.models import RightEvent

EventVerb = RightEvent.Verb
# what is due → (whose row the event is about, what happened, what the link says)
DONE_BY = {
    What.RENEWAL: ("registration", EventVerb.RENEWED, _("Enter the renewal")),
    What.DECLARATION: ("registration", EventVerb.DECLARED, _("Enter the declaration of use")),
    What.REVIEW: ("registration", "", _("Enter what became of the refusal")),
    What.RECORDAL_RENEWAL: ("recordal", EventVerb.RENEWED, _("Enter the renewal of the recordal")),
    What.CUSTOMS_CHANGE: ("recordal", EventVerb.TOLD_TO_CUSTOMS, _("Enter that customs were told")),
    What.CUSTOMS_CANCELLATION: ("recordal", EventVerb.CANCELLED, _("Enter that the recordal was cancelled")),
    What.LICENCE_FILING: ("licence", EventVerb.FILED_FOR_RECORD, _("Enter that the licence was filed for record")),
    What.LICENCE_END: ("licence", EventVerb.LICENCE_ENDED, _("Enter that the licence ended")),
}


class FormLink(NamedTuple):
    label: str
    url: str


def where_it_is_done(entry):
    """[FormLink] for a DueEntry of what is due."""
    subject, verb, label = DONE_BY.get(entry.what, (None, None, None))
    key = getattr(entry, f"{subject}_id") if subject else None
    if not key:
        return []
    query = urlencode({subject: key} | ({"verb": verb} if verb else {}))
    return [FormLink(str(label), f"{reverse('admin:enterprises_rightevent_add')}?{query}")]
