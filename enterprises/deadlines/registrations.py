"""Deadlines of registrations and applications: renewals, declarations of use, opposition, review of a refusal."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from enterprises import kinds
from enterprises.deadlines.deadline import Deadline, What
from enterprises.deadlines.periods import period_from
from enterprises.models import LegalRule
from enterprises.renewals import moving
from enterprises.renewals.clocks import all_clocks_of, is_filed, is_renewed
from enterprises.renewals.law import declarations_of, rules_of
from enterprises.renewals.status import ended_by
from enterprises.renewals.terms import Happened, term_of

NOT_SAID_TO_BE_RENEWED = _("The end of the first term is derived; whether it was renewed is not known here.")
NO_RULE = _("No rule of renewal is entered for the place: only the day that was typed is known.")
WHICH_MARK = _("Which mark of the group is registered is not known.")


def holder_of(row):
    """(whether the right is still of an owner that staff look after, the present holder): an assignment to a partner, or to somebody
    whom it does not name, takes it away."""
    for event in reversed(row.standing_events):
        if event.verb == Happened.ASSIGNED:
            return event.new_owner_id is not None and event.new_owner_kind != kinds.PARTNER, event.new_owner_id
    return True, row.owner_id


def deadlines_of_registration(row, today, until):
    """Deadlines of a RegistrationRow: those that are due by `until`, however long ago."""
    if row.standing_events:
        yield from of_application(row, today)
        if ended_by(row, today):
            return
    is_ours, holder = holder_of(row) if row.standing_events else (True, row.owner_id)
    if not is_ours:
        return
    if deadline := renewal_of_mark(row, holder, today, until):
        yield deadline
    if declarations_of(row):
        yield from declarations(row, holder, today, until)


def renewal_of_mark(row, holder, today, until):
    is_group = row.kind == kinds.TRADEMARK_GROUP
    term = term_of(row)
    end, rule = term.expires_on, term.rule
    if end is None or end > until or (is_group and term.is_derived):
        return None
    doubts = (WHICH_MARK,) if is_group else ()
    about = {"property_id": row.trademark_id, "registration_id": row.id, "holder_id": holder, "territory": row.territory}
    key = f"renewal:{row.id}:{end.isoformat()}"
    if rule is None:
        return Deadline(key, What.RENEWAL, end, end, doubts=(*doubts, NO_RULE), **about)
    if term.is_derived and today > end:
        doubts += (NOT_SAID_TO_BE_RENEWED,)
    last = term.last_day
    late = moving.late_until(rule, end) if rule.grace_months_after else None
    return Deadline(
        key,
        What.RENEWAL,
        last.day,
        end,
        rule.opens_on(end),
        late and late.day,
        late and rule.late_until(end),
        last.unknown_years,
        late.unknown_years if late else (),
        moving.file_by(rule, end),
        start_of(row, end),
        rule,
        doubts=doubts,
        **about,
    )


def start_of(row, end):
    """The day from which the first term counts, where it is that which ends on `end`."""
    for rule in rules_of(row):
        start = rule.starts_on(row)
        if start and rule.first_end(start) == end:
            return start
    return None


def declarations(row, holder, today, until):
    if is_renewed(row):
        return
    for clock in all_clocks_of(row, today, until):
        if clock.due is None or clock.unmoved > until or is_filed(clock, row):
            continue
        rule = clock.rule
        yield Deadline(
            f"declaration:{row.id}:{clock.unmoved.isoformat()}",
            What.DECLARATION,
            clock.due.day,
            clock.unmoved,
            clock.opens_on,
            clock.late.day if rule.grace_months_after else None,
            rule.late_until(clock.unmoved) if rule.grace_months_after else None,
            clock.due.unknown_years,
            clock.late.unknown_years,
            counted_from=rule.starts_on(row),
            rule=rule,
            property_id=row.trademark_id,
            registration_id=row.id,
            holder_id=holder,
            territory=row.territory,
        )


def of_application(row, today):
    """The opposition that others may file, until it is over; the review that the applicant may ask for, until something follows."""
    for event in row.standing_events:
        if event.verb not in (Happened.PUBLISHED, Happened.REFUSED):
            continue
        is_opposition = event.verb == Happened.PUBLISHED
        subject = LegalRule.Subject.OPPOSITION if is_opposition else LegalRule.Subject.REVIEW
        period = period_from(subject, event.happened_on, row.route, row.territory)
        if period is None or is_over(row, event) or (is_opposition and today > period[2].day):
            continue
        rule, unmoved, counted, doubts = period
        what = What.OPPOSITION if is_opposition else What.REVIEW
        yield Deadline(
            f"{what}:{row.id}:{event.root}",
            what,
            counted.day,
            unmoved,
            event.happened_on,
            unknown_years=counted.unknown_years,
            counted_from=event.happened_on,
            rule=rule,
            property_id=row.trademark_id,
            registration_id=row.id,
            event_id=event.id,
            holder_id=row.owner_id,
            territory=row.territory,
            doubts=doubts,
        )


def is_over(row, event):
    """Whether the application went on after an event, or the mark is registered since."""
    later = (Happened.PUBLISHED, Happened.REGISTERED, Happened.INVALIDATED, Happened.CANCELLED, Happened.LAPSED)
    if event.verb == Happened.PUBLISHED:
        later += (Happened.REFUSED,)
    follows = any(other.verb in later and other.happened_on > event.happened_on for other in row.standing_events)
    return follows or (row.registered_on or date.min) >= event.happened_on
