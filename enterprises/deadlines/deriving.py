"""All that is due, or one of it: derived in a fixed number of queries, however many rights there are."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Q

from enterprises.deadlines import rows
from enterprises.deadlines.customs import deadlines_of_recordals
from enterprises.deadlines.deadline import What
from enterprises.deadlines.licences import deadlines_of_licence
from enterprises.deadlines.registrations import deadlines_of_registration
from enterprises.kept_for_a_request import kept_meanwhile
from enterprises.models import CustomsRecordal, IntellectualProperty, Licence, Organization, RightEvent, TrademarkRegistration
from enterprises.renewals.months import months_after

USUAL_HORIZON = 12  # months: the first reminder goes out a year before the day
YEARS_SEARCHED = 20  # ahead, in which a deadline that is named is looked for

OF = {  # what a key names → its model, and the way to its property
    **dict.fromkeys([What.RENEWAL, What.DECLARATION, What.OPPOSITION, What.REVIEW], (TrademarkRegistration, "trademark")),
    **dict.fromkeys(
        [What.RECORDAL_RENEWAL, What.RECORDAL_ANEW, What.CUSTOMS_CHANGE, What.CUSTOMS_CANCELLATION], (CustomsRecordal, "property")
    ),
    **dict.fromkeys([What.LICENCE_FILING, What.LICENCE_END], (Licence, "property")),
}


def open_deadlines(today, until=None, within=None):
    """[Deadline], by day: all that is not done, however long overdue, and falls due by `until`, in a year where that is not said.

    A licence that is not filed for record is due at once, and is there whatever day it ends, unless `until` says otherwise. `within`
    narrows it to properties: a Q on them, or a queryset. What staff wrote of a deadline, done or waived, is not asked here.
    """
    horizon = until or months_after(today, USUAL_HORIZON)
    properties = rows.properties_within(within)
    with kept_meanwhile():
        events = rows.read_events(properties)
        deadlines, licences = [], defaultdict(list)
        for row in rows.read_registrations(rows.may_be_due(horizon), properties, events):
            deadlines += deadlines_of_registration(row, today, horizon)
        for row in rows.read_licences(properties, events):
            licences[row.property_id].append(row)
            deadlines += deadlines_of_licence(row, today, horizon)
        deadlines += deadlines_of_recordals(rows.read_recordals(properties, events), events, licences, today, horizon)
    if until:
        deadlines = [deadline for deadline in deadlines if deadline.day <= until]
    return sorted(deadlines, key=lambda deadline: (deadline.day, deadline.key))


def deadline_of(key, today):
    """The Deadline that `key` names, as it stands; None where nothing of that name is due any more."""
    what, row, *_rest = [*key.split(":"), ""]
    model, path = OF.get(what, (None, ""))
    properties = model and model.objects.filter(pk=row).values(path)
    if not properties:
        return None
    until = months_after(today, 12 * YEARS_SEARCHED)
    return next((each for each in open_deadlines(today, until, Q(pk__in=properties)) if each.key == key), None)


class Shown(NamedTuple):
    """A deadline with the rows that it is about, for a page that names them."""

    deadline: Any
    property: Any
    registration: Any
    recordal: Any
    licence: Any
    event: Any
    holder: Any


def with_rows(deadlines):
    """[Shown] of those deadlines that are shown: their rows, each table in one query."""
    tables = {
        "property": IntellectualProperty.objects.select_related("owner"),
        "registration": TrademarkRegistration.objects.all(),
        "recordal": CustomsRecordal.objects.all(),
        "licence": Licence.objects.select_related("licensee"),
        "event": RightEvent.objects.all(),
        "holder": Organization.objects.all(),
    }
    found = {name: rows.in_bulk({getattr(each, f"{name}_id") for each in deadlines} - {None, ""}) for name, rows in tables.items()}
    return [Shown(each, **{name: found[name].get(getattr(each, f"{name}_id")) for name in tables}) for each in deadlines]
