"""Deadlines of customs recordals: their renewal, and what customs are told because something happened to the right, its holder or its
licensees. Nothing of this cascade is stored: an event that is corrected dates it anew, and its key stays."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from enterprises.deadlines.deadline import Deadline, What
from enterprises.deadlines.licences import end_of_licence, is_for_china, start_of_licence
from enterprises.deadlines.periods import period_from
from enterprises.models import LegalRule, RightEvent
from enterprises.renewals import moving
from enterprises.renewals.status import assigned_from, ended_by, of_recordal
from enterprises.renewals.terms import Happened, term_of
from enterprises.working_days.arithmetic import ONE_DAY

CHANGES = (Happened.RENEWED, Happened.HOLDER_RENAMED, Happened.CONTACT_CHANGED, Happened.OTHER_CHANGE)  # of a registration or a holder
CHANGES_OF_RECORDAL = (Happened.CONTACT_CHANGED, Happened.OTHER_CHANGE)
ENDS_WITH_MARK = _("The recordal ends with its mark: renew the mark first.")
UNLESS_SOONER = _("Unless the right ends sooner: its end is not entered.")
NOT_RENEWED_ANY_MORE = _("It has ended and is not renewed any more: a new recordal is needed.")
NO_PERIOD = _("No text gives a period for it: the mark is not protected at customs until then.")


class Occasion(NamedTuple):
    """Something of which customs are to be told, on the day from which the law counts."""

    verb: str
    day: date
    name: str  # of it within the key of the deadline
    event_id: Any = None
    licence_id: Any = None
    new_owner_id: Any = None


def by_day(event):
    return event.happened_on, event.entered_at, event.id


def occasions_of(recordal, events, licences):
    """Occasions for one recordal, each thing once however often it was entered: for the mark, for its holder, for the recordal."""
    registration = recordal.registration
    if registration:
        of_mark = registration.standing_events
    elif recordal.right == "trademark":
        of_mark = [event for event in events.of_trademark.get(recordal.property_id, ()) if event.territory == "CN"]
    else:
        of_mark = ()
    of_holder = events.of_holder.get(recordal.holder_id or recordal.owner_id, ())
    found = [event for event in of_mark if event.verb in (*CHANGES, *RightEvent.ENDS_RIGHT, Happened.ASSIGNED)]
    found += [event for event in of_holder if event.verb in CHANGES]
    found += [event for event in recordal.standing_events if event.verb in CHANGES_OF_RECORDAL]
    occasions = {}
    for event in sorted(found, key=by_day):
        occasions.setdefault(
            (event.verb, event.happened_on), Occasion(event.verb, event.happened_on, event.root, event.id, new_owner_id=event.new_owner_id)
        )
    yield from occasions.values()
    for licence in licences.get(recordal.property_id, ()):
        if is_for_china(licence):
            yield from occasions_of_licence(licence)


def occasions_of_licence(licence):
    told = [event.happened_on for event in licence.standing_events if event.verb == Happened.TOLD_TO_CUSTOMS]
    told += [licence.told_to_customs_on] if licence.told_to_customs_on else []
    for verb, (day, event) in ((Happened.LICENSED, start_of_licence(licence)), (Happened.LICENCE_ENDED, end_of_licence(licence))):
        if day and not any(each >= day for each in told):
            yield Occasion(verb, day, f"{verb}:{licence.id}", event, licence.id)
    for event in licence.standing_events:
        if event.verb == Happened.OTHER_CHANGE and not any(each >= event.happened_on for each in told):
            yield Occasion(event.verb, event.happened_on, event.root, event.id, licence.id)


def was_in_force(recordal, day):
    """Whether a recordal was in force when something happened on `day`, which may be what ended it."""
    end, before = term_of(recordal).expires_on, day - ONE_DAY
    if (recordal.effective_on and recordal.effective_on > day) or (end and end < day):
        return False
    if ended_by(recordal, before) or assigned_from(recordal, before):
        return False
    right = recordal.registration
    if right is None:
        return True
    term = term_of(right)
    is_over = term.rule and not term.is_derived and term.grace.day < day
    return not is_over and not ended_by(right, before)


def is_told(recordal, day, verbs):
    return any(event.verb in verbs and event.happened_on >= day for event in recordal.standing_events)


def of_occasion(recordal, occasion, what, subject, **more):
    rule, unmoved, counted, doubts = period_from(subject, occasion.day, territory="CN") or (None, occasion.day, None, ())
    if rule is None:
        return None
    named = {"holder_id": recordal.holder_id or recordal.owner_id, "event_id": occasion.event_id, "licence_id": occasion.licence_id}
    return Deadline(
        f"{what}:{recordal.id}:{occasion.name}",
        what,
        counted.day,
        unmoved,
        occasion.day,
        unknown_years=counted.unknown_years,
        counted_from=occasion.day,
        rule=rule,
        **named_by(recordal) | named | {"doubts": doubts} | more,
    )


def named_by(recordal):
    return {
        "property_id": recordal.property_id,
        "recordal_id": recordal.id,
        "registration_id": recordal.registration_id,
        "holder_id": recordal.holder_id or recordal.owner_id,
        "territory": "CN",
    }


def cascade(recordal, occasions, today, others):
    """Deadlines of what customs have not been told yet."""
    is_cancelled = False
    for occasion in occasions:
        if occasion.day > today or not was_in_force(recordal, occasion.day):
            continue
        if occasion.verb in RightEvent.ENDS_RIGHT or occasion.verb == Happened.ASSIGNED:
            if occasion.verb == Happened.ASSIGNED and occasion.new_owner_id and occasion.new_owner_id == recordal.holder_id:
                continue  # it is the new holder's
            if not is_cancelled and not is_told(recordal, occasion.day, (Happened.CANCELLED, Happened.LAPSED, Happened.TOLD_TO_CUSTOMS)):
                is_cancelled = True
                yield of_occasion(recordal, occasion, What.CUSTOMS_CANCELLATION, LegalRule.Subject.CUSTOMS_CANCELLATION)
            if occasion.verb == Happened.ASSIGNED and occasion.new_owner_id and not is_recorded_since(recordal, occasion, others):
                more = {"holder_id": occasion.new_owner_id, "doubts": (NO_PERIOD,)}
                yield of_occasion(recordal, occasion, What.RECORDAL_ANEW, LegalRule.Subject.CUSTOMS_CANCELLATION, **more)
        elif is_in_force(recordal, today) and not is_told(recordal, occasion.day, (Happened.TOLD_TO_CUSTOMS,)):
            yield of_occasion(recordal, occasion, What.CUSTOMS_CHANGE, LegalRule.Subject.CUSTOMS_CHANGE)
    if not is_cancelled and (occasion := lapse_of_mark(recordal, today)):
        yield of_occasion(recordal, occasion, What.CUSTOMS_CANCELLATION, LegalRule.Subject.CUSTOMS_CANCELLATION)


def is_recorded_since(recordal, occasion, others):
    return any(
        other.id != recordal.id
        and (other.holder_id == occasion.new_owner_id or (other.effective_on and other.effective_on >= occasion.day))
        for other in others
    )


def is_in_force(recordal, today):
    status = of_recordal(recordal, today)
    return status is None or status.key in ("in-force", "renewal") or (status.key == "past" and recordal.registration is not None)


def lapse_of_mark(recordal, today):
    """The Occasion of a mark whose grace went by without a renewal on record, while the recordal is in force on paper."""
    right = recordal.registration
    if right is None or right.expires_on is None or ended_by(right, today) or ended_by(recordal, today):
        return None
    term, end = term_of(right), term_of(recordal).expires_on
    if term.rule is None or term.is_derived or today <= term.grace.day or (end and end < today):
        return None
    day = term.grace.day
    if not was_in_force(recordal, day) or is_told(recordal, day, (Happened.CANCELLED, Happened.LAPSED, Happened.TOLD_TO_CUSTOMS)):
        return None
    return Occasion(Happened.LAPSED, day, f"{Happened.LAPSED}:{term.expires_on.isoformat()}")


def renewal_of_recordal(recordal, today, until, others):
    """The renewal of a recordal, before its end; after it the new recordal that takes its place, while the mark goes on."""
    term = term_of(recordal)
    end, rule = term.expires_on, term.rule
    if end is None or rule is None or end > until or ended_by(recordal, today) or assigned_from(recordal, today):
        return None
    right = recordal.registration
    if right and ended_by(right, today):
        return None
    end_of_mark = term_of(right).expires_on if right else None
    if today <= end:
        doubts = (ENDS_WITH_MARK,) if end_of_mark == end else () if end_of_mark else (UNLESS_SOONER,)
        return Deadline(
            f"{What.RECORDAL_RENEWAL}:{recordal.id}:{end.isoformat()}",
            What.RECORDAL_RENEWAL,
            end,
            end,
            rule.opens_on(end),
            file_by=moving.file_by(rule, end),
            counted_from=rule.starts_on(recordal) if term.is_derived and end_of_mark != end else None,
            rule=rule,
            doubts=doubts,
            **named_by(recordal),
        )
    is_replaced = any(other.id != recordal.id and is_in_force(other, today) and ends_later(other, end) for other in others)
    if is_replaced or (end_of_mark and end_of_mark < today):
        return None
    doubts = (NOT_RENEWED_ANY_MORE,)
    return Deadline(
        f"{What.RECORDAL_ANEW}:{recordal.id}:{end.isoformat()}",
        What.RECORDAL_ANEW,
        end,
        end,
        rule=rule,
        doubts=doubts,
        **named_by(recordal),
    )


def ends_later(recordal, day):
    end = term_of(recordal).expires_on
    return end is None or end > day


def deadlines_of_recordals(recordals, events, licences, today, until):
    """Deadlines of RecordalRows; `licences` are LicenceRows by their property."""
    recordals, alike = list(recordals), {}
    for recordal in recordals:
        alike.setdefault((recordal.property_id, recordal.registration_id, recordal.right), []).append(recordal)
    for recordal in recordals:
        others = alike[recordal.property_id, recordal.registration_id, recordal.right]
        if deadline := renewal_of_recordal(recordal, today, until, others):
            yield deadline
        yield from filter(None, cascade(recordal, occasions_of(recordal, events, licences), today, others))
