"""Where a registration or a recordal stands on a day: derived from its dates, its events and the law of its place, never stored.

What is renewed is on record by its event, or by the day of expiry that staff type: where neither is there the end of the first term is
derived, and after it nobody says whether the right was renewed. Which rule holds goes by the day of expiry, not by today.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from enterprises.models import RightEvent
from enterprises.renewals.clocks import clocks_of, depends_on
from enterprises.renewals.terms import Happened, end_of_right, term_of

ENDED = ("grace", "past", "expired")
BEGINS_AGAIN = (Happened.PUBLISHED, Happened.REGISTERED, Happened.RECORDED, Happened.RENEWED)  # after a refusal, for example


class Status(NamedTuple):
    key: str
    label: Any
    until: Any = None  # the last day of grace, during it and after
    rule: Any = None  # the law behind it, where there is one
    notes: tuple = ()  # on what it depends
    is_approximate: bool = False  # where a year's calendar may still move `until`


def ended_by(row, today):
    """The event by which the right had ended on `today`: an invalidation, for example. None where it had not, or began again."""
    for event in reversed(row.standing_events):
        if event.happened_on <= today and event.verb in RightEvent.ENDS_RIGHT:
            return event
        if event.happened_on <= today and event.verb in BEGINS_AGAIN:
            return None
    return None


def assigned_from(recordal, today):
    """The assignment of its mark by which a recordal ended, for it protects its holder only; None without one."""
    for event in recordal.registration.standing_events if recordal.registration else ():
        is_of_the_new_owner = event.new_owner_id and event.new_owner_id == recordal.holder_id
        is_later = recordal.effective_on is None or recordal.effective_on <= event.happened_on
        if event.verb == Happened.ASSIGNED and event.happened_on <= today and is_later and not is_of_the_new_owner:
            return event
    return None


def status_of(row, started, today):
    """The Status of a right that began on `started`, or None where its dates do not tell."""
    if event := ended_by(row, today):
        return Status("expired", Happened(event.verb).label)
    term = term_of(row)
    if started and today < started:
        return Status("not-yet", _("not yet in force"))
    if term.expires_on is None:
        return Status("in-force", _("in force")) if started else None
    if today <= (term.last_day.day if term.rule else term.expires_on):
        if term.rule and today >= term.opens_on:
            return Status("renewal", _("renewal window"), rule=term.rule)
        return Status("in-force", _("in force"), rule=term.rule if term.is_derived else None)
    if term.is_derived:
        return Status("past", _("first term over; renewal not listed"), rule=term.rule)
    if term.rule is None:
        return Status("past", _("date of expiry has passed"))
    grace = term.grace
    if today <= grace.day:
        return Status("grace", _("grace period"), grace.day, term.rule, is_approximate=not grace.is_final)
    return Status("expired", _("expired"), grace.day if term.rule.grace_months_after else None, term.rule)


def of_registration(row, today):
    started = row.registered_on or row.international_registered_on
    if row.expires_on is None and started is None and not row.standing_events:
        return Status("filed", _("filed")) if row.filed_on else None
    status = status_of(row, started, today)
    if status is None and row.filed_on:
        return Status("filed", _("filed"))
    if status and status.key == "in-force":
        status = status._replace(label=_("registered"))
    if status is None or status.key in ("not-yet", "expired"):
        return status
    return status._replace(notes=tuple(filter(None, (depends_on(clock, row, today) for clock in clocks_of(row, today)))))


def of_recordal(row, today):
    """The Status of a recordal, which ends with its right; where that is not known it is said."""
    status, registration = status_of(row, row.effective_on, today), row.registration
    if status is None or status.key not in ("in-force", "renewal"):
        return status
    if assigned_from(row, today):
        return Status("expired", _("ended with the assignment of its mark"))
    right = registration and of_registration(registration, today)
    if right and right.key == "expired":
        return Status("expired", _("ended with its registration"), rule=right.rule)
    if right and right.key in ENDED:
        return Status("past", _("in force only if its registration was renewed"), rule=right.rule)
    return status if end_of_right(row) else status._replace(notes=(_("unless the right ends sooner"),))
