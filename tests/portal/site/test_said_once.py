"""What is missing is said once on a page, and no heading stands over nothing: on every public page of the article's records."""

import re

import pytest
from django.utils.translation import override

from portal.models import Record
from tests.article_pages import article_page
from tests.browser.test_every_page import PAGES
from tests.page import Element

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("article")]

NEGATIVES = re.compile(
    "not (?:yet )?listed|not on record|no source listed|\\bunknown\\b|nothing is known|暂未收录|未载明|未收录|不详", re.IGNORECASE
)
HEADINGS = ("h1", "h2", "h3", "h4")
PARTS = ("section", "article", "aside", "nav", "form", "details", "fieldset", "footer", "main", "body")
SHOWN = ("img", "svg", "input", "select", "textarea", "iframe")


def addresses(language):
    with override(language):
        return [record.get_absolute_url() for record in Record.objects.published().specific()]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_record_says_twice_that_something_is_missing(language):
    wrong = []
    for address in addresses(language):
        main = article_page(address).one("main")
        lines = main.all("p", cls="missing")
        if len(lines) > 1 or len(NEGATIVES.findall(main.text)) > len(lines):
            wrong.append((address, NEGATIVES.findall(main.text)))
    assert not wrong


def pieces(element):
    """(heading or None, whether it shows something) of what is in an element, in reading order."""
    for part in element.parts:
        if not isinstance(part, Element):
            yield None, bool(part.strip())
        elif part.tag in HEADINGS:
            yield part, True
        elif part.tag in SHOWN:
            yield None, True
        elif "vh" not in part.classes and not (part.tag == "svg" and part["aria-hidden"]):
            yield from pieces(part)


def stands_over_nothing(heading):
    """One that is a link, as the name on a card, is no heading of what follows."""
    if heading.all("a"):
        return False
    part = heading.parent
    while part.tag not in PARTS and part.parent:
        part = part.parent
    after = False
    for other, shows in pieces(part):
        if other is heading:
            after = True
        elif after and other is not None:
            if other.tag <= heading.tag:
                return True
        elif after and shows:
            return False
    return True


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_heading_stands_over_nothing(language):
    paths = [f"/{language}/{path}" for path in PAGES]
    wrong = []
    for address in dict.fromkeys([*paths, *addresses(language)]):
        headings = [heading for tag in HEADINGS[1:] for heading in article_page(address).all(tag)]
        wrong += [(address, heading.text) for heading in headings if stands_over_nothing(heading)]
    assert not wrong
