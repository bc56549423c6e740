"""A winter with rights, as staff live it: what is due is said by desk, list, calendar and mail alike, and the public page follows."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from unittest import mock
from urllib.parse import urlsplit

import icalendar
import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from enterprises.models import Organization
from portal.models import Mail, Person
from tests.admin_pages import make_user
from tests.factories import make_organization, make_recordal, make_registration, make_trademark

pytestmark = pytest.mark.browser

WINTER, NEW_YEAR, SPRING = date(2026, 11, 30), date(2027, 1, 5), date(2027, 3, 16)
LIST = "/admin/enterprises/task/"
MARK = "/en/trademarks/silk-moth/"


@contextmanager
def clock(page, day, person):
    """Let it be that day, for the server, too; whoever had signed in does so again."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())
    with mock.patch("django.utils.timezone.now", return_value=moment):
        client = Client()
        client.force_login(person)
        page.context.clear_cookies()
        cookies = [{"name": name, "value": cookie.value, "url": page.watch.site} for name, cookie in client.cookies.items()]
        page.context.add_cookies(cookies)
        yield


@pytest.fixture
def person(site):
    user = make_user("Publisher")
    user.first_name, user.email = "Zhao", "zhao@example.org"
    user.save()
    return Person.objects.get(pk=user.pk)


@pytest.fixture
def rights(person):
    """Six registrations in three territories and two recordals: one is in its window, one in grace, one capped by its right."""
    owner = make_organization(name_en="Loess Studio", slug="loess-studio")
    mark = make_trademark(name_en="Silk Moth", slug="silk-moth", owner_id=owner.pk, responsible_id=person.pk)
    in_window = make_registration(mark, number="16000001", nice_class=16, registered_on=date(2016, 12, 21), expires_on=date(2026, 12, 20))
    make_registration(mark, number="16000002", nice_class=25, registered_on=date(2016, 9, 11), expires_on=date(2026, 9, 10))  # in grace
    of_bags = make_registration(mark, number="21000003", nice_class=18, registered_on=date(2021, 5, 6), expires_on=date(2031, 5, 5))
    make_registration(mark, territory="HK", number="304000001", nice_class=16, filed_on=date(2018, 5, 5), registered_on=date(2018, 5, 5))
    for nice_class in (16, 25):
        make_registration(
            mark, territory="SG", route="madrid", number="G1350001", nice_class=nice_class, international_registered_on=date(2017, 3, 2)
        )
    capped = make_recordal(mark, number="T2020-1", registration=in_window, holder=owner, effective_on=date(2020, 6, 15))
    make_recordal(mark, number="T2021-2", registration=of_bags, holder=owner, effective_on=date(2021, 5, 10))
    return {"mark": mark, "in window": in_window, "of bags": of_bags, "capped": capped, "owner": owner}


def told_by_list(page):
    page.goto(LIST)
    rows = page.locator(".due-list tbody tr")
    return sorted(
        (rows.nth(n).locator("time").get_attribute("datetime"), what_of(rows.nth(n).locator("th a"))) for n in range(rows.count())
    )


def told_by_desk(page):
    """What the desk's first lines say, as far as they go."""
    page.goto("/admin/")
    lines = page.locator("#desk-deadlines .desk-list li")
    return [(lines.nth(n).locator("time").get_attribute("datetime"), what_of(lines.nth(n).locator("a"))) for n in range(lines.count())]


def what_of(link):
    return link.evaluate("link => link.firstChild.textContent.trim()")


def told_by_calendar(page, path):
    """([(day, what)] of what is open, {what} of what is cancelled) as a calendar program reads it."""
    events = list(icalendar.Calendar.from_ical(page.request.get(path).body()).walk("VEVENT"))
    what = {event["UID"]: str(event["SUMMARY"]).partition(":")[0] for event in events}
    cancelled = {what[event["UID"]] for event in events if event.get("STATUS") == "CANCELLED"}
    for event in events:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    return sorted((f"{e['DTSTART'].dt}", what[e["UID"]]) for e in events if e.get("STATUS") != "CANCELLED"), cancelled


def told_by_mail(folder):
    """The texts of the digests that were written into files since the last look."""
    call_command("remind", "--send", verbosity=0)
    Mail.objects.update(next_try_at=timezone.now())  # the default of a column reads the clock of the machine
    call_command("send_mails", verbosity=0)
    texts = []
    for path in sorted(folder.iterdir()):
        for part in path.read_bytes().split(b"-" * 79):
            mail = message_from_bytes(part.strip(), policy=policy.default)
            if mail["To"]:
                assert mail["To"] == "zhao@example.org"
                texts.append(mail.get_content())
        path.unlink()
    return texts


def in_mail(entries):
    """[(day, what)] as a digest words them: "20 December 2026: renew the registration"."""
    return [f"{date.fromisoformat(day):%-d %B %Y}: {what[0].lower()}{what[1:]}" for day, what in entries]


def make_calendar(page):
    page.goto(f"{LIST}reminders/")
    page.fill("#id_name", "Telephone")
    page.click("button[value=make]")
    return urlsplit(page.inner_text(".due-made code")).path


def enter(page, row, verb, day, **typed):
    page.goto(f"/admin/enterprises/rightevent/add/?registration={row.pk}")
    page.select_option("#id_verb", verb)
    page.fill("#id_happened_on", f"{day}")
    for name, value in typed.items():
        if not page.is_visible(f"#id_{name}"):
            page.locator("details", has=page.locator(f"#id_{name}")).locator("summary").click()
        if name == "new_owner":  # a search, whose result is chosen
            page.evaluate("key => document.querySelector('#id_new_owner').append(new Option('', key, true, true))", value)
        else:
            (page.select_option if name.endswith("currency") else page.fill)(f"#id_{name}", value)
    page.click("input[name=_save]")


def save(page):
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")


def public_text(page):
    page.goto(MARK)
    return page.inner_text("main")


def test_what_is_due_is_said_alike_everywhere_over_the_turn_of_the_year(open_page, person, rights, tmp_path):
    page = open_page()
    mails = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(tmp_path)}
    with override_settings(**mails):
        with clock(page, WINTER, person):
            due = told_by_list(page)
            assert [day for day, _what in due] == ["2026-09-10", "2026-12-20", "2026-12-20", "2027-03-02", "2027-03-02"]
            assert told_by_desk(page)[0] == due[0]
            assert set(told_by_desk(page)) <= set(due)
            calendar = make_calendar(page)
            assert told_by_calendar(page, calendar) == (due, set())
            [digest] = told_by_mail(tmp_path)
            assert [line for line in in_mail(due) if line not in digest] == []
            assert told_by_mail(tmp_path) == []  # each once
            assert "grace period" in public_text(page)

            enter(page, rights["in window"], "renewed", "2026-11-27", agent="Agent of the marks", fee="1000", fee_currency="CNY")
            assert "20 December 2036" in page.inner_text(".event-plan")
            save(page)
            assert "20 Dec 2036" in public_text(page)
            assert "Agent of the marks" not in page.content()
            after = told_by_list(page)
            assert ("2027-01-08", "Change the recordal") in after  # 30 working days; those of 2027 are not announced
            is_open, cancelled = told_by_calendar(page, calendar)
            assert is_open == after
            assert "Renew the registration" in cancelled
            [digest] = told_by_mail(tmp_path)
            assert in_mail([("2027-01-08", "Change the recordal")])[0] in digest
            assert "(approximate)" in digest

            buyer = make_organization(name_en="Oasis Press", slug="oasis-press")
            enter(page, rights["of bags"], "assigned", "2026-11-20", new_owner=buyer.pk)
            assert "Oasis Press" in page.inner_text(".event-plan")
            save(page)
            assert "Oasis Press" in public_text(page)
            assert {"Cancel the recordal", "Record anew at customs"} <= {what for _day, what in told_by_list(page)}

        with clock(page, NEW_YEAR, person):
            due = told_by_list(page)
            assert told_by_calendar(page, calendar)[0] == due
            assert set(told_by_desk(page)) <= set(due)
            [digest] = told_by_mail(tmp_path)
            assert "Record" in digest or "recordal" in digest
            assert "grace period" in public_text(page)  # of a term that ended under the former law

        with clock(page, SPRING, person):
            due = told_by_list(page)
            assert told_by_calendar(page, calendar)[0] == due
            assert set(told_by_desk(page)) <= set(due)
            assert told_by_mail(tmp_path) != []
            assert "expired" in public_text(page)
            assert Organization.objects.get(pk=buyer.pk).properties.count() == 1
