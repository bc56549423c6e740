"""Deadlines of licences: filed for record with the trademark office within their term, and their end."""

from django.utils.translation import gettext_lazy as _

from enterprises import kinds
from enterprises.deadlines.deadline import Deadline, What
from enterprises.models import LegalRule
from enterprises.renewals import moving
from enterprises.renewals.law import rule_in_force, rules_for
from enterprises.renewals.terms import Happened

FILE_EARLY = _("File it early: until it is recorded, the licence does not bind third parties in good faith.")


def dated_by(licence, verb):
    """(day, key) of the event of that verb, the last where there are several; (None, None) without one."""
    return next(((event.happened_on, event.id) for event in reversed(licence.standing_events) if event.verb == verb), (None, None))


def start_of_licence(licence):
    """(the day on which a licence was granted, the event that says so)."""
    day, event = dated_by(licence, Happened.LICENSED)
    return (day, event) if day else (licence.signed_on or licence.starts_on, None)


def end_of_licence(licence):
    day, event = dated_by(licence, Happened.LICENCE_ENDED)
    return (day, event) if day else (licence.ends_on, None)


def is_for_china(licence):
    """Whether it may reach mainland China: it names it, or is worldwide, or does not say."""
    return licence.territory in ("", "CN")


def deadlines_of_licence(licence, today, until):
    """Deadlines of a LicenceRow that has not ended."""
    start, (end, event) = start_of_licence(licence)[0], end_of_licence(licence)
    if end is None or end < today:
        return
    about = {"property_id": licence.property_id, "licence_id": licence.id, "holder_id": licence.owner_id, "territory": licence.territory}
    if end <= until:
        yield Deadline(f"{What.LICENCE_END}:{licence.id}", What.LICENCE_END, end, end, event_id=event, **about)
    is_filed = licence.filed_for_record_on or dated_by(licence, Happened.FILED_FOR_RECORD)[0]
    rule = rule_in_force(rules_for(LegalRule.Subject.LICENCE, territory="CN"), end)
    is_mark = licence.kind in (kinds.TRADEMARK, kinds.TRADEMARK_GROUP)
    if rule and is_mark and not is_filed and is_for_china(licence):
        yield Deadline(
            f"{What.LICENCE_FILING}:{licence.id}",
            What.LICENCE_FILING,
            end,
            end,
            start,
            file_by=moving.file_by(rule, end),
            rule=rule,
            **about | {"doubts": (FILE_EARLY,)},
        )
