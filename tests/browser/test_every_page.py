"""Every kind of public page, in both languages, narrow and wide, light and dark."""

import pytest

from tests.browser import axe

pytestmark = pytest.mark.browser

ARTICLE = "strengthen-sino-foreign-cultural-exchanges"
PAGES = [
    "",
    "enterprises/",
    "enterprises/gansu-hengzhen/",
    "organizations/",
    "organizations/dunhuang-academy/",
    "organizations/gansu-department-of-culture-and-tourism/",
    "trademarks/",
    "trademarks/dunhuang-cultural-innovation/",
    "trademarks/lan-xiaowu/",
    "programmes/",
    "programmes/east-asian-cultural-capital/",
    "projects/",
    "projects/exploring-dunhuang/",
    "exhibitions/",
    "exhibitions/?q=no-exhibition-has-this-word",
    "exhibitions/journey-to-singapore/",
    "exhibitions/hong-kong-licensing-show-2025/",
    "selections/",
    "selections/national-key-cultural-export-2025-2026/",
    "sources/",
    f"sources/{ARTICLE}/",
    "search/",
    "search/?q=敦煌",
    "search/?q=museum",
    "search/?q=no-record-has-this-word",
    "about/",
]
MISSING = "no-such-page/"
LANGUAGES = ["en", "zh-hans"]
NARROWEST = 320


def sideways(page):
    """How many pixels of the page lie beyond its right edge."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", LANGUAGES)
def test_is_accessible_fits_and_stays_on_the_site(open_page, site, language, width):
    page = open_page(width)
    problems = []
    for path in [*PAGES, MISSING]:
        address = f"{site}/{language}/{path}"
        if path == MISSING:
            page.watch.may_answer[address] = 404
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            problems += [f"{language}/{path} at {width}, {scheme}: {violation}" for violation in axe.violations(page)]
        if sideways(page) > 0:
            problems.append(f"{language}/{path} at {width} scrolls sideways by {sideways(page)} px")
    assert problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_fits_the_narrowest_screen(open_page, language):
    page = open_page(NARROWEST)
    page.watch.may_answer[f"{page.watch.site}/{language}/{MISSING}"] = 404
    problems = []
    for path in [*PAGES, MISSING]:
        page.goto(f"/{language}/{path}")
        if sideways(page) > 0:
            problems.append(f"{language}/{path} scrolls sideways by {sideways(page)} px")
    assert problems == []


def test_reads_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    for path in PAGES:
        page.goto(f"/en/{path}")
        assert page.locator("main h1").count() == 1, path
