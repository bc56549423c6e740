"""Pictures on the form in a browser: chosen, put in order, told what to keep in view."""

import pytest

from portal.models import Picture
from tests.browser import axe
from tests.browser.test_every_page import sideways
from tests.browser.test_staff import sign_in
from tests.pictures import plain, upload

pytestmark = pytest.mark.browser

FORM = "/admin/enterprises/enterprise/gansu-hengzhen/change/"


def files(*colours):
    return [
        {"name": f"{each}.png", "mimeType": "image/png", "buffer": upload(plain((600, 400), colour=each), "PNG").read()} for each in colours
    ]


def test_pictures_are_chosen_put_in_order_and_keep_their_focal_point(open_page):
    page = open_page()
    sign_in(page)
    page.goto(FORM)
    page.set_input_files("#id_pictures-add", files("red", "green", "blue"))
    page.click(".picture-chosen li:nth-child(2) button")  # the green one after all not
    assert page.locator(".picture-chosen li").all_inner_texts()[0].startswith("red.png")
    page.wait_for_selector(".picture-chosen li:nth-child(2) canvas")
    page.click("text=Add the chosen pictures and keep editing")
    page.wait_for_selector(".picture-row .focus-mark")
    red, blue = Picture.objects.all()

    for place, word in enumerate(("red", "blue")):
        page.fill(f"#id_pictures-{place}-alt_en", f"A field of {word}.")
        page.fill(f"#id_pictures-{place}-alt_zh", "一片颜色。")
        page.fill(f"#id_pictures-{place}-credit", "Ana Silva")
        page.fill(f"#id_pictures-{place}-rights", "Her letter of 2 May 2025")
    view = page.locator(".picture-row").first.locator(".picture-view")
    box = view.bounding_box()
    view.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowUp"):
        page.keyboard.press(key)
    page.locator(".picture-row").first.locator("[title='Move down']").click()
    page.check("#id_pictures-1-is_cover")
    assert not page.is_checked("#id_pictures-0-is_cover")
    page.fill("#id_pictures-1-focus_x", "90")
    assert "90 % from the left" in page.locator(".picture-row .focus-mark").first.get_attribute("aria-label")
    assert axe.violations(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert sideways(page) == 0
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    found = list(Picture.objects.values_list("pk", "position", "is_cover", "focus_x", "focus_y"))
    assert found == [(blue.pk, 1, True, 90, 50), (red.pk, 2, False, 23, 65)]

    page.goto("/en/enterprises/gansu-hengzhen/")
    page.evaluate("Promise.all([...document.images].map(image => Object.assign(image, { loading: 'eager' }).decode()))")
    assert page.get_by_alt_text("A field of blue.").evaluate("image => getComputedStyle(image).objectPosition") == "90% 50%"
    assert axe.violations(page) == []
