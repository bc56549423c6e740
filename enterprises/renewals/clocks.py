"""What an office wants to be told between two renewals, and when: in the United States, declarations of use."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from enterprises.models import RightEvent, TrademarkRegistration
from enterprises.renewals import moving
from enterprises.renewals.law import declarations_of
from enterprises.renewals.months import months_after
from enterprises.renewals.terms import first_end, term_of
from portal.text.partial_dates import day_in_words


class Clock(NamedTuple):
    """One period within which a declaration is filed. Without `due` nobody has to."""

    rule: Any
    opens_on: date
    unmoved: Any = None  # the last day as it is counted
    due: Any = None  # Counted: the last day, moved
    late: Any = None  # Counted: the last day of the grace, moved

    @property
    def due_on(self):
        return self.due and self.due.day

    @property
    def grace_ends_on(self):
        return self.late and self.late.day


def opens_after(rule):
    """Months from the day from which the rule counts."""
    return rule.length - rule.opens_months_before if rule.opens_months_after is None else rule.opens_months_after


def clock_after(rule, start, later):
    """The Clock of the period that is `later` months later than the first."""
    opens_on = months_after(start, opens_after(rule) + later)
    if rule.is_optional:
        return Clock(rule, opens_on)
    unmoved = months_after(start, rule.length + later)
    return Clock(rule, opens_on, unmoved, moving.last_day(rule, unmoved), moving.late_until(rule, unmoved))


def clocks_from(rule, start, today, until):
    """Clocks: the one that opened last by `today`, or the first of all where none has, and those after it that are due by `until`."""
    later, step = 0, rule.repeats_months
    while step and months_after(start, opens_after(rule) + later + step) <= today:
        later += step
    clock = clock_after(rule, start, later)
    yield clock
    while step and clock.unmoved and clock.unmoved < date.max:
        later += step
        clock = clock_after(rule, start, later)
        if clock.unmoved > until:
            return
        yield clock


def is_renewed(row):
    """Whether a national registration is in a later term than its first, in which its renewals take the place of declarations."""
    if row.route != TrademarkRegistration.Route.NATIONAL:
        return False
    end, first = term_of(row).expires_on, first_end(row)
    return bool(end and first and end > first)


def all_clocks_of(row, today, until):
    """Clocks of all declarations of a registration, those that were filed too."""
    for rule in declarations_of(row):
        start = rule.starts_on(row)
        clocks = clocks_from(rule, start, today, until) if start else ()
        yield from (clock for clock in clocks if rule.holds_on(clock.unmoved or clock.opens_on))


def clocks_of(row, today):
    """[Clock], one for each declaration that an office wants to be told beside renewals, or that one may file."""
    clocks = all_clocks_of(row, today, until=today)
    renewed = is_renewed(row)
    return [clock for clock in clocks if clock.due is None or not renewed]


def is_filed(clock, row):
    """Whether the declaration of that period is on record, as an event."""
    return any(event.verb == RightEvent.Verb.DECLARED and event.happened_on >= clock.opens_on for event in row.standing_events)


def depends_on(clock, row, today):
    """What a status owes to a declaration whose time has come; empty before that, once it is filed, and where nobody has to file it."""
    if clock.due is None or today < clock.opens_on or is_filed(clock, row):
        return ""
    named = {"declaration": clock.rule.name, "day": day_in_words(clock.due_on), "late": day_in_words(clock.grace_ends_on)}
    if today <= clock.due_on:
        return _("%(declaration)s due by %(day)s") % named
    if today <= clock.grace_ends_on:
        return _("%(declaration)s due by %(day)s, with a fee until %(late)s") % named
    return _("provided that the %(declaration)s, due by %(day)s, was filed") % named
