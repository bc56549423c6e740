"""Figures in tables: each with qualifier, unit, period, source and place in it; added up where that can be, else refused in words."""

from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext, pgettext

from portal.models import Statement
from portal.sheets.sums import Addend, WhyNotAdded, by_year_and_measure
from portal.text.fields import reads_chinese
from portal.text.figure_wording import Currency, Grouped, around_figure, number_in_words, with_separators
from portal.text.partial_dates import day_in_words

FIGURES_OF_A_LINE = 12  # of one measure in one year; the others are counted
LINES_OF_FIGURES = 120
COLUMNS_OF_ADDEND = (
    *("id", "record", "measure", "value", "qualifier", "currency", "period_starts_on", "period_ends_on", "as_of", "measure__adds_up"),
)


def figure_in_words(statement):
    """A figure and what it measures, with what limits it: "nearly 1.5 million yuan, revenue of the exhibition; period: …"."""
    around = around_figure(statement)
    if around is None:
        said = gettext("%(figure)s, %(measure)s") % {"figure": statement.figure, "measure": statement.measure.name}
    else:
        said = f"{around[0]}{statement.figure}{around[1]}"
    return pgettext("between remarks", "; ").join(filter(None, (said, statement.limits)))


def figure_and_source(statement):
    """The same with its source and the place in it."""
    passage = statement.passage
    named = {"figure": figure_in_words(statement), "source": passage.source.title, "place": passage.label}
    if not passage.source.is_published:
        return gettext("%(figure)s (%(source)s [draft], %(place)s)") % named
    return gettext("%(figure)s (%(source)s, %(place)s)") % named


def with_their_sources(statements):
    return statements.with_figures().select_related("measure", "passage__source", "record")


def addends_of(statements, years):
    """[(Addend, year)] of statements with figures, a queryset, about the records of {key: year or None}; its row is the statement's key."""
    found = []
    for row in statements.with_figures().order_by("record", "passage__source", "passage__number", "id").values_list(*COLUMNS_OF_ADDEND):
        key, record, measure, value, qualifier, currency, first, last, as_of, adding = row
        if record in years:
            found.append((Addend(record, measure, value, qualifier, currency, (first, last), as_of, adding, key), years[record]))
    return found


class FigureLine(NamedTuple):
    """What the sources say of one measure in one year, or for one period of their own."""

    when: str
    measure: Any
    statements: list  # the first of them
    further: int  # how many more there are
    said: list  # sentences: the sums, or why there is none


def lines_of_figures(statements, years, most=LINES_OF_FIGURES):
    """([FigureLine], how many more there are): the latest years first, then figures under periods of their own."""
    places = by_year_and_measure(addends_of(statements, years))
    ordered = sorted(places.items(), key=lambda item: order_of(*item[0]))
    shown = ordered[:most]
    keys = [addend.row for _place, parts in shown for addend in shown_addends(parts)[:FIGURES_OF_A_LINE]]
    rows = with_their_sources(Statement.objects).in_bulk(keys)
    lines = []
    for (place, _measure), parts in shown:
        told = shown_addends(parts)
        first = [rows[addend.row] for addend in told[:FIGURES_OF_A_LINE] if addend.row in rows]
        if first:
            lines.append(
                FigureLine(when_in_words(place), first[0].measure, first, len(told) - len(first), list(sums_in_words(parts, first[0])))
            )
    return lines, len(ordered) - len(shown)


def shown_addends(parts):
    return [addend for part in parts for addend in part.figures]


def order_of(place, measure):
    year = place.year
    return (year is None, -(year or 0), place.period == (None, None), str(place.period), measure)


def when_in_words(place):
    if place.year:
        return pgettext("a heading", "%(year)d") % {"year": place.year}
    first, last = (day and day_in_words(day) for day in place.period)
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("from %(first)s") % {"first": first}
    return gettext("until %(last)s") % {"last": last} if last else gettext("year not listed")


def sums_in_words(parts, example):
    """Sentences on figures of one measure, a list of Added, one for each currency; `example` is a statement of one of them."""
    if len(parts) > 1:
        yield gettext("Not added up: %(reasons)s.") % {"reasons": WhyNotAdded.CURRENCIES.label}
    for part in parts:
        if part.is_added:
            amount = amount_in_words(part, example)
            number = len(part.figures)
            yield ngettext(
                "%(amount)s, added up here from %(count)s figure.", "%(amount)s, added up here from %(count)s figures.", number
            ) % {"amount": amount, "count": Grouped(number)}
        elif part.why_not:
            reasons = pgettext("between remarks", "; ").join(str(WhyNotAdded(reason).label) for reason in part.why_not)
            count = len(part.figures)
            yield ngettext("%(count)s figure, not added up: %(reasons)s.", "%(count)s figures, not added up: %(reasons)s.", count) % {
                "count": Grouped(count),
                "reasons": reasons,
            }
        if part.told_again:
            yield ngettext(
                "%(count)s is told by a further source alike, and counts once.",
                "%(count)s are told by further sources alike, and count once.",
                part.told_again,
            ) % {"count": Grouped(part.told_again)}


def amount_in_words(part, example):
    """A total with its unit, as the pages word figures."""
    currency = part.figures[0].currency
    unit = str(Currency(currency).label) if currency else example.measure.unit
    space = "" if reads_chinese() else " "
    return f"{number_in_words(part.total) if currency else with_separators(part.total.normalize())}{space}{unit}"
