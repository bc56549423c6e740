"""What deadlines are derived from, read as light rows in a fixed number of queries, however many they are.

They have the columns and the events that enterprises/renewals asks of the models, whose place they take.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from enterprises.models import CustomsRecordal, IntellectualProperty, Licence, RightEvent, TrademarkRegistration
from enterprises.renewals.law import law
from enterprises.renewals.months import months_after
from enterprises.renewals.terms import Happened

TELLS_NOTHING = (Happened.FILED, Happened.OPPOSED)  # of what is due


class EventRow(NamedTuple):
    id: str
    verb: str
    happened_on: date
    expires_on: Any
    new_owner_id: Any
    new_owner_kind: Any
    registration_id: Any
    trademark_id: Any  # of that registration
    territory: Any  # of that registration
    recordal_id: Any
    licence_id: Any
    licensed_id: Any  # the property of that licence
    holder_id: Any
    entered_at: datetime
    root: str = ""  # the first of the corrections that led to it

    COLUMNS = (
        *("id", "verb", "happened_on", "expires_on", "new_owner", "new_owner__kind", "registration", "registration__trademark"),
        *("registration__territory", "recordal", "licence", "licence__property", "holder", "entered_at"),
    )


class RegistrationRow(NamedTuple):
    id: str
    trademark_id: str
    owner_id: Any
    kind: str
    territory: str
    route: str
    filed_on: Any
    registered_on: Any
    international_registered_on: Any
    expires_on: Any
    standing_events: Any = ()

    COLUMNS = (
        *("id", "trademark", "trademark__owner", "trademark__kind", "territory", "route", "filed_on", "registered_on"),
        *("international_registered_on", "expires_on"),
    )
    certified_on = TrademarkRegistration.certified_on
    Route = TrademarkRegistration.Route


class RecordalRow(NamedTuple):
    id: str
    property_id: str
    owner_id: Any
    right: str
    holder_id: Any
    effective_on: Any
    expires_on: Any
    registration_id: Any
    registration: Any = None
    standing_events: Any = ()

    COLUMNS = ("id", "property", "property__owner", "right", "holder", "effective_on", "expires_on", "registration")


class LicenceRow(NamedTuple):
    id: str
    property_id: str
    owner_id: Any
    kind: str
    territory: str
    signed_on: Any
    starts_on: Any
    ends_on: Any
    filed_for_record_on: Any
    told_to_customs_on: Any
    standing_events: Any = ()

    COLUMNS = (
        *("id", "property", "property__owner", "property__kind", "territory", "signed_on", "starts_on", "ends_on"),
        *("filed_for_record_on", "told_to_customs_on"),
    )


class Events:
    """Standing events by what they are about."""

    def __init__(self, rows):
        self.of_registration, self.of_recordal, self.of_licence, self.of_holder, self.of_trademark = (
            defaultdict(list) for _subject in range(5)
        )
        for row in rows:
            for mine, key in (
                (self.of_registration, row.registration_id),
                (self.of_recordal, row.recordal_id),
                (self.of_licence, row.licence_id),
                (self.of_holder, row.holder_id),
                (self.of_trademark, row.trademark_id),
            ):
                if key:
                    mine[key].append(row)


def first_of_corrections():
    """{event: (the first event of the chain of corrections that it ends, when that was entered)}."""
    corrected = RightEvent.objects.exclude(replaces=None).order_by()
    replaced = {row: (former, entered_at) for row, former, entered_at in corrected.values_list("id", "replaces", "replaces__entered_at")}
    roots = {}
    for row in replaced:
        root, entered_at = replaced[row]
        while root in replaced:
            root, entered_at = replaced[root]
        roots[row] = root, entered_at
    return roots


def read_events(properties):
    events = RightEvent.objects.standing().exclude(verb__in=TELLS_NOTHING)
    if properties is not None:
        events = events.filter(
            Q(registration__trademark__in=properties)
            | Q(recordal__property__in=properties)
            | Q(licence__property__in=properties)
            | Q(holder__isnull=False)
        )
    roots, rows = first_of_corrections(), []
    for values in events.order_by("happened_on", "entered_at", "id").values_list(*EventRow.COLUMNS):
        root, entered_at = roots.get(values[0], (values[0], values[-1]))
        rows.append(EventRow(*values[:-1], entered_at, root))
    return Events(rows)


def may_be_due(until):
    """The condition on registrations of which something may be due by `until`; what it lets through is looked at one by one."""
    terms = [rule for rule in law().rules if rule.subject == rule.Subject.REGISTRATION]
    declarations = [rule for rule in law().rules if rule.subject == rule.Subject.DECLARATION and rule.length]
    begun_by = months_after(until, -min((rule.length for rule in terms), default=0))
    has_begun = Q(registered_on__lte=begun_by) | Q(filed_on__lte=begun_by) | Q(international_registered_on__lte=begun_by)
    told = Q()
    for rule in declarations:
        place = Q(territory=str(rule.territory)) if rule.territory else Q()
        told |= Q(route=rule.route, registered_on__lte=months_after(until, -rule.length)) & place
    eventful = RightEvent.objects.filter(verb__in=[Happened.PUBLISHED, Happened.REFUSED, Happened.REGISTERED, Happened.RENEWED])
    eventful = eventful.exclude(registration=None).values("registration")
    condition = Q(expires_on__lte=until) | (Q(expires_on=None) & has_begun) | Q(pk__in=eventful)
    return condition | told if told else condition


def read_registrations(condition, properties, events):
    rows = TrademarkRegistration.objects.filter(condition)
    if properties is not None:
        rows = rows.filter(trademark__in=properties)
    of_registration = events.of_registration
    return [
        RegistrationRow(*values, of_registration.get(values[0], ())) for values in rows.order_by().values_list(*RegistrationRow.COLUMNS)
    ]


def read_recordals(properties, events):
    """All recordals: what happened long ago may still have to be told to customs."""
    rows = CustomsRecordal.objects.all() if properties is None else CustomsRecordal.objects.filter(property__in=properties)
    own = len(RecordalRow.COLUMNS)
    columns = [*RecordalRow.COLUMNS, *(f"registration__{name}" for name in RegistrationRow.COLUMNS)]
    for values in rows.order_by().values_list(*columns):
        registration = RegistrationRow(*values[own:], events.of_registration.get(values[own], ())) if values[own] else None
        yield RecordalRow(*values[:own], registration, events.of_recordal.get(values[0], ()))


def read_licences(properties, events):
    rows = Licence.objects.all() if properties is None else Licence.objects.filter(property__in=properties)
    for values in rows.order_by().values_list(*LicenceRow.COLUMNS):
        yield LicenceRow(*values, events.of_licence.get(values[0], ()))


def properties_within(within):
    """The keys of the properties that are asked about, as a subquery; None for all. Takes a Q, or a queryset of them."""
    if within is None:
        return None
    properties = IntellectualProperty.objects.filter(within) if isinstance(within, Q) else within
    return properties.order_by().values("pk")
