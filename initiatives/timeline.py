"""The timeline: initiatives, selection events and publications by date, each drawn as far as its date is known."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from initiatives.models import Initiative, NominationEvent
from initiatives.models.dates import Precision
from portal.listing.kept import kept
from portal.models import Source, Statement
from portal.server.refusals import read_only
from portal.site.kept_pages.addresses import reads
from portal.site.paging import nearest
from portal.text.fields import reads_chinese
from portal.text.partial_dates import FAR_AHEAD, last_day_of

MOST_YEARS, MOST_TIMELINE_ENTRIES = 6, 300  # of the whole timeline
MOST_OF_A_YEAR = 2000  # of the timeline of one year
FIRST_OF_A_YEAR = 8  # of the whole timeline: the page of a year has them all
ON_A_PAGE = 50  # of the timeline of one year
MOST_UNDATED = 24
MOST_NOMINEES = 6  # of one line, as the template names them; of a seventh it shows only that there are more


@dataclass
class TimelineEntry:
    """One line of the timeline. Where it lies is known first, for all of a year; what it shows is loaded for those that a page has."""

    keys: list  # of the initiative or the source, or of the first events of a selection that are alike
    model: type  # whose keys these are
    starts: date
    precision: str  # of `starts`: "day", "month" or "year"
    ends: date | None = None
    ends_precision: str = ""
    is_inferred: bool = False
    verb: str = ""  # what happened to the nominations; empty where none did
    citing: str = ""  # the key of the first of its events that cites a passage
    record: object = None  # what it leads to
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
    columns = ("pk", "starts_on", "starts_precision", "ends_on", "ends_precision", "dates_inferred")
    rows = with_first_day(Initiative.objects.published()).filter(within).order_by("-starts_on", "id").values_list(*columns)
    for key, starts, precision, ends, ends_precision, is_inferred in rows[:most]:
        if starts:
            yield TimelineEntry([key], Initiative, starts, precision or ends_precision, ends, ends_precision, is_inferred)
        else:
            yield TimelineEntry([key], Initiative, ends, precision or ends_precision, is_inferred=is_inferred)


def entries_of_selections(first, last, most):
    """Events of nominations; those of one round, verb and date are one entry."""
    events = NominationEvent.objects.published().filter(happened_on__range=(first, last))
    same = defaultdict(list)
    for event in events.annotate(round=F("nomination__category__round")).order_by("-happened_on", "id")[:most]:
        why = event.correction and event.correction.reason
        same[event.round, event.said, event.happened_on, event.happened_precision, why].append(event)
    for group in same.values():
        event = group[0]
        yield TimelineEntry(
            [each.pk for each in group[: MOST_NOMINEES + 1]],
            NominationEvent,
            event.happened_on,
            event.happened_precision,
            is_inferred=event.date_inferred,
            verb=event.said,
            citing=next((each.pk for each in group if each.passage_id), ""),
        )


def entries_of_sources(first, last, most):
    rows = Source.objects.published().filter(issued_on__range=(first, last)).order_by("-issued_on", "id")
    for key, issued_on in rows.values_list("pk", "issued_on")[:most]:
        yield TimelineEntry([key], Source, issued_on, "day")


def loaded(entries):
    """{place of an entry among `entries`: a copy of it, with what it shows}; without those that are public no more."""
    events = NominationEvent.objects.published().select_related(
        "nomination__category__round", "nomination__organization", "nomination__initiative", "passage__source"
    )
    querysets = {Initiative: Initiative.objects.published(), Source: Source.objects.published(), NominationEvent: events}
    rows = {
        model: querysets[model].in_bulk({key for entry in entries if entry.model is model for key in (*entry.keys, entry.citing) if key})
        for model in querysets
    }
    shown = {}
    for place, entry in enumerate(entries):
        found = [rows[entry.model][key] for key in entry.keys if key in rows[entry.model]]
        if found and entry.verb:
            shown[place] = replace(
                entry,
                record=found[0].nomination.category.round,
                nominees=[event.nomination.nominee for event in found],
                correction=found[0].correction,
                cited=rows[NominationEvent].get(entry.citing),
            )
        elif found:
            shown[place] = replace(entry, record=found[0])
    cite_years(shown.values())
    return shown


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
    return kept("years of the timeline", count_by_year)


def count_by_year():
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


def entries_of_years(years, most):
    """{year: [TimelineEntry] of what lies in it}, each in the order of its page, out of the `most` latest entries of each kind."""
    entries = []
    if years:
        first, last = date(min(years), 1, 1), date(max(years), 12, 31)
        for of_kind in (entries_of_initiatives, entries_of_selections, entries_of_sources):
            entries += of_kind(first, last, most)
        entries.sort(key=lambda entry: (entry.starts, entry.precision == "year"), reverse=True)
        del entries[most:]
    return {
        each: sorted(
            (entry for entry in entries if entry.starts.year <= each <= entry.last.year),
            key=lambda entry: (entry.precision == "year", entry.starts, entry.last),
        )
        for each in years
    }


def lines_of_the_latest(years):
    """{year: (the first of `entries_of_years` it, whether there are more)}."""
    return {
        each: (lines[:FIRST_OF_A_YEAR], len(lines) > FIRST_OF_A_YEAR)
        for each, lines in entries_of_years(years, MOST_TIMELINE_ENTRIES).items()
    }


def drawn_years(by_year):
    """What the template draws of {year: (lines, whether there are more)}."""
    lines = [(year, entry) for year, (entries, _has_more) in by_year.items() for entry in entries]
    shown, told = loaded([entry for _year, entry in lines]), defaultdict(list)
    for place, (year, _entry) in enumerate(lines):
        if place in shown:
            told[year].append((shown[place], shown[place].span(year)))
    return [{"year": year, "lines": told[year], "has_more": has_more} for year, (_entries, has_more) in by_year.items() if told[year]]


def count_undated():
    """(how many public initiatives have no date, whether of any the day is known)."""
    found = Initiative.objects.published().order_by()
    counts = found.aggregate(undated=Count("pk", Q(starts_on=None, ends_on=None)), days=Count("pk", Q(starts_precision=Precision.DAY)))
    return counts["undated"], bool(counts["days"])


def undated():
    """The first initiatives by name that have no date."""
    rows = Initiative.objects.published().filter(starts_on=None, ends_on=None).by_name()
    keys = kept("undated initiatives", lambda: list(rows.values_list("pk", flat=True)[:MOST_UNDATED]), reads_chinese())
    found = Initiative.objects.published().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def timeline(year=None, page=""):
    """What templates/initiatives/_timeline.html draws, of one year or of the latest ones: 9999, which stands for no end, is none. Of one
    year it is the page of that number; a year without anything is none."""
    counts, pages = counts_by_year(), {}
    year = year if year in counts else None
    undated_count, has_days = kept("undated initiatives, counted", count_undated)
    if year:
        lines = kept("year of the timeline", lambda: entries_of_years([year], MOST_OF_A_YEAR)[year], year, get_language())
        paginator = Paginator(lines, ON_A_PAGE)
        found = paginator.page(nearest(page, paginator.num_pages))
        pages = {"page": found, "pages": paginator.get_elided_page_range(found.number)}
        shown = {year: (found.object_list, False)}
    else:
        latest = [each for each in counts if each <= timezone.localdate().year + FAR_AHEAD] or list(counts)
        shown = kept("timeline", lambda: lines_of_the_latest(latest[:MOST_YEARS]), get_language())
    return {
        "years": SimpleLazyObject(partial(drawn_years, shown)),
        "counts": counts,
        "chosen": year,
        "undated": SimpleLazyObject(undated) if undated_count else [],
        "undated_count": undated_count,
        "has_days": has_days,
        "pages": pages,
    }


@reads("year", "page")
@read_only
def timeline_page(request):
    """All that has a date, the first of it year by year; `?year=` asks for one year, in pages."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else None
    found = timeline(year, request.GET.get("page", ""))
    number = found["pages"]["page"].number if found["pages"] else 1
    asked = [found["chosen"] and f"year={found['chosen']}", number > 1 and f"page={number}"]
    context = {"timeline": found, "has_days": found["has_days"], "canonical_query": "&".join(filter(None, asked))}
    return render(request, "initiatives/timeline.html", context | found["pages"])
