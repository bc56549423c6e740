"""Chromium on a live server that holds the article's records, with typefaces of its own whatever the machine has."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from functools import wraps
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Locator, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from portal.launch import browser
from portal.server.call_stack import in_one_piece
from tests.tables import copy_tables

# The two sets of typefaces in which pages must hold: ours, with a Chinese one; and a wide one, without. A visitor's are neither.
FONTS = {
    "ours": browser.OWN_FACES,
    "wide": (Path(__file__).parent / "vendor" / "dejavu", "DejaVu Sans"),
}


def and_loaded(method):
    """A step that leads to another page ends when its address is there; what is asked of the page next asks all of it."""

    @wraps(method)
    def step(self, *args, **options):
        method(self, *args, **options)
        page = self if isinstance(self, Page) else self.page
        if not page.is_closed():
            page.wait_for_load_state("domcontentloaded")

    return step


@pytest.fixture(scope="session", autouse=True)
def whole_pages():
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Locator, Page):
            for name in ("click", "press"):
                patch.setattr(kind, name, and_loaded(getattr(kind, name)))
        yield


@pytest.fixture(scope="session")
def launch(tmp_path_factory):
    """`launch(fonts)` gives Chromium with one of FONTS, the same each time."""
    if not browser.program():
        pytest.fail("There is no chromium on the PATH. On Debian: sudo apt install chromium")
    browsers = {}
    with sync_playwright() as playwright:

        def launch(fonts):
            if fonts not in browsers:
                browsers[fonts] = browser.start(playwright, FONTS[fonts], tmp_path_factory.mktemp("fonts"))
            return browsers[fonts]

        yield launch
        for each in browsers.values():
            each.close()


@pytest.fixture(scope="session")
def tables(django_test_environment, django_db_blocker, tmp_path_factory):
    """A copy in memory of the database as the migrations make it.

    It is one in a file, as the portal has it: one in memory has a single connection, and a browser asks twice at once.
    """
    file = tmp_path_factory.mktemp("database") / "portal.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(file)
    with closing(sqlite3.connect(file)) as database:
        copy_tables(database)
    with django_db_blocker.unblock(), closing(sqlite3.connect(":memory:")) as copy:
        connection.creation.create_test_db(verbosity=0, serialize=False, keepdb=True)
        connection.ensure_connection()
        connection.connection.backup(copy)
        yield copy
        connections.close_all()


@pytest.fixture(scope="session")
def records(tables):
    """A copy in memory of the database with the article's records in it."""
    with closing(sqlite3.connect(":memory:")) as copy:
        call_command("seed", verbosity=0)
        connection.connection.backup(copy)
        yield copy


class Server(ThreadedWSGIServer):
    """As gunicorn's worker does, each thread draws its pages within one piece of memory."""

    def process_request_thread(self, request, client_address):
        in_one_piece(super().process_request_thread, request, client_address)


@pytest.fixture(scope="session")
def server(records):
    """The address of one server for all tests. (The database of pytest-django's is empty after each of them.)"""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LiveServerThread, "server_class", Server)
        server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def site(server, records):
    """The address of the portal with the article's records in it, and nothing that another test wrote."""
    yield server
    records.backup(connection.connection)


class Watch:
    """Keeps what a visitor never sees but a site must not do: console messages, script errors, requests to elsewhere.

    A breach of the content security policy is a console message.
    """

    def __init__(self, page, site):
        self.site, self.problems = site, []
        self.may_answer = {}  # address → status of a page that is expected to be an error
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self.on_request)
        page.on("response", self.on_response)

    def on_console(self, message):
        if message.type in ("error", "warning") and message.location["url"] not in self.may_answer:
            self.problems.append(f"console: {message.text} ({message.location['url']})")

    def on_request(self, request):
        if not request.url.startswith((self.site + "/", "data:", "blob:")):
            self.problems.append(f"request off the site: {request.url}")

    def on_response(self, response):
        if response.status >= 400 and self.may_answer.get(response.url) != response.status:
            self.problems.append(f"answered {response.status}: {response.url}")


@pytest.fixture(scope="session")
def last_pages():
    """{options of a context: [a page of each that is free]}. A context is as good as new without its cookies, and a page in a new one
    takes as long as four: the process that draws it starts with nothing."""
    return defaultdict(list)


@pytest.fixture
def open_page(launch, site, last_pages):
    """`open_page(width=1440, **context options)` gives an empty page; the test fails in the end for what was watched.

    Its `watch` has the problems found so far.
    """
    opened = []

    def open_page(width=1440, height=900, fonts="ours", color_scheme="light", **options):
        kind = (fonts, *sorted(options.items()))
        if last_pages[kind]:
            last = last_pages[kind].pop()
            page = last.context.new_page()
            last.close()  # only now: a process without a page ends
        else:
            context = launch(fonts).new_context(base_url=site, reduced_motion="reduce", **options)
            context.set_default_timeout(10_000)
            page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        page.watch = Watch(page, site)
        opened.append((kind, page))
        return page

    yield open_page
    for kind, page in opened:
        page.context.clear_cookies()
        last_pages[kind].append(page)
    problems = [problem for _kind, page in opened for problem in page.watch.problems]
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(open_page):
    return open_page()
