"""What the public lists of organizations and of intellectual property can be asked."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.involvement import involvements
from enterprises.models import CustomsRecordal, Organization, TrademarkRegistration
from portal.models import Sector
from portal.site.filters import (
    Facet,
    FlagFacet,
    NullableFacet,
    RecordFilter,
    ThroughFacet,
    labels_of_countries,
    labels_of_kinds,
    labels_of_terms,
)
from portal.site.shelves import MISSING


class OrganizationFilter(RecordFilter):
    kind = Facet(field_name="kind", label=_("Kind"), labels=labels_of_kinds)
    sector = NullableFacet(field_name="sectors", label=_("Sector"), labels=labels_of_terms(Sector), missing=_("Sector not listed"))
    place = Facet(field_name="country", label=_("Place"), labels=labels_of_countries, missing=_("Place not listed"))

    @classmethod
    def all_filters(cls):
        further = {name: facet for involvement in involvements for name, facet in involvement.facets.items()}
        words, kind, *rest = cls.base_filters
        return {name: {**cls.base_filters, **further}[name] for name in (words, kind, *further, *rest)}


class OwnerFacet(NullableFacet):
    """Owners that are public. One that is not counts as not listed, as it does on the page."""

    def counts(self, records):
        found = super().counts(records)
        public = Organization.objects.published().filter(pk__in=found).values_list("pk", flat=True)
        named = {key: found[key] for key in public}
        missing = sum(found.values()) - sum(named.values())
        return named | ({MISSING: missing} if missing else {})

    def is_missing(self):
        return ~Q(owner__in=Organization.objects.published())


def labels_of_territories(codes):
    """As a registration names them: the European Union is one."""
    territories = TrademarkRegistration._meta.get_field("territory").countries
    return {code: territories.name(code) for code in codes}


class IntellectualPropertyFilter(RecordFilter):
    kind = Facet(field_name="kind", label=_("Kind"), labels=labels_of_kinds)
    owner = OwnerFacet(
        field_name="owner",
        label=_("Owner"),
        labels=lambda keys: {one.pk: one.title for one in Organization.objects.filter(pk__in=keys)},
        missing=_("No owner listed"),
    )
    territory = ThroughFacet(
        rows=lambda: TrademarkRegistration.objects.published(),
        to="trademark",
        column="territory",
        label=_("Registered in"),
        labels=labels_of_territories,
    )
    recorded = FlagFacet(
        condition=lambda: Q(pk__in=CustomsRecordal.objects.published().values("property")),
        label=_("Customs"),
        text=_("With a customs recordal"),
    )
