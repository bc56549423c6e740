"""The present term of a right: as it was typed, renewed by an event, or derived from the day from which the law counts it."""

from datetime import date
from typing import Any, NamedTuple

from enterprises.models import RightEvent
from enterprises.renewals import moving
from enterprises.renewals.law import rule_on, rules_of

Happened = RightEvent.Verb
GIVES_TERM = (Happened.REGISTERED, Happened.RECORDED, Happened.RENEWED)


class PresentTerm(NamedTuple):
    """The present term of a right, as far as its dates, its events and the law tell."""

    expires_on: Any  # as it was typed, or else as it is derived; None where neither tells
    is_derived: bool
    rule: Any  # in force on that day

    @property
    def opens_on(self):
        return self.rule and self.rule.opens_on(self.expires_on)

    @property
    def last_day(self):
        """Counted: the day of expiry, moved where the law moves it."""
        return self.rule and moving.last_day(self.rule, self.expires_on)

    @property
    def grace(self):
        """Counted: the last day of the grace, moved; where there is none the last day."""
        return self.rule and moving.late_until(self.rule, self.expires_on)

    @property
    def grace_ends_on(self):
        return self.rule and self.grace.day


def first_end(row):
    """When the first term ends by the law; None where no rule is on record, or not the day from which it counts."""
    for rule in rules_of(row):
        start = rule.starts_on(row)
        if start and rule.holds_on(end := rule.first_end(start)):
            return end
    return None


def end_of_right(recordal):
    """When the right ends that a recordal protects; None where that is not known."""
    registration = recordal.registration
    return term_of(registration).expires_on if registration else None


def derived_end(row):
    """The end of the first term; of a recordal that of its right, where it is sooner."""
    ends = [first_end(row), *([] if hasattr(row, "territory") else [end_of_right(row)])]
    return min(filter(None, ends), default=None) if ends[0] else None


def renewed_end(row, end, event):
    """The end of the term that an event without a typed one gives after that which ended on `end`; None where it belongs to another."""
    rule = end and event.verb == Happened.RENEWED and rule_on(row, end)
    if not rule or not rule.opens_on(end) <= event.happened_on <= moving.late_until(rule, end).day:
        return None
    right = None if hasattr(row, "territory") else end_of_right(row)
    return min(filter(None, [rule.next_end(end), right]))


def term_of(row):
    expires_on = row.expires_on or derived_end(row)
    is_derived = row.expires_on is None and expires_on is not None
    for event in row.standing_events:
        if event.verb not in GIVES_TERM:
            continue
        if event.expires_on:
            if expires_on is None or event.expires_on > expires_on or is_derived:
                expires_on, is_derived = event.expires_on, False
        elif end := renewed_end(row, expires_on, event):
            expires_on, is_derived = end, True
    return PresentTerm(expires_on, is_derived, rule_on(row, expires_on) if expires_on else None)


def usual_ends(row):
    """The days, the first to the one on or after what was typed, on which the law would have the terms of this right end."""
    end = first_end(row)
    while end:
        yield end
        rule = rule_on(row, end)
        end = rule.next_end(end) if rule and end < row.expires_on and end != date.max else None


def differs_from(row):
    """The day that the law gives where what was typed is another: the end of the term nearest to it. None where they agree, or
    where nothing is derived. A certificate's own date wins, so nothing is refused."""
    ends = list(usual_ends(row)) if row.expires_on else []
    if ends and not hasattr(row, "territory"):
        ends += filter(None, [end_of_right(row)])
    return None if row.expires_on in ends else min(ends, key=lambda end: abs(end - row.expires_on), default=None)
