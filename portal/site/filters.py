"""Filters of the public lists: facets with counts, chips, sorting. The query string is the whole state."""

from heapq import nsmallest

import django_filters
from django.db.models import Count, Q
from django.db.models.functions import Greatest
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from portal.models import kinds
from portal.site.shelves import MISSING, shelves_of
from portal.text.ordering import sort_key


class Facet(django_filters.MultipleChoiceFilter):
    """Records whose column has one of the chosen values. Its choices are what the published records hold.

    `field_name` is a column or a relation of the records, `labels` turns values (a list) into a dict of labels,
    `missing` labels the choice of those without a value (no such choice where it is empty).
    """

    def __init__(self, *, field_name, label, labels, missing="", **options):
        super().__init__(field_name=field_name, label=label, **options)
        self.labels, self.missing = labels, missing

    def counts(self, records):
        """{value: how many of `records` have it}"""
        rows = records.order_by().values_list(self.field_name).annotate(Count("pk", distinct=True))
        found = {}
        for value, count in rows:
            key = MISSING if value in (None, "") else str(value)
            if key != MISSING or self.missing:
                found[key] = found.get(key, 0) + count
        return found

    def texts(self, values):
        """{value: its label}, in the order in which the page lists them."""
        known = [value for value in values if value != MISSING]
        texts = {key: str(label) for key, label in self.labels(known).items()}
        return dict(sorted(texts.items(), key=self.order)) | ({MISSING: str(self.missing)} if MISSING in values else {})

    def order(self, item):
        """Sorts the (value, label) pairs of `texts`."""
        return sort_key(item[1])

    def filter(self, records, values):
        if not values:
            return records
        named = [value for value in values if value != MISSING]
        wanted = Q(**{f"{self.field_name}__in": named})
        if MISSING in values:
            wanted |= self.is_missing()
        return records.filter(wanted)

    def is_missing(self):
        return Q(**{self.field_name: ""})


class YearFacet(Facet):
    """A facet over the year of a date column."""

    def counts(self, records):
        rows = records.order_by().values_list(f"{self.field_name}__year").annotate(Count("pk", distinct=True))
        return {MISSING if year is None else str(year): count for year, count in rows}

    def filter(self, records, values):
        if not values:
            return records
        wanted = Q(**{f"{self.field_name}__year__in": [int(value) for value in values if value != MISSING]})
        if MISSING in values:
            wanted |= Q(**{f"{self.field_name}__isnull": True})
        return records.filter(wanted)

    def order(self, item):
        return -int(item[0])


def labels_of(choices):
    """For the column of an enumeration: its labels."""
    return lambda values: {value: choices(value).label for value in values}


def labels_of_kinds(codes):
    return {code: kinds.of(code).label for code in codes}


def labels_of_countries(codes):
    """For a column of ISO 3166-1 codes: the names of the countries and regions."""
    return {code: countries.name(code) for code in codes}


def labels_as_they_are(values):
    """For a column whose values are read as they stand, such as a year."""
    return {value: value for value in values}


def labels_of_terms(model):
    """For a relation to `model`: the names of the rows."""
    return lambda values: {term.pk: term.name for term in model.objects.filter(pk__in=values)}


class RecordFilter(django_filters.FilterSet):
    """What every public list of records can be asked: words, facets, an order.

    Values that no published record holds (a stale link, a typing error) are left out and listed in `ignored`.
    """

    SORTS = {"name": _("Name"), "newest": _("Newest first"), "changed": _("Last changed")}

    q = django_filters.CharFilter(label=_("Search within this list"), method="filter_q")

    def __init__(self, data=None, queryset=None, **options):
        data = data.copy() if data else QueryDict(mutable=True)  # always bound: an unbound set would not even sort
        self.base_filters = self.all_filters()
        super().__init__(data, queryset, **options)
        self.ignored = []
        self.alone = {}  # {facet: {value: how many records it leads to by itself}}
        for name, facet in self.facets.items():
            counts = self.counted_alone(facet)
            self.alone[name] = counts if set(counts) - {MISSING} else {}  # what is missing alone divides nothing
            asked = list(dict.fromkeys(data.getlist(name)))
            known = [value for value in asked if value in self.alone[name]]
            facet.extra["choices"] = [(value, value) for value in known]  # of many owners the form takes those that are asked for
            self.ignored += [value for value in asked if value not in self.alone[name]]
            if asked:
                data.setlist(name, known)
        self.sort = data.get("sort") if data.get("sort") in self.SORTS else "name"

    @classmethod
    def all_filters(cls):
        """{name: filter} of this class, and of others where a subclass lets them add some."""
        return cls.base_filters

    def counted_alone(self, facet):
        return facet.counts(self.queryset)

    @property
    def facets(self):
        return {name: each for name, each in self.filters.items() if isinstance(each, Facet)}

    def filter_q(self, records, name, text):
        return records.search(text) if text.strip() else records

    def filter_queryset(self, queryset):
        return self.sorted(super().filter_queryset(queryset))

    def sorted(self, records):
        if self.sort == "changed":
            return records.annotate(changed_at=Greatest("published_at", "updated_at")).order_by("-changed_at", "id")
        return records.by_name() if self.sort == "name" else records.order_by("-published_at", "-updated_at", "id")

    def asks_beside(self, name):
        """Whether anything but the facet `name` asks for something."""
        return any(value for other, value in self.form.cleaned_data.items() if other != name and other in self.filters)

    def beside(self, name):
        """The records that everything but the facet `name` asks for."""
        records = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name and other in self.filters:
                records = self.filters[other].filter(records, value)
        return records

    @cached_property
    def counts(self):
        """{facet: {value: how many records it leads to, beside what the other facets ask for}}"""
        return {
            name: facet.counts(self.beside(name)) if self.asks_beside(name) else self.alone[name] for name, facet in self.facets.items()
        }

    def leading(self, name, number):
        """(the `number` values of a facet that lead to most records, the most first; how many lead to any), without what is missing."""
        alone, counts = self.alone[name], self.counts[name]
        values = alone.keys() - {MISSING}
        most = nsmallest(number, values, key=lambda value: (-counts.get(value, 0), -alone[value], value))
        return most, sum(1 for value in values if counts.get(value))

    @cached_property
    def total(self):
        """How many records there are without any filter."""
        return self.queryset.count()

    @cached_property
    def shelves(self):
        """[Shelf] of every facet that tells one record from another, or is chosen."""
        return shelves_of(self)

    @cached_property
    def chips(self):
        """[(facet label, Choice)] of what is chosen."""
        return [(shelf.label, choice) for shelf in self.shelves for choice in shelf.choices if choice.chosen]

    @property
    def has_choices_of_none(self):
        """Whether something is offered that finds nothing beside what the other facets ask for."""
        return any(not choice.count for shelf in self.shelves for choice in shelf.choices)

    @property
    def is_narrowed(self):
        """Whether it shows a part of the list, or the list in another order, and not the list itself."""
        return self.sort != "name" or any(self.form.cleaned_data.values())

    @property
    def words(self):
        """What is searched for in this list."""
        return self.data.get("q", "").strip()

    @property
    def without_words(self):
        """The query string of this list without the words searched for in it."""
        return self.query(keep=("sort",))

    @property
    def cleared(self):
        """The query string of this list without any filter."""
        return "?"

    def only(self, name, value):
        """The query string of this list with one value of one facet and nothing else."""
        return f"?{name}={value}"

    def query(self, name="", value="", keep=("q", "sort")):
        """The query string of this list without `value` of the facet `name`, and without a page."""
        data = self.data.copy()
        data.pop("page", None)
        if name:
            data.setlist(name, [each for each in data.getlist(name) if each != value])
        for parameter in list(data):
            if not any(data.getlist(parameter)) or parameter not in (*self.facets, *keep):
                del data[parameter]
        return f"?{data.urlencode()}"
