"""Entries: a deadline with what staff did about it, as the list, the desk and the calendars show it.

What is open is derived, what is closed is read from the tasks. Rows are loaded for those entries that are shown.
"""

from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.deadlines.deadline import What
from enterprises.deadlines.deriving import open_deadlines
from enterprises.models import CustomsRecordal, IntellectualProperty, Licence, Organization, Task, TrademarkRegistration
from enterprises.models.territories import Territories
from enterprises.renewals.sentences import approximately
from enterprises.tasks.charge import Charges
from portal.listing.kept import kept
from portal.models import Person
from portal.text.partial_dates import day_in_words

OPEN_STATE, OVERDUE_STATE = Task.State.OPEN.value, "overdue"
COLUMNS_OF_ENTRY = (
    *("key", "what", "day", "state", "property_id", "registration_id", "recordal_id", "licence_id", "territory", "holder_id", "person_id"),
)
CLOSED = (Task.State.DONE, Task.State.WAIVED, Task.State.OVER)


class DueEntry(NamedTuple):
    key: str
    what: str
    day: Any
    state: str
    property_id: str
    registration_id: Any
    recordal_id: Any
    licence_id: Any
    territory: str
    holder_id: Any
    person_id: Any  # to whom it was handed over
    deadline: Any = None  # of what is open
    done_on: Any = None

    @classmethod
    def of_deadline(cls, deadline, person_id=None):
        return cls(
            deadline.key,
            deadline.what,
            deadline.day,
            OPEN_STATE,
            deadline.property_id,
            deadline.registration_id,
            deadline.recordal_id,
            deadline.licence_id,
            deadline.territory,
            deadline.holder_id,
            person_id,
            deadline,
        )

    @classmethod
    def of_task(cls, task):
        return cls(*(getattr(task, name) for name in COLUMNS_OF_ENTRY), done_on=task.done_on)

    def is_overdue(self, today):
        """Whether its day has passed, though there may be a grace."""
        return self.state == OPEN_STATE and self.day is not None and self.day < today

    @property
    def what_in_words(self):
        return str(dict(What.choices).get(self.what, self.what))

    @property
    def approximate(self):
        """Why the day may still move, in words; empty where it is final."""
        return approximately(self.deadline.unknown_years) if self.deadline else ""

    def state_in_words(self, today):
        if self.is_overdue(today):
            late = self.deadline and self.deadline.late_until
            if late and today <= late:
                return _("overdue, in grace until %(day)s") % {"day": day_in_words(late)}
            return pgettext("state of a deadline", "overdue")
        return str(Task.State(self.state).label)


class HandedOver(NamedTuple):
    """What the rows of tasks say of deadlines that are derived."""

    closed: set  # of keys
    people: dict  # {key: to whom it was handed over}

    @property
    def seal(self):
        return frozenset(self.closed), frozenset(self.people.items())

    @classmethod
    def read(cls):
        rows = Task.objects.order_by()
        closed = rows.filter(state__in=[Task.State.DONE, Task.State.WAIVED], closing_event=None)  # what an event closed follows the event
        return cls(set(closed.values_list("key", flat=True)), dict(rows.open().exclude(person=None).values_list("key", "person")))


def open_entries(today, until=None):
    """[DueEntry] of what is due and not closed, by day; the last that was asked for is kept, since they are derived from all rights."""
    tasks = HandedOver.read()

    def derive():
        deadlines = open_deadlines(today, until)
        return [DueEntry.of_deadline(each, tasks.people.get(each.key)) for each in deadlines if each.key not in tasks.closed]

    return kept("open deadlines", derive, besides=(today, until, tasks.seal, rows_in_private()))


def rows_in_private():
    """What deadlines are derived from beside rows that change the state of what is public, as those of rights and of the law do."""
    return tuple(Licence.objects.order_by("pk").values_list())


def closed_entries(states=CLOSED, since=None):
    """[DueEntry] of tasks in these states, the latest closed first; with `since`, a moment, those closed from then on."""
    rows = Task.objects.filter(state__in=states).order_by("-closed_at", "key")
    rows = rows.filter(closed_at__gte=since) if since else rows
    return [DueEntry(*values[:-1], done_on=values[-1]) for values in rows.values_list(*COLUMNS_OF_ENTRY, "done_on")]


class EntryShown(NamedTuple):
    """A DueEntry with what a line says of it."""

    entry: DueEntry
    property: Any
    right: str  # the number of the registration or recordal, or the licensee
    holder: Any
    people: list

    @property
    def territory(self):
        return Territories().name(self.entry.territory) if self.entry.territory else ""

    @property
    def title(self):
        """Mark and number in one line."""
        return " · ".join(filter(None, (self.property.name if self.property else "", self.right)))


class Showing:
    """Loads the rows of some entries, each table by one query."""

    def __init__(self, entries, charges=None):
        self.entries, self.charges = list(entries), charges or Charges()

    def rows(self, model, name, **options):
        keys = {getattr(entry, name) for entry in self.entries} - {None, ""}
        return model.objects.in_bulk(keys) if keys else {}

    @cached_property
    def people(self):
        keys = {key for entry in self.entries for key in self.charges.of(entry) if key}
        return Person.objects.in_bulk(keys) if keys else {}

    def shown(self):
        """[EntryShown], in the order of the entries."""
        properties, holders = self.rows(IntellectualProperty, "property_id"), self.rows(Organization, "holder_id")
        registrations, recordals = self.rows(TrademarkRegistration, "registration_id"), self.rows(CustomsRecordal, "recordal_id")
        licences = Licence.objects.select_related("licensee").in_bulk({each.licence_id for each in self.entries} - {None, ""})

        def right_of(entry):
            if licence := licences.get(entry.licence_id):
                return str(licence.licensee or licence.licensee_name)
            if recordal := recordals.get(entry.recordal_id):
                return recordal.number
            registration = registrations.get(entry.registration_id)
            said = {"number": registration.number, "number_of_class": registration.nice_class} if registration else {}
            return _("no. %(number)s, class %(number_of_class)s") % said if said else ""

        return [
            EntryShown(
                entry,
                properties.get(entry.property_id),
                right_of(entry),
                holders.get(entry.holder_id),
                [self.people[key] for key in self.charges.of(entry) if key in self.people],
            )
            for entry in self.entries
        ]


def shown(entries, charges=None):
    return Showing(entries, charges).shown()
