"""Every kind of public page, in both languages, narrow and wide, light and dark."""

import pytest
from django.utils.translation import override

from enterprises.models import IntellectualProperty
from initiatives.models import Exhibition
from portal.models import Passage
from tests.browser import axe
from tests.factories import make_organization, make_participation

pytestmark = pytest.mark.browser

ARTICLE = "strengthen-sino-foreign-cultural-exchanges"
PAGES = [
    "",
    "enterprises/",
    "enterprises/gansu-hengzhen/",
    "organizations/",
    "organizations/gansu-department-of-culture-and-tourism/",
    "licensing/",
    "licensing/?goods=25&territory=DE",
    "trademarks/",
    "trademarks/dunhuang-cultural-innovation/",
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
    "search/?q=Hengzen&place=SG",
    "search/?q=nothing-has-this-word",
    "about/",
    "enquiry/?r=journey-to-singapore",
    "enquiry/?page=/en/map/",
    "enquiry/?r=dunhuang-cultural-innovation&licence=1&territories=Germany",
    "privacy/",
    "terms/",
    "accessibility/",
    "site-map/",
    "new/",
    "corrections/",
    "map/",
    "places/hk/",
    "timeline/",
    "shortlist/?r=journey-to-singapore&r=gansu-hengzhen",
    "compare/?r=journey-to-singapore&r=gansu-hengzhen&r=dunhuang-cultural-innovation",
]
ALIKE = [
    "enterprises/",
    "organizations/",
    "programmes/",
    "projects/",
    "selections/",
]  # drawn like exhibitions/: not looked at in wide faces
MISSING = "no-such-page/"
LANGUAGES = ["en", "zh-hans"]
WIDTHS = (1440, 360, 320)


def sideways(page):
    """How many pixels of the page lie beyond its right edge."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")


HEIGHTS = """all => all.filter(each => each.checkVisibility() && !each.closest(".skip"))
  .map(each => [each.textContent.trim(), Math.max(...[...each.getClientRects()].map(box => box.height))])"""


def lower_than(least, links):
    return [(text, height) for text, height in links.evaluate_all(HEIGHTS) if height < least]


def looked_at(place, language):
    """(width, colour scheme) in which axe reads the page at this place of the list: in the other language it is read in the others,
    and the pages after it in the other combinations of both."""
    turn = LANGUAGES.index(language)
    return WIDTHS[(place + turn) % 2], ("light", "dark")[(place // 2 + turn) % 2]


MOVED = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 50);
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_accessible_fits_stays_on_the_site_and_moves_nothing_while_it_loads(open_page, language):
    """One load of each page; the widths come in turn from either end, for another width costs as much as a load.

    How it fits is measured in each, whether a finger hits every link at 360 pixels, and axe reads each page in one width: reading takes
    it as long as three loads.
    """
    page = open_page(WIDTHS[0])
    page.watch.may_answer[f"{page.watch.site}/{language}/{MISSING}"] = 404
    problems, widths = [], list(WIDTHS)
    for place, path in enumerate([*PAGES, MISSING]):
        page.goto(f"/{language}/{path}")
        moved = page.evaluate(MOVED)
        problems += [f"{language}/{path}: moves by {moved} while it loads"] if moved >= 0.01 else []
        read_in, scheme = looked_at(place, language)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            found = [f"scrolls sideways by {sideways(page)} px"] if sideways(page) > 0 else []
            if width == 360:
                found += [f"{text}: {height} px high" for text, height in lower_than(24, page.locator("a, button, summary, select"))]
            if width == read_in:
                page.emulate_media(color_scheme=scheme)
                found += axe.violations(page)
            problems += [f"{language}/{path} at {width}: {problem}" for problem in found]
        widths.reverse()
    assert not problems, "\n".join(problems)


DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


@pytest.mark.parametrize("fonts", ["ours", "wide"])
def test_a_typeface_that_comes_late_moves_nothing(open_page, fonts):
    page, problems, held = open_page(fonts=fonts), [], []
    page.route("**/fonts/*", lambda route: held.append(route))  # Playwright takes no method of a list
    for path in ("corrections/", "enterprises/", "enterprises/gansu-hengzhen/"):
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"/en/{path}", wait_until="domcontentloaded")
            page.evaluate(DRAWN)
            while held:
                held.pop().continue_()
            page.evaluate("document.fonts.ready.then(() => 0)")
            page.wait_for_load_state()
            moved = page.evaluate(MOVED)
            problems += [f"{path} at {width}: moves by {moved}"] if moved >= 0.01 else []
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_holds_on_the_narrowest_screen_in_wide_faces_without_a_chinese_one(open_page, language):
    page, problems = open_page(min(WIDTHS), fonts="wide"), []
    for path in sorted(set(PAGES) - set(ALIKE)):
        page.goto(f"/{language}/{path}")
        found = [f"scrolls sideways by {sideways(page)} px"] if sideways(page) > 0 else []
        found += [f"{text}: {height} px high" for text, height in lower_than(24, page.locator("main :is(a, button, summary, select)"))]
        problems += [f"{language}/{path}: {problem}" for problem in found]
    assert not problems, "\n".join(problems)


HEAD = """() => {
  const head = document.querySelector(".masthead").getBoundingClientRect();
  const parts = [...document.querySelectorAll(".masthead .brand > span, .masthead a, .masthead summary")].filter(each => each.checkVisibility());
  const lines = parts.filter(each => new Set([...each.getClientRects()].map(box => box.top)).size > 1 || each.offsetHeight > 48);
  const cut = parts.filter(each => each.getBoundingClientRect().top < head.top || each.getBoundingClientRect().bottom > head.bottom);
  const names = [...document.querySelectorAll(".brand-name, .brand-sub")].filter(each => each.offsetHeight > 36);
  return [...lines, ...cut, ...names].map(each => each.textContent.trim()).concat(head.height < 80 ? [] : [`${head.height} px high`]);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fonts", ["ours", "wide"])
def test_the_head_of_a_page_stands_in_one_line_or_folds_its_menu(open_page, fonts, language):
    page = open_page(1440, fonts=fonts)
    page.goto(f"/{language}/about/")
    problems = []
    for width in (1440, 1366, 1280, 1279, 1152, 1024, 768):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(HEAD) + ([f"scrolls sideways by {sideways(page)} px"] if sideways(page) > 0 else [])
        problems += [f"{width}: {problem}" for problem in found]
        assert page.locator(".nav-wide").is_visible() == (width >= 1280)
    assert not problems, "\n".join(problems)


def test_however_many_have_a_role_they_stand_beside_its_name(open_page):
    show = Exhibition.objects.get(slug="journey-to-singapore")
    for number in range(12):
        make_participation(show, make_organization(name_en=f"Museum {number}"), "exhibitor", passage=Passage.objects.first())
    page = open_page(1000)
    page.goto("/en/exhibitions/journey-to-singapore/")
    groups = page.locator("dl.cast > div").evaluate_all(
        "all => all.map(each => [...each.querySelectorAll('dd')].map(one => one.offsetLeft - each.querySelector('dt').offsetLeft))"
    )
    assert max(map(len, groups)) == 9, "eight, and those that are folded"
    assert len({offset for offsets in groups for offset in offsets}) == 1
    assert groups[0][0] > 100
    last = page.locator("dl.cast li").last
    assert last.is_hidden()
    anchor = last.locator("a.fn").get_attribute("id")
    page.goto(f"/en/exhibitions/journey-to-singapore/#{anchor}")
    assert last.is_visible(), "what is folded opens where it is linked to"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_mark_or_an_exhibition_ends_after_four_screens_of_a_phone(open_page, language):
    page = open_page(390, 844)
    with override(language):
        addresses = [record.get_absolute_url() for model in (Exhibition, IntellectualProperty) for record in model.objects.published()]
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 844, address


def test_what_is_read_first_stands_first_on_a_phone(open_page):
    page = open_page(360)
    for path in ("exhibitions/journey-to-singapore/", f"sources/{ARTICLE}/", "trademarks/dunhuang-cultural-innovation/"):
        page.goto(f"/en/{path}")
        tops = page.locator(".record-body :is(.facts, section, .sentence)").evaluate_all(
            "all => all.filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops), path
        assert page.locator(".record-body > *").first.locator(".facts").count() == 1, path


def test_reads_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    for path in ("", "exhibitions/", "exhibitions/journey-to-singapore/", "search/?q=敦煌", f"sources/{ARTICLE}/"):
        page.goto(f"/en/{path}")
        assert page.locator("main h1").is_visible(), path
        assert page.locator("main a:visible").count() > 3, path
