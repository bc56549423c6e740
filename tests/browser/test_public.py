"""What a visitor's hand meets: the menu of a narrow screen, cards side by side, filters and the shortlist."""

import re

import pytest

from portal.site import told_by_sources
from portal.site.told_by_sources import FACTS_ON_A_PAGE
from tests.browser import axe
from tests.browser.test_every_page import lower_than
from tests.factories import make_exhibition, make_figure, make_passage, make_source
from tests.portal.site.test_long_sources import say

pytestmark = pytest.mark.browser

WATCH_FOR_BUSY = """() => {
  window.busy = [];
  const results = document.querySelector(".results");
  new MutationObserver(() => busy.push(results.ariaBusy)).observe(results, { attributeFilter: ["aria-busy"] });
}"""

READ_TO_THE_END = """() => {
  const table = document.querySelector(".beside");
  table.scrollTop = table.scrollHeight;
  if (table.scrollTop) table.scrollIntoView(); // where it scrolls within itself
  else table.scrollIntoView({ block: "end" });
}"""


def test_the_menu_of_a_narrow_screen_has_room_for_a_finger_and_closes_as_menus_do(open_page):
    page = open_page(360)
    page.goto("/en/search/?q=dunhuang")
    menu, button = page.locator(".nav-narrow nav"), page.locator(".nav-narrow summary")
    button.click()
    assert lower_than(44, page.locator(".masthead a:visible, .masthead summary")) == []
    assert menu.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.is_hidden()
    assert button.evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.mouse.click(180, 880)
    assert menu.is_hidden()


def test_a_name_stands_in_the_first_screen_and_cards_stand_as_there_is_room_or_as_was_chosen(open_page):
    """A phone shows rows and a wide screen pictures, three abreast, unless the visitor chose; no card leaves a hole beneath it."""
    screens = {360: 640, 639: 800, 640: 800, 768: 1024, 1440: 900}

    def columns(page):
        found = {}
        for width, height in screens.items():
            page.set_viewport_size({"width": width, "height": height})
            cards = page.locator(".cards > .card").evaluate_all(
                "all => all.map(each => { const box = each.getBoundingClientRect(); return [box.left, box.top, box.bottom]; })"
            )
            assert page.locator(".card h3 a").first.evaluate("each => each.getBoundingClientRect().bottom") < height, width
            rows = {top: {bottom for _left, other, bottom in cards if other == top} for _left, top, _bottom in cards}
            assert all(len(bottoms) == 1 for bottoms in rows.values()), f"{width}: cards of one row end at different heights"
            found[width] = len({left for left, _top, _bottom in cards})
        return found

    page = open_page()
    page.goto("/zh-hans/exhibitions/")
    assert columns(page) == {360: 1, 639: 1, 640: 2, 768: 2, 1440: 3}
    page.get_by_role("button", name="以列表显示").click()
    page.locator(".cards--rows").wait_for()
    assert columns(page) == dict.fromkeys(screens, 1)
    page.goto("/en/enterprises/")
    page.get_by_role("button", name="Show as pictures").click()
    page.locator(".cards--pictures").wait_for()
    assert columns(page)[360] == 2 or page.locator(".card").count() == 1


def test_a_filter_shows_its_results_as_it_is_ticked_and_the_way_back_leads_back(open_page):
    page = open_page()
    page.goto("/en/exhibitions/")
    page.evaluate(WATCH_FOR_BUSY)
    page.locator(".filters input[name=place][value=SG]").check()
    page.locator("#results", has_text="1 of 7 exhibitions").wait_for()
    assert page.evaluate("busy[0]") == "true"
    assert not page.locator("[aria-busy]").count()
    assert page.url.endswith("/exhibitions/?place=SG")
    assert page.evaluate("document.activeElement.value") == "SG"
    assert page.locator("#said").text_content() == "1 of 7 exhibitions"
    assert axe.violations(page) == []
    assert page.locator("a.lang").get_attribute("href") == page.url.partition("/en")[2].join(["/zh-hans", ""])
    page.go_back()
    page.locator("#results", has_text=re.compile(r"^\s*7 exhibitions")).wait_for()
    assert page.locator(".listing .card").count() == 7
    assert not page.locator(".filters input[name=place][value=SG]").is_checked()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/exhibitions/" in request.url else None)
    page.evaluate("location.hash = 'main'")  # a link within the page is no other list
    page.wait_for_timeout(300)
    assert asked == []


def test_every_place_is_found_by_typing_and_its_results_are_a_press_away(open_page):
    for code in ["AT", "BE", "CH", "DE", "ES", "FI", "GR", "HU", "IE", "IT"]:
        make_exhibition(country=code)
    page = open_page(360, 640, has_touch=True)
    page.goto("/en/exhibitions/")
    page.locator(".filter-box > summary").click()
    page.locator("#more-place summary").click()
    page.locator("#find-place").fill("xx")
    assert page.locator("#more-place [role=status]").text_content() == "Nothing here goes by this."
    page.locator("#find-place").fill("ITAL")
    assert page.locator("#more-place .choice:visible").all_inner_texts() == ["Italy\n1"]
    page.keyboard.press("Enter")  # sends nothing
    page.locator("#more-place input[value=IT]").check()
    page.locator("#results", has_text="1 of 17 exhibitions").wait_for()
    button = page.get_by_role("button", name="Show 1 result")
    assert button.evaluate("each => { const box = each.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }")
    assert axe.violations(page) == []
    button.click()
    assert page.locator(".filters").is_hidden()
    assert page.evaluate("document.activeElement.id") == "results"


def test_the_heads_of_a_comparison_stay_while_it_is_read(open_page):
    for width, keys in ((1440, 3), (360, 2), (360, 4)):
        page = open_page(width, 640)
        chosen = ("journey-to-singapore", "gansu-hengzhen", "dunhuang-cultural-innovation", "exploring-dunhuang")[:keys]
        page.goto("/en/compare/?" + "&".join(f"r={key}" for key in chosen))
        page.evaluate(READ_TO_THE_END)
        head = page.locator(".beside thead a").first
        top, bottom = head.evaluate("each => { const box = each.getBoundingClientRect(); return [box.top, box.bottom]; }")
        assert top >= 0, (width, keys)
        assert bottom <= 640, (width, keys)


@pytest.mark.parametrize("path", ["/en/exhibitions/", "/zh-hans/search/?q=dunhuang"])
def test_a_record_is_kept_without_leaving_the_list(open_page, path):
    page = open_page(360)
    page.goto(path)
    button = page.locator("button.take").first
    button.click()
    page.locator(".kept-count", has_text="1").wait_for()
    assert page.url.endswith(path)
    assert button.get_attribute("name") == "drop"
    assert page.evaluate("document.activeElement.className") == "take"
    assert page.locator("#said").text_content() in ("Saved in your list", "已加入收藏夹")
    page.locator("button.take").nth(1).click()
    button.click()
    removed = page.locator("#said").get_attribute("data-removed")
    page.locator("#said", has_text=removed).wait_for(state="attached")  # the count is 1 before both, too
    assert page.locator(".kept-count").text_content() == "1"
    assert page.context.cookies()[0]["value"].count(".") == 0


@pytest.mark.parametrize("most_led_on", [told_by_sources.MOST_LED_ON, 0])
def test_a_link_to_one_of_many_statements_ends_where_that_is_read(page, monkeypatch, most_led_on):
    monkeypatch.setattr(told_by_sources, "MOST_LED_ON", most_led_on)
    say(make_passage(source=make_source(slug=f"gazette-{most_led_on}"), number=1), FACTS_ON_A_PAGE + 50)
    address = f"/en/sources/gazette-{most_led_on}/"
    page.goto(f"{address}#said-1-0449")
    page.wait_for_url(f"**{address}?passage=1&page=5#said-1-0449")
    assert page.locator("#said-1-0449").inner_text().endswith("Said 449.")
    page.goto("/en/")
    page.goto(f"{address}#said-1-0003")
    page.wait_for_load_state("load")
    assert page.url.endswith(f"{address}#said-1-0003"), "what is there already is not asked for"


BROKEN_NUMBERS = """() => [...document.querySelectorAll(".fig-num")].flatMap(figure => {
  const text = [...figure.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const [number] = /[\\d,]+/.exec(text.textContent);
  const range = document.createRange();
  range.setStart(text, text.textContent.indexOf(number));
  range.setEnd(text, text.textContent.indexOf(number) + number.length);
  return range.getClientRects().length > 1 ? [number] : [];
})"""


def test_twelve_digits_stand_on_one_line(open_page):
    show = make_exhibition(slug="great")
    for value in (987_654_321_096, 987_654_321_097, 987_654_321_098, 199_752_001):
        make_figure(show, value=value)
    for width in (360, 768, 1024, 1200, 1440, 1920):
        page = open_page(width)
        for language in ("en", "zh-hans"):
            page.goto(f"/{language}/exhibitions/great/")
            assert page.locator(".fig-num").count() == 4
            assert page.evaluate(BROKEN_NUMBERS) == [], (width, language)
