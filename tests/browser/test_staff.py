"""The staff's site in a browser: its pages, and an exhibition from an empty form to the public."""

import pytest
from django.test import Client

from tests.admin_pages import make_user
from tests.browser import axe
from tests.browser.test_every_page import sideways

pytestmark = pytest.mark.browser

PASSWORD = "a long password of these tests"
ADMIN_PAGES = [
    "",
    "initiatives/exhibition/",
    "initiatives/exhibition/add/",
    "initiatives/exhibition/journey-to-singapore/change/",
    "initiatives/exhibition/journey-to-singapore/history/",
    "initiatives/selectionround/national-key-cultural-export-2025-2026/change/",
    "initiatives/nomination/gansu-hengzhen-nomination/change/",
    "enterprises/enterprise/gansu-hengzhen/change/",
    "portal/technology/mural-restoration/delete/",
    "initiatives/exhibition/journey-to-singapore/step/withdraw/",
    "enterprises/intellectualproperty/lan-xiaowu/change/",
    "portal/source/strengthen-sino-foreign-cultural-exchanges/change/",
    "portal/statement/",
    "portal/measure/cooperation-intentions/change/",
    "portal/account/",
    "portal/account/add/",
    "portal/auditentry/",
    "second-factor/set-up/",
]
READERS = [("en", 390, "dark"), ("zh-CN", 1440, "light")]


def sign_in(page, role="Publisher"):
    """Give the page the cookie of somebody who has signed in: the form is filled in once, for an exhibition that goes to the public."""
    client = Client()
    client.force_login(make_user(role))
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": page.watch.site} for name, cookie in client.cookies.items()])


def sign_in_by_form(page, role):
    user = make_user(role)
    user.set_password(PASSWORD)
    user.save()
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("#user-tools")


@pytest.mark.parametrize(("language", "width", "scheme"), READERS)
def test_admin_pages_are_accessible_and_fit(open_page, language, width, scheme):
    """axe reads each page as one of the two readers has it: they are made of the same parts, and reading takes as long as a load."""
    page = open_page(width, locale=language, color_scheme=scheme)
    sign_in(page)
    problems = []
    turn = READERS.index((language, width, scheme))
    for place, path in enumerate(ADMIN_PAGES):
        page.goto(f"/admin/{path}")
        found = axe.violations(page) if place % len(READERS) == turn else []
        if sideways(page) > 0:
            found.append(f"scrolls sideways by {sideways(page)} px")
        problems += [f"/admin/{path} at {width} in {language}: {problem}" for problem in found]
    assert problems == []
    page.goto("/admin/initiatives/nomination/gansu-hengzhen-nomination/change/")
    page.click("#events-0 summary")
    page.click("#events-group .add-row a")
    page.click("#events-group .add-row a")
    shown = [page.locator(f"#events-group {found}:visible").count() for found in (".description", ".field-standing", ".has_original")]
    assert shown == [1, shown[2], shown[2]], "what holds for all events is told once, and that one stands of those that are stored"


KEEP_COVERED = """() => {
  window.covered = [];
  window.focused = new Set();
  addEventListener("keyup", () => {
    const field = document.activeElement, buttons = document.querySelector(".submit-row");
    if (field === document.body || buttons.contains(field)) return;
    focused.add(field);
    const [own, bar] = [field.getBoundingClientRect(), buttons.getBoundingClientRect()];
    if (own.bottom > bar.top && own.top < bar.bottom) covered.push(field.id || field.textContent);
  });
}"""


def test_a_form_is_filled_in_by_keyboard_from_another_time_zone(open_page):
    """No field that has the focus lies under the buttons, and no date comes with a note about the reader's clock."""
    page = open_page(1024, 400, timezone_id="America/New_York")
    sign_in(page)
    page.goto("/admin/enterprises/enterprise/gansu-hengzhen/change/")
    page.wait_for_selector(".datetimeshortcuts", state="attached")
    page.evaluate(KEEP_COVERED)
    for key in ["Tab"] * 120 + ["Shift+Tab"] * 100:
        page.keyboard.press(key)
    assert page.evaluate("covered") == []
    assert page.evaluate("focused.size") > 50
    assert page.locator(".timezonewarning").count() == 0


def choose(page, field, typed, label):
    """Choose `label` in the field with suggestions whose select has the id `field`, as somebody does who types."""
    page.click(f"#{field} + .select2 .select2-selection")
    page.fill(".select2-container--open .select2-search__field", typed)
    page.click(f".select2-results__option:has-text('{label}')")


def test_an_exhibition_goes_from_an_empty_form_to_the_public(open_page):
    page, publisher, visitor = open_page(), open_page(), open_page()
    sign_in_by_form(page, "Editor")
    sign_in_by_form(publisher, "Publisher")
    page.goto("/admin/initiatives/exhibition/add/")
    page.fill("#id_name_en", "Zephyrine Exhibition")
    page.fill("#id_name_zh", "泽菲林展")
    page.fill("#id_starts", "2025-04")
    for place, (typed, label, role) in enumerate([("敦煌研究院", "Dunhuang Academy", "host"), ("Tencent", "Tencent", "organizer")]):
        page.click("#participations-group .add-row a")
        choose(page, f"id_participations-{place}-organization", typed, label)
        page.select_option(f"#id_participations-{place}-role", role)
    page.click("#statements-group .add-row a")
    choose(page, "id_statements-0-passage", "answer 1, sentence 5", "answer 1, sentence 5")
    page.fill("#id_statements-0-wording_en", "Nearly 40 drawings were shown.")
    page.fill("#id_statements-0-wording_zh", "展出近40幅图。")
    page.select_option("#id_statements-0-qualifier", "nearly")
    page.fill("#id_statements-0-value", "40")
    choose(page, "id_statements-0-measure", "exhibitors", "exhibitors")
    page.click("[name=_continue]")
    assert page.input_value("#id_slug") == "zephyrine-exhibition"

    public = ["/en/exhibitions/", "/en/search/?q=zephyrine", "/en/organizations/tencent/", "/zh-hans/search/?q=泽菲林"]
    for path in public:
        visitor.goto(path)
        assert visitor.locator("a[href$='/zephyrine-exhibition/']").count() == 0, path

    page.click("a:has-text('Send to review')")
    page.fill("#id_note", "Please publish.")
    page.click(".submit-row .default")
    page.wait_for_selector(".messagelist .success")
    publisher.goto("/admin/")
    publisher.click("#desk-waiting .act")
    publisher.click(".submit-row .default")
    publisher.wait_for_selector(".messagelist .success")
    for path in public:
        visitor.goto(path)
        assert visitor.locator("a[href$='/zephyrine-exhibition/']").count() > 0, path
    visitor.goto("/en/exhibitions/zephyrine-exhibition/")
    assert "April 2025" in visitor.inner_text("main")
    assert "nearly" in visitor.inner_text(".fig-num")
    assert axe.violations(visitor) == []
