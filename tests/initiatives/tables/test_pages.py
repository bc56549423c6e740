"""Tables that are asked for each year: what each counts, says, leaves out and refuses; to whom; on a page and in a workbook."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import AuditEntry, Sector
from tests.admin_pages import make_user
from tests.factories import (
    make_category,
    make_count,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_intention,
    make_intention_step,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_registration,
    make_selection_round,
    make_source,
    make_task,
    make_trademark,
)
from tests.page import visit

pytestmark = pytest.mark.django_db
engines = pytest.mark.engine("sqlite", "postgresql")
once = pytest.mark.once

KEYS = ["exhibitions", "enterprises", "nominations", "intentions", "deadlines"]
HELD_2025 = {"starts_on": date(2025, 5, 1), "starts_precision": "day"}
PUBLIC_SOURCE = {"name_en": "Gansu Daily"}


@pytest.fixture
def staff(client):
    client.force_login(make_user("Editor"))
    return client


def table(client, key, query=""):
    return visit(client, f"/admin/tables/{key}/?{query}")


def counts(page):
    """{what a line of counts is of: its numbers}, in order."""
    lines = page.one("table", cls="yearly-numbers").all("tr")[1:]
    return {line.all("th")[0].text: [int(cell.text.split(" – ")[0]) for cell in line.all("td")] for line in lines}


def groups(page):
    return [row.text for row in page.all("tr", cls="yearly-group")]


def rows(page):
    """[[text of each cell]]"""
    lines = page.one("table", cls="yearly-rows").all("tr")[1:]
    return [
        [cell.without("yearly-label").text for cell in line.parts if not isinstance(cell, str)]
        for line in lines
        if "yearly-group" not in line.classes
    ]


def workbook(client, key, query=""):
    import openpyxl  # takes a while to load

    answer = client.post(f"/admin/tables/{key}/table.xlsx?{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@once
@pytest.mark.parametrize(("role", "open_to"), [("Viewer", KEYS[:4]), ("Editor", KEYS), ("Publisher", KEYS)])
def test_each_is_open_to_those_who_may_see_its_rows(client, role, open_to):
    client.force_login(make_user(role))
    listed = [link.split("/")[3] for link in visit(client, "/admin/tables/").one("ul", cls="yearly-list").links()]
    on_desk = [link for link in visit(client, "/admin/").links() if link.startswith("/admin/tables/")]
    assert listed == open_to
    assert on_desk == [f"/admin/tables/{key}/" for key in open_to]
    assert [key for key in KEYS if client.get(f"/admin/tables/{key}/").status_code == 200] == open_to
    assert [key for key in KEYS if client.post(f"/admin/tables/{key}/table.xlsx").status_code == 200] == open_to


@once
def test_lists_lead_to_them_and_strangers_do_not_get_in(client):
    for address in ["/admin/tables/", *(f"/admin/tables/{key}/" for key in KEYS), "/admin/tables/exhibitions/table.xlsx"]:
        assert client.get(address).headers["Location"].startswith("/admin/login/")
    client.force_login(make_user("Editor"))
    lists = ("initiatives/exhibition", "enterprises/enterprise", "initiatives/nomination", "initiatives/intention", "enterprises/task")
    for key, address in zip(KEYS, lists, strict=True):
        assert f"/admin/tables/{key}/" in visit(client, f"/admin/{address}/").links()


@engines
def test_exhibitions_stand_by_year_and_market_with_hosts_and_figures(staff):
    source = make_source(**PUBLIC_SOURCE)
    measure = make_measure(name_en="revenue of the exhibition", is_money=True, unit_en="", unit_one_en="", unit_zh="", adds_up="yes")
    fair = make_exhibition(name_en="Book Fair", country="HK", **HELD_2025)
    make_figure(
        fair,
        1_500_000,
        "nearly",
        currency="CNY",
        measure=measure,
        passage=make_passage(source=source, label_en="answer 1, sentence 5"),
        period_starts_on=date(2025, 5, 1),
        period_ends_on=date(2025, 5, 3),
    )
    make_participation(fair, make_organization(name_en="Dunhuang City"), "host")
    tour = make_exhibition(name_en="Tour", country="SG", starts_on=date(2025, 1, 1), starts_precision="year")
    make_figure(tour, 2_000_000, currency="CNY", measure=measure, passage=make_passage(source=source))
    make_exhibition(name_en="At home", country="CN", **HELD_2025)
    make_exhibition(name_en="A series", country="SG", is_recurring=True)
    make_exhibition(name_en="Nowhere yet")
    make_exhibition(name_en="A draft", country="SG", published_at=None, **HELD_2025)
    page = table(staff, "exhibitions")
    assert counts(page) == {
        "2025": [2], "Hong Kong, China": [1], "Singapore": [1], "Year not listed": [1], "country or region not listed": [1], "All": [3],
    }  # fmt: skip
    assert groups(page)[0] == "2025 · Hong Kong, China 1, counted from the records"
    [first, second, _nowhere] = rows(page)
    assert first[:4] == ["Book Fair", "1 May 2025", "Hong Kong, China", "Dunhuang City"]
    assert "nearly 1.5 million yuan, revenue of the exhibition period: 1 May 2025 to 3 May 2025" in first[5]
    assert first[5].endswith("Gansu Daily, answer 1, sentence 5")
    assert second[1] == "2025"
    said = page.one("section", aria_labelledby="figures").text
    assert "2 figures, not added up: not all are exact, and no qualifier fits their sum; they hold for different periods." in said
    assert "3.5 million" not in said
    notes = page.one("ul", cls="yearly-notes").text
    assert notes == (
        "1 lacks a year 1 lacks a country or region 3 lack a sector of those who took part 1 series is not counted: its editions are. "
        "1 exhibition on the mainland is not in this table."
    )


@engines
def test_each_count_leads_to_the_list_of_what_was_counted(staff):
    for name, country in (("Fair", "SG"), ("Expo", "SG"), ("Tour", "JP"), ("Undated", "")):
        make_exhibition(name_en=name, country=country, **(HELD_2025 if country else {}))
    lines = table(staff, "exhibitions").one("table", cls="yearly-numbers").all("tr")[1:]
    for line in lines[:-1]:
        [link] = line.all("a")
        narrowed = visit(staff, f"/admin/tables/exhibitions/{link['href'].partition('#')[0]}")
        assert str(len(rows(narrowed))) == link.text.split(" – ")[0]
    names = {row[0] for row in rows(table(staff, "exhibitions", "first=2025&last=2025&market=SG"))}
    assert names == {"Fair", "Expo"}


@engines
def test_what_can_be_added_up_is_and_a_figure_of_many_years_stands_under_its_own_period(staff):
    revenue = make_measure(name_en="revenue", is_money=True, unit_en="", unit_one_en="", unit_zh="", adds_up="yes")
    exhibitors = make_measure(name_en="exhibitors at the whole show", adds_up="whole-show")
    for name, value, currency in (("Fair", 1_500_000, "CNY"), ("Expo", 2_000_000, "CNY"), ("Tour", 1_000_000, "HKD")):
        show = make_exhibition(name_en=name, country="SG", **HELD_2025)
        make_figure(show, value, measure=revenue, currency=currency)
        make_figure(show, 330, measure=exhibitors)
    make_figure(show, 1_000_000, measure=revenue, currency="HKD")  # of a second source
    seven_years = {"period_starts_on": date(2011, 1, 1), "period_ends_on": date(2017, 12, 31)}
    late = make_exhibition(name_en="Late", country="SG", starts_on=date(2017, 1, 1), starts_precision="year")
    make_figure(late, 84_180_000, measure=revenue, currency="USD", **seven_years)
    lines = table(staff, "exhibitions").one("section", aria_labelledby="figures").all("tr")[1:]
    told = {(line.one("th").text, line.all("td")[0].text): line.all("td")[2].text for line in lines}
    assert told == {
        ("2025", "revenue"): "Not added up: they are in different currencies. 3.5 million yuan, added up here from 2 figures. "
        "1 is told by a further source alike, and counts once.",
        ("2025", "exhibitors at the whole show"): "3 figures, not added up: they are of whole shows, not of the province’s own.",
        ("1 January 2011 to 31 December 2017", "revenue"): "–",
    }


@once
def test_enterprises_count_once_in_each_line_whatever_their_roles(staff):
    maker, other = make_enterprise(name_en="Maker"), make_enterprise(name_en="Other")
    fair = make_exhibition(name_en="Fair", country="SG", **HELD_2025)
    for organization, role in ((maker, "exhibitor"), (maker, "developer"), (other, "exhibitor")):
        make_participation(fair, organization, role)
    make_enterprise(name_en="Stayed at home")
    page = table(staff, "enterprises")
    assert counts(page) == {"2025": [2, 3], "Singapore": [2, 3], "All": [2, 3]}
    assert rows(page)[0][:4] == ["Maker", "–", "developer", "Fair"]
    assert "1 enterprise has nothing entered that it took part in." in page.text
    assert counts(table(staff, "enterprises", "role=developer"))["All"] == [1, 1]


@engines
def test_nominations_keep_what_was_recommended_from_what_was_recognized(staff):
    round_ = make_selection_round(name_en="Key enterprises", first_year=2025, last_year=2026)
    category = make_category(round=round_, name_en="enterprises")
    category.statement = make_count(round_, 10, "nearly")
    category.save()
    for name, verbs in (("A", ["submitted", "recognized"]), ("B", ["submitted", "recognized", "not-recognized"]), ("C", ["recommended"])):
        nomination = make_nomination(category=category, organization_id=make_enterprise(name_en=name).pk)
        former = None
        for verb in verbs:
            replacing = {"replaces": former, "reason_en": "A slip."} if verb == "not-recognized" else {}
            former = make_nomination_event(nomination, verb, passage=make_passage(), **replacing)
    page = table(staff, "nominations")
    assert counts(page) == {
        "2025–2026": [3, 1, 1, 0, 1], "Key enterprises: enterprises": [3, 1, 1, 0, 1], "All": [3, 1, 1, 0, 1],
    }  # fmt: skip
    assert [row[3] for row in rows(page)] == ["recognized", "not recognized", "not listed here yet"]
    assert "nearly 10 cooperation intentions" in groups(page)[0]  # what the category's statement counts, with its qualifier
    assert len(rows(table(staff, "nominations", "first=2026"))) == 3  # a round of two years is of either


@engines
def test_intentions_stand_by_show_and_the_step_they_reached(staff):
    fair = make_exhibition(name_en="Fair", **HELD_2025)
    make_count(fair, 100, "nearly")
    make_intention(fair, "contract", country="SG", subject_en="Signed")
    make_intention(fair, country="JP", subject_en="Only a word")
    ended = make_intention(fair, "contract", subject_en="Was signed")
    make_intention_step(ended, "cancelled", happened_on=timezone.localdate(), happened_precision="day")
    page = table(staff, "intentions")
    assert counts(page)["Fair"] == [3, 1, 0, 1, 0, 0, 0, 1]
    assert "Reported: nearly 100 cooperation intentions" in groups(page)[0]
    assert "1 lacks a country or region" in page.text
    assert [row[0] for row in rows(table(staff, "intentions", "market=SG"))] == ["Signed"]


@engines
def test_deadlines_stand_by_quarter_and_state(staff):
    today = timezone.localdate()
    mark = make_trademark(name_en="Flying Horse", owner_id=make_enterprise().pk)
    make_registration(mark, registered_on=today - timedelta(days=3650), expires_on=today + timedelta(days=40))
    make_task(property_id=mark.pk, state="done", day=date(2026, 5, 20), done_on=date(2026, 5, 2), territory="CN")
    page = table(staff, "deadlines")
    assert counts(page)["2026, quarter 2"] == [1, 0, 0, 1, 0, 0]
    assert counts(page)["All"][:2] == [2, 1]
    [narrowed] = rows(table(staff, "deadlines", "first=2026-04&last=2026-06"))
    assert (narrowed[0], narrowed[5]) == ("20 May 2026", "done")


@once
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("first=99999", "Type a year (2025), a month (2025-04) or a day (2025-04-21), as far as it is known."),
        ("first=soon", "Type a year (2025), a month (2025-04) or a day (2025-04-21), as far as it is known."),
        ("first=03/04/2025", "“03/04/2025” may be 4 March 2025 or 3 April 2025."),
        ("first=2026&last=2025", "It ends on or after the day it starts."),
        ("market=XX", "XX"),
        ("sector=none", "not one of the available choices"),
        ("role=king", "king"),
        ("selection=none", "not one of the available choices"),
        ("lacking=wings", "wings"),
        ("drafts=perhaps", "perhaps"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_the_table_stands(staff, query, said):
    make_exhibition(name_en="Fair", country="SG", **HELD_2025)
    page = table(staff, "exhibitions", query)
    assert said in page.one("form", cls="yearly-ask").one("ul", cls="errorlist").text
    assert rows(page)[0][0] == "Fair"


@engines
def test_a_date_known_to_the_year_is_not_put_into_a_month(staff):
    make_exhibition(name_en="In May", country="SG", **HELD_2025)
    make_exhibition(name_en="In 2025", country="SG", starts_on=date(2025, 1, 1), starts_precision="year")
    page = table(staff, "exhibitions", "first=2025-04&last=2025-06")
    assert [row[0] for row in rows(page)] == ["In May"]
    assert "1 may lie in this period: its date is not known so far, and it is not counted" in page.text


@engines
def test_drafts_are_left_out_unless_asked_for_and_then_marked(staff):
    hidden = make_source(name_en="Hidden paper", published_at=None)
    show = make_exhibition(name_en="Fair", country="SG", **HELD_2025)
    make_figure(show, passage=make_passage(source=hidden))
    make_exhibition(name_en="To come", country="SG", published_at=None, **HELD_2025)
    make_participation(show, make_organization(name_en="Unknown host", published_at=None), "host")
    page = table(staff, "exhibitions")
    assert [name for name in ("To come", "Hidden paper", "Unknown host") if name in page.text] == []
    page = table(staff, "exhibitions", "drafts=included")
    assert [row[0] for row in rows(page)] == ["Fair", "To come draft"]
    assert {"Unknown host draft"} <= set(rows(page)[0])
    assert rows(page)[0][5].endswith("draft")
    assert "With drafts, each marked: not for others." in page.text
    assert values(workbook(staff, "exhibitions", "drafts=included")["About this file"])[0] == [
        "Internal",
        "With drafts: not for others.",
    ]


@once
def test_the_workbook_has_typed_cells_what_was_asked_for_and_the_same_bytes_for_the_same_rows(staff):
    sector = Sector.objects.create(name_en="Crafts", name_zh="工艺")
    maker = make_enterprise(name_en="=1+1 Works")
    maker.sectors.add(sector)
    show = make_exhibition(name_en="=Fair", country="SG", **HELD_2025)
    make_participation(show, maker, "exhibitor")
    make_figure(show, 330, "over", as_of=date(2025, 5, 2))
    query = f"first=2025&market=SG&sector={sector.pk}&role=exhibitor"
    book = workbook(staff, "exhibitions", query)
    sheet = book["Table"]
    [head, row] = values(sheet)
    assert head[:6] == ["Year", "Market", "Exhibition", "Starts", "Ends", "Where"]
    assert row[:3] == [2025, "Singapore", "=Fair"]
    assert (sheet["C2"].data_type, sheet["D2"].is_date, sheet["D2"].value.date()) == ("s", True, date(2025, 5, 1))
    assert (sheet.freeze_panes, sheet.column_dimensions["C"].width > 40) == ("A2", True)
    asked = dict(line[:2] for line in values(book.worksheets[1]))
    assert {name: asked[name] for name in ("From", "Until", "Market", "Sector", "Role", "What is counted", "Made by")} == {
        "From": "2025", "Until": "no limit", "Market": "Singapore", "Sector": "Crafts", "Role": "exhibitor",
        "What is counted": "only what is public", "Made by": "editor",
    }  # fmt: skip
    assert asked["Made on"] == timezone.localdate().isoformat()
    figure = values(book["Figures"])[1]
    assert [figure[0], figure[2], figure[3], figure[4], figure[8].date()] == ["=Fair", "over", 330, "visitors", date(2025, 5, 2)]
    first, second = (staff.post(f"/admin/tables/exhibitions/table.xlsx?{query}").content for _time in range(2))
    assert first == second
    assert staff.get("/admin/tables/exhibitions/table.xlsx").status_code == 405
    assert AuditEntry.objects.filter(action=AuditEntry.Action.EXPORTED, name="Exhibitions beyond the mainland").count() == 3


@once
@pytest.mark.parametrize("key", KEYS)
def test_it_is_whole_in_chinese_too(staff, key):
    make_everything(1)
    staff.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    page = table(staff, key)
    assert page.one("h1").text.isascii() is False
    assert all(not heading.text.isascii() for heading in page.one("table", cls="yearly-numbers").all("th", scope="col"))
    assert all(not sheet.title.isascii() for sheet in workbook(staff, key).worksheets)


def make_everything(number):
    """So many rows for each table, over two years."""
    round_ = make_selection_round(first_year=2025, last_year=2026)
    category = make_category(round=round_)
    for place in range(number):
        host, maker = make_organization(), make_enterprise()
        show = make_exhibition(country=("SG", "HK")[place % 2], starts_on=date(2024 + place % 2, 5, 1), starts_precision="day")
        make_participation(show, host, "host")
        make_participation(show, maker, "exhibitor")
        make_figure(show)
        make_count(show, 100, "nearly")
        make_intention(show, "memorandum", our_side_id=maker.pk)
        make_nomination_event(make_nomination(category=category, organization_id=maker.pk), "submitted", passage=make_passage())
        mark = make_trademark(owner_id=maker.pk)
        make_registration(mark, registered_on=date(2016, 12, 1), expires_on=timezone.localdate() + timedelta(days=30 + place))


@once
@pytest.mark.parametrize("key", KEYS)
def test_queries_do_not_grow_with_the_rows(staff, key):
    make_everything(2)
    asked = []
    for further in (0, 6):
        make_everything(further)
        table(staff, key, "drafts=included")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            table(staff, key, "drafts=included")
        asked.append(len(queries))
    assert asked[0] == asked[1]
