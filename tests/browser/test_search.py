"""Suggestions under the search box, as a keyboard, a pointer and assistive technology meet them."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def begin(page, path, text):
    """Type `text` into the search box of the page at `path`; returns the box and the options once they are there."""
    page.goto(path)
    box = page.get_by_role("combobox")
    box.press_sequentially(text)
    options = page.get_by_role("option")
    expect(options.last).to_be_visible()
    return box, options


def test_the_keyboard_goes_through_the_suggestions_and_to_a_record(page):
    box, options = begin(page, "/en/", "sing")
    before = page.locator("#kinds").evaluate("each => each.getBoundingClientRect().top")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="suggestion")).to_have_count(1)
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("sing")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.locator("#kinds").evaluate("each => each.getBoundingClientRect().top") == before  # nothing moves
    box.press("ArrowDown")
    expect(options.last).to_have_text("All results for “sing”")
    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", options.last.get_attribute("id"))
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None  # back in the box
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url("**/en/exhibitions/journey-to-singapore/")


def test_the_last_option_leads_to_all_results_and_enter_without_an_option_too(page):
    _box, options = begin(page, "/zh-hans/search/", "敦煌")
    options.last.click()
    page.wait_for_url("**/zh-hans/search/?q=*")
    box, _options = begin(page, "/en/search/", "dunhuang")
    box.press("Enter")
    page.wait_for_url("**/en/search/?q=dunhuang")


def test_while_a_word_is_composed_nothing_is_asked_nor_chosen(page):
    page.goto("/en/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    box = page.get_by_role("combobox")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "dunhuang", "selectionStart": 8, "selectionEnd": 8})
    page.wait_for_timeout(300)
    assert asked == []
    session.send("Input.insertText", {"text": "敦煌"})
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(asked) == 1
    box.press("ArrowDown")
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})  # Safari: the Enter that ended the composition comes after it
    page.wait_for_timeout(100)
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert page.url.endswith("/en/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_list_is_accessible_and_fits_the_narrowest_window(open_page, scheme):
    page = open_page(360, color_scheme=scheme)
    for path, text in (("/en/", "dunh"), ("/zh-hans/search/", "Hengzen")):
        box, _options = begin(page, path, text)
        box.press("ArrowDown")
        assert violations(page) == [], path
        assert page.evaluate(OVERFLOW) == 0, path


def test_without_scripts_the_form_searches(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/")
    page.fill("#q", "hengzen")
    page.press("#q", "Enter")
    page.wait_for_url("**/en/search/?q=hengzen")
    expect(page.locator(".instead")).to_contain_text("Hengzhen")
