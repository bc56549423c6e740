"""A start of `make run` that finds its database up to date does what may be needed, and reads nothing that is not."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal.access.roles import make_groups, permissions_of
from portal.launch import migrating
from portal.models import triggers

IMPORTED = """
import sys
from portal.wsgi import application
print(*sys.modules)
"""
UNNEEDED = {"pypinyin", "initiatives.official_lists.reading", "openpyxl", "xlrd", "xlsxwriter", "boto3", "django.test"}


@pytest.fixture
def migrations_run(monkeypatch):
    done = []
    monkeypatch.setattr(migrating, "call_command", lambda *words, **_options: done.append(words))
    return done


@pytest.mark.django_db
def test_what_was_taken_from_an_up_to_date_database_is_put_back_without_a_migration(migrations_run):
    make_groups(connection.alias)
    editors = Group.objects.get(name="Editor")
    editors.permissions.clear()
    with connection.cursor() as cursor:
        name = "kept_event_deleted"
        cursor.execute(f"DROP TRIGGER {name}" if connection.vendor == "sqlite" else f"DROP FUNCTION {name}() CASCADE")
    migrating.migrate()
    assert migrations_run == []
    assert triggers.missing_triggers(connection) == []
    assert editors.permissions.count() == len(permissions_of("Editor"))


@pytest.mark.django_db
def test_a_migration_that_is_not_noted_down_is_applied(migrations_run):
    ((_app, latest),) = MigrationLoader(connection).graph.leaf_nodes("portal")
    MigrationRecorder(connection).record_unapplied("portal", latest)
    migrating.migrate()
    assert migrations_run == [("migrate",)]


@pytest.mark.django_db
def test_a_model_that_no_migration_makes_is_left_to_django(migrations_run, monkeypatch):
    models = migrating.apps.get_models()
    monkeypatch.setattr(migrating.apps, "get_models", lambda: models[1:])
    migrating.migrate()
    assert migrations_run == [("migrate",)]


@pytest.mark.once
def test_the_portal_is_there_before_what_few_processes_need_is_imported():
    variables = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, "SECRET_KEY": "k", "ALLOWED_HOSTS": "localhost", "LOCAL": "true"}
    imported = subprocess.run(
        [sys.executable, "-c", IMPORTED], cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=True
    )
    assert "portal.admin" in imported.stdout.split()
    assert not UNNEEDED.intersection(imported.stdout.split())
