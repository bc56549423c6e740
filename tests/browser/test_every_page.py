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
def test_is_accessible_fits_and_stays_on_the_site(open_page, language, width):
    page = open_page(width)
    page.watch.may_answer[f"{page.watch.site}/{language}/{MISSING}"] = 404
    problems = []
    for path in [*PAGES, MISSING]:
        page.emulate_media(color_scheme="light")
        page.goto(f"/{language}/{path}")
        found = axe.violations(page)
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {violation}" for violation in axe.colour_violations(page)]
        if sideways(page) > 0:
            found.append(f"scrolls sideways by {sideways(page)} px")
        if width == 360:
            page.set_viewport_size({"width": NARROWEST, "height": 900})
            if sideways(page) > 0:
                found.append(f"at {NARROWEST} px scrolls sideways by {sideways(page)} px")
            page.set_viewport_size({"width": width, "height": 900})
        problems += [f"{language}/{path} at {width}: {problem}" for problem in found]
    assert problems == []


def test_reads_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    for path in PAGES:
        page.goto(f"/en/{path}")
        assert page.locator("main h1").count() == 1, path
