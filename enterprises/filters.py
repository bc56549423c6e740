"""What the public lists of organizations and of intellectual property can be asked."""

from django.utils.translation import gettext_lazy as _

from enterprises.involvement import involvements
from enterprises.models import Organization, TrademarkRegistration
from portal.models import Sector
from portal.site.filters import labels_of_countries, labels_of_kinds, labels_of_terms
from portal.site.list_filters import ListedFacet, ListedFlag, ListFilter


class OrganizationFilter(ListFilter):
    kind = ListedFacet("kind", label=_("Kind"), labels=labels_of_kinds)
    sector = ListedFacet("sector", label=_("Sector"), labels=labels_of_terms(Sector), missing=_("Sector not listed"))
    place = ListedFacet("place", label=_("Place"), labels=labels_of_countries, missing=_("Place not listed"))

    @classmethod
    def all_filters(cls):
        further = {name: facet for involvement in involvements for name, facet in involvement.facets.items()}
        words, kind, *rest = cls.base_filters
        return {name: {**cls.base_filters, **further}[name] for name in (words, kind, *further, *rest)}


def labels_of_territories(codes):
    """As a registration names them: the European Union is one."""
    territories = TrademarkRegistration._meta.get_field("territory").countries
    return {code: territories.name(code) for code in codes}


class IntellectualPropertyFilter(ListFilter):
    kind = ListedFacet("kind", label=_("Kind"), labels=labels_of_kinds)
    owner = ListedFacet(  # one that is not public counts as not listed, as it does on the page
        "owner",
        label=_("Owner"),
        labels=lambda keys: {one.pk: one.title for one in Organization.objects.filter(pk__in=keys)},
        missing=_("No owner listed"),
    )
    territory = ListedFacet("territory", label=_("Registered in"), labels=labels_of_territories)
    recorded = ListedFlag("recorded", label=_("Customs"), text=_("With a customs recordal"))
