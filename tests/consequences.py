"""What a step was announced to change in public, and what the public reads."""

import re

from tests.page import read

RELATED = re.compile(r'<section class="section[^"]* related.*?</section>', re.DOTALL)  # cards follow, and are announced as such


def what_is_read(pages):
    """{address: (status, what the public reads there, but for the cards of other records)} of {address: response}"""
    return {address: (page.status_code, RELATED.sub("", page.content.decode())) for address, page in pages.items()}


def groups(page, key):
    """The elements that each tell of one record what appears, stays hidden or goes: `key` is "appears", "hidden" or "goes"."""
    return [group for one in page.all("ul", id=key) for group in one.all("li") if group.parent is one]


def announced(response):
    """{address: whether the whole page} of the pages that a page says will change."""
    told = [group for key in ("appears", "goes") for group in groups(read(response.content.decode()), key)]
    return {group.all("a")[0]["href"]: bool(group.all("span", cls="whole")) for group in told}


def lines(page, key):
    """{record: [what is said of its rows]} of what is told under `key`."""
    return {group.all("a")[0].text: [line.text for line in group.all("li")] for group in groups(page, key)}
