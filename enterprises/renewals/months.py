"""How months are counted, and the two ways in which laws end a term."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache


@lru_cache(maxsize=50_000)  # thousands of rights end on the same few days
def months_after(day, months):
    """The same day of the month `months` later (earlier where negative), or the last of that month where it is shorter: 31 August
    and six months are 28 February. What lies beyond the calendar is its first or last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=50_000)
def end_of_term(start, months, ends_day_before):
    """The last day of a term that begins with `start`.

    Where it `ends_day_before`, that is the day before the corresponding one, or the month's last where there is none: from 1 March
    2016 ten years last until 28 February 2026, and from 29 February 2016 as well (Implementing Regulations of the Trademark Law of
    China, 2014, article 12). Elsewhere it is the corresponding day itself.
    """
    end = months_after(start, months)
    return end - timedelta(days=1) if ends_day_before and end.day == start.day and end != date.max else end
