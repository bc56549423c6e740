"""The timeline: each date drawn as far as it is known, and nothing placed that has none."""

import re
from datetime import date

import pytest

from initiatives.models import Initiative
from initiatives.timeline import timeline
from portal.models import Record
from tests.factories import make_exhibition, make_nomination_event, make_source, make_statement
from tests.page import visit

pytestmark = pytest.mark.django_db


def lines(page):
    """{name: when, as it reads} of every line."""
    return {line.one("p", cls="time-what").text: line.one("p", cls="time-when") for line in page.all("li") if line.all(cls="time-when")}


@pytest.mark.parametrize(
    ("fields", "span"),
    [
        ({"starts_on": date(2024, 7, 1), "starts_precision": "month"}, (50, 8.33)),
        ({"starts_on": date(2024, 1, 1), "starts_precision": "year"}, (0, 100)),
        ({"starts_on": date(2023, 12, 1), "starts_precision": "day", "ends_on": date(2024, 1, 31), "ends_precision": "day"}, (0, 8.33)),
        ({"starts_on": date(2024, 12, 31), "starts_precision": "day"}, (99.73, 0.27)),
        ({"ends_on": date(2024, 2, 1), "ends_precision": "month"}, (8.33, 8.33)),
    ],
)
def test_a_date_covers_what_it_may_mean(fields, span):
    make_exhibition(**fields)
    [(entry, drawn)] = dict(timeline()["years"])[2024]
    assert drawn == pytest.approx(span, abs=0.01)
    assert entry.is_point == (span[1] < 1)


def test_what_lasts_over_new_year_stands_in_both_years(client):
    make_exhibition(name_en="Long", starts_on=date(2023, 12, 1), starts_precision="day", ends_on=date(2024, 1, 31), ends_precision="month")
    make_exhibition(name_en="Other", starts_on=date(2024, 5, 1), starts_precision="day")
    page = visit(client, "/en/timeline/")
    assert [section.one("h3").text for section in page.all("section", cls="time-year")] == ["2024", "2023"]
    assert all("Long" in section.text for section in page.all("section", cls="time-year"))
    assert "1 December 2023 to January 2024" in page.text
    chosen = visit(client, "/en/timeline/?year=2023")
    assert [section.one("h3").text for section in chosen.all("section", cls="time-year")] == ["2023"]


def test_events_of_one_round_and_day_are_one_line_with_its_passage(client):
    first = make_nomination_event(happened_on=date(2024, 3, 1), happened_precision="day")
    second = make_nomination_event(happened_on=date(2024, 3, 1), happened_precision="day")
    second.nomination.category.round = first.nomination.category.round
    second.nomination.category.save()
    page = visit(client, "/en/timeline/")
    assert len(lines(page)) == 1
    line = page.one("ol", cls="time").one("li")
    assert first.nomination.nominee.name in line.text
    assert second.nomination.nominee.name in line.text


def test_a_line_leads_to_the_statement_that_names_the_year(client):
    show = make_exhibition(starts_on=date(2024, 5, 1), starts_precision="day")
    make_statement(show, wording_en="It was large.")
    naming = make_statement(show, wording_en="It was held in 2024.")
    line = visit(client, "/en/timeline/?year=2024").one("ol", cls="time").one("li")
    assert any(re.search(rf"#{naming.pk}$", address) for address in line.links())


def test_a_source_is_on_the_timeline_by_its_own_date(client):
    make_source(name_en="Paper", issued_on=date(2022, 2, 2))
    assert lines(visit(client, "/en/timeline/"))["Paper"].text == "2 February 2022"


def test_the_articles_dates_stand_as_far_as_they_are_known(client, article):
    page = visit(client, "/en/timeline/")
    found = lines(page)
    show = found["Hong Kong International Licensing Show 2025"]
    assert show.text == "2025 known to the year inferred, in part at least; no source says all of it in words"
    assert show.one("time")["datetime"] == "2025"
    submitted = found["2025–2026 National Key Cultural Export Enterprises and Projects"]
    assert submitted.one("time")["datetime"] == "2025-04"
    assert [time["datetime"] for time in page.all("time")].count("2025-05-21") == 1
    undated = page.one("ul", cls="undated")
    assert "Dunhuang No Longer Distant: Journey to Singapore" in undated.text
    assert "Dunhuang No Longer Distant: Journey to Singapore" not in found
    assert "答3第1句" in visit(client, "/zh-hans/timeline/").one("main").text


@pytest.mark.parametrize("year", ["1999", "x", "²025", "99999", "-1", ""])
def test_a_year_without_anything_shows_the_latest_years(client, article, year):
    assert "2025" in visit(client, f"/en/timeline/?year={year}").one("section", cls="time-year").text


def test_what_is_withdrawn_is_on_no_timeline(client, article):
    Record.objects.filter(pk__in=Initiative.objects.exclude(starts_on=None)).update(published_at=None)
    Record.objects.filter(kind="article").update(published_at=None)
    page = visit(client, "/en/timeline/")
    assert not lines(page)
    assert "Nothing with a date" in page.text
    assert "Licensing Show 2025" not in page.text
