"""Counting by the working days of China, as far as the notices on record reach; beyond them by weekends, and then it says so."""

from datetime import date, timedelta
from typing import NamedTuple

from enterprises.kept_for_a_request import kept_for_a_request
from enterprises.models import CalendarDay

# A notice may reach into the December before its year. It moved the working day of the last weekend of 2005, 2006, 2007, 2011 and 2018,
# at the earliest to the 29th, and made the days from the 30th on days off in 2007, 2018, 2022 and 2023: what it moves lies between that
# weekend and New Year, and the last seven days of a year always hold one weekend.
FIRST_OF_LATE_DECEMBER = 25
ONE_DAY = timedelta(days=1)


class Counted(NamedTuple):
    """A day, and the years whose notices may still move it: none where it is final."""

    day: date
    unknown_years: tuple = ()

    @property
    def is_final(self):
        return not self.unknown_years


class Total(NamedTuple):
    """How many working days a span has; not final where a year of it is not on record, of which weekends alone were counted."""

    number: int
    is_final: bool


class WorkingCalendar:
    """The days that the notices of some years name, {day: whether people work}."""

    def __init__(self, days, years):
        self.days, self.years = days, frozenset(years)

    def unknown_years(self, day):
        """The years, without a notice on record, whose notices may say something of `day`."""
        if day in self.days:
            return ()
        asked = [day.year]
        if (day.month, day.day) >= (12, FIRST_OF_LATE_DECEMBER) and day.year < date.max.year:
            asked.append(day.year + 1)
        return tuple(year for year in asked if year not in self.years)

    def is_working(self, day):
        """Whether people work on `day`; None where no notice on record can say so."""
        return None if self.unknown_years(day) else self.seems_working(day)

    def seems_working(self, day):
        """Whether people work on `day`, by its weekday alone where no notice on record says more."""
        return self.days.get(day, day.weekday() < 5)

    def walk(self, day, step, number):
        """Counted: the day on which the walk from `day`, which it looks at first, meets the working day that is `number`th."""
        unknown = set()
        while True:
            unknown.update(self.unknown_years(day))
            number -= self.seems_working(day)
            if number <= 0 or day in (date.min, date.max):
                return Counted(day, tuple(sorted(unknown)))
            day += step

    def add(self, day, number):
        """Counted: `number` working days after `day`, which is not counted itself; before it where `number` is negative."""
        if number == 0 or day in (date.min, date.max):
            return Counted(day)
        step = ONE_DAY if number > 0 else -ONE_DAY
        return self.walk(day + step, step, abs(number))

    def roll_forward(self, day):
        """Counted: the first working day on or after `day`."""
        return self.walk(day, ONE_DAY, 1)

    def roll_back(self, day):
        """Counted: the last working day on or before `day`."""
        return self.walk(day, -ONE_DAY, 1)

    def count(self, first, last):
        """Total of the working days from `first` to `last`, both included.

        A span of a year on record is final, for it says what the notices give the year and moves no date.
        """
        days = range(first.toordinal(), last.toordinal() + 1)
        number = sum(self.seems_working(date.fromordinal(day)) for day in days)
        return Total(number, all(year in self.years for year in range(first.year, last.year + 1)))


@kept_for_a_request
def working_calendar():
    """The WorkingCalendar of all notices on record, in one query; a page asks for it as often as it likes."""
    rows = list(CalendarDay.objects.order_by().values_list("day", "is_working", "notice"))
    return WorkingCalendar({day: is_working for day, is_working, _year in rows}, {year for *_day, year in rows})
