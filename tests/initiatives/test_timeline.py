"""The timeline: each date drawn as far as it is known, and nothing placed that has none."""

import re
from datetime import date

import pytest

from initiatives.models import Initiative
from initiatives.timeline import timeline
from portal.models import Record
from tests.factories import make_exhibition, make_nomination_event, make_source, make_statement
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def by_year(found):
    return {of_year["year"]: of_year["lines"] for of_year in found["years"]}


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
    [(entry, drawn)] = by_year(timeline())[2024]
    assert drawn == pytest.approx(span, abs=0.01)
    assert entry.is_point == (span[1] < 1)


@pytest.mark.engine("sqlite", "postgresql")
def test_what_lasts_over_new_year_stands_in_both_years(client):
    make_exhibition(name_en="Long", starts_on=date(2023, 12, 1), starts_precision="day", ends_on=date(2024, 1, 31), ends_precision="month")
    make_exhibition(name_en="Other", starts_on=date(2024, 5, 1), starts_precision="day")
    page = visit(client, "/en/timeline/")
    assert [section.one("h3").text for section in page.all("section", cls="time-year")] == ["2024", "2023"]
    assert all("Long" in section.text for section in page.all("section", cls="time-year"))
    assert "1 December 2023 to January 2024" in page.text
    chosen = visit(client, "/en/timeline/?year=2023")
    assert [section.one("h3").text for section in chosen.all("section", cls="time-year")] == ["2023"]


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize(
    ("fields", "when", "drawn"),
    [
        ({"starts_on": date(2024, 7, 1), "ends_on": date.max, "ends_precision": "day"}, "1 July 2024 to 31 December 9999", (50, 50)),
        ({"starts_on": date(2024, 7, 1), "ends_on": date(9999, 1, 1), "ends_precision": "year"}, "1 July 2024 to 9999", (50, 50)),
        (
            {"starts_on": date(2024, 7, 1), "ends_on": date(9999, 12, 1), "ends_precision": "month"},
            "1 July 2024 to December 9999",
            (50, 50),
        ),
        ({"starts_on": date.min, "ends_on": date(2024, 6, 30), "ends_precision": "day"}, "1 January 1 to 30 June 2024", (0, 50)),
        ({"starts_on": date.max}, "31 December 9999", None),
    ],
)
def test_what_never_ends_is_drawn_to_the_end_of_the_year_and_is_no_latest_year(client, fields, when, drawn):
    make_exhibition(name_en="Permanent", starts_precision="day", **fields)
    make_exhibition(name_en="Other", starts_on=date(2024, 5, 1), starts_precision="day")
    make_source(issued_on=date.max)
    latest = by_year(timeline())
    assert set(latest) - {1} == {2024}
    assert {entry.record.name_en: span for entry, span in latest[2024]}.get("Permanent") == drawn
    visit(client, "/en/")
    visit(client, "/en/timeline/")
    page = visit(client, f"/en/timeline/?year={fields['starts_on'].year}")
    assert lines(page)["Permanent"].text == when


@pytest.mark.engine("sqlite", "postgresql")
def test_a_year_before_1000_is_written_as_people_do_and_its_link_shows_it(client):
    source = make_source(name_en="Diamond Sutra", name_zh="金刚经", issued_on=date(868, 5, 11))
    make_exhibition(name_en="Early", starts_on=date(868, 1, 1), starts_precision="year")
    make_source()
    page = visit(client, "/en/timeline/")
    assert lines(page)["Diamond Sutra"].text == "11 May 868"
    (link,) = (link["href"] for link in page.one("ul", cls="siblings").all("a") if link.text.startswith("868"))
    chosen = visit(client, f"/en/timeline/{link}")
    assert {name: line.text.split()[0] for name, line in lines(chosen).items()} == {"Diamond Sutra": "11", "Early": "868"}
    assert [time["datetime"] for time in chosen.all("time")] == ["0868-05-11", "0868"]
    assert "868年5月11日" in visit(client, f"/zh-hans/timeline/{link}").text
    for language, day in (("en", "11 May 868"), ("zh-hans", "868年5月11日")):
        for address in (f"/{language}/sources/", f"/{language}/sources/{source.slug}/"):
            text = visit(client, address).one("main").text
            assert day in text
            assert "0868" not in text


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
    assert show.text == "2025 our inference"
    assert show.one("time")["datetime"] == "2025"
    submitted = found["2025–2026 National Key Cultural Export Enterprises and Projects"]
    assert submitted.one("time")["datetime"] == "2025-04"
    assert [time["datetime"] for time in page.all("time")].count("2025-05-21") == 1
    undated = page.one("ul", cls="undated")
    assert "Dunhuang No Longer Distant: Journey to Singapore" in undated.text
    assert "Dunhuang No Longer Distant: Journey to Singapore" not in found
    assert "答复三第1句" in visit(client, "/zh-hans/timeline/").one("main").text


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize("year", ["1999", "x", "²025", "99999", "-1", ""])
def test_a_year_without_anything_shows_the_latest_years(client, article, year):
    assert "2025" in visit(client, f"/en/timeline/?year={year}").one("section", cls="time-year").text


def test_what_is_withdrawn_is_on_no_timeline(client, article):
    Record.objects.filter(pk__in=Initiative.objects.exclude(starts_on=None)).update(published_at=None)
    Record.objects.filter(kind="article").update(published_at=None)
    page = visit(client, "/en/timeline/")
    assert not lines(page)
    assert "No dates are listed here yet." in page.text
    assert "Licensing Show 2025" not in page.text


@pytest.mark.engine("sqlite", "postgresql")
def test_a_year_with_much_has_its_first_lines_and_a_page_of_its_own_in_pages(client):
    for number in range(53):
        make_exhibition(name_en=f"Show {number:02}", starts_on=date(2024, 3, 1), starts_precision="day")
    [section] = [found for found in visit(client, "/en/timeline/").all("section", cls="time-year") if found.one("h3").text == "2024"]
    assert len(section.one("ol").all("li")) == 8
    assert section.links()["/en/timeline/?year=2024"] == "All of 2024"
    shown = [len(visit(client, f"/en/timeline/?year=2024&page={page}").one("ol", cls="time").all("li")) for page in ("1", "2", "99")]
    assert shown == [50, 3, 3]
    assert visit(client, "/en/timeline/?year=2024&page=2").one("link", rel="canonical")["href"].endswith("?year=2024&page=2")
