"""What a search finds and the desk counts is found and counted once, for each page of it, until a record changes."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import Enterprise
from portal.listing.kept import FEW_PLACES, kept_in_places, values
from portal.models import Record
from portal.search.index import index
from tests.factories import make_enterprise, make_exhibition, make_participation, make_passage
from tests.page import facets, names_found, read, visit
from tests.portal.site.test_kept_pages import committed

pytestmark = pytest.mark.django_db

FOUND = 30  # more than stand on a page of results
LIST = "/admin/enterprises/enterprise/"


@pytest.fixture
def works(keeping):
    made = [make_enterprise(name_en=f"Works {number:02}", country="SG" if number < 5 else "CN") for number in range(FOUND)]
    index(Record.objects.all())
    committed()
    return made


def asked_of(table, client, address):
    """(the response, the queries that name a table)"""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return response, [query["sql"] for query in queries if table in query["sql"]]


def test_the_pages_of_a_search_and_what_narrows_it_are_found_once(client, works):
    first, asked = asked_of("portal_searchentry", client, "/en/search/?q=works")
    assert asked
    second, asked = asked_of("portal_searchentry", client, "/en/search/?q=works&page=2")
    assert not asked
    assert names_found(first) + names_found(second) == [one.name for one in works]
    narrowed, asked = asked_of("portal_searchentry", client, "/en/search/?q=works&place=SG")
    assert not asked
    assert names_found(narrowed) == [one.name for one in works[:5]]
    assert facets(client, "/en/search/?q=works")["place"] == {"SG": 5, "CN": FOUND - 5}
    committed()
    Record.objects.filter(pk=works[0].pk).update(published_at=None)
    assert facets(client, "/en/search/?q=works")["place"] == {"SG": 4, "CN": FOUND - 5}


@pytest.mark.once
def test_of_searches_as_many_are_kept_as_there_are_places(keeping):
    made = [kept_in_places("length", lambda text=text: len(text), text) for text in map("x".__mul__, range(300))]
    assert made == list(range(300)), "each has its own, whoever had its place"
    assert sum(name == "length" for name, *_key in values) <= FEW_PLACES
    assert kept_in_places("length", lambda: pytest.fail("it is kept"), "x" * 299) == 299


def test_the_pages_of_a_search_in_a_list_are_counted_once(client, works):
    address = "/en/enterprises/?q=works"
    _first, asked = asked_of("portal_searchentry", client, address)
    assert asked
    page, asked = asked_of("portal_searchentry", client, address)
    assert not asked
    _narrowed, asked = asked_of("COUNT", client, f"{address}&sort=newest")
    assert not [sql for sql in asked if "portal_searchentry" in sql]
    assert str(FOUND) in read(page.text).one("main").text
    committed()
    Record.objects.filter(pk=works[0].pk).update(published_at=None)
    pages = [client.get(f"/en/enterprises/?q={words}").context_data["paginator"] for words in ("works", "works+07", "nobody")]
    assert [paginator.count for paginator in pages] == [FOUND - 1, 1, 0]


def test_the_pages_of_a_search_of_staff_are_found_and_counted_once(client, people, works, monkeypatch):
    monkeypatch.setattr(admin.site.get_model_admin(Enterprise), "list_per_page", 20)
    client.force_login(people["publisher"])
    first, asked = asked_of("portal_searchentry", client, f"{LIST}?q=works")
    assert asked
    second, asked = asked_of("portal_searchentry", client, f"{LIST}?q=works&p=2")
    assert len([sql for sql in asked if "COUNT(*)" in sql.partition("FROM")[0]]) == 0
    shown = [row.pk for response in (first, second) for row in response.context_data["cl"].result_list]
    assert shown == [one.pk for one in works]
    backwards = client.get(f"{LIST}?q=works&o=-1").context_data["cl"]
    assert (backwards.result_count, backwards.result_list[0].pk) == (FOUND, works[-1].pk)
    assert client.get(f"{LIST}?q=works&p=3")["Location"].endswith("?e=1"), "no page is offered beyond the last"
    committed()
    Record.objects.filter(pk=works[0].pk).delete()
    assert client.get(f"{LIST}?q=works").context_data["cl"].result_count == FOUND - 1


def test_a_search_of_staff_that_finds_more_than_are_kept_has_all_its_pages(client, people, works, monkeypatch):
    monkeypatch.setattr("portal.admin.row_counts.MOST_ORDERED_ROWS", 10)
    monkeypatch.setattr(admin.site.get_model_admin(Enterprise), "list_per_page", 20)
    client.force_login(people["publisher"])
    for number, shown in ((1, works[:20]), (2, works[20:])):
        found = client.get(f"{LIST}?q=works&p={number}").context_data["cl"]
        assert found.result_count == FOUND
        assert [row.pk for row in found.result_list] == [one.pk for one in shown]


def test_the_desk_reads_its_drafts_until_a_record_changes(client, people, keeping):
    def drafts():
        with CaptureQueriesContext(connection) as queries:
            section = visit(client, "/admin/").one("section", id="desk-drafts")
        counted = [query["sql"] for query in queries if "COUNT(*)" in query["sql"] and 'FROM "portal_record"' in query["sql"]]
        return [link.text for link in section.all("a", cls="desk-name")], [sql for sql in counted if "returned_at" in sql]

    client.force_login(people["publisher"])
    make_exhibition(name_en="One", published_at=None, responsible=people["publisher"])
    committed()
    assert drafts()[0] == ["One"]
    assert drafts() == (["One"], [])
    committed()
    make_exhibition(name_en="Two", published_at=None, responsible=people["publisher"])
    assert sorted(drafts()[0]) == ["One", "Two"]


def test_how_long_a_part_is_is_asked_once_and_no_more_is_read_than_shown(client, keeping):
    show, other = make_exhibition(slug="show"), make_exhibition()
    for _number in range(50):
        make_participation(show, make_enterprise(), "host", passage=make_passage())
    committed()
    first, _asked = asked_of("initiatives_participation", client, "/en/exhibitions/show/")
    again, asked = asked_of("initiatives_participation", client, "/en/exhibitions/show/")
    assert first.content == again.content
    assert "Who took part (50)" in visit(client, "/en/exhibitions/show/").one("main").text
    assert not [sql for sql in asked if "COUNT(" in sql or "LIMIT 41" in sql]
    assert client.get(f"/en/compare/?r={show.pk}&r={other.pk}").status_code == 200
    committed()
    make_participation(show, make_enterprise(), "host", passage=make_passage())
    assert "Who took part (51)" in visit(client, "/en/exhibitions/show/").one("main").text
