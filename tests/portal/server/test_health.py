"""What a probe is told: whether a process answers, and whether it can do its work."""

import json

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from portal.models import Record, SearchEntry
from portal.search.index import index
from portal.server import health
from tests.factories import make_enterprise

pytestmark = pytest.mark.django_db


def told(client, path="/healthz"):
    response = client.get(path)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    return response.status_code, response.content.decode()


def test_a_portal_that_can_do_its_work_is_well(client, django_assert_num_queries):
    make_enterprise()
    index(Record.objects.all())
    assert told(client) == (200, "ok\n")
    with django_assert_num_queries(2):  # the table of migrations, and what it holds: the index was looked through a moment ago
        assert told(client) == (200, "ok\n")
    with django_assert_num_queries(0):
        assert told(client, "/livez") == (200, "ok\n")


def test_a_probe_asks_by_any_name_and_over_plain_http(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["portal.example.org"]
    probe = Client(headers={"host": "10.0.0.7:8000"})
    assert [probe.get(path).status_code for path in ("/livez", "/healthz", "/en/about/")] == [200, 200, 400]


def test_a_database_that_is_away_is_named_without_its_address(client):
    def fail(*asked):
        raise OperationalError('connection to server at "db.example.org", user "portal" failed')

    with connection.execute_wrapper(fail):
        assert told(client) == (503, "database: does not answer (OperationalError)\n")
        assert told(client, "/livez") == (200, "ok\n")


@pytest.mark.engine("postgresql")  # SQLite does not hang
def test_a_probe_does_not_wait_for_a_database_that_hangs(client, monkeypatch):
    monkeypatch.setattr(health, "DATABASE_PATIENCE", 0.05)

    def hang(execute, sql, params, many, context):
        return execute("SELECT pg_sleep(9)", (), False, context)

    asked = connection.copy()
    monkeypatch.setattr(health, "connection", asked)
    try:
        with asked.execute_wrapper(hang):
            assert told(client) == (503, "database: does not answer (OperationalError)\n")
    finally:
        asked.close()


def test_what_is_missing_is_named(client, settings, tmp_path):
    MigrationRecorder(connection).record_unapplied("portal", "0019_the_same_bounds_everywhere")
    MigrationRecorder(connection).record_unapplied("enterprises", "0001_initial")
    manifest = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STATIC_ROOT, settings.STORAGES = tmp_path, settings.STORAGES | {"staticfiles": manifest}
    missing = "enterprises.0001_initial, portal.0019_the_same_bounds_everywhere"
    assert told(client) == (
        503,
        f"migrations: 2 not applied: {missing} (manage.py migrate)\n"
        "static files: not collected when this process started (manage.py collectstatic, then start it again)\n",
    )
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "paths": {"css/portal.css": "css/portal.1.css"}}))
    assert staticfiles_storage.hashed_files == {}  # read once, as by a process that goes on
    settings.STORAGES = dict(settings.STORAGES)  # read again
    assert "static files" not in told(client)[1]


def test_a_record_that_the_index_does_not_know_is_missing(client):
    make_enterprise()
    make_enterprise()
    index(Record.objects.all())
    entry = SearchEntry.objects.filter(source=None).first()
    entry.delete()
    for _probe in range(2):  # only that all is well is remembered
        assert told(client) == (503, "search index: records are missing in it (manage.py index)\n")
    index(Record.objects.filter(pk=entry.record_id))
    assert told(client) == (200, "ok\n")
