"""A visitor's whole way, from the first page to the answer: on a phone without scripts, and with scripts by keyboard alone."""

import io
import re

import pytest
from django.core import mail
from playwright.sync_api import expect
from pypdf import PdfReader

from portal.access.roles import DESK
from portal.enquiries import handling
from portal.mails.sending import send_due
from portal.models import Enquiry
from tests.browser import axe
from tests.browser.test_staff import sign_in

pytestmark = pytest.mark.browser

ANSWER = "Yes, it could. 可以。"
TYPED = {"name": "Ana Silva", "email": "ana@example.org", "message": "May we show it in Lisbon?"}


@pytest.fixture(autouse=True)
def typed_by_a_machine(monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)


def text_of(locator):
    return re.sub(r"\s+", " ", locator.inner_text())


def answer(page):
    """The desk answers the one enquiry that there is, on its page in the admin."""
    sign_in(page, DESK)
    page.goto("/admin/")
    page.locator("#desk-enquiries .desk-name").click()
    step = page.locator(".enquiry-step:has([value=answer])")
    if step.get_attribute("open") is None:
        step.locator("summary").click()
    step.locator("textarea").fill(ANSWER)
    step.locator("[type=submit]").click()
    page.locator(".messagelist .success").wait_for()


def test_from_the_home_page_to_the_answer_on_a_phone_without_scripts(open_page):
    company = "甘肃恒真数字文化科技有限公司"
    page = open_page(360, java_script_enabled=False)
    page.goto("/zh-hans/")
    page.fill("#q", "新加坡")
    page.locator("form[role=search] button").click()
    page.locator(".filter-box > summary").click()
    facets = page.locator(".filters")
    facets.locator("input[value=exhibition]").check()
    facets.locator("button").click()
    page.locator(".hit h3 a", has_text="“敦煌不再遥远—走进新加坡”数字敦煌展").click()

    assert "近150万元" in text_of(page.locator("main"))
    assert company in text_of(page.locator("main"))
    page.locator("main a.fn").first.click()
    assert page.url.endswith("#n1")
    page.locator("#n1 a.note").first.click()
    assert "/sources/" in page.url
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").is_visible()
    page.go_back()

    page.locator("article .actions .take").click()
    page.locator(".kept-count", has_text="1").wait_for()
    page.locator("main a", has_text=company).first.click()
    page.locator("article .actions .take").click()
    page.locator(".kept-count", has_text="2").wait_for()
    page.locator("a.kept").click()
    expect(page.locator("main .card")).to_have_count(2)
    page.locator(".actions a[href*='/compare/']").click()
    expect(page.locator(".beside thead th")).to_have_count(2)
    dossier = page.request.get(page.locator(".actions a[href*='dossier.pdf']").get_attribute("href"))
    assert dossier.headers["content-type"] == "application/pdf"
    printed = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(dossier.body())).pages)
    assert "Gansu Hengzhen" in printed
    assert "甘肃恒真" in printed

    page.locator("a.kept").click()
    page.locator(".actions a[href*='/enquiry/']").click()
    expect(page.locator("input[name=r]:checked")).to_have_count(2)
    for name, value in TYPED.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=country]", "PT")
    page.select_option("[name=role]", "museum")
    page.check("[name=consent]")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/?sent=1")
    own = page.url.partition("?")[0]
    answer(open_page(390))
    list(send_due())
    assert own.partition("//")[2].partition("/")[2] in mail.outbox[-1].body
    page.goto(own)
    assert ANSWER in text_of(page.locator("main"))


def test_the_way_by_keyboard_alone(open_page):
    page = open_page()
    page.goto("/en/")

    def tab_to(wanted, most=250):
        """Press Tab until what is focused says `wanted`; the focus can be seen."""
        for _press in range(most):
            page.keyboard.press("Tab")
            key, name, value, said = page.evaluate(
                "(each => [each.id, each.name, each.value, (each === document.body ? '' : each.innerText).replace(/\\s+/g, ' ')])(document.activeElement)"
            )
            if wanted in (key, name, f"{name}={value}") or ((not name or name == "take") and wanted in said):
                seen = page.evaluate(
                    "(each => [each, each.closest('.card, .search-box')].some(one => one && getComputedStyle(one).outlineStyle != 'none'))"
                    "(document.activeElement)"
                )
                assert seen, f"{wanted}: nothing shows that it is focused"
                return
        pytest.fail(f"{wanted!r} is not reached in {most} presses on {page.url}")

    def follow(wanted, address):
        tab_to(wanted)
        page.keyboard.press("Enter")
        page.wait_for_url(address)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link past the menu
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to("q")
    page.keyboard.type("singapore")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=singapore*")
    tab_to("kind=exhibition")
    page.keyboard.press("Space")
    page.wait_for_url("**kind=exhibition*")
    assert page.evaluate("document.activeElement.value") == "exhibition"
    follow("Journey to Singapore", "**/exhibitions/journey-to-singapore/")
    follow("Footnote 1", "**#n1")
    follow("answer 1, sentence 5", "**/sources/**")
    page.go_back()
    tab_to("take")
    page.keyboard.press("Enter")
    page.locator(".kept-count", has_text="1").wait_for()
    follow("Gansu Hengzhen", "**/enterprises/gansu-hengzhen/")
    tab_to("take")
    page.keyboard.press("Enter")
    page.locator(".kept-count", has_text="2").wait_for()
    follow("Saved list", "**/shortlist/")
    tab_to("Dossier (PDF)")
    assert page.request.get(page.evaluate("document.activeElement.href")).headers["content-type"] == "application/pdf"
    follow("Compare", "**/compare/?*")
    follow("Ask about them", "**/enquiry/?r=*")
    tab_to("message")
    page.keyboard.type(TYPED["message"])
    tab_to("name")
    page.keyboard.type(TYPED["name"])
    tab_to("email")
    page.keyboard.type(TYPED["email"])
    tab_to("id_country-typed")
    page.keyboard.type("Portug")
    page.keyboard.press("Enter")
    tab_to("role")
    page.keyboard.type("museum")
    tab_to("consent")
    page.keyboard.press("Space")
    tab_to("Send the enquiry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?sent=1")
    assert Enquiry.objects.get().country.code == "PT"
    assert Enquiry.objects.get().records.count() == 2
    answer(open_page())
    page.reload()
    assert ANSWER in text_of(page.locator("main"))
    assert axe.violations(page) == []


def test_the_desk_of_enquiries_is_accessible(open_page):
    enquiry = Enquiry.objects.create(
        language="en", name="Ana Silva", email="ana@example.org", message="May we?", country="PT", role="museum"
    )
    page = open_page(390, color_scheme="dark")
    sign_in(page, DESK)
    for path in ("", "portal/enquiry/", f"portal/enquiry/{enquiry.pk}/change/"):
        page.goto(f"/admin/{path}")
        page.evaluate("document.querySelectorAll('.enquiry-step').forEach(step => { step.open = true; })")
        assert axe.violations(page) == [], path
        assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") <= 0, path
