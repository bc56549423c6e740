"""Where marks will be shown. Models import one way, so that whoever has records of shows registers here how those to come are read."""

from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.utils.translation import pgettext

from enterprises.models.territories import Territories
from portal.text.partial_dates import span_in_words

TERRITORIES = Territories()
readers = []


class Destination(NamedTuple):
    """A territory on some days, and what is shown there."""

    key: str
    territory: str
    first: date
    last: date
    name: str = ""  # of the show; empty for one that was typed
    days: str = ""  # in words, as far as they are known; those of `first` and `last` where it is empty
    url: str = ""  # of the show in the admin
    sheet: str = ""  # address of its readiness sheet
    nice_classes: tuple = ()  # of what is brought along, beside those in which a mark is on record anywhere
    holders: Any = None  # keys of the organizations that take part; None where nobody is named

    @property
    def place(self):
        return str(TERRITORIES.name(self.territory))

    @property
    def label(self):
        return pgettext("between words", ", ").join(filter(None, (self.name, str(self.place), self.days_in_words)))

    @property
    def days_in_words(self):
        return self.days or span_in_words(self.first, "day", self.last, "day")


def register_destinations(read):
    """Register `read(today)`, which yields the Destinations of an app that have not ended on that day."""
    readers.append(read)
    return read


def coming(today):
    """[Destination] of all that is to come, in the order of their days."""
    return sorted(chain.from_iterable(read(today) for read in readers), key=lambda each: (each.first, each.last, each.key))
