"""Pages that read aggregates read no big table whole, once what follows from all rows is kept for the present state."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.plans import scanned_tables
from tests.portal.site.test_query_counts import MODELS, Portal

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
]


@pytest.fixture
def keeping(monkeypatch):
    """What is kept is kept within the transaction of a test, too."""
    monkeypatch.setattr("portal.listing.kept.connection", SimpleNamespace(in_atomic_block=False))


def test_no_page_scans_a_big_table(client, keeping):
    portal = Portal()
    portal.grow(ROWS)
    big = {model._meta.db_table for model in MODELS} | {"portal_record"}
    for address in ADDRESSES:
        assert client.get(f"/en/{address}").status_code == 200, address
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/en/{address}")
        scanned = {table: sql for table, sql in scanned_tables(asked.captured_queries).items() if table in big}
        assert not scanned, f"{address} reads all of {scanned}"
