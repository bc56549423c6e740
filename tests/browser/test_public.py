"""What a visitor's hand meets: the menu of a narrow screen, cards side by side, filters and the shortlist."""

import re

import pytest

from tests.browser import axe
from tests.browser.test_every_page import lower_than

pytestmark = pytest.mark.browser


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


def test_the_cards_of_a_list_stand_in_two_columns_where_there_is_room(open_page):
    page, columns = open_page(), {}
    page.goto("/en/exhibitions/")
    for width in (360, 639, 640, 768, 960, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        places = page.locator(".grid--two > .card").evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().left))")
        columns[width] = len(set(places))
    assert columns == {360: 1, 639: 1, 640: 2, 768: 2, 960: 2, 1440: 2}


def test_a_filter_shows_its_results_as_it_is_ticked_and_the_way_back_leads_back(open_page):
    page = open_page()
    page.goto("/en/exhibitions/")
    page.locator(".filters-wide input[name=place][value=SG]").check()
    page.locator("#results", has_text="1 of 7 records").wait_for()
    assert page.url.endswith("place=SG")
    assert page.evaluate("document.activeElement.value") == "SG"
    assert page.locator("#said").text_content() == "1 of 7 records"
    assert axe.violations(page) == []
    assert page.locator("a.lang").get_attribute("href") == page.url.partition("/en")[2].join(["/zh-hans", ""])
    page.go_back()
    page.locator("#results", has_text=re.compile(r"^\s*7 records")).wait_for()
    assert page.locator(".listing .card").count() == 7
    assert not page.locator(".filters-wide input[name=place][value=SG]").is_checked()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/exhibitions/" in request.url else None)
    page.evaluate("location.hash = 'main'")  # a link within the page is no other list
    page.wait_for_timeout(300)
    assert asked == []


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
    assert page.locator("#said").text_content() in ("Added to the shortlist", "已加入清单")
    page.locator("button.take").nth(1).click()
    button.click()
    page.locator(".kept-count", has_text="1").wait_for()
    assert page.context.cookies()[0]["value"].count(".") == 0
