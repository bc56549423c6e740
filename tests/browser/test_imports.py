"""A list of forty enterprises from a city's bureau, in a browser: from the desk to thirty-seven drafts and three matches, and back."""

import pytest

from enterprises.models import Enterprise
from portal.models import ProposedChange
from tests.browser import axe
from tests.browser.test_every_page import sideways
from tests.browser.test_staff import sign_in
from tests.portal.imports import bureau

pytestmark = pytest.mark.browser

MOST_CLICKS = 12
WAITS = 30_000  # milliseconds: forty rows are read and written while somebody waits, on a machine that does other things


class Clerk:
    """Somebody with a mouse whose presses are counted; typing and the Tab key are not."""

    def __init__(self, page):
        self.page, self.clicks, self.problems = page, 0, []
        page.set_default_timeout(WAITS)

    def click(self, selector):
        self.clicks += 1
        self.page.click(selector)
        self.page.wait_for_load_state()

    def choose_file(self, content):
        self.clicks += 1
        file = {"name": "天水市文化企业名录.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        self.page.set_input_files("#id_file", file)

    def look(self):
        """What a machine finds wrong with the page, at three widths."""
        found = axe.violations(self.page)
        for width in (360, 768, 1440):
            self.page.set_viewport_size({"width": width, "height": 900})
            if sideways(self.page) > 0:
                found.append(f"scrolls sideways at {width} by {sideways(self.page)} px")
        self.problems += [f"{self.page.url}: {each}" for each in found]


@pytest.mark.parametrize(("locale", "scheme", "scripts"), [("en", "light", True), ("zh-CN", "dark", False)])
def test_a_list_from_a_bureau_in_twelve_clicks(open_page, locale, scheme, scripts):
    """Without scripts all of it works, too; there is nothing for axe then."""
    page = open_page(1440, locale=locale, color_scheme=scheme, java_script_enabled=scripts)
    clerk, before = Clerk(page), set(Enterprise.objects.values_list("pk", flat=True))
    look = clerk.look if scripts else lambda: None
    sign_in(page, "Editor")
    page.goto("/admin/enterprises/enterprise/")
    clerk.click(".object-tools a[href*='/admin/import/new/']")
    look()
    clerk.choose_file(bureau.as_xlsx())
    clerk.click(".submit-row .default")
    look()

    wrong = page.locator(".import-mistake input[type=text]")
    assert wrong.count() == 5
    assert wrong.nth(0).evaluate("each => each === document.activeElement") if scripts else True
    for place, control in enumerate(wrong.all()):
        control.fill(bureau.right_text(sorted(bureau.MISTAKES, key=lambda each: int(each[1:]))[place]))
    for key in bureau.KNOWN.values():
        clerk.click(f".import-like input[value='{key}']")
    clerk.click(".submit-row .default")
    assert page.locator(".import-mistake").count() == 0
    if page.locator(".import-outlook").count() == 0:  # what was typed is shown once more, read
        look()
        clerk.click(".submit-row .default")
    assert page.locator(".import-outlook b").all_inner_texts() == ["37", "3"], "drafts, and proposed changes of what is public"
    look()
    clerk.click(".submit-row .default")
    look()
    assert clerk.clicks <= MOST_CLICKS
    made = Enterprise.objects.exclude(pk__in=before)
    rights = {(row[1], row[2]) for row in bureau.right_rows() if row[1] not in bureau.KNOWN}
    assert set(made.drafts().values_list("name_zh", "credit_code")) == rights
    assert set(ProposedChange.objects.values_list("record", flat=True)) == set(bureau.KNOWN.values())

    page.click(".import-next a[href$='/undo/']")
    look()
    page.click(".submit-row .default")
    look()
    assert set(Enterprise.objects.values_list("pk", flat=True)) == before
    page.goto("/admin/import/")
    look()
    assert clerk.problems == []
    assert page.locator(".import-list tbody tr").count() == 1


def test_the_columns_of_an_unknown_sheet_on_a_telephone(open_page):
    page = open_page(360, locale="zh-CN", color_scheme="dark")
    clerk = Clerk(page)
    sign_in(page, "Editor")
    page.goto("/admin/import/new/")
    content = f"企业名称,纳税识别号,得分\n天水示例甲有限公司,{bureau.code_of(1)},9\n".encode()
    page.set_input_files("#id_file", {"name": "list.csv", "mimeType": "text/csv", "buffer": content})
    page.click(".submit-row .default")
    clerk.look()
    assert clerk.problems == []
    page.select_option("select[name='column-B']", "credit_code")
    page.click("button[name=read]")
    assert page.locator(".row-new").count() == 1
