"""Who is in charge of a deadline: whom it was handed over to, else the person in charge of the mark and their deputy, else Publishers."""

from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from enterprises.models import IntellectualProperty
from portal.access.roles import PUBLISH, people_who_may

MAY_SEE, MAY_WORK, MAY_WAIVE = "enterprises.view_task", "enterprises.change_task", "enterprises.waive_task"


def who_may_work():
    """Who may have a task in hand."""
    return people_who_may(MAY_WORK).filter(is_staff=True, is_active=True)


class Charges:
    """Who is in charge of which properties, by one query for all of them; or of those that are given. It is asked where it matters."""

    def __init__(self, properties=None):
        self.properties = properties

    @cached_property
    def of_property(self):
        rows = IntellectualProperty.objects.filter(Q(responsible__isnull=False) | Q(deputy__isnull=False)).order_by()
        rows = rows if self.properties is None else rows.filter(pk__in=self.properties)
        return {key: people for key, *people in rows.values_list("pk", "responsible", "deputy")}

    def of(self, entry):
        """(the key of the person in charge, that of the deputy): Nones where nobody is."""
        return (entry.person_id, None) if entry.person_id else self.of_mark(entry)

    def of_mark(self, entry):
        """The same of its mark, to whomever it was handed over."""
        return tuple(self.of_property.get(entry.property_id, (None, None)))


class Audience(NamedTuple):
    """Who is told of deadlines, {key: Person}: those who can be, and of them those who stand in where nobody else can."""

    people: dict
    publishers: list

    @classmethod
    def by_mail(cls):
        """Those who have an address and did not decline mails."""
        wanted = who_may_work().exclude(email="").exclude(reminder_choice__by_mail=False).select_related("reminder_choice")
        people = {person.pk: person for person in wanted}
        standing_in = set(people_who_may(PUBLISH).values_list("pk", flat=True))
        return cls(people, [person for key, person in people.items() if key in standing_in])

    def of(self, entry, charges):
        """Who is told of an entry: whoever is in charge and can be told, else the Publishers."""
        for keys in (charges.of(entry), charges.of_mark(entry)):
            if people := [self.people[key] for key in dict.fromkeys(keys) if key in self.people]:
                return people
        return self.publishers
