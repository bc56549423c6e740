"""Help while a record is written, in a browser: what the scripts add to forms that work without them."""

import pytest

from portal.models import Passage, Record
from tests.browser import axe
from tests.browser.test_every_page import sideways
from tests.browser.test_staff import choose, sign_in

pytestmark = pytest.mark.browser

DRAFT = "/admin/initiatives/exhibition/exploring-dunhuang-tour/change/"


def missing(page):
    return [line.inner_text() for line in page.locator(".form-gaps li").all() if line.is_visible()]


def test_a_figure_fills_its_fields_names_are_compared_and_what_is_missing_is_followed(open_page):
    page = open_page(390)
    sign_in(page)
    page.goto("/admin/initiatives/exhibition/add/")
    assert missing(page) == ["No statement", "No Chinese name", "No picture"]
    page.fill("#id_name_en", "Exploring Dunhuan")
    page.wait_for_selector("#suggestions a:has-text('Exploring Dunhuang · 寻境敦煌 (project)')")
    page.fill("#id_name_zh", "寻境")
    page.select_option("#sitting", Passage.objects.first().source_id)
    page.click("#statements-group .add-row a")
    choose(page, "id_statements-0-passage", "answer 1, sentence 5", "answer 1, sentence 5")
    page.fill("#id_statements-0-wording_en", "It took money.")
    page.fill("#id_statements-0-wording_zh", "收入。")
    box = page.locator("#id_statements-0-as_written")
    box.press_sequentially("近150 ")
    session, asked = page.context.new_cdp_session(page), []
    page.on("request", lambda request: asked.append(request.url) if "read-figure" in request.url else None)
    session.send("Input.imeSetComposition", {"text": "wan", "selectionStart": 3, "selectionEnd": 3})
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229})
    session.send("Input.insertText", {"text": "万元"})
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 13, "isComposing": True})  # an input method that keeps the key's code
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})  # Safari: the Enter that ended the composition comes after it
    assert (asked, box.input_value()) == ([], "近150 万元")
    box.press("Enter")
    page.click("#statements-0 .reading button:has-text('revenue of the exhibition')")
    filled = {name: page.input_value(f"#id_statements-0-{name}") for name in ("qualifier", "value", "currency", "measure", "as_written")}
    assert filled == {"qualifier": "nearly", "value": "1500000", "currency": "CNY", "measure": "exhibition-revenue", "as_written": ""}
    assert missing(page) == ["Chinese name to be confirmed", "No picture"]
    assert page.inner_text(".form-toc a[href='#statements-heading'] span") == "1"
    page.click("#statements-group .add-row a")
    page.set_viewport_size({"width": 1024, "height": 480})
    page.fill("#id_statements-1-as_written", "$2,000-plus")
    page.eval_on_selector("#id_statements-1-as_written", "it => scrollBy(0, it.getBoundingClientRect().bottom - innerHeight + 150)")
    page.press("#id_statements-1-as_written", "Enter")
    page.wait_for_selector("#statements-1 .asked")
    bottom, bar = (page.locator(found).bounding_box() for found in ("#statements-1 .reading", ".submit-row"))
    assert bottom["y"] + bottom["height"] <= bar["y"], "no reading lies under the buttons"
    page.set_viewport_size({"width": 390, "height": 900})
    page.click("#statements-1 .reading button:has-text('at least')")
    page.click("#statements-1 .reading button:has-text('Hong Kong dollars')")
    assert [page.input_value(f"#id_statements-1-{name}") for name in ("qualifier", "value", "currency")] == ["at-least", "2000", "HKD"]
    assert axe.violations(page) == []
    assert sideways(page) <= 0
    page.click("#statements-1 .inline-deletelink")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .warning:has-text('nearly the same name')")
    assert Record.objects.get(name_en="Exploring Dunhuan").statements.get().value == 1_500_000


def test_what_is_not_saved_is_not_left_by_accident_and_the_part_being_read_is_marked(open_page):
    page, asked = open_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    sign_in(page)
    page.goto(DRAFT)
    page.goto("/admin/")
    assert asked == []
    page.goto(DRAFT)
    page.fill("#id_staff_note", "Not saved.")
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    page.goto(DRAFT)
    current = page.locator(".form-toc [aria-current]")
    assert current.inner_text() == "Names"
    page.click(".form-toc a[href='#statements-heading']")
    page.wait_for_selector(".form-toc a[href='#statements-heading'][aria-current]")
    page.fill("#id_staff_note", "Saved.")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    assert page.input_value("#id_staff_note") == "Saved."
    assert asked == ["beforeunload"]
