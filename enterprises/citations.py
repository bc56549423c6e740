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


def register(model, owned, label):
    @reader(lambda source: model.objects.published().filter(passage__source=source.pk).select_related(owned))
    def rights_citing(rows):
        for row in rows:
            yield Citation(row.passage_id, getattr(row, owned), Saying(label, str(row)))


for right in RIGHTS:
    register(*right)
