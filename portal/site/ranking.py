"""What a search finds, in order, and by what it is narrowed: kinds, places and years."""

from collections import Counter
from sys import intern
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, DateField, F, IntegerField, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.models import Record, kinds
from portal.models.many_keys import among_keys, as_value
from portal.models.records import tables
from portal.site.filters import Facet, RecordFilter, YearFacet, labels_as_they_are, labels_of_countries, labels_of_kinds


def place_code():
    """The code of the country or region of a record of any kind; empty where its kind has none."""
    found = [f"{accessor}__{model.PLACE}" for accessor, model in tables().items() if model.PLACE]
    return Coalesce(*found, Value(""), output_field=CharField())


def year():
    """The year by which a record of any kind is found; NULL where its kind has none."""
    dated = [(f"{accessor}__{model.YEAR}", model._meta.get_field(model.YEAR)) for accessor, model in tables().items() if model.YEAR]
    found = [ExtractYear(path) if isinstance(column, DateField) else F(path) for path, column in dated]
    return Coalesce(*found, output_field=IntegerField())


class Ranked(NamedTuple):
    """A record that a search finds. `values` are texts, in the order of the facets of SearchFilter."""

    pk: str
    values: tuple

    @property
    def kind(self):
        return self.values[0]


class YearOfAnyKindFacet(Facet):
    """A facet over a year that is a number, the latest first."""

    order = YearFacet.order


class SearchFilter(RecordFilter):
    """The kinds, places and years of the records found; the words themselves have found them already. They are counted by one query."""

    q = None
    kind = Facet(field_name="kind", label=_("Kind"), labels=labels_of_kinds)
    place = Facet(field_name="place", label=_("Place"), labels=labels_of_countries)
    year = YearOfAnyKindFacet(field_name="year", label=_("Year"), labels=labels_as_they_are)

    ranked = None  # [Ranked] of all that is found, in order, where that is the records that hold words; else the queryset tells

    def __init__(self, *arguments, ranked=None, **options):
        self.ranked = ranked
        super().__init__(*arguments, **options)

    @cached_property
    def groups(self):
        """[({facet: its value as a text, empty for none}, how many of the records found have these)]"""
        names = list(self.facets)
        if self.ranked is not None:
            return [(dict(zip(names, values, strict=True)), count) for values, count in Counter(one.values for one in self.ranked).items()]
        rows = self.queryset.order_by().values_list(*names).annotate(Count("pk"))
        return [(dict(zip(names, map(text_of_value, values), strict=True)), count) for *values, count in rows]

    @property
    def ranked_asked(self):
        """Those of `ranked` that have one of the chosen values of each facet."""
        places = [(list(self.facets).index(name), set(wanted)) for name, wanted in self.chosen.items()]
        return [one for one in self.ranked if all(one.values[place] in wanted for place, wanted in places)]

    def counted(self, name, asked):
        """{value of the facet `name`: how many records have it} among those with one of the values in `asked`, {facet: [value]}."""
        counts = Counter()
        for values, count in self.groups:
            if values[name] and all(values[other] in wanted for other, wanted in asked.items()):
                counts[values[name]] += count
        return dict(counts)

    def counted_alone(self, facet):
        return self.counted(facet.field_name, {})

    @cached_property
    def chosen(self):
        """{facet: [value that is asked for]}"""
        return {name: values for name in self.facets if (values := self.form.cleaned_data.get(name))}

    @cached_property
    def counts(self):
        return {name: self.counted(name, {other: self.chosen[other] for other in self.chosen if other != name}) for name in self.facets}

    @cached_property
    def number_found(self):
        """How many records there are for all that is asked."""
        asked = self.chosen.items()
        return sum(count for values, count in self.groups if all(values[name] in wanted for name, wanted in asked))

    @cached_property
    def total(self):
        return sum(self.alone["kind"].values())

    @property
    def found(self):
        """{kind: how many records}, of the kinds asked for."""
        chosen = self.form.cleaned_data["kind"]
        return {kind: count for kind, count in self.counts["kind"].items() if not chosen or kind in chosen}

    @property
    def cleared(self):
        return f"?{urlencode({'q': self.words})}"

    def only(self, name, value):
        return f"{self.cleared}&{urlencode({name: value})}"

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset) if self.ranked is None else queryset

    def sorted(self, records):
        return by_rank(records)


def by_rank(records, kinds_named=frozenset()):
    """By group, first those that have a record with a name that is what was typed, which are of `kinds_named`, then in the order in which
    the site names its lists; within one, first what the words name, then by name."""
    groups = [When(kind__in=each.kinds, then=each.search) for each in kinds.collections()]
    named = [each for each in kinds.collections() if kinds_named & set(each.kinds)]
    first = [Case(*(When(kind__in=each.kinds, then=0) for each in named), default=1)] if named else []
    return records.order_by(*first, Case(*groups), "rank", *records.by_name().query.order_by)


def text_of_value(value):
    return "" if value is None else str(value)


def with_places(records):
    return records.annotate(place=place_code())


def ranked_among(text, keys, kinds_named):
    """[Ranked] of the public records with these `keys`, in order."""
    found = with_places(Record.objects.published().filter(pk__in=among_keys(as_value(keys))).ranked(text)).annotate(year=year())
    rows = by_rank(found, kinds_named).values_list("pk", *SearchFilter.all_filters())
    return [Ranked(key, tuple(intern(text_of_value(value)) for value in values)) for key, *values in rows]  # they are kept, and alike
