"""Pages that read aggregates read no big table whole, once what follows from all rows is kept for the present state."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enterprises.models import Enterprise
from portal.models import Listed, Record
from portal.models.statistics import count_rows_anew
from portal.search.index import index
from portal.site.most_told import largest_figures
from tests.plans import as_if_tables_were_large, scanned_tables
from tests.portal.site.test_query_counts import KEYS, MODELS, Portal, list_all

pytestmark = pytest.mark.django_db

ROWS = 300
ADDRESSES = [
    "",
    "new/",
    "map/",
    "map/?near=SG&closer=1",
    "places/sg/",
    "timeline/",
    "timeline/?year=2025",
    "licensing/",
    "site-map/",
    "sources/source/",
    "sources/source/?passage=1",
    "enterprises/works/",
    "exhibitions/show/",
    "trademarks/mark/",
    "selections/selection/",
    "organizations/academy/",
    "programmes/programme/",
    "projects/project/",
    "search/?q=dunhuang",
    "search/?q=enterprise",
    "search/?q=enterprise&place=CN",
    "enterprises/?q=enterprise",
    "enterprises/?q=enterprise&page=2",
    "search/suggestions/?q=enter",
]
ADDRESSES_OF_STAFF = [
    "",
    "portal/record/",
    "portal/record/?q=enterprise",
    "enterprises/enterprise/",
    "enterprises/enterprise/?q=enterprise",
    "enterprises/task/",
    "portal/source/source/step/withdraw/",
]
READ_THROUGH = {
    "portal/source/source/step/withdraw/": {"portal_statement"}
}  # for texts that name what is withdrawn, by no word of an index


def test_no_page_scans_a_big_table(client, people, keeping):
    portal = Portal()
    portal.grow(ROWS)
    index(Record.objects.filter(pk__in=KEYS))
    big = {model._meta.db_table for model in MODELS} | {"portal_record"}
    staff = Client()
    staff.force_login(people["publisher"])
    asking = [(client, f"/en/{address}") for address in ADDRESSES] + [(staff, f"/admin/{address}") for address in ADDRESSES_OF_STAFF]
    for who, address in asking:
        assert who.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as asked:
            who.get(address)
        scanned = {table: sql for table, sql in scanned_tables(asked.captured_queries).items() if table in big}
        scanned = {table: sql for table, sql in scanned.items() if table not in READ_THROUGH.get(address.removeprefix("/admin/"), ())}
        assert not scanned, f"{address} reads all of {scanned}"


def test_what_stands_first_is_read_by_an_index_right_after_a_change_too(client):
    portal = Portal()
    portal.grow(ROWS)
    list_all()
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/en/feed.xml").status_code == 200
        assert largest_figures()
    big = {"portal_record", "portal_listed", "portal_statement", "portal_passage", "portal_source"}
    scanned = {table: sql for table, sql in scanned_tables(asked.captured_queries).items() if table in big}
    assert not scanned
    with as_if_tables_were_large():
        for rows, index in (
            (Record.objects.waiting().order_by("submitted_at", "pk"), "record_sent_to_review"),
            (Record.objects.order_by("-updated_at", "pk"), "record_last_changed"),
            (Record.objects.order_by("name_sort_en", "pk").values("pk"), "record_of_all_by_name"),
            (Record.objects.order_by("name_sort_zh", "pk").values("pk"), "record_of_all_by_name_zh"),
        ):
            assert index in rows[:8].explain()


def test_the_database_knows_how_much_of_a_list_is_public():
    Portal().grow(ROWS)
    list_all()
    count_rows_anew()
    if connection.vendor == "postgresql":  # which guesses three of a thousand where it has not counted an expression
        for rows in (Listed.objects.public(), Listed.objects.of(Enterprise)):
            guessed = int(re.search(r"rows=(\d+)", rows.explain())[1])
            assert guessed > rows.count() / 10, rows.explain()
