"""Sums of figures: what can be added up is, what cannot is refused with the reason, and the figures then stand for themselves."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.text.figure_wording import Qualifier


class WhyNotAdded(TextChoices):
    """Why figures are not added up; in the order in which that is said."""

    WHOLE_SHOW = "whole-show", _("they are of whole shows, not of the province’s own")
    NOT_SAID = "not-said", _("the measure does not say that its figures may be added up")
    MEASURES = "measures", _("they measure different things")
    CURRENCIES = "currencies", _("they are in different currencies")
    QUALIFIED = "qualified", _("not all are exact, and no qualifier fits their sum")
    PERIODS = "periods", _("they hold for different periods")
    OVERLAPPING = "overlapping", _("periods of one record overlap")
    DAYS = "days", _("they hold as of different days")
    DIFFERING = "differing", _("sources differ about one record")


class Addend(NamedTuple):
    """A figure as a sum asks of it. `row` is whatever shows it."""

    about: str  # the key of the record of which it is told
    measure: str
    value: Decimal
    qualifier: str
    currency: str = ""
    period: tuple = (None, None)  # first and last day; None where that is not known
    as_of: date | None = None
    adding: str = "yes"  # Measure.adds_up
    row: Any = None

    @property
    def said(self):
        """All that makes it the same figure, whichever source tells it."""
        return self[:7]

    @property
    def year(self):
        """The one year in which its period lies; None where there is none, or it is longer."""
        first, last = self.period
        return first.year if first and last and first.year == last.year else None

    @property
    def stretch(self):
        """For when it holds, as one compares it: a year, else its own period, (None, None) where none is known."""
        return self.year or self.period


class Added(NamedTuple):
    """What becomes of some figures: their total, or why there is none. A single figure has neither."""

    figures: list  # [Addend], what several sources tell alike once, by currency
    told_again: int  # how many of those that came said the same as one that stands here
    total: Decimal | None = None
    why_not: tuple = ()  # of WhyNotAdded

    @property
    def is_added(self):
        return self.total is not None


def add_up(addends):
    """The Added of some figures."""
    once = list({addend.said: addend for addend in reversed(addends)}.values())[::-1]
    once.sort(key=lambda addend: addend.currency)
    told_again = len(addends) - len(once)
    if len(once) < 2:
        return Added(once, told_again)
    if why_not := tuple(reasons_against(once)):
        return Added(once, told_again, None, why_not)
    return Added(once, told_again, sum(addend.value for addend in once))


def reasons_against(addends):
    """Each WhyNotAdded that holds of different figures."""
    if any(addend.adding == WhyNotAdded.WHOLE_SHOW for addend in addends):
        yield WhyNotAdded.WHOLE_SHOW
    elif any(addend.adding != "yes" for addend in addends):
        yield WhyNotAdded.NOT_SAID
    for reason, differs in (
        (WhyNotAdded.MEASURES, len({addend.measure for addend in addends}) > 1),
        (WhyNotAdded.CURRENCIES, len({addend.currency for addend in addends}) > 1),
        (WhyNotAdded.QUALIFIED, any(addend.qualifier != Qualifier.EXACTLY for addend in addends)),
        (WhyNotAdded.PERIODS, len({addend.stretch for addend in addends}) > 1),
        (WhyNotAdded.OVERLAPPING, any(periods_overlap(*pair) for pair in pairs_of_one_record(addends))),
        (WhyNotAdded.DAYS, len({addend.as_of for addend in addends}) > 1),
        (WhyNotAdded.DIFFERING, any(one.period == other.period for one, other in pairs_of_one_record(addends))),
    ):
        if differs:
            yield reason


def pairs_of_one_record(addends):
    """Each two figures of the same measure and record."""
    by_record = defaultdict(list)
    for addend in addends:
        by_record[addend.about, addend.measure].append(addend)
    return [pair for own in by_record.values() for pair in combinations(own, 2)]


def periods_overlap(one, other):
    """Whether two periods that are not the same share a day; one whose end is open has no end."""
    if one.period == other.period:
        return False
    (first, last), (other_first, other_last) = one.period, other.period
    begins_in_time = first is None or other_last is None or first <= other_last
    return begins_in_time and (other_first is None or last is None or other_first <= last)


class YearOrPeriod(NamedTuple):
    """Where a figure is listed: in a year, or under its own period where that is no single year; in neither where nothing is known."""

    year: int | None = None
    period: tuple = (None, None)

    @classmethod
    def of(cls, addend, year):
        """Where a figure stands whose record is of `year`, None where that is not known: its own period goes before it."""
        if addend.period == (None, None):
            return cls(year)
        return cls(addend.year) if addend.year else cls(None, addend.period)


def by_year_and_measure(addends):
    """{(YearOrPeriod, measure): [Added]} of pairs of an Addend and the year of its record: each currency is added up by itself."""
    found = defaultdict(list)
    for addend, year in addends:
        found[YearOrPeriod.of(addend, year), addend.measure].append(addend)
    return {place: [add_up(own) for own in by_currency(together)] for place, together in found.items()}


def by_currency(addends):
    """`addends` in lists of one currency, in the order of the currencies' codes."""
    found = defaultdict(list)
    for addend in addends:
        found[addend.currency].append(addend)
    return [found[currency] for currency in sorted(found)]
