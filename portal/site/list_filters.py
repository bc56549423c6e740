"""Filters of the lists of records: what is listed of them is read, and nothing is computed of the records themselves.

Which values a facet has is declared in the `listing.py` of an app, by the name that the facet has here.
"""

from collections import defaultdict
from functools import partial

from django.db.models import Count, F, Value
from django.db.models.functions import NullIf
from django.utils.functional import cached_property

from portal.listing.kept import kept, kept_in_places
from portal.listing.values import repeating_facets
from portal.models import ListedValue, Record
from portal.site.filters import Facet, RecordFilter, YearFacet
from portal.site.shelves import MISSING
from portal.text.fields import reads_chinese

ORDERS = {
    "newest": ("-public_from", "-updated_at", "record_id"),
    "changed": ("-changed_at", "record_id"),
    "date": ("-dated", "record_id"),
    "place": (NullIf(F("place"), Value("")).asc(nulls_last=True), "record_id"),
}


def number_of_records(facets):
    """The number of records among rows of ListedValue of these facets. Where a record has a value in no more than one row, the rows are
    counted, which takes a fifth of the time."""
    return Count("record", distinct=True) if repeating_facets() & set(facets) else Count("pk")


class ListedFacet(Facet):
    """A facet over the values that are listed under `name`."""

    def __init__(self, name, *, label, labels, missing="", **options):
        super().__init__(field_name=name, label=label, labels=labels, missing=missing, **options)

    def counted(self, values):
        """{value: how many records have it}, of a queryset of ListedValue."""
        rows = values.filter(facet=self.field_name).order_by().values_list("value")
        return self.offered(dict(rows.annotate(number_of_records([self.field_name]))))

    def offered(self, counts):
        """{value: how many records have it}, of the values that are a choice."""
        return {value: count for value, count in counts.items() if value != MISSING or self.missing}

    def counts(self, records):
        return self.counted(ListedValue.objects.public().filter(record__in=records.order_by().values("pk")))

    def filter(self, records, values):
        return records.having(self.field_name, values) if values else records


class ListedYearFacet(ListedFacet):
    """The latest first."""

    order = YearFacet.order


class ListedFlag(ListedFacet):
    """Records for which something holds."""

    def __init__(self, name, *, label, text, **options):
        super().__init__(name, label=label, labels=lambda values: dict.fromkeys(values, text), **options)


class ListFilter(RecordFilter):
    """What a list of the records of `kinds` can be asked; its queryset is of Listed. What is counted is kept as long as nothing public
    changes; where words were searched for, of the last such searches."""

    def __init__(self, data=None, queryset=None, *, kinds, **options):
        self.kinds = tuple(kinds)
        super().__init__(data, queryset, **options)

    def kept(self, name, make, *key):
        """What `make()` counts, for these kinds."""
        return kept(f"list: {name}", make, self.kinds, *key)

    def counted_alone(self, facet):
        values = ListedValue.objects.public().filter(kind__in=self.kinds)
        return self.kept("alone", lambda: facet.counted(values), facet.field_name)

    def kept_chosen(self, name, make, *key):
        """The same of what is chosen, and searched for."""
        if self.words:
            return kept_in_places(f"list: {name}", make, self.words, self.kinds, *key, self.chosen)
        return self.kept(name, make, *key, self.chosen)

    @cached_property
    def chosen(self):
        """Which values are chosen, as a key."""
        return tuple((name, tuple(sorted(values))) for name in self.facets if (values := self.form.cleaned_data.get(name)))

    @cached_property
    def counted_by_words(self):
        """{name of a facet among what is listed: {value: how many records have it}} of those found by words alone: whoever asks for nothing
        else has the words searched for once, not for each facet."""
        return self.kept_chosen("by words", self.count_by_words)

    def count_by_words(self):
        values, found = ListedValue.objects.public(), defaultdict(dict)
        facets = {facet.field_name for facet in self.facets.values()}
        rows = values.filter(record__in=self.qs.order_by().values("pk"), facet__in=facets).order_by()
        for name, value, count in rows.values_list("facet", "value").annotate(number_of_records(facets)):
            found[name][value] = count
        return found

    def counted_beside(self, name, facet):
        if self.words and not self.chosen:
            return facet.offered(self.counted_by_words[facet.field_name])
        return self.kept_chosen("beside", lambda: facet.counts(self.beside(name)), name)

    @cached_property
    def counts(self):
        return {
            name: self.counted_beside(name, facet) if self.asks_beside(name) else self.alone[name] for name, facet in self.facets.items()
        }

    def leading(self, name, number):
        return self.kept_chosen("leading", partial(super().leading, name, number), name, number)

    @cached_property
    def total(self):
        return self.kept("total", self.queryset.count)

    @cached_property
    def number_found(self):
        """How many records there are for all that is asked."""
        return self.kept_chosen("found", self.qs.count) if self.chosen or self.words else self.total

    def keys_of(self, page):
        """The keys of the records of one page: what is far behind is not counted off each time."""
        rows = page.object_list.values_list("pk", flat=True)
        return self.kept_chosen("page", lambda: list(rows), self.sort, reads_chinese(), page.number)

    def filter_q(self, records, name, text):
        return records.filter(pk__in=Record.objects.search(text).order_by().values("pk")) if text.strip() else records

    def sorted(self, records):
        return records.order_by(*ORDERS[self.sort]) if self.sort in ORDERS else records.by_name()
