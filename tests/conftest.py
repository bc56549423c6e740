import gc
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from math import inf
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import override_settings
from django.utils.translation import override

from portal.models import made_up
from tests.admin_pages import make_user
from tests.tables import copy_tables

gc.set_threshold(50_000, 20, 50)  # a test run makes much and keeps little: collecting as often as a server does is a tenth of it


def runs_elsewhere(item):
    """Whether another run has this test: it is about another engine, or, on PostgreSQL, it says the same as on SQLite, since it
    is marked so or reaches no database (pytest-django refuses it one)."""
    mark = item.get_closest_marker("engine")
    if mark is not None:
        return connection.vendor not in mark.args
    reaches = item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames
    return connection.vendor != "sqlite" and (not reaches or item.get_closest_marker("once") is not None)


def pytest_collection_modifyitems(config, items):
    here, elsewhere = [], []
    for item in items:
        (elsewhere if runs_elsewhere(item) else here).append(item)
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = here


@pytest.fixture(scope="session", autouse=True)
def django_test_environment():
    """In place of pytest-django's: mails are kept in mail.outbox, and pages are drawn as everywhere.

    Django's own set-up copies the context of every template, each widget and each included part, for `response.context`: a third
    of the time of a form. What a page was given is also in `response.context_data`.
    """
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield
        del mail.outbox


@pytest.fixture(scope="session", autouse=True)
def plain_static_files_and_quick_passwords():
    """Tests need no collected files (the manifest of hashed names belongs to a deployment) and no slow hashing."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=storages, STATIC_ROOT=settings.STATICFILES_DIRS[0], PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(scope="session", autouse=True)
def uploads_in_a_folder_of_the_tests(tmp_path_factory):
    caches = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in settings.CACHES}
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), CACHE_ROOT=tmp_path_factory.mktemp("cache"), CACHES=caches):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_use_migrations):
    """What pytest-django does before it sets the database up: on SQLite that is one in memory, and has the tables already."""
    if connection.vendor != "sqlite" or not django_db_use_migrations:
        yield
        return
    with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as memory:
        copy_tables(memory)
        yield


@pytest.fixture(autouse=True)
def language_of_the_portal():
    """Whatever language the pages of the last test were read in."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def nothing_is_made_up(monkeypatch):
    """As a process knows that has asked: a page then asks no query for it. `fill` has it asked again."""
    monkeypatch.setattr(made_up, "remembered", {"answer": False, "until": inf})


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """For rows that all tests of a module read: what a test itself changes is undone after it, these rows at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def article(kept):
    """The portal as its fixtures make it."""
    call_command("loaddata", *sorted((settings.BASE_DIR / "fixtures").glob("*.json")), verbosity=0)


@pytest.fixture
def threads(monkeypatch, tmp_path):
    """Runs functions at the same moment, each with a database connection of its own; returns their results."""

    def copy_of_the_database():
        """On SQLite the tests' database is in memory, and one connection is shared by all threads: they get a file."""
        file = tmp_path / "threads.sqlite3"
        with closing(sqlite3.connect(file)) as copied:
            connection.connection.backup(copied)
            copied.execute("PRAGMA journal_mode=WAL")  # as the settings ask for; twelve who ask at once get in each other's way
        monkeypatch.setitem(connection.settings_dict, "NAME", str(file))

    def run(*functions):
        if connection.vendor == "sqlite" and "memory" in connection.settings_dict["NAME"]:
            copy_of_the_database()
        start = Barrier(len(functions))

        def run_one(function):
            try:
                start.wait()
                return function()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(run_one, functions))

    return run


@pytest.fixture
def people(db):
    """One person of staff in each role, and a second Publisher."""
    roles = {"viewer": "Viewer", "editor": "Editor", "second": "Publisher", "publisher": "Publisher"}
    return {name: make_user(role, name) for name, role in roles.items()}


@pytest.fixture
def keeping(monkeypatch):
    """What is kept is kept within the transaction of a test, too."""
    monkeypatch.setattr("portal.listing.kept.connection", SimpleNamespace(in_atomic_block=False))
