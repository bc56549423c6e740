"""SQLite counts how its tables are filled after all was written anew, and now and then: by that it chooses its indexes."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from portal.server.jobs import counting, jobs
from tests.factories import make_enterprise

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def forget():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")


def is_known():
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'enterprises_organization'")
        return bool(cursor.fetchall())


def test_the_index_leaves_the_database_with_the_numbers_of_its_rows():
    make_enterprise()
    forget()
    call_command("index", stdout=StringIO())
    assert is_known()


def test_the_worker_has_it_count_when_it_starts_and_after_each_pause(monkeypatch):
    make_enterprise()
    monkeypatch.setattr(counting, "counted_at", {})
    assert counting.count_rows in jobs
    forget()
    assert list(counting.count_rows()) == [None]
    assert is_known()
    assert list(counting.count_rows()) == []
    monkeypatch.setattr(counting, "PAUSE_BETWEEN_COUNTS", 0)
    assert list(counting.count_rows()) == [None]
