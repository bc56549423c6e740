"""The timeline: initiatives, selection events and publications by date, each drawn as far as its date is known."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.shortcuts import render
from django.utils import timezone

from initiatives.models import Initiative, NominationEvent
from initiatives.models.dates import Precision
from portal.models import Source, Statement
from portal.server.refusals import read_only
from portal.site.paging import nearest
from portal.text.partial_dates import FAR_AHEAD, last_day_of

MOST_YEARS, MOST_TIMELINE_ENTRIES = 6, 300  # of the whole timeline
MOST_OF_A_YEAR = 2000  # of the timeline of one year
FIRST_OF_A_YEAR = 8  # of the whole timeline: the page of a year has them all
ON_A_PAGE = 50  # of the timeline of one year
MOST_UNDATED = 24


@dataclass
class TimelineEntry:
    """One line of the timeline."""

    record: object  # what it leads to
    starts: date
    precision: str  # of `starts`: "day", "month" or "year"
    ends: date | None = None
    ends_precision: str = ""
    is_inferred: bool = False
    verb: str = ""  # what happened to the nominations, or that a source was published
    nominees: list = field(default_factory=list)
    correction: object = None  # what replaces the events, with its reason; None while they stand
    cited: object = None  # the row that cites the passage: a statement or a nomination event

    @property
    def last(self):
        """The last day that the date may mean."""
        return last_day_of(self.ends or self.starts, self.ends_precision or self.precision)

    @property
    def is_point(self):
        return self.precision == "day" and self.last == self.starts

    def span(self, year):
        """Where it lies in `year`, in percent of the year: (from, length)."""
        begins, ends = share(self.starts, year, self.starts.day - 1), share(self.last, year, self.last.day)
        return round(begins, 2), round(ends - begins, 2)


def share(day, year, days):
    """How much of `year` has passed with so many days of the month of `day`, in percent; the months of the scale are equally long."""
    if day.year != year:
        return 0 if day.year < year else 100
    return 100 / 12 * (day.month - 1 + days / last_day_of(day, "month").day)


def with_first_day(initiatives):
    return initiatives.exclude(starts_on=None, ends_on=None)


def entries_of_initiatives(first, last, most):
    """Those that lie, in part at least, between the days `first` and `last`."""
    within = Q(starts_on__lte=last, ends_on__gte=first) | Q(starts_on__range=(first, last)) | Q(ends_on__range=(first, last))
    for one in with_first_day(Initiative.objects.published()).filter(within).order_by("-starts_on", "id")[:most]:
        known = one.starts_on or one.ends_on
        yield TimelineEntry(
            one,
            known,
            one.starts_precision or one.ends_precision,
            one.ends_on if one.starts_on else None,
            one.ends_precision if one.starts_on else "",
            one.dates_inferred,
        )


def entries_of_selections(first, last, most):
    """Events of nominations; those of one round, verb and date are one entry."""
    events = NominationEvent.objects.published().filter(happened_on__range=(first, last))
    same = defaultdict(list)
    for event in events.select_related(
        "nomination__category__round", "nomination__organization", "nomination__initiative", "passage__source"
    ).order_by("-happened_on", "id")[:most]:
        why = event.correction and event.correction.reason
        same[event.nomination.category.round_id, event.said, event.happened_on, event.happened_precision, why].append(event)
    for group in same.values():
        event = group[0]
        yield TimelineEntry(
            event.nomination.category.round,
            event.happened_on,
            event.happened_precision,
            is_inferred=event.date_inferred,
            verb=event.said,
            nominees=[each.nomination.nominee for each in group],
            correction=event.correction,
            cited=next((each for each in group if each.passage_id), None),
        )


def entries_of_sources(first, last, most):
    for source in Source.objects.published().filter(issued_on__range=(first, last)).order_by("-issued_on", "id")[:most]:
        yield TimelineEntry(source, source.issued_on, "day")


def cite_years(entries):
    """Gives each entry of an initiative or a source the public statement that names its year, else its first."""
    asked = {entry.record.pk for entry in entries if not entry.verb}
    found = defaultdict(list)
    statements = Statement.objects.published().filter(record__in=asked).select_related("passage__source")
    for statement in statements.order_by("passage__source__issued_on", "passage__source", "passage__number", "id"):
        found[statement.record_id].append(statement)
    for entry in entries:
        if not entry.verb:
            own = found[entry.record.pk]
            naming = [one for one in own if str(entry.starts.year) in one.wording_en + one.wording_zh]
            entry.cited = next(iter(naming or own), None)


def counts_by_year():
    """{year: how many things with a date}, latest first; a nomination counts once for each event."""
    counts = Counter()
    for rows, column in (
        (with_first_day(Initiative.objects.published()), "starts_on"),
        (Initiative.objects.published().filter(Q(starts_on=None) | Q(ends_on__year__gt=F("starts_on__year"))), "ends_on"),
        (NominationEvent.objects.published(), "happened_on"),
        (Source.objects.published(), "issued_on"),
    ):
        years = rows.exclude(**{column: None}).order_by().annotate(on_year=ExtractYear(column))
        counts.update(dict(years.values_list("on_year").annotate(Count("pk"))))
    return dict(sorted(counts.items(), reverse=True))


def timeline(year=None):
    """What templates/initiatives/_timeline.html draws, of one year or of the latest ones: 9999, which stands for no end, is none."""
    counts = counts_by_year()
    latest = [each for each in counts if each <= timezone.localdate().year + FAR_AHEAD] or list(counts)
    years = [year] if year else latest[:MOST_YEARS]
    entries = []
    if years:
        first, last = date(min(years), 1, 1), date(max(years), 12, 31)
        most = MOST_OF_A_YEAR if year else MOST_TIMELINE_ENTRIES
        for of_kind in (entries_of_initiatives, entries_of_selections, entries_of_sources):
            entries += of_kind(first, last, most)
        entries.sort(key=lambda entry: (entry.starts, entry.precision == "year"), reverse=True)
        del entries[most:]
        cite_years(entries)
    by_year = {
        each: sorted(
            (entry for entry in entries if entry.starts.year <= each <= entry.last.year),
            key=lambda entry: (entry.precision == "year", entry.starts, entry.last),
        )
        for each in years
    }
    undated = Initiative.objects.published().filter(starts_on=None, ends_on=None)
    return {
        "years": [
            {
                "year": each,
                "lines": [(entry, entry.span(each)) for entry in (found if year else found[:FIRST_OF_A_YEAR])],
                "has_more": not year and len(found) > FIRST_OF_A_YEAR,
            }
            for each, found in by_year.items()
            if found
        ],
        "counts": counts,
        "chosen": year,
        "undated": list(undated.by_name()[:MOST_UNDATED]),
        "undated_count": undated.count(),
    }


@read_only
def timeline_page(request):
    """All that has a date, the first of it year by year; `?year=` asks for one year, in pages."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else None
    found = timeline(year if year in counts_by_year() else None)
    pages, number = {}, ""
    if found["chosen"] and found["years"]:
        [of_year] = found["years"]
        paginator = Paginator(of_year["lines"], ON_A_PAGE)
        page = paginator.page(nearest(request.GET.get("page", ""), paginator.num_pages))
        of_year["lines"] = page.object_list
        pages = {"page": page, "pages": paginator.get_elided_page_range(page.number)}
        number = f"page={page.number}" if page.number > 1 else ""
    context = pages | {
        "timeline": found,
        "has_days": Initiative.objects.published().filter(starts_precision=Precision.DAY).exists(),
        "canonical_query": "&".join(filter(None, (found["chosen"] and f"year={found['chosen']}", number))),
    }
    return render(request, "initiatives/timeline.html", context)
