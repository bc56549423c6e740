"""Lists of the staff's site as files."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from initiatives.models import Exhibition
from portal.models import AuditEntry
from tests.admin_pages import make_user
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_follow_up,
    make_intention,
    make_measure,
    make_participation,
    make_registration,
    make_trademark,
)

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def staff(client):
    client.force_login(make_user("Editor"))
    return client


def download(client, model, format="xlsx", rows="records", query=""):
    """The file of a list, as the button of its page asks for it."""
    response = client.post(f"/admin/{model}/download/?{query}", {"rows": rows, "format": format})
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def workbook(content):
    return load_workbook(io.BytesIO(content))


def table(content):
    """{heading: [values below]} of a workbook's first sheet."""
    heads, *rows = workbook(content).worksheets[0].iter_rows(values_only=True)
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}


def lines(content):
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def test_a_workbook_keeps_text_as_text_numbers_as_numbers_and_days_as_dates(staff):
    show = make_exhibition(name_en=FORMULA, name_zh="展", country="SG", starts_on=date(2025, 4, 1), starts_precision="month")
    Exhibition.objects.filter(pk=show.pk).update(ends_on=date(2025, 5, 3), ends_precision="day", staff_note="'=1\nbelow")
    sheet = workbook(download(staff, "initiatives/exhibition")).worksheets[0]
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["Name in English"].value, cells["Name in English"].data_type) == (FORMULA, "s")
    assert cells["Starts on"].value == "2025-04"
    assert (cells["Ends on"].value.date(), cells["Ends on"].is_date) == (date(2025, 5, 3), True)
    assert (cells["Country or region"].value, cells["Staff note"].value) == ("Singapore", "'=1\nbelow")
    assert sheet.freeze_panes == "A2"
    make_figure(show, 1500000, "nearly", measure=make_measure(is_money=True, unit_en="", unit_one_en="", unit_zh=""), currency="CNY")
    found = table(download(staff, "initiatives/exhibition", rows="figures"))
    assert (found["Value"], found["Qualifier"], found["Currency"]) == ([1500000], ["nearly"], ["yuan"])
    assert (found["Figure as written"], found["Record"]) == (["nearly 1.5 million yuan"], [FORMULA])
    assert found["Place in the source"][0].endswith(make_label(show))


def make_label(show):
    return show.statements.get().passage.label_en


@pytest.mark.once
def test_a_text_file_puts_an_apostrophe_before_what_a_spreadsheet_would_run(staff):
    make_exhibition(name_en=FORMULA, name_zh="'=1")
    content = download(staff, "initiatives/exhibition", "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    heads, row = lines(content)
    said = dict(zip(heads, row, strict=True))
    assert (said["Name in English"], said["Name in Chinese"]) == (f"'{FORMULA}", "''=1")


def test_a_file_has_what_is_listed_in_its_order_and_says_so(staff):
    for name in ("Silk one", "Silk two", "Tea"):
        make_exhibition(name_en=name, published_at=None)
    make_exhibition(name_en="Silk, public")
    content = download(staff, "initiatives/exhibition", query="q=silk&state=draft&o=-1")
    assert table(content)["Name in English"] == ["Silk two", "Silk one"]
    said = dict(workbook(content).worksheets[1].iter_rows(values_only=True))
    assert (said["List"], said["Made by"]) == ("Exhibitions", "editor")
    assert said["Filters"] == "state: draft; “silk”"
    entry = AuditEntry.objects.get(action="exported")
    assert (entry.name, entry.user.username) == ("Exhibitions", "editor")
    assert json.loads(entry.detail).items() >= {"count": 2, "each": "exhibition", "format": "xlsx", "filter": said["Filters"]}.items()
    page = staff.get("/admin/initiatives/exhibition/?q=silk").text
    assert 'href="/admin/initiatives/exhibition/download/?q=silk"' in page


def test_one_row_for_each_part_has_those_of_the_listed_records_alone(staff):
    show, other, company = make_exhibition(name_en="Show"), make_exhibition(name_en="Other"), make_enterprise(name_en="Company")
    make_participation(show, company, "host")
    make_participation(other, company, "exhibitor")
    found = table(download(staff, "initiatives/exhibition", rows="participations", query="q=Show"))
    assert (found["Initiative"], found["Organization"], found["Role"]) == (["Show"], ["Company"], ["host"])
    assert table(download(staff, "enterprises/enterprise", rows="participations"))["Initiative"] == ["Other", "Show"]
    mark = make_trademark(name_en="Mark")
    for number in (25, 16):
        make_registration(mark, number="012345", nice_class=number)
    found = table(download(staff, "enterprises/trademark", rows="registrations"))
    assert (found["Registration number"], found["Nice class"]) == (["012345", "012345"], [16, 25])


def test_names_that_several_have_are_written_with_their_keys(staff):
    first, second = (make_enterprise(name_en="Silk Road Ltd", credit_code=None) for _each in range(2))
    make_participation(organization=first)
    make_participation(organization=make_enterprise(name_en="甲、乙"))
    found = table(download(staff, "initiatives/exhibition", rows="participations"))
    assert sorted(found["Organization"])[0] == f"Silk Road Ltd [{first.pk}]"
    assert sorted(found["Organization"])[1].startswith("甲 乙 [")
    assert second.pk not in str(found)


@pytest.mark.once
def test_headings_and_words_are_in_the_language_of_whoever_asks(staff):
    make_participation(make_exhibition(name_zh="展览甲"), make_enterprise(name_zh="公司甲"), "host")
    staff.cookies["django_language"] = "zh-hans"
    found = table(download(staff, "initiatives/exhibition", rows="participations"))
    assert (found["参与方式"], found["机构"]) == (["主办单位"], ["公司甲"])
    heads, row = lines(download(staff, "initiatives/exhibition", "csv", "participations"))
    assert row[heads.index("参与方式")] == "主办单位"


@pytest.mark.once
def test_what_only_some_may_see_goes_out_to_them_alone(client):
    make_follow_up(make_intention(), counterparty_name="Quiet Partner", next_step="Call")
    client.force_login(make_user("Editor"))
    assert "Quiet Partner" in download(client, "initiatives/intention", "csv").decode()
    client.force_login(make_user("Viewer"))
    content = download(client, "initiatives/intention", "csv").decode()
    assert "Quiet Partner" not in content
    assert "Other side, for staff only" not in content
    for model in ("portal/account", "portal/enquiry", "portal/auditentry"):
        assert client.get(f"/admin/{model}/download/").status_code in (302, 404), model
    client.logout()
    assert client.get("/admin/initiatives/intention/download/").url.startswith(reverse("admin:login"))


def test_lists_without_columns_of_their_own_go_out_as_they_stand(staff):
    make_measure(name_en="Visitors", name_zh="观众", unit_en="visitors")
    assert "Visitors" in str(table(download(staff, "portal/measure")))


@pytest.mark.parametrize("rows", ["records", "participations", "figures"])
@pytest.mark.once
def test_more_rows_ask_no_more_questions(staff, rows):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            download(staff, "initiatives/exhibition", rows=rows)
        return len(queries)

    def add(count):
        for _each in range(count):
            show = make_exhibition(part_of_id=make_exhibition().pk)
            make_participation(show)
            make_figure(show)

    add(2)
    few = asked()
    add(12)
    assert asked() == few
