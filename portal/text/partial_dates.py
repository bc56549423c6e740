"""Days and dates of which only the month or the year may be known: as people read them, where they end, what is far away.

The calendar that Python and both databases know runs from year 1 to 9999. 9999-12-31 is what people type for "without end":
no day follows it, and no page may ask for one.
"""

from calendar import monthrange
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.text.fields import reads_chinese

LENGTHS = {"year": 4, "month": 7, "day": 10}  # of what of 2025-04-21 is known
FAR_BACK, FAR_AHEAD = 100, 25  # years: beyond them a typed year is more often a slip (0205, 2205) than meant


def day_in_words(day, style="DATE_FORMAT"):
    """`day` as people write it, empty where there is none: "11 May 868", without the zero with which Django fills up a year."""
    text = date_format(day, style) if day else ""
    return text.replace(f"{day.year:04}", str(day.year)) if day and day.year < 1000 else text


def partial_date(day, precision):
    """`day` as far as it is known: "21 May 2025", "May 2025", "2025"."""
    if precision == "year":
        return f"{day.year}年" if reads_chinese() else str(day.year)
    return day_in_words(day, {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT"}[precision])


def span_in_words(first, first_precision, last, last_precision):
    """From one date to another as far as both are known; a side may be None, and without any it is empty.

    Where one lies within what is known of the other, "to" between them would be no sentence: what began in May and ended in the
    same year is "from May 2025, ending in 2025".
    """
    begins, ends = (day and day.isoformat()[: LENGTHS[precision]] for day, precision in ((first, first_precision), (last, last_precision)))
    said = {"first": first and partial_date(first, first_precision), "last": last and partial_date(last, last_precision)}
    if not last or begins == ends:
        return said["first"] or ""
    if not first:
        return gettext("until %(last)s") % said
    if begins.startswith(ends):
        return gettext("from %(first)s, ending in %(last)s") % said
    if ends.startswith(begins):
        return gettext("begun in %(first)s, until %(last)s") % said
    return gettext("%(first)s to %(last)s") % said


def last_day_of(day, precision):
    """The last day of what `day` stands for: itself, its month, its year."""
    if precision == "year":
        return date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


def day_after(day):
    """The next day; None after the last one of the calendar."""
    return day + timedelta(days=1) if day < date.max else None


def is_far(year):
    """Whether a year is so far from today that it is asked about where it is typed, and no latest one where years are listed."""
    today = timezone.localdate().year
    return not today - FAR_BACK <= year <= today + FAR_AHEAD
