"""What an enquiry may grow into: an app adds what it keeps of it, such as the intention of a visitor to work with an enterprise.

Each app registers its own in its `outgrowths.py`, which is imported once all models are there.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

outgrowths = []


class Outgrowth(NamedTuple):
    """One sort of row that is made of an enquiry, on a page of the app's own."""

    label: Any  # of the link: "Make an intention of it"
    title: Any  # above those that there are
    may_add: Callable  # (user) → whether they may make one
    address: Callable  # (enquiry) → of the form, which shows first what the enquiry says
    rows: Callable  # (enquiry) → [(text, address)] of those that grew from it


def register_outgrowth(outgrowth):
    outgrowths.append(outgrowth)


def outgrowths_on_page(enquiry, user):
    """([(label, address)] of what `user` may make of `enquiry`, [(title, [(text, address)])] of what has grown from it). What an enquiry
    said of a person is wiped some day: nothing is made of it then."""
    offered = [(each.label, each.address(enquiry)) for each in outgrowths if each.may_add(user) and not enquiry.wiped_at]
    grown = [(each.title, each.rows(enquiry)) for each in outgrowths if each.may_add(user)]
    return offered, [(title, rows) for title, rows in grown if rows]
