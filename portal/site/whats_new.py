"""What is new, for people: what was published, corrected and withdrawn, month by month."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr, TruncMonth
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.views.generic import ListView

from portal.listing.kept import kept
from portal.models import Correction, Record, ReviewStep, kinds
from portal.models.first_rows import first_of_each
from portal.models.source_kinds import SOURCES
from portal.server.refusals import read_only
from portal.site.kept_pages.addresses import reads
from portal.site.paging import NearestPage

MONTHS_ON_A_PAGE = 6
LENGTH_OF_MONTH, LENGTH_OF_DAY, LENGTH_OF_HOUR = 7, 10, 13  # 2025-05-31 16: how both databases begin a moment of UTC
WITHIN_A_MONTH = {f"-{day:02}" for day in range(2, 28)}  # whose days are in the same month by whatever clock
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
    counts: Counter = field(default_factory=Counter)  # {kind: how many were published}
    records: list = field(default_factory=list)
    corrected: int = 0
    corrections: list = field(default_factory=list)  # the latest of them
    withdrawals: list = field(default_factory=list)

    @property
    def end(self):
        """The first moment of the next month."""
        return first_moment_of_month(self.first + timedelta(days=31))

    @property
    def shelves(self):
        for collection in sorted(kinds.collections(), key=lambda each: each is SOURCES):
            if count := sum(self.counts[kind] for kind in collection.kinds):
                yield NewOfKind(collection, count, [record for record in self.records if record.kind in collection.kinds][:MOST_NAMED])

    @property
    def more_corrections(self):
        return self.corrected - len(self.corrections)


def first_moment_of_month(moment):
    """The beginning of its month by the clock of the portal, which differs from UTC by whole hours."""
    return timezone.localtime(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


class Numbers(NamedTuple):
    """How much each month brought, by its first moment."""

    published: list  # [(first, kind, how many)]
    corrected: list  # [(first, how many)]
    withdrawn: list  # [(first, kind, reason, how many)]


def count_what_is_new():
    hour = Substr(Cast("published_at", CharField()), 1, LENGTH_OF_HOUR)  # SQLite would ask Python for the month of each row
    published = Record.objects.published().order_by().annotate(hour=hour).values_list("hour", "kind").annotate(Count("pk"))
    corrected = Correction.objects.published().order_by().annotate(month=TruncMonth("at")).values_list("month")
    withdrawn = ReviewStep.objects.withdrawals_of_what_was_public().order_by().annotate(month=TruncMonth("at"))
    by_month, months = Counter(), {}
    for at, kind, count in published:
        part = (
            at[:LENGTH_OF_MONTH] if at[LENGTH_OF_MONTH:LENGTH_OF_DAY] in WITHIN_A_MONTH else at
        )  # of a day within a month all hours are alike
        if part not in months:
            months[part] = first_moment_of_month(datetime.fromisoformat(at).replace(tzinfo=UTC))
        by_month[months[part], kind] += count
    return Numbers(
        [(first, kind, count) for (first, kind), count in by_month.items()],
        list(corrected.annotate(Count("pk"))),
        list(withdrawn.values_list("month", "record__kind", "public_reason").annotate(Count("pk"))),
    )


def every_month():
    """[Month], the latest first, with how much each brought. What is not public is in none of them."""
    found, numbers = {}, kept("numbers of months", count_what_is_new)

    def month(first):
        return found.setdefault(first, Month(first))

    for first, kind, count in numbers.published:
        month(first).counts[kind] += count
    for first, count in numbers.corrected:
        month(first).corrected = count
    reasons = dict(ReviewStep.PublicReason.choices)
    for first, kind, reason, count in numbers.withdrawn:
        month(first).withdrawals.append(Withdrawal(capfirst(str(kinds.of(kind).label)), str(reasons.get(reason, "")), count))
    for each in found.values():
        each.withdrawals.sort()
    return [found[first] for first in sorted(found, reverse=True)]


def name_what_is_new(shown):
    """The months of a page with their records and corrections, the latest of each."""
    for rows, column, attribute, groups in (
        (Record.objects.published(), "published_at", "records", [(month, {"kind": kind}) for month in shown for kind in month.counts]),
        (Correction.objects.published().select_related("record"), "at", "corrections", [(month, {}) for month in shown if month.corrected]),
    ):
        latest = rows.order_by(f"-{column}", "pk")
        first = [latest.filter(**within, **{f"{column}__gte": month.first, f"{column}__lt": month.end}) for month, within in groups]
        found = kept("latest of months", lambda first=first: first_of_each(first, MOST_NAMED), attribute, *(month.first for month in shown))
        months = {key: month for (month, _within), keys in zip(groups, found, strict=True) for key in keys}
        for row in latest.filter(pk__in=months):
            getattr(months[row.pk], attribute).append(row)
    return shown


@reads("page")
@method_decorator(read_only, name="dispatch")
class WhatsNew(NearestPage, ListView):
    template_name = "portal/whats_new.html"
    context_object_name = "months"
    paginate_by = MONTHS_ON_A_PAGE

    def get_queryset(self):
        return every_month()

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        shown = context["months"]
        context["months"] = SimpleLazyObject(lambda: name_what_is_new(shown))
        number = context["page_obj"].number
        pages = context["paginator"].get_elided_page_range(number, on_each_side=1, on_ends=1)
        canonical = f"page={number}" if number > 1 else ""
        return context | {"pages": pages, "canonical_query": canonical, "feed": "feed", "here": "new"}
