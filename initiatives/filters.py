"""What the public lists of initiatives and selections can be asked."""

from django.db.models import F, Q, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from initiatives.models import Initiative, NominationEvent, Participation
from portal.models import Statement, Technology
from portal.site.filters import (
    Facet,
    FlagFacet,
    NullableFacet,
    RecordFilter,
    ThroughFacet,
    YearFacet,
    labels_as_they_are,
    labels_of,
    labels_of_countries,
    labels_of_terms,
)


def with_a_figure():
    return Q(pk__in=Statement.objects.published().with_figures().values("record"))


class InitiativeFilter(RecordFilter):
    SORTS = RecordFilter.SORTS | {"date": _("Date, latest first"), "place": _("Place")}

    format = Facet(field_name="format", label=_("Type"), labels=labels_of(Initiative.Format), missing=_("Type not listed"))
    place = Facet(
        field_name="country",
        label=_("Place"),
        labels=labels_of_countries,
        missing=_("Place not listed"),
    )
    year = YearFacet(field_name="starts_on", label=_("Year"), labels=labels_as_they_are, missing=_("Date not listed"))
    role = ThroughFacet(
        rows=Participation.objects.published,
        to="initiative",
        column="role",
        label=pgettext_lazy("of an organization in an initiative", "Role"),
        labels=labels_of(Participation.Role),
    )
    technology = NullableFacet(field_name="technologies", label=_("Technology"), labels=labels_of_terms(Technology))
    recurring = FlagFacet(condition=lambda: Q(is_recurring=True), label=_("Series"), text=_("Recurring"))
    figure = FlagFacet(condition=with_a_figure, label=_("Figures"), text=_("With a figure"))

    def sorted(self, records):
        if self.sort == "date":
            return records.order_by(F("starts_on").desc(nulls_last=True), "id")
        if self.sort == "place":
            return records.order_by(NullIf("country", Value("")).asc(nulls_last=True), "id")
        return super().sorted(records)


class SelectionRoundFilter(RecordFilter):
    SORTS = RecordFilter.SORTS | {"date": _("Date, latest first")}

    year = NullableFacet(field_name="first_year", label=_("From year"), labels=labels_as_they_are, missing=_("Date not listed"))
    status = ThroughFacet(
        rows=lambda: NominationEvent.objects.published().standing(),
        to="nomination__category__round",
        column="verb",
        label=_("Status of nominations"),
        labels=labels_of(NominationEvent.Verb),
    )

    def sorted(self, records):
        if self.sort == "date":
            return records.order_by(F("first_year").desc(nulls_last=True), "id")
        return super().sorted(records)
