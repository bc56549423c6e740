"""Deadlines in calendar programs, read by a library as they read them: by a secret address, each under one id, whatever becomes of it."""

from datetime import date

import icalendar
import pytest
from django.urls import reverse

from enterprises.models import CalendarAddress, ReminderChoice, Task
from enterprises.tasks.addresses import make_address
from tests.factories import make_registration, make_right_event, make_trademark

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def read(client, staff):
    """`read(who, filters)` is [event] of the calendar that somebody made."""
    secrets = {}

    def read(who="li", filters=""):
        if (who, filters) not in secrets:
            secrets[who, filters] = make_address(staff[who].pk, "Phone", filters)[1]
        response = client.get(reverse("deadlines-calendar", args=[secrets[who, filters]]))
        assert response.status_code == 200
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        read.response = response
        return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))

    return read


def test_a_deadline_is_a_day_of_its_own(read, registration):
    [event] = read()
    assert event["SUMMARY"] == "Renew the registration: Flying Deer · no. 1234567, class 25"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 20), date(2026, 12, 21))
    assert event["SEQUENCE"] == 0
    assert "STATUS" not in event
    assert "Loess Studio" in event["DESCRIPTION"]
    assert event["URL"].startswith("http://testserver/admin/enterprises/task/")


def test_it_keeps_its_id_while_its_day_moves_and_is_cancelled_once_done(read, clock, recordal, holder):
    clock(date(2026, 9, 21))
    wrong = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    [before] = read(filters="what=customs-change")
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1), replaces=wrong, reason="Misread.")
    [moved] = read(filters="what=customs-change")
    assert moved["UID"] == before["UID"]
    assert (before["DTSTART"].dt, moved["DTSTART"].dt) == (date(2026, 11, 5), date(2026, 10, 19))
    assert moved["SEQUENCE"] > before["SEQUENCE"]
    make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 9, 20))
    [done] = read(filters="what=customs-change")
    assert (done["UID"], done["STATUS"]) == (before["UID"], "CANCELLED")
    assert done["SEQUENCE"] > moved["SEQUENCE"]


def test_what_may_still_move_says_so(read, clock, recordal, holder):
    clock(date(2026, 11, 29))
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 11, 25))
    [event] = read(filters="what=customs-change")
    assert event["SUMMARY"].endswith("(approximate)")
    assert event["STATUS"] == "TENTATIVE"
    assert "2027" in event["DESCRIPTION"]


def test_it_is_in_the_language_of_its_person(read, staff, registration):
    ReminderChoice.objects.create(person=staff["li"], language="zh-hans")
    [event] = read()
    assert "飞鹿" in event["SUMMARY"]
    assert "Renew" not in event["SUMMARY"]


def test_it_holds_what_the_list_was_narrowed_to(read, registration):
    make_registration(make_trademark(name_en="Another"), expires_on=date(2026, 12, 18), registered_on=date(2016, 12, 19))
    assert len(read()) == 2
    assert [event["DTSTART"].dt for event in read(filters="whose=mine")] == [date(2026, 12, 20)]
    assert read(who="publisher", filters="whose=mine") == []


def test_whoever_reads_was_told(read, registration):
    read()
    assert Task.objects.get().day == date(2026, 12, 20)


def test_it_is_private_to_whoever_has_the_address(read, client, staff, registration):
    read()
    assert "private" in read.response["Cache-Control"]
    assert read.response["Referrer-Policy"] == "no-referrer"
    assert read.response["X-Robots-Tag"] == "noindex"
    secret = make_address(staff["li"].pk, "Phone")[1]
    assert secret not in str(CalendarAddress.objects.values_list())
    unknown = client.get("/calendar/unknown.ics")
    CalendarAddress.objects.filter(name="Phone").update(revoked_at="2026-11-29T00:00Z")
    revoked = client.get(f"/calendar/{secret}.ics")
    assert (unknown.status_code, revoked.status_code) == (404, 404)
    assert "Flying Deer" not in revoked.content.decode()
    assert client.post(f"/calendar/{secret}.ics").status_code == 405


@pytest.mark.parametrize("change", ["left", "viewer"])
def test_it_ends_with_the_rights_of_its_person(client, staff, registration, change):
    secret = make_address(staff["li"].pk, "Phone")[1]
    assert client.get(f"/calendar/{secret}.ics").status_code == 200
    if change == "left":
        staff["li"].is_active = False
        staff["li"].save()
    else:
        staff["li"].groups.clear()
    assert client.get(f"/calendar/{secret}.ics").status_code == 404
