"""Where a last day goes on which the office is closed: to its next working day, as far as the law of the place moves it."""

from datetime import date

from enterprises.kept_for_a_request import kept_for_a_request
from enterprises.models import LegalRule
from enterprises.working_days import arithmetic
from enterprises.working_days.arithmetic import ONE_DAY, Counted


class FederalDays:
    """The days on which federal offices of the United States are open: not at weekends, nor on a holiday or where one is observed."""

    def __init__(self):
        from holidays import country_holidays  # only here: it takes longer to import than most pages take

        self._holidays = country_holidays("US")

    def is_working(self, day):
        return day.weekday() < 5 and day not in self._holidays

    def roll_forward(self, day):
        while not self.is_working(day) and day < date.max:
            day += ONE_DAY
        return Counted(day)


class OfficeDays:
    """The working days of one office; each day is looked up once, for deadlines fall on the same few hundred days."""

    def __init__(self, days):
        self._days, self._forward, self._back = days, {}, {}

    def roll_forward(self, day):
        if day not in self._forward:
            self._forward[day] = self._days.roll_forward(day)
        return self._forward[day]

    def roll_back(self, day):
        if day not in self._back:
            self._back[day] = self._days.roll_back(day)
        return self._back[day]


@kept_for_a_request
def days_of_office(office):
    """The OfficeDays of a `LegalRule.Office`; None where they are not on record."""
    if office == LegalRule.Office.CHINA:
        return OfficeDays(arithmetic.working_calendar())
    return OfficeDays(FederalDays()) if office == LegalRule.Office.UNITED_STATES else None


def on_a_working_day(rule, day):
    """Counted: the first day on or after `day` on which the office is open; `day` where its days are not on record."""
    days = days_of_office(rule.moved_by)
    return days.roll_forward(day) if days else Counted(day)


def last_day(rule, day):
    """Counted: the last day, moved where the law moves it."""
    return on_a_working_day(rule, day) if rule.moves_last_day else Counted(day)


def late_until(rule, day):
    """Counted: the last day of the grace, which counts from the last day as it was before it was moved."""
    return on_a_working_day(rule, rule.late_until(day)) if rule.grace_months_after else last_day(rule, day)


def file_by(rule, day):
    """The last working day before a last day on which the office is closed and that nothing moves; None where one can file on it, or
    where the office's days are not on record."""
    days = None if rule.moves_last_day else days_of_office(rule.moved_by)
    before = days.roll_back(day).day if days else day
    return None if before == day else before


@kept_for_a_request
def end_of_period(rule, day):
    """(the last day of what the rule counts from `day`, Counted: where it is moved to)."""
    if rule.unit == LegalRule.Unit.WORKING_DAYS:
        counted = arithmetic.working_calendar().add(day, rule.length)
        return counted.day, counted
    unmoved = rule.first_end(day) if rule.unit == LegalRule.Unit.MONTHS else day + rule.length * ONE_DAY
    return unmoved, last_day(rule, unmoved)
