"""Initiatives as calendar programs read them."""

import re
from datetime import UTC, date, datetime

import pytest

from portal.models import Record
from tests.factories import make_exhibition, make_programme, make_project
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = {"starts_on": date(2025, 4, 28), "starts_precision": "day"}


def events(client, address):
    """[{property: value}] of the events of a calendar, read as RFC 5545 has it."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = response.content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and line.decode() for line in lines)
    text = re.sub("\r\n ", "", response.content.decode())
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VCALENDAR\r\n")
    found = []
    for body in re.findall("BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT", text, re.DOTALL):
        pairs = [line.partition(":") for line in body.split("\r\n")]
        found.append({name: re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], value) for name, _colon, value in pairs})
        assert len(found[-1]) == len(pairs)
    return found


def test_an_exhibition_lasts_from_its_first_to_its_last_day(client):
    name = "Caves, painted; and “a\\b”" + " of the long corridor" * 5
    show = make_exhibition(
        name_en=name, slug="caves", summary_en="One.\nTwo.", country="SG", city_en="Singapore", venue_en="Hall 1", ends_on=date(2025, 4, 30),
        ends_precision="day", updated_at=datetime(2025, 5, 2, 8, tzinfo=UTC), published_at=datetime(2025, 1, 1, tzinfo=UTC), **DAY,
    )  # fmt: skip
    (event,) = events(client, "/en/exhibitions/caves/calendar.ics")
    assert event["SUMMARY"] == name
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20250428", "20250501")
    assert event["LOCATION"] == "Hall 1, Singapore"
    assert event["DESCRIPTION"].startswith("One.\nTwo.\n")
    assert event["DTSTAMP"] == "20250502T080000Z"
    assert event["URL"] == "http://testserver/en/exhibitions/caves/"
    Record.objects.filter(pk=show.pk).update(slug="moved")
    (moved,) = events(client, "/en/exhibitions/moved/calendar.ics")
    assert moved["UID"] == event["UID"]


def test_chinese_is_folded_between_characters(client):
    make_exhibition(name_zh="敦煌" * 60, slug="caves", **DAY)
    (event,) = events(client, "/zh-hans/exhibitions/caves/calendar.ics")
    assert event["SUMMARY"].startswith("敦煌" * 60)


@pytest.mark.parametrize("end", [{}, {"ends_on": date(2025, 6, 1), "ends_precision": "month"}])
def test_an_end_that_is_not_known_to_the_day_is_no_day(client, end):
    show = make_exhibition(slug="caves", dates_inferred=True, **DAY, **end)
    (event,) = events(client, "/en/exhibitions/caves/calendar.ics")
    assert event["SUMMARY"] == f"{show.name_en}: first day"
    assert event["DTEND;VALUE=DATE"] == "20250429"
    assert event["STATUS"] == "TENTATIVE"


@pytest.mark.parametrize("precision", ["month", "year"])
def test_a_month_or_a_year_is_no_event(client, precision):
    make_exhibition(slug="caves", starts_on=date(2025, 1, 1), starts_precision=precision, ends_on=date(2025, 2, 3), ends_precision="day")
    assert client.get("/en/exhibitions/caves/calendar.ics").status_code == 404
    assert events(client, "/en/calendar.ics") == []
    assert "calendar.ics" not in client.get("/en/exhibitions/caves/").content.decode()
    assert "calendar.ics" not in client.get("/en/timeline/").content.decode()


def test_one_calendar_has_all_that_is_public_and_dated(client):
    shown = [make(**DAY) for make in (make_exhibition, make_project, make_programme)]
    make_exhibition(published_at=None, **DAY)
    found = events(client, "/en/calendar.ics")
    assert {event["URL"] for event in found} == {f"http://testserver{record.get_absolute_url()}" for record in shown}
    assert len({event["UID"] for event in found}) == 3
    assert "/en/calendar.ics" in visit(client, "/en/timeline/").links()


def test_a_page_offers_its_event_also_at_the_address_it_had_before(client):
    show = make_project(slug="caves", **DAY)
    show.keep_address("grottoes")
    assert visit(client, "/en/projects/caves/").links()["/en/projects/caves/calendar.ics"] == "Add to calendar"
    assert client.get("/en/exhibitions/grottoes/calendar.ics")["Location"] == "/en/projects/caves/calendar.ics"
