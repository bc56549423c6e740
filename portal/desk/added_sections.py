"""What a section of the desk is made of, and the sections that apps add: the portal does not know what falls due in them."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

LINES = 8  # of a section; the rest is in its list


@dataclass
class DeskLine:
    record: Any
    url: str
    acts: list = field(default_factory=list)  # [(label, address)]
    notes: list = field(default_factory=list)
    gaps: str = ""
    name: str = ""

    def __post_init__(self):
        self.name = self.name or self.record.name


@dataclass
class Section:
    key: str
    title: str
    empty: str
    lines: list
    count: Any = None
    more: str = ""  # address of the whole list
    hint: str = ""
    gaps: list = field(default_factory=list)
    template: str = "admin/_desk_section.html"  # an app may bring its own: it takes `section`
    more_of: Any = None  # what such a template takes besides

    @property
    def rest(self):
        return max((self.count or 0) - len(self.lines), 0)


of_apps_in_order = []  # [(place, function)], by their places


def register_section(place, function):
    """Add what an app has for whoever opens the desk: `function(user)` gives a Section, or None where there is nothing for them. It stands
    among what is to be done, `place` is its order there, in tens. An app does so in its `desk.py`, which is imported once all models are
    there."""
    of_apps_in_order.append((place, function))
    of_apps_in_order.sort(key=itemgetter(0))


def of_apps(user):
    return [section for _place, function in of_apps_in_order if (section := function(user))]
