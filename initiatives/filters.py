"""What the public lists of initiatives and selections can be asked."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from initiatives.models import Initiative, NominationEvent, Participation
from portal.models import Technology
from portal.site.filters import labels_as_they_are, labels_of, labels_of_countries, labels_of_terms
from portal.site.list_filters import ListedFacet, ListedFlag, ListedYearFacet, ListFilter


class InitiativeFilter(ListFilter):
    SORTS = ListFilter.SORTS | {"date": _("Date, latest first"), "place": _("Place")}

    format = ListedFacet("format", label=_("Type"), labels=labels_of(Initiative.Format), missing=_("Type not listed"))
    place = ListedFacet("place", label=_("Place"), labels=labels_of_countries, missing=_("Place not listed"))
    year = ListedYearFacet("year", label=_("Year"), labels=labels_as_they_are, missing=_("Date not listed"))
    role = ListedFacet("role", label=pgettext_lazy("of an organization in an initiative", "Role"), labels=labels_of(Participation.Role))
    technology = ListedFacet("technology", label=_("Technology"), labels=labels_of_terms(Technology))
    recurring = ListedFlag("recurring", label=_("Series"), text=_("Recurring"))
    figure = ListedFlag("figure", label=_("Figures"), text=_("With a figure"))


class SelectionRoundFilter(ListFilter):
    SORTS = ListFilter.SORTS | {"date": _("Date, latest first")}

    year = ListedFacet("year", label=_("From year"), labels=labels_as_they_are, missing=_("Date not listed"))
    status = ListedFacet("status", label=_("Status of nominations"), labels=labels_of(NominationEvent.Verb))
