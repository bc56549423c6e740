"""Where a registration or a recordal stands on a day: derived from its dates and the law of its place, never stored.

What is renewed, filed or cancelled is on record only by the day of expiry that staff type: where that is empty the end of the first
term is derived, and after it nobody says whether the right was renewed. Which rule holds goes by the day of expiry, not by today.
Last days are not moved to a working day: whoever shows one says so.
"""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from enterprises.renewals.law import rule_on, rules_of
from portal.text.partial_dates import day_in_words

ENDED = ("grace", "past", "expired")


class PresentTerm(NamedTuple):
    """The present term of a right, as far as its dates and the law tell."""

    expires_on: Any  # as it was typed, or else as it is derived; None where neither tells
    is_derived: bool
    rule: Any  # in force on that day

    @property
    def opens_on(self):
        return self.rule and self.rule.opens_on(self.expires_on)

    @property
    def grace_ends_on(self):
        return self.rule and self.rule.grace_ends_on(self.expires_on)


class Status(NamedTuple):
    key: str
    label: Any
    until: Any = None  # the last day of grace, during it and after
    rule: Any = None  # the law behind it, where there is one
    notes: tuple = ()  # on what it depends


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


def term_of(row):
    expires_on = row.expires_on or derived_end(row)
    return PresentTerm(expires_on, row.expires_on is None and expires_on is not None, rule_on(row, expires_on) if expires_on else None)


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


def status_of(row, started, today):
    """The Status of a right that began on `started`, or None where its dates do not tell."""
    term = term_of(row)
    if started and today < started:
        return Status("not-yet", _("not yet in force"))
    if term.expires_on is None:
        return Status("in-force", _("in force")) if started else None
    if today <= term.expires_on:
        if term.rule and today >= term.opens_on:
            return Status("renewal", _("renewal window"), rule=term.rule)
        return Status("in-force", _("in force"), rule=term.rule if term.is_derived else None)
    if term.is_derived:
        return Status("past", _("first term over; renewal not listed"), rule=term.rule)
    if term.rule is None:
        return Status("past", _("date of expiry has passed"))
    if today <= term.grace_ends_on:
        return Status("grace", _("grace period"), term.grace_ends_on, term.rule)
    return Status("expired", _("expired"), term.grace_ends_on if term.rule.grace_months_after else None, term.rule)


def clocks_of(row, today):
    """[Clock] of what the office wants to be told beside renewals: in the United States, declarations of use."""
    rule = term_of(row).rule
    clocks = [declaration.clock(row, today) for declaration in (rule.declarations if rule else ())]
    is_renewed = row.route == row.Route.NATIONAL and row.expires_on and row.expires_on > (first_end(row) or row.expires_on)
    return [clock for clock in clocks if clock and (clock.due_on is None or not is_renewed)]


def depends_on(clock, today):
    """What a status owes to a declaration whose time has come; empty before that, and where nobody has to file it."""
    if clock.due_on is None or today < clock.opens_on:
        return ""
    named = {"declaration": clock.declaration.name, "day": day_in_words(clock.due_on), "late": day_in_words(clock.grace_ends_on)}
    if today <= clock.due_on:
        return _("%(declaration)s due by %(day)s") % named
    if today <= clock.grace_ends_on:
        return _("%(declaration)s due by %(day)s, with a fee until %(late)s") % named
    return _("provided that the %(declaration)s, due by %(day)s, was filed") % named


def of_registration(row, today):
    started = row.registered_on or row.international_registered_on
    if row.expires_on is None and started is None:
        return Status("filed", _("filed")) if row.filed_on else None
    status = status_of(row, started, today)
    if status and status.key == "in-force":
        status = status._replace(label=_("registered"))
    if status is None or status.key in ("not-yet", "expired"):
        return status
    return status._replace(notes=tuple(filter(None, (depends_on(clock, today) for clock in clocks_of(row, today)))))


def of_recordal(row, today):
    """The Status of a recordal, which ends with its right; where that is not known it is said."""
    status, registration = status_of(row, row.effective_on, today), row.registration
    if status is None or status.key not in ("in-force", "renewal"):
        return status
    right = registration and of_registration(registration, today)
    if right and right.key == "expired":
        return Status("expired", _("ended with its registration"), rule=right.rule)
    if right and right.key in ENDED:
        return Status("past", _("in force only if its registration was renewed"), rule=right.rule)
    return status if end_of_right(row) else status._replace(notes=(_("unless the right ends sooner"),))
