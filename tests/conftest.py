import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import override_settings


@pytest.fixture(scope="session", autouse=True)
def plain_static_files_and_quick_passwords():
    """Tests need no collected files (the manifest of hashed names belongs to a deployment) and no slow hashing."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=storages, STATIC_ROOT=settings.STATICFILES_DIRS[0], PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(scope="session", autouse=True)
def uploads_in_a_folder_of_the_tests(tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


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
