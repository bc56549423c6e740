"""The public lists as text files."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Record
from portal.site import list_files
from tests.factories import (
    MAKERS,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_participation,
    make_passage,
    make_recordal,
    make_registration,
    make_source,
    make_trademark,
)
from tests.page import visit

pytestmark = pytest.mark.django_db


def rows(client, address):
    """[{heading: cell}] of a file."""
    response = client.get(address)
    assert response.status_code == 200, address
    content = b"".join(response).decode("utf-8-sig")
    heads, *lines = csv.reader(io.StringIO(content, newline=""))
    return [dict(zip(heads, line, strict=True)) for line in lines]


def test_every_list_is_offered_as_a_file_with_what_anybody_may_read(client):
    for segment, make in MAKERS.items():
        shown, draft = make(name_en=f"={segment}", name_zh="示", staff_note="Secret"), make(name_en="Draft", published_at=None)
        links = [address for address in visit(client, f"/en/{segment}/").links() if ".csv" in address]
        assert links[0] == f"/en/{segment}/list.csv"
        for address in links:
            response = client.get(address)
            content = response.content.decode()
            assert response["X-Robots-Tag"] == "noindex"
            assert response["Cache-Control"] == "no-cache"
            for hidden in ("Secret", "Draft", draft.pk, "Staff note", "In charge"):
                assert hidden not in content, f"{address} tells {hidden}"
        found = next(row for row in rows(client, links[0]) if row["Name in English"] == f"'={segment}")
        assert found["Page"] == f"http://testserver{shown.get_absolute_url()}"
        assert {row["中文名称"] for row in rows(client, f"/zh-hans/{segment}/list.csv?q=示")} == {"示"}


def test_what_names_a_draft_or_rests_on_one_is_left_out(client):
    draft, shown = {"published_at": None}, make_exhibition(name_en="Show")
    hidden = make_enterprise(name_en="Hidden company", **draft)
    company = make_enterprise(name_en="Company", parent_id=hidden.pk)
    make_participation(shown, hidden)
    make_participation(shown, company, "host")
    make_participation(shown, company, "exhibitor", passage=make_passage(source=make_source(**draft)))
    make_figure(shown, 40, "over", measure=make_measure(unit_en="brands"), passage=make_passage(label_en="answer 1"))
    make_figure(shown, 41, passage=make_passage(source=make_source(**draft)))
    mark = make_trademark(name_en="Mark", owner_id=hidden.pk)
    make_recordal(mark, holder_id=hidden.pk, number="T1", registration_id=make_registration(mark).pk)
    assert [row["Parent organization"] for row in rows(client, "/en/enterprises/list.csv")] == [""]
    assert [row["Owner"] for row in rows(client, "/en/trademarks/list.csv")] == [""]
    assert [(row["Organization"], row["Role"]) for row in rows(client, "/en/exhibitions/participations.csv")] == [("Company", "host")]
    (figure,) = rows(client, "/en/exhibitions/figures.csv")
    assert [figure[name] for name in ("How close", "Value", "Unit", "About")] == ["over", "40", "brands", "Show"]
    assert figure["Source"].startswith("Article")
    assert figure["Place in the source"].endswith("answer 1")
    (recordal,) = rows(client, "/en/trademarks/recordals.csv")
    assert (recordal["Recordal number"], recordal["Holder"]) == ("T1", "")
    assert client.get("/en/exhibitions/intentions.csv").status_code == 404
    assert client.get("/en/exhibitions/nothing.csv").status_code == 404


def test_a_file_has_the_filters_and_the_order_of_its_list(client):
    for name, country in (("B", "SG"), ("A", "SG"), ("C", "US")):
        make_participation(make_exhibition(name_en=name, country=country), make_enterprise(name_en=f"Company {name}"))
    address = next(each for each in visit(client, "/en/exhibitions/?place=SG").links() if "list.csv" in each)
    assert address == "/en/exhibitions/list.csv?place=SG"
    assert [row["Name in English"] for row in rows(client, address)] == ["A", "B"]
    assert [row["Initiative"] for row in rows(client, "/en/exhibitions/participations.csv?place=SG")] == ["A", "B"]


def test_few_files_are_sent_at_a_time(client, monkeypatch):
    make_exhibition()
    monkeypatch.setattr(list_files, "LINES_IN_ONE_PIECE", 2)  # so that it is sent as it is read
    monkeypatch.setattr(list_files, "streams", list_files.threading.BoundedSemaphore(1))
    assert len(rows(client, "/en/exhibitions/list.csv")) == 1
    list_files.streams.acquire()
    response = client.get("/en/exhibitions/list.csv")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    list_files.streams.release()
    assert len(rows(client, "/en/exhibitions/list.csv")) == 1


@pytest.mark.parametrize("file", ["list", "participations", "figures"])
@pytest.mark.once
def test_more_rows_ask_no_more_questions(client, file):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            count = len(rows(client, f"/en/exhibitions/{file}.csv"))
        return count, len(queries)

    def add(count):
        for _each in range(count):
            show = make_exhibition(part_of_id=make_exhibition().pk)
            make_participation(show)
            make_figure(show)

    add(2)
    few = asked()
    add(12)
    many = asked()
    assert many[0] > few[0]
    assert many[1] <= few[1]
    assert Record.objects.drafts().count() == 0
