"""What records lack, in words: told on the form, before a step and in the lists, and never a reason to refuse."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from portal.desk.gaps import GAPS, counts, lacking, lacks
from portal.models import Picture, Record
from tests.admin_pages import make_user
from tests.factories import make_enterprise, make_exhibition, make_participation, make_passage, make_source, make_statement
from tests.page import visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def make_picture(record, **fields):
    said = {"alt_en": "A hall", "alt_zh": "展厅", "credit": "Li", "rights": "For this site"}
    return Picture.objects.create(record_id=record.pk, digest="0" * 64, width=960, height=640, **said | fields)


def make_whole(**fields):
    """An exhibition that lacks nothing."""
    show = make_exhibition(**{"name_zh": "展览", "name_zh_confirmed": True} | fields)
    make_statement(show)
    make_picture(show)
    make_participation(show, passage=make_passage())
    return show


def words(record):
    return [str(lack) for lack in lacks([record.pk])[record.pk]]


def test_a_whole_record_lacks_nothing_and_an_empty_one_nearly_all():
    assert words(make_whole()) == []
    assert words(make_exhibition()) == ["no statement", "no Chinese name", "no picture"]


def test_each_gap_is_told_by_itself_and_counted():
    show = make_whole(name_zh_confirmed=False)
    make_participation(show, role="host")
    assert words(show) == ["1 role without a source", "Chinese name to be confirmed"]
    make_participation(show, role="developer")
    make_picture(show, alt_zh="")
    make_picture(show, credit="")
    make_picture(show, rights="")
    assert words(show) == [
        "2 roles without a source",
        "Chinese name to be confirmed",
        "1 picture does not say in both languages what it shows",
        "2 pictures without credit or rights",
    ]


def test_a_source_needs_no_statement_of_its_own_and_no_picture():
    assert words(make_source()) == ["no Chinese name"]


def test_a_role_without_a_source_is_a_gap_of_the_initiative():
    works = make_enterprise(name_zh="厂", name_zh_confirmed=True)
    make_participation(make_whole(), works, role="host")
    assert "role" not in {lack.key for lack in lacks([works.pk])[works.pk]}


def test_counts_and_lists_agree_with_what_each_record_lacks():
    whole, bare, named = make_whole(), make_exhibition(), make_enterprise(name_zh="厂")
    make_participation(bare)
    found = lacks(Record.objects.values_list("pk", flat=True))
    for key in GAPS:
        expected = {pk for pk, lack in found.items() if key in {each.key for each in lack}}
        assert set(lacking(Record.objects.all(), key).values_list("pk", flat=True)) == expected, key
        assert counts(Record.objects.all())[key] == len(expected), key
    anything = set(lacking(Record.objects.all()).values_list("pk", flat=True))
    assert {bare.pk, named.pk} <= anything
    assert whole.pk not in anything


def test_many_records_take_one_query():
    for _ in range(5):
        make_participation(make_exhibition())
    keys = list(Record.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        assert len(lacks(keys)) == len(keys)
        counts(Record.objects.all())
    assert len(queries) == 2


@pytest.mark.once
def test_the_form_lists_what_is_missing_with_a_way_to_its_part(client):
    client.force_login(make_user("Publisher"))
    show = make_whole(name_zh_confirmed=False)
    make_participation(show, role="host")

    def listed(url):
        page = visit(client, url)
        lines = [line for line in page.one(cls="form-gaps").all("li") if line["hidden"] is None]
        targets = {element["id"] for element in page.all()}
        assert {line.one("a")["href"].removeprefix("#") for line in lines} <= targets
        return [line.text for line in lines]

    assert listed(f"/admin/initiatives/exhibition/{show.pk}/change/") == ["1 role without a source", "Chinese name to be confirmed"]
    assert listed("/admin/initiatives/exhibition/add/") == ["No statement", "No Chinese name", "No picture"]
    assert listed("/admin/portal/source/add/") == ["No Chinese name"]
    whole = make_whole()
    page = visit(client, f"/admin/initiatives/exhibition/{whole.pk}/change/")
    assert page.one(cls="gaps-none")["hidden"] is None


@pytest.mark.once
def test_a_step_tells_of_gaps_and_is_taken_all_the_same(client):
    editor = make_user("Editor")
    client.force_login(editor)
    show = make_exhibition(published_at=None, name_zh="展")
    url = f"/admin/initiatives/exhibition/{show.pk}/step/send/"
    assert "incomplete: no statement; Chinese name to be confirmed; no picture" in visit(client, url).text
    client.post(url, {"confirmed": "yes", "note": ""})
    assert Record.objects.waiting().filter(pk=show.pk).exists()
    assert "incomplete:" not in visit(client, f"/admin/initiatives/exhibition/{show.pk}/step/take-back/").text


def test_the_lists_are_narrowed_to_a_gap(client):
    client.force_login(make_user("Viewer"))
    make_whole(name_en="Whole Show")
    make_exhibition(name_en="Bare Show")

    def names(query):
        return [record.name_en for record in client.get(f"/admin/initiatives/exhibition/?{query}").context_data["cl"].result_list]

    assert names("gap=any") == ["Bare Show"]
    assert names("gap=picture") == ["Bare Show"]
    assert names("gap=role") == []
    assert names("gap=nonsense") == ["Bare Show", "Whole Show"]
