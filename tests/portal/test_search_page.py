"""The page of search results, and the newest source on the home page."""

from datetime import date

import pytest

from portal.indexing import index
from portal.models import AlternativeName, Record
from tests.factories import make_enterprise, make_measure, make_passage, make_source, make_statement

pytestmark = pytest.mark.django_db


def test_a_hit_is_explained_only_by_what_is_public(client):
    draft = make_passage(source=make_source(published_at=None))
    record = make_enterprise(name_en="Zephyrine Works")
    make_statement(record, passage=draft, wording_en="Zephyrine, told by a draft.")
    AlternativeName.objects.create(record=record, name="Zephyrine of a draft", passage=draft)
    index(Record.objects.all())
    html = client.get("/en/search/?q=zephyrine").content.decode()
    assert "<mark>Zephyrine</mark> Works" in html
    assert "of a draft" not in html
    assert "by a draft" not in html
    draft.source.published_at = record.published_at
    draft.source.save()
    assert "<mark>Zephyrine</mark>, told by a draft." in client.get("/en/search/?q=zephyrine").content.decode()


def test_a_hit_is_explained_by_another_name_where_nothing_else_matches(client):
    record = make_enterprise(name_en="Works")
    AlternativeName.objects.create(record=record, name="Zephyrine House")
    index(Record.objects.all())
    assert "<mark>Zephyrine</mark> House" in client.get("/en/search/?q=zephyrine").content.decode()


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"', "*", "a" * 10_000, "\0", "💠"])
def test_what_is_typed_stands_on_the_page_as_text(client, query):
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_home_page_leads_to_the_newest_source_that_is_public(client):
    shown = make_source(issued_on=date(2024, 1, 1))
    make_statement(make_enterprise(), passage=make_passage(source=shown), value=7, qualifier="exactly", measure=make_measure())
    hidden = make_source(issued_on=date(2025, 1, 1), published_at=None)
    html = client.get("/en/").content.decode()
    assert f"/sources/{shown.slug}/" in html
    assert hidden.slug not in html
