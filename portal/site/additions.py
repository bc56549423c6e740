"""What an app adds to pages of the whole portal: links to pages of its own that are no lists of records, and parts of pages.

Each app has its own in `additions.py`, which is imported once all models are there.
"""

from collections import defaultdict

links = []  # [(name of an address, title)], in the menu and at the foot of every page
in_main_navigation = []  # [(place in the main navigation, name of an address, title)]
parts = defaultdict(list)  # page → templates, which take nothing
deeds = []  # [(place, name of an address, title)], beneath the search box of the home page


def link(address, title):
    """Name the page with this address after the lists of the record."""
    links.append((address, title))


def main_link(address, title, place):
    """Name the page with this address in the main navigation, at its place among the lists, which is as their `menu`."""
    in_main_navigation.append((place, address, title))


def deed(address, title, place):
    """Offer the page with this address by what it is good for: "Find a partner". Places are in tens, so that another fits between."""
    deeds.append((place, address, title))


def part(page, template):
    """Draw `template` on a page: on "home" after the figures, on the "site map" among places and dates, on the
    "empty shortlist" as the way to its first record."""
    parts[page].append(template)
