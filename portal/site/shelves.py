"""The facets of a list as its page shows them: what can be chosen, and where it leads."""

from typing import NamedTuple

from portal.listing.values import MISSING

MOST_CHOICES = 260  # of one facet that a page lists: every country and region; nobody reads a thousand owners
MOST_UNFOLDED = 8  # of them at a glance; the others unfold


class Choice(NamedTuple):
    """One value of a facet as the page shows it."""

    parameter: str
    value: str
    label: str
    count: int  # records it leads to, beside what the other facets ask for
    alone: int  # records it leads to by itself
    chosen: bool
    without: str  # the query string with this value taken out; empty where it is not chosen
    only: str  # the query string with this value and nothing else; likewise


class Shelf(NamedTuple):
    """One facet as the page shows it."""

    label: str
    parameter: str
    choices: list
    more: int  # further choices that lead to a record, not listed

    @property
    def first(self):
        """The choices that lead to most records, those that are chosen, and that for what is missing."""
        most = sorted(self.choices, key=lambda choice: (-choice.count, -choice.alone, choice.value))
        named = [choice.value for choice in most if choice.value != MISSING]
        shown = {*named[:MOST_UNFOLDED], MISSING}
        return [choice for choice in self.choices if choice.chosen or choice.value in shown]

    @property
    def folded(self):
        """The other choices, in the order of their labels."""
        first = {choice.value for choice in self.first}
        return [choice for choice in self.choices if choice.value not in first]


def shelves_of(filter_set):
    """[Shelf] of every facet of a RecordFilter that tells one record from another, or is chosen: with the choices that lead to
    most records, those that are chosen, and that for what is missing."""
    shelves = []
    for name, facet in filter_set.facets.items():
        alone, chosen = filter_set.alone[name], filter_set.form.cleaned_data.get(name) or []
        if not chosen and all(count == filter_set.total for count in alone.values()):
            continue
        counts = filter_set.counts[name]
        most, number_leading = filter_set.leading(name, MOST_CHOICES)
        listed = {*most, *chosen, *({MISSING} & set(alone))}
        choices = [
            Choice(
                parameter=name,
                value=value,
                label=text,
                count=counts.get(value, 0),
                alone=alone[value],
                chosen=value in chosen,
                without=filter_set.query(name, value) if value in chosen else "",
                only=filter_set.only(name, value) if value in chosen else "",
            )
            for value, text in facet.texts(listed).items()
        ]
        more = number_leading - sum(1 for value in listed - {MISSING} if counts.get(value))
        shelves.append(Shelf(facet.label, name, choices, more))
    return shelves
