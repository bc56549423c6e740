"""What the passages of a source are cited for: registrations, customs recordals and what may be licensed."""

from django.utils.translation import gettext_lazy as _

from enterprises.models import Availability, CustomsRecordal, TrademarkRegistration
from portal.site.citations import Citation, reader
from portal.site.footnotes import Saying

RIGHTS = (
    (TrademarkRegistration, "trademark", _("trademark registration")),
    (CustomsRecordal, "property", _("customs recordal")),
    (Availability, "property", _("available for licensing")),
)


@reader
def rights_citing(source):
    for model, owned, label in RIGHTS:
        rows = model.objects.published().filter(passage__source=source.pk)
        for row in rows.select_related(owned):
            yield Citation(row.passage_id, getattr(row, owned), Saying(label, str(row)))
