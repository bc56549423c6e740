"""The forms of records: as quick with many rows as with few, and each refusal where the eye is."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import AlternativeName, Opening, Picture, Record, Sector, Technology
from portal.search.index import index
from tests.admin_pages import add_row, filled_in, make_user, send
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_statement,
    make_trademark,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(record, page="change"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[quote(record.pk)])


def records_with_rows():
    """One row of every model that is edited together with its rows, and what gives each of them one row more."""
    source, mark, selection = make_source(), make_trademark(), make_selection_round()
    enterprise, exhibition, passage = make_enterprise(), make_exhibition(), make_passage(source=source)
    category = make_category(round=selection)
    nomination = make_nomination(category=category)
    records = [source, mark, selection, enterprise, exhibition]

    def add(number):
        other = make_organization()
        for record in records:
            AlternativeName.objects.create(record_id=record.pk, name=f"Name {number}", passage=make_passage(source=source))
            Picture.objects.create(record_id=record.pk, digest="0" * 64, width=640, height=480)
            figure = make_figure(record, passage=make_passage(source=source))
        make_exhibition(part_of_id=exhibition.pk)
        make_participation(exhibition, other, passage=passage)
        make_participation(make_exhibition(), enterprise, passage=passage)
        make_trademark(owner_id=enterprise.pk)
        registration = make_registration(mark, passage=passage)
        make_recordal(mark, registration=registration, holder_id=other.pk, passage=passage)
        count = make_figure(selection, passage=figure.passage)
        make_category(round=selection, statement=count)
        make_nomination(category=category, initiative_id=make_exhibition().pk)
        make_statement(exhibition, passage=passage)
        make_nomination_event(nomination, recipient_id=other.pk, passage=passage).actors.add(other)

    return [*records, passage, category, nomination], add


def test_a_form_asks_as_many_questions_for_4_rows_as_for_2(client):
    """Both where they are filled in and where they are only read."""
    for concrete in (True, False):  # asked once in the life of a process
        ContentType.objects.get_for_models(*admin.site._registry, for_concrete_models=concrete)
    forms, add = records_with_rows()
    users, counts = [make_user("Publisher"), make_user("Viewer")], []
    for record in forms[:-3]:  # whoever opens a record for the first time is noted by one query more
        Opening.objects.create(record_id=record.pk, user=users[0])
    for first, last in ((0, 2), (2, 4)):
        for number in range(first, last):
            add(number)
        counts.append({})
        for user in users:
            client.force_login(user)
            for record in forms:
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(page_of(record)).status_code == 200
                counts[-1][user.username, record._meta.model_name] = len(queries)
    assert counts[0] == counts[1]


@pytest.mark.engine("sqlite", "postgresql")
def test_what_was_typed_and_refused_is_shown_again_by_one_question_for_all_rows(client):
    client.force_login(make_user("Publisher"))
    exhibition = make_exhibition()
    data = filled_in(client.get(page_of(exhibition))) | {"name_en": ""}
    organizations = [make_organization(name_zh="图书馆") for _ in range(3)]
    for organization in organizations:
        data = add_row(data, "participations", organization=organization.pk, role="host")
    page = client.post(page_of(exhibition), data).content.decode()
    for organization in organizations:
        assert f'<option value="{organization.pk}" selected>{organization.name_en} · 图书馆 (cultural institution)</option>' in page


def rows_of(response, prefix):
    (rows,) = [each.formset for each in response.context_data["inline_admin_formsets"] if each.formset.prefix == prefix]
    return rows


def test_half_a_figure_is_refused_at_what_is_missing(client):
    client.force_login(make_user("Publisher"))
    exhibition = make_exhibition()
    statement = make_statement(exhibition)
    measure = make_measure()
    data = filled_in(client.get(page_of(exhibition)))
    for given, missing in (
        ({"value": "0", "measure": measure.pk}, {"qualifier"}),
        ({"qualifier": "nearly"}, {"value", "measure"}),
        ({"currency": "CNY"}, {"qualifier", "value", "measure"}),
    ):
        changes = {f"statements-0-{name}": value for name, value in given.items()}
        refused = rows_of(client.post(page_of(exhibition), data | changes), "statements")
        assert refused.errors == [{name: ["A figure is whole or absent: this is missing."] for name in missing}]
    statement.refresh_from_db()
    assert (statement.qualifier, statement.value) == ("", None)


@pytest.mark.engine("sqlite", "postgresql")
def test_a_row_that_stands_twice_is_refused_by_its_name(client):
    client.force_login(make_user("Publisher"))
    exhibition, category = make_exhibition(), make_category()
    organization = make_organization(name_en="Lanzhou Library")
    data = filled_in(client.get(page_of(exhibition)))
    for role in ("host", "organizer", "host"):
        data = add_row(data, "participations", organization=organization.pk, role=role)
    refused = rows_of(client.post(page_of(exhibition), data), "participations")
    assert refused.non_form_errors() == ["“Lanzhou Library, host” stands here twice."]
    assert [row.non_field_errors() for row in refused.forms] == [[], [], ["The same as a row above."]]
    data = filled_in(client.get(page_of(category)))
    for _ in range(2):
        data = add_row(data, "nominations", organization=organization.pk)
    refused = rows_of(client.post(page_of(category), data), "nominations")
    assert refused.non_form_errors() == ["“Lanzhou Library” stands here twice."]
    assert not exhibition.participations.exists()
    assert not category.nominations.exists()


def test_a_passage_names_its_source_where_there_are_several_and_then_in_short(client):
    client.force_login(make_user("Publisher"))
    passage = make_passage(
        number=4, label_en="answer 1, sentence 4", source=make_source(name_en="Strengthen the exchanges of all cultures and more")
    )
    statement = make_statement(make_exhibition(), passage=passage)
    asked = {"app_label": "portal", "model_name": "statement", "field_name": "passage", "term": "sentence 4"}
    for label in ("4 · answer 1, sentence 4", "4 · answer 1, sentence 4 · Strengthen the exchanges of all culture…"):
        assert [row["text"] for row in client.get("/admin/autocomplete/", asked).json()["results"]] == [label]
        assert f"selected>{label}</option>" in client.get(page_of(statement)).content.decode()
        make_source()


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def is_touched(record):
    """Whether the record was noted as changed since this was asked last."""
    changed = Record.objects.filter(pk=record.pk, updated_at__gt=LONG_AGO).exists()
    Record.objects.update(updated_at=LONG_AGO)
    return changed


@pytest.mark.engine("sqlite", "postgresql")
def test_a_change_to_a_part_by_itself_is_a_change_to_its_record(client):
    """Its date and its words follow; a form saved as it was leaves the date alone."""
    client.force_login(make_user("Publisher"))
    exhibition, source, selection = make_exhibition(), make_source(), make_selection_round()
    category = make_category(round=selection)
    nomination = make_nomination(category=make_category(round=selection))
    for part, record, changes in (
        (make_statement(exhibition), exhibition, {"wording_en": "Camels were counted."}),
        (make_passage(source=source), source, {"label_en": "the sentence of the camels"}),
        (category, selection, {"name_en": "Camels"}),
        (nomination, selection, {"organization": make_organization().pk}),
    ):
        is_touched(record)
        assert send(client, page_of(part)).status_code == 302
        assert not is_touched(record)
        assert send(client, page_of(part), changes).status_code == 302
        assert is_touched(record)
        if part != nomination and record != source:
            assert list(Record.objects.search("camels")) == [Record.objects.get(pk=record.pk)]
        assert client.post(page_of(part, "delete"), {"post": "yes"}).status_code == 302
        assert is_touched(record)
        assert not Record.objects.search("camels").exists()
    for _ in range(2):
        make_statement(exhibition, wording_en="Camels were counted.")
    index(Record.objects.all())
    act = {"action": "delete_selected", "post": "yes", "_selected_action": [each.pk for each in exhibition.statements.all()]}
    client.post("/admin/portal/statement/", act)
    assert is_touched(exhibition)
    assert not Record.objects.search("camels").exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_term_that_gets_another_name_is_a_change_to_the_records_that_show_it(client):
    client.force_login(make_user("Publisher"))
    enterprise, exhibition, other = make_enterprise(), make_exhibition(), make_exhibition()
    sector, technology = (model.objects.create(name_en="Film", name_zh="电影") for model in (Sector, Technology))
    enterprise.sectors.add(sector)
    exhibition.technologies.add(technology)
    measure = make_figure(other).measure
    for term, record in ((sector, enterprise), (technology, exhibition), (measure, other)):
        is_touched(record)
        send(client, page_of(term))
        assert not is_touched(record)
        send(client, page_of(term), name_en="Animation", _reason_en="Its right name.")
        assert [each.pk for each in Record.objects.filter(updated_at__gt=LONG_AGO)] == [record.pk]
        if term != measure:
            assert [each.pk for each in Record.objects.search("animation")] == [record.pk]
            term.name_en = "Film"
            term.save()
            index(Record.objects.all())
