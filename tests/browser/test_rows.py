"""Rows of a form in a browser: lines that open where one is touched, and with scripts that fail none is shut."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.test_every_page import sideways
from tests.browser.test_staff import sign_in

pytestmark = pytest.mark.browser
FORM = "/admin/initiatives/exhibition/journey-to-singapore/change/"
ROW = "#statements-0"


def test_a_row_is_a_line_that_opens_where_it_is_touched_and_says_what_is_typed(open_page):
    page = open_page(360, color_scheme="dark")
    sign_in(page)
    page.goto(FORM)
    body = page.locator(f"{ROW} .row-body")
    assert not body.is_visible()
    assert page.locator(f"{ROW} .select2").count() == 0, "nothing is drawn for a row that nobody opens"
    wording = page.input_value("#id_statements-0-wording_en")
    assert wording in page.inner_text(f"{ROW} .row-line")
    page.focus(f"{ROW} summary")
    page.keyboard.press("Enter")
    assert body.is_visible()
    expect(page.locator(f"{ROW} .select2")).to_have_count(2)  # what a row opens is told a moment after it is open
    assert page.locator(f"{ROW} .datetimeshortcuts").count() == page.locator(f"{ROW} .vDateField").count() > 0
    page.fill("#id_statements-0-wording_en", "Said anew.")
    assert "Said anew." in page.inner_text(f"{ROW} .row-line")
    assert wording not in page.inner_text(f"{ROW} .row-line")
    assert axe.violations(page) == []
    assert sideways(page) == 0

    page.fill("#id_statements-0-value", "")
    page.fill("#id_statements-0-as_of", "no day")
    page.click(f"{ROW} summary")
    page.press("body", "Control+s")
    page.wait_for_selector(".mistakes")
    assert body.is_visible(), "a row with a mistake is open"
    assert not page.locator("#statements-1 .row-body").is_visible()
    assert "Said anew." in page.inner_text(f"{ROW} .row-line")

    page.goto(f"{FORM}#statements-1")
    page.locator("#statements-1 .row-body").wait_for()
    stored = page.locator("#statements-group .has_original").count()
    for shown in (0, stored):
        page.click("#statements-group .rows-all")
        assert page.locator("#statements-group .row-body:visible").count() == shown


def test_without_scripts_every_row_is_open_and_can_be_shut(open_page):
    page = open_page(360, java_script_enabled=False)
    sign_in(page)
    page.goto(FORM)
    assert page.locator("#statements-group .row-body:visible").count() == page.locator("#statements-group .has_original").count() > 1
    assert page.locator(".rows-all:visible").count() == 0
    page.click(f"{ROW} summary")
    assert not page.locator(f"{ROW} .row-body").is_visible()
