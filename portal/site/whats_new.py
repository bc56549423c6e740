"""What is new, for people: what was published, corrected and withdrawn, month by month."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncMonth
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.generic import ListView

from portal.models import Correction, Record, ReviewStep, kinds
from portal.models.source_kinds import SOURCES
from portal.server.refusals import read_only
from portal.site.paging import NearestPage

MONTHS_ON_A_PAGE = 6
MOST_NAMED = 8  # records of one kind, or corrections, that a month names; their lists have them all


class NewOfKind(NamedTuple):
    """The records of one Collection that a month brought."""

    collection: Any
    count: int
    records: list  # the latest of them

    @property
    def more(self):
        return self.count - len(self.records)


class Withdrawal(NamedTuple):
    """What was withdrawn for one reason: its kind and how many, but no name."""

    kind: str  # in words
    reason: str  # in words; empty where none was given
    count: int


@dataclass
class Month:
    first: datetime  # its first moment
    counts: dict = field(default_factory=dict)  # {kind: how many were published}
    records: list = field(default_factory=list)
    corrected: int = 0
    corrections: list = field(default_factory=list)  # the latest of them
    withdrawals: list = field(default_factory=list)

    @property
    def shelves(self):
        for collection in sorted(kinds.collections(), key=lambda each: each is SOURCES):
            if count := sum(self.counts.get(kind, 0) for kind in collection.kinds):
                yield NewOfKind(collection, count, [record for record in self.records if record.kind in collection.kinds][:MOST_NAMED])

    @property
    def more_corrections(self):
        return self.corrected - len(self.corrections)


def every_month():
    """[Month], the latest first, with how much each brought. What is not public is in none of them."""
    found = {}

    def month(first):
        return found.setdefault(first, Month(first))

    published = Record.objects.published().order_by().annotate(month=TruncMonth("published_at"))
    for first, kind, count in published.values_list("month", "kind").annotate(Count("pk")):
        month(first).counts[kind] = count
    corrected = Correction.objects.published().order_by().annotate(month=TruncMonth("at"))
    for first, count in corrected.values_list("month").annotate(Count("pk")):
        month(first).corrected = count
    withdrawn = ReviewStep.objects.withdrawals_of_what_was_public().order_by().annotate(month=TruncMonth("at"))
    reasons = dict(ReviewStep.PublicReason.choices)
    for first, kind, reason, count in withdrawn.values_list("month", "record__kind", "public_reason").annotate(Count("pk")):
        month(first).withdrawals.append(Withdrawal(capfirst(str(kinds.of(kind).label)), str(reasons.get(reason, "")), count))
    for each in found.values():
        each.withdrawals.sort()
    return [found[first] for first in sorted(found, reverse=True)]


def name_what_is_new(shown):
    """Gives the months of a page their records and corrections, the latest of each."""
    if not shown:
        return
    by_first = {month.first: month for month in shown}
    end = (max(by_first) + timedelta(days=31)).replace(day=1)
    for records, column, within, attribute in (
        (Record.objects.published(), "published_at", ["kind"], "records"),
        (Correction.objects.published().select_related("record"), "at", [], "corrections"),
    ):
        rows = records.filter(**{f"{column}__gte": min(by_first), f"{column}__lt": end}).annotate(month=TruncMonth(column))
        latest = Window(RowNumber(), partition_by=["month", *within], order_by=[F(column).desc(), F("pk").asc()])
        for row in rows.annotate(place_in_month=latest).filter(place_in_month__lte=MOST_NAMED).order_by(F(column).desc(), "pk"):
            getattr(by_first[row.month], attribute).append(row)


@method_decorator(read_only, name="dispatch")
class WhatsNew(NearestPage, ListView):
    template_name = "portal/whats_new.html"
    context_object_name = "months"
    paginate_by = MONTHS_ON_A_PAGE

    def get_queryset(self):
        return every_month()

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        name_what_is_new(context["months"])
        number = context["page_obj"].number
        pages = context["paginator"].get_elided_page_range(number, on_each_side=1, on_ends=1)
        canonical = f"page={number}" if number > 1 else ""
        return context | {"pages": pages, "canonical_query": canonical, "feed": "feed", "here": "new"}
