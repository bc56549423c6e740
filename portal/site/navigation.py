"""Where the lists of the portal are named: in the navigation, at the foot, on the home page, where a visitor is lost."""

from typing import Any, NamedTuple

from portal.models import kinds
from portal.models.source_kinds import SOURCES
from portal.site import additions


class Link(NamedTuple):
    address: str  # its name
    title: Any
    is_here: bool = False


def heads():
    """The collections of the main navigation, in its order."""
    return sorted((each for each in kinds.collections() if each.menu), key=lambda each: each.menu)


def beside(head):
    """The collections that are found beside `head`, which has the place in the navigation."""
    return [each for each in kinds.collections() if each.beside is head]


def title_of(collection):
    """What a collection is called where all of them stand in one row."""
    return collection.title_beside or collection.title


def siblings(collection):
    """[(name of an address, title)] of the lists that belong together with that of `collection`, itself among them; empty for one
    that stands alone."""
    head = collection.beside or collection
    others = beside(head)
    return [(each.address, title_of(each)) for each in (head, *others)] if others else []


def main_links(here):
    """[Link] of the main navigation, on a page of the collection with the segment `here`, or of another page of that address."""
    lists = [
        (head.menu, Link(head.address, head.short_title or head.title, here in [each.segment for each in (head, *beside(head))]))
        for head in heads()
    ]
    pages = [(place, Link(address, title, here == address)) for place, address, title in additions.in_main_navigation]
    return [shown for _place, shown in sorted([*lists, *pages], key=lambda each: each[0])]


def further():
    """[Link] of what the menu of a narrow screen names beside those."""
    others = [Link(each.address, title_of(each)) for head in heads() for each in beside(head)]
    return [*others, *(Link(*each) for each in additions.links)]


def of_the_record():
    """[Link] at the foot of a page: what is on record."""
    found = [Link(each.address, title_of(each)) for head in heads() if not head.is_proof for each in (head, *beside(head))]
    return [*found, *(Link(*each) for each in additions.links)]


def of_proof():
    """[Link] at the foot of a page: what protects it and what it rests on."""
    found = [Link(each.address, title_of(each)) for head in heads() if head.is_proof for each in (head, *beside(head))]
    return [*found, *(Link(address, title) for _place, address, title in additions.in_main_navigation)]


def on_the_home_page():
    """The collections that have a column there."""
    return [each for each in heads() if each.home_aside]


def offered_deeds():
    """[Link] of what one can do here, in their order."""
    return [Link(address, title) for _place, address, title in sorted(additions.deeds, key=lambda deed: deed[0])]


def first_steps():
    """[Link] for who is lost: the collections of the home page, and what all of them rest on."""
    return [Link(each.address, each.title) for each in (*on_the_home_page(), SOURCES)]
