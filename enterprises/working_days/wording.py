"""Days of the calendar in words: counted ones with what is not known about them, and the days of one notice as a table."""

from datetime import timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.working_days.holidays import holiday_in_words
from portal.text.partial_dates import day_in_words, span_in_words


def counted_in_words(counted):
    """ "15 March 2027", or "about 15 March 2027: the working days of 2027 are not on record yet"; for pages, mails and calendars alike."""
    if counted.is_final:
        return day_in_words(counted.day)
    return _("about %(day)s: %(why)s") % {"day": day_in_words(counted.day), "why": why_not_final(counted)}


def why_not_final(counted):
    """Which years lack their notice; empty for a day that is final."""
    if counted.is_final:
        return ""
    years = pgettext("within a list", ", ").join(map(str, counted.unknown_years))
    return _("the working days of %(years)s are not entered yet") % {"years": years}


class Row(NamedTuple):
    """One holiday of a notice."""

    holiday: str
    off: list  # spans in words
    working: list  # days in words, with their weekdays
    counted: int
    said: Any

    @property
    def agrees(self):
        return self.said in (None, self.counted)


def spans(days):
    """ "15 February 2026 to 23 February 2026" of days that follow each other."""
    for _gap, run in groupby(enumerate(sorted(days)), key=lambda each: each[1] - timedelta(days=each[0])):
        run = [day for _place, day in run]
        yield span_in_words(run[0], "day", run[-1], "day")


def holidays_as_rows(days, said=None):
    """A Row for each holiday of `days`, which have `day`, `is_working` and `holiday`; `said`: {holiday: what the notice says that its days
    off amount to}."""
    days = sorted(days, key=lambda each: (each.is_working, each.day))  # a holiday stands where its days off do
    for holiday in dict.fromkeys(each.holiday for each in days):
        off = [each.day for each in days if each.holiday == holiday and not each.is_working]
        working = [each.day for each in days if each.holiday == holiday and each.is_working]
        shown = [_("%(day)s (%(weekday)s)") % {"day": day_in_words(day), "weekday": WEEKDAYS[day.weekday()]} for day in working]
        yield Row(holiday_in_words(holiday), list(spans(off)), shown, len(off), (said or {}).get(holiday))
