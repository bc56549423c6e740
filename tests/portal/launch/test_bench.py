"""That `make bench` asks pages that are there and words what it measured; what it measures is no test."""

import socket
import sqlite3
from contextlib import closing, contextmanager
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from portal.launch.bench.application import FORGETFUL, PAGE_CACHE
from portal.launch.bench.asking import AFTER_CHANGE, Asked
from portal.launch.bench.keeping import keep_tables
from portal.launch.bench.measured import Ran
from portal.launch.bench.pages import PAGE_KINDS
from portal.launch.bench.same_rows import copy_rows
from portal.launch.bench.tables import Aim, in_markdown, pages_that_ask_more, verdict
from portal.launch.bench.taking import Figures
from portal.listing.state import state
from tests.factories import make_source

PUBLIC = [kind for kind in PAGE_KINDS if not kind.of_staff]


@pytest.mark.once
@pytest.mark.django_db
def test_each_page_that_it_asks_is_there_with_the_fixtures(article, client, admin_client):
    for kind in PAGE_KINDS:
        answer = (admin_client if kind.of_staff else client).get(kind.fixtures or kind.made_up)
        assert answer.status_code == 200, kind


@pytest.mark.once
@pytest.mark.django_db
def test_after_a_change_all_that_is_kept_is_of_an_earlier_state(client, settings):
    settings.MIDDLEWARE = [FORGETFUL if name == PAGE_CACHE else name for name in settings.MIDDLEWARE]
    make_source()
    before = state().generation
    client.get("/healthz", headers={AFTER_CHANGE: "1"})
    assert state().generation != before


class VerdictTests:
    def test_says_the_worst_where_all_reach_it(self):
        assert verdict(Aim("", 2, {"home": 1.2, "map": 1.96})) == "all: at most 1.96"

    def test_names_those_that_miss_it_the_worst_first(self):
        missed = verdict(Aim("", 2, {"home": 2.5, "map": 1, "feed": 9, "desk": 3, "list": 4}))
        assert missed == "**4 of 5 above**: feed 9.00, list 4.00, desk 3.00 …"

    def test_says_nothing_of_what_was_not_measured(self):
        assert verdict(Aim("", 2, {})) == "–"


def test_what_was_not_measured_has_no_line():
    figures = Figures("SQLite 3", jobs={"start": Ran("", 2, 1.5, 0), "start of BASE": Ran("", 3, 2, 0)})
    told = in_markdown({"sqlite": figures}, SimpleNamespace(size="10k", full="1k"))
    assert "| second start of `make run`, of BASE | ≤ 1× | all: at most 0.75 |" in told
    assert "of the bare view" not in told
    assert "| start | 2.0 | 1.5 | – |" in told


def test_a_page_after_a_change_stands_beside_the_one_of_base():
    of_pages = {kind.title: 10 for kind in PAGE_KINDS}
    figures = Figures("SQLite 3", base=of_pages, fixtures_changed={"home": 25}, many=of_pages, many_changed={"home": 81})
    figures.counted, figures.bare = dict.fromkeys(of_pages, (1000, 1)), 1
    told = in_markdown({"sqlite": figures}, SimpleNamespace(size="10k", full="1k"))
    assert "| home | 1.0 | 1 | 10.0 | – | 25.0 | 2.50 | – | 10.0 | – | 81.0 | – | – |" in told


def test_a_page_that_asks_more_of_many_records_is_named():
    figures = Figures(counted_full={"home": (9, 10), "map": (9, 4)}, counted={"home": (99, 11), "map": (99, 4)})
    assert list(pages_that_ask_more(figures)) == ["home asks 11 queries, and 10 where there are fewer records"]


def test_the_page_keeps_one_table_of_each_size(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("# How fast\n", "utf-8")
    for size, tables in (("10k", "first"), ("1m", "other"), ("10k", "second")):
        keep_tables(size, tables, page)
    text = page.read_text("utf-8")
    assert text.startswith("# How fast\n\n## SIZE=10k\n")
    assert "first" not in text
    assert text.index("second") < text.index("## SIZE=1m") < text.index("other")


def test_an_answer_counts_when_the_whole_of_it_came_and_the_next_is_asked_for():
    own, portals = socket.socketpair()
    with own, portals:
        asked = Asked(own, b"GET / HTTP/1.1\r\n\r\n")
        came = []
        for part in (b"HTTP/1.1 200 OK\r\nContent-", b"Length: 8\r\n\r\nfour", b"more"):
            portals.sendall(part)
            came += asked.read()
        assert len(came) == 1
        assert portals.recv(1000).count(b"GET") == 2


@pytest.mark.parametrize("answer", [b"HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\nendless"])
def test_another_answer_than_the_page_ends_the_crowd(answer):
    own, portals = socket.socketpair()
    with own, portals:
        portals.sendall(answer)
        with pytest.raises(RuntimeError, match="not the page with its length"):
            Asked(own, b"GET / HTTP/1.1\r\n\r\n").read()


def test_the_index_stands_beside_the_one_of_base():
    figures = Figures("SQLite 3", jobs={"index": Ran("", 2, 1.5, 0), "index of BASE": Ran("", 9, 6, 0)})
    told = in_markdown({"sqlite": figures}, SimpleNamespace(size="10k", full="1k"))
    assert "| index, of BASE | ≤ 0.2× | **1 of 1 above**: 0.25 |" in told


PRESENT = """CREATE TABLE shown (id integer PRIMARY KEY, name varchar(9) NOT NULL, added varchar(9) NOT NULL);
CREATE TABLE only_present (id integer); CREATE TABLE django_own (id integer); CREATE TABLE portal_searchentry (id integer);
INSERT INTO shown VALUES (1, '', 'new'); INSERT INTO django_own VALUES (1); INSERT INTO portal_searchentry VALUES (1)"""
EARLIER = """CREATE TABLE shown (id integer PRIMARY KEY, former integer NOT NULL, titled text NOT NULL, since date NOT NULL,
  name varchar(9) NOT NULL CHECK (name <> ''), marked integer NOT NULL DEFAULT 7);
CREATE TABLE django_own (id integer); CREATE TABLE portal_searchentry (id integer)"""


@pytest.fixture
def urls_of_two(tmp_path):
    """The addresses of two empty databases of the kind on which this run is."""
    if connection.vendor == "sqlite":
        yield [f"sqlite:///{tmp_path / name}.sqlite3" for name in ("present", "earlier")]
        return
    given = {key: value for key, value in connection.get_connection_params().items() if key in ("host", "port", "user", "password")}
    names = ["bench_present", "bench_earlier"]
    with psycopg.connect(make_conninfo(dbname="postgres", **given), autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield [make_conninfo(dbname=name, **given) for name in names]
        for name in names:
            server.execute(f'DROP DATABASE "{name}"')


@contextmanager
def opened(url):
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            yield database
            database.commit()
    else:
        with psycopg.connect(url) as database:
            yield database


@pytest.mark.django_db
def test_an_earlier_schema_gets_the_rows_that_both_know_whatever_it_refused(urls_of_two):
    for url, text in zip(urls_of_two, (PRESENT, EARLIER), strict=True):
        with opened(url) as database:
            for statement in text.split(";"):
                database.execute(statement)
    copy_rows(*urls_of_two)
    with opened(urls_of_two[1]) as earlier:
        assert earlier.execute("SELECT id, name, former, titled, marked FROM shown").fetchall() == [(1, "", 0, "", 7)]
        assert earlier.execute("SELECT COUNT(*) FROM shown WHERE since IS NOT NULL").fetchall() == [(1,)]
        for table in ("django_own", "portal_searchentry"):
            assert earlier.execute(f"SELECT * FROM {table}").fetchall() == []
