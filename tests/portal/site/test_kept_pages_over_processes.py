"""No stale byte: what one process changes, another shows, whatever it has kept; also where the writer dies right after its commit."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from io import StringIO
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from portal.launch.running import free_port
from portal.models import Measure, Record, Statement
from tests.browser.test_every_page import MISSING, PAGES
from tests.databases import copied_postgresql

pytestmark = pytest.mark.django_db  # else there is no database of the tests to copy
COPY = "going_global_kept_pages"
OF_EVERYBODY = [each for each in PAGES if not each.startswith(("enquiry/", "shortlist/", "compare/"))]
FOR_PROGRAMS = [
    "feed.xml", "exhibitions/feed.xml", "corrections/feed.xml", "calendar.ics", "exhibitions/journey-to-singapore/calendar.ics",
    "exhibitions/?sort=newest&page=1", "sources/old-address/", "exhibitions/gansu-hengzhen/",
]  # fmt: skip
ADDRESSES = [f"/en/{each}" for each in (*OF_EVERYBODY, *FOR_PROGRAMS, MISSING)] + ["/zh-hans/", "/sitemap.xml", "/robots.txt"]
RECORD, LIST = "/en/exhibitions/journey-to-singapore/", "/en/exhibitions/"
ON_TIME = ["/en/", RECORD, LIST, "/en/feed.xml", "/sitemap.xml"]
if connection.vendor != "sqlite":  # what a database does for a page that is kept, it does for every address
    ADDRESSES = sorted({*ON_TIME, *ADDRESSES[::3]})
UNTOLD = [  # pages that say nothing of any record of the fixtures, or not by its name
    *(f"/en/{each}/" for each in ("about", "privacy", "terms", "accessibility", "search", "corrections", "sources/old-address")),
    *(
        "/en/corrections/feed.xml",
        "/en/search/?q=nothing-has-this-word",
        "/en/exhibitions/?q=no-exhibition-has-this-word",
        f"/en/{MISSING}",
        "/robots.txt",
        "/sitemap.xml",
    ),
    *("/en/calendar.ics", "/en/exhibitions/journey-to-singapore/calendar.ics"),
]
FROM_BELOW = {"Authorization": "none"}  # asks past what is kept
COLUMNS = {Record: ("name_en", "summary_en", "published_at"), Statement: ("value",), Measure: ("name_en",)}


def rename():
    Record.objects.update(name_en=Concat(F("name_en"), Value(" (renamed)")), summary_en=Concat(F("summary_en"), Value(" Renamed.")))


def correct():
    Statement.objects.filter(value__isnull=False).update(value=F("value") + 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portal_measure SET name_en = name_en || ' counted'")


def withdraw():
    Record.objects.update(published_at=None)


def schedule():
    Record.objects.update(published_at=timezone.now() + timedelta(days=1))


def soon():
    Record.objects.update(published_at=timezone.now() + timedelta(seconds=1))


@contextmanager
def database(folder):
    """The DATABASE_URL of a copy of the tests' database."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "portal.sqlite3")) as copied:
            connection.ensure_connection()
            connection.connection.backup(copied)
        yield f"sqlite:///{folder / 'portal.sqlite3'}"
        return
    with copied_postgresql(COPY) as address:
        yield address


class Writer:
    """This process, which has none of the pages, and writes into the copy."""

    def __init__(self, url):
        self.copy, self.before = connections["default"].copy(), {}
        path = urlsplit(url).path
        self.copy.settings_dict["NAME"] = path[1:]  # of a file after its second slash

    @contextmanager
    def connected(self):
        own, connections["default"] = connections["default"], self.copy
        try:
            yield
        finally:
            self.copy.close()
            connections["default"] = own

    def seed(self):
        with self.connected():
            call_command("seed", stdout=StringIO())
            self.before = {model: list(model.objects.all()) for model in COLUMNS}

    def change(self, act):
        with self.connected(), transaction.atomic():
            act()

    def restore(self):
        for model, columns in COLUMNS.items():
            model.objects.bulk_update(self.before[model], columns)


class Process:
    """One gunicorn with one worker, asked over one connection."""

    def __init__(self, variables, port):
        self.port = port
        options = {"--workers": 1, "--bind": f"127.0.0.1:{port}", "--config": "python:portal.server.gunicorn"}
        command = [sys.executable, "-m", "gunicorn", *(str(text) for option in options.items() for text in option)]
        self.server = subprocess.Popen([*command, "tests.portal.site.serving"], cwd=settings.BASE_DIR, env=variables)

    def wait(self):
        until = time.monotonic() + 120
        while True:
            try:
                return self.ask("/livez")
            except ConnectionError:
                assert self.server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)

    def ask(self, address, **headers):
        """(status, body, headers)"""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as visitor:
            visitor.request("GET", quote(address, safe="/?=&%"), headers={"Host": "localhost", **headers})
            response = visitor.getresponse()
            return response.status, response.read(), dict(response.getheaders())

    def end(self):
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait()


@pytest.fixture(scope="module")
def processes(django_db_setup, django_db_blocker, tmp_path_factory):
    """(what writes, the one that answers, DATABASE_URL of both), with the records of the fixtures."""
    folder = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock(), database(folder) as url:
        (folder / "static").mkdir()
        writer = Writer(url)
        writer.seed()
        answering = Process(os.environ | {"DATABASE_URL": url, "VAR_ROOT": str(folder)}, free_port("127.0.0.1", 8600))
        try:
            answering.wait()
            yield writer, answering, url
        finally:
            answering.end()


def shown(process, address):
    """The status and body that a visitor gets, after it was compared with what is made anew."""
    kept, made = process.ask(address), process.ask(address, **FROM_BELOW)
    assert "ETag" in kept[2], "it is kept"
    assert kept[:2] == made[:2], address
    return kept[:2]


@pytest.fixture(scope="module")
def answers(processes):
    """{address: how it was answered before each change and after the last, as (kept, made anew, what was kept once more)}

    All addresses are asked between two changes, so that each change is made once. After each of them it is another's turn to be first.
    Before the first nothing is made anew: it is what comes back in the end.
    """
    writer, answering, _url = processes
    found = {address: [] for address in ADDRESSES}
    changes = [rename, correct, withdraw, writer.restore, None]
    for turn, change in enumerate(changes):
        first = turn * len(ADDRESSES) // len(changes)
        for address in (*ADDRESSES[first:], *ADDRESSES[:first]):
            kept = answering.ask(address)
            found[address].append([kept, answering.ask(address, **FROM_BELOW) if turn else kept])
        for address in ADDRESSES:
            found[address][-1].append(answering.ask(address))
        if change:
            writer.change(change)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_one_process_changes_another_shows_at_once(answers, address):
    for kept, made, again in answers[address]:
        assert "ETag" in kept[2], "it is kept"
        assert kept[:2] == made[:2]
        assert again[:2] == kept[:2], "nothing but what is kept"
    before, renamed, _corrected, withdrawn, restored = [kept[:2] for kept, _made, _again in answers[address]]
    assert restored == before
    if address not in UNTOLD:
        assert before != withdrawn
        assert before != renamed or before[0] == 301


def test_what_is_scheduled_appears_on_time(processes, answers):
    """No row is written when its moment comes. To schedule is a change as to withdraw is, which every page was asked about above."""
    writer, answering, _url = processes
    writer.change(schedule)
    hidden = {address: shown(answering, address) for address in ON_TIME}
    writer.change(soon)
    for address in ON_TIME:
        answering.ask(address)  # and is kept for the second that is left
    until = time.monotonic() + 30
    while answering.ask(RECORD)[0] != 200:
        assert time.monotonic() < until
        time.sleep(0.05)
    for address in ON_TIME:
        assert shown(answering, address) != hidden[address], address
    writer.change(writer.restore)


def test_a_writer_that_is_killed_right_after_its_commit_leaves_nothing_stale(processes):
    writer, answering, url = processes
    for turn in range(20):
        name = f"Killed {turn}"
        child = os.fork()
        if not child:
            try:
                kill_after_commit(url, name)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        assert name.encode() in shown(answering, RECORD)[1]
    writer.change(writer.restore)


@pytest.mark.engine("postgresql")
def test_a_connection_that_the_database_has_ended_costs_no_page(processes):
    _writer, answering, url = processes
    before = shown(answering, "/en/")
    with closing(psycopg.connect(url)) as database:
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert {answering.ask("/en/")[:2] for _time in range(20)} == {before}, "whichever thread it was of"


def kill_after_commit(url, name):
    sql, values = "UPDATE portal_record SET name_en = {} WHERE slug = {}", (name, "journey-to-singapore")
    if url.startswith("sqlite"):
        database = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)
        database.execute(sql.format("?", "?"), values)
    else:
        database = psycopg.connect(url)
        database.execute(sql.format("%s", "%s"), values)
    database.commit()
    os.kill(os.getpid(), signal.SIGKILL)
