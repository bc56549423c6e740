import gc
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from threading import Barrier

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.template.base import Template
from django.test import override_settings
from django.test.signals import template_rendered
from django.utils.translation import override

from tests.admin_pages import make_user

gc.set_threshold(50_000, 20, 50)  # a test run makes much and keeps little: collecting as often as a server does is a tenth of it


def with_room(function, /, **arguments):
    """Call the function from a frame larger than all that it will need.

    Python asks the system for memory whenever a call does not fit into the last 16 KB of frames, and gives it back on
    return; a page is drawn to and fro across such a border 10 000 times, a fifth of the time of a test. What is asked
    for a large frame is a power of two, and what this one leaves of it is enough for everything that it calls.
    """
    return function(**arguments)


with_room.__code__ = with_room.__code__.replace(co_stacksize=70_000)


def is_of_another_engine(item):
    mark = item.get_closest_marker("engine")
    return mark is not None and connection.vendor not in mark.args


def pytest_collection_modifyitems(config, items):
    others = [item for item in items if is_of_another_engine(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
    for item in items:
        item.obj = partial(with_room, item.obj)


nesting = threading.local()


def render_and_tell_once(template, context):
    """In place of Django's own for tests, which copies the context of every widget and every included part too: a third
    of the time of a form. What `response.context` gives is the same."""
    nesting.depth = getattr(nesting, "depth", 0) + 1
    try:
        if nesting.depth == 1:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)
    finally:
        nesting.depth -= 1


@pytest.fixture(scope="session", autouse=True)
def contexts_of_whole_pages(django_test_environment):
    """After Django has set up its own."""
    original, Template._render = Template._render, render_and_tell_once
    yield
    Template._render = original


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


@pytest.fixture(autouse=True)
def language_of_the_portal():
    """Whatever language the pages of the last test were read in."""
    with override(settings.LANGUAGE_CODE):
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
