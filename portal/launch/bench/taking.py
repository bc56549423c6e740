"""Takes the figures of one database: with the fixtures, with the few enterprises that fill each page, with SIZE."""

import sqlite3
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psycopg

from portal.launch import postgres
from portal.launch.bench.asking import COLD, ask_at_once
from portal.launch.bench.measured import BARE_VIEW, MeasuredPortal
from portal.launch.bench.pages import BARE, PAGE_KINDS
from portal.launch.bench.same_rows import copy_rows
from portal.launch.bench.sheet import ROWS_OF_SHEET, write_sheet
from portal.launch.environment import say
from portal.launch.loads.visitor import Visitor
from portal.launch.testing import VENV

STAFF = "admin"  # the account that opens the pages of staff
SECONDS_OF_THE_CROWD = 5
STARTS = 3  # of which the quickest counts


@dataclass
class Figures:
    """What was measured on one database. Pages are {title: milliseconds}, counted ones {title: (bytes, queries)}."""

    version: str = ""
    bare: float = 0
    fixtures: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)  # with the fixtures, by the code of BASE
    fixtures_changed: dict = field(default_factory=dict)  # the first answer after a change
    full: dict = field(default_factory=dict)
    counted_full: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)  # with SIZE
    many_changed: dict = field(default_factory=dict)
    counted: dict = field(default_factory=dict)  # with SIZE
    warm: dict = field(default_factory=dict)  # with SIZE
    crowd: object = None
    jobs: dict = field(default_factory=dict)  # {title: Ran}


def take_figures(name, folder, plan, base=None):
    """Measure on the database of that name; with the fixtures also the Code `base`."""
    figures = Figures()
    with MEASURED_DATABASES[name](folder, figures) as url_of:

        def portal(key, code=None):
            return MeasuredPortal(folder / key, url_of(key), code)

        with_fixtures(portal, figures, plan, base)
        if "pages" in plan.parts:
            say(f"{name}: with {plan.full} enterprises")
            with_full_pages(portal("full"), figures, plan)
        if "pages" in plan.parts or "jobs" in plan.parts:
            say(f"{name}: with {plan.size} enterprises")
            with_many(portal, figures, plan, base)
    return figures


def with_fixtures(portal, figures, plan, base):
    say("with the fixtures")
    now, before = portal("fixtures"), base and portal("base", base)
    for each in filter(None, (now, before)):
        each.prepare("seed")
        each.make_accounts()
    if "pages" in plan.parts:
        with now.served(BARE_VIEW):
            figures.bare = now.cost(BARE, plan.seconds)
        with ExitStack() as stack:
            stack.enter_context(now.served())
            if before:
                stack.enter_context(before.served())
            for kind, address, cookies in addresses(now, is_made_up=False):
                figures.fixtures[kind.title] = now.cost(address, plan.seconds, cookies, **{COLD: "1"})
                figures.fixtures_changed[kind.title] = now.cost_after_change(address, cookies)
                if before and not kind.of_staff:  # side by side: what else the machine does falls on both
                    figures.base[kind.title] = before.cost_if_there(address, plan.seconds)
    if "start" in plan.parts:
        for title, each in (("start", now), ("start of BASE", before)):
            if each:
                figures.jobs[title] = min((each.start_again() for _time in range(STARTS)), key=lambda ran: ran.cpu)


def with_full_pages(portal, figures, plan):
    portal.prepare("made_up", plan.full)
    portal.make_accounts()
    with portal.served():
        figures.full, figures.counted_full = cold_pages(portal, plan)


def with_many(portal, figures, plan, base):
    many = portal("many")
    figures.jobs["rows"] = many.prepare("made_up", plan.size, "--no-index")
    figures.jobs["index"] = many.manage("index")
    if base and "jobs" in plan.parts:
        before = portal("many-of-base", base)
        before.manage("migrate", "--verbosity=0")
        copy_rows(many.database_url, before.database_url)
        figures.jobs["index of BASE"] = before.manage("index")
    many.make_accounts()
    if "pages" in plan.parts:
        with many.served():
            figures.many, figures.counted = cold_pages(many, plan)
            for kind, address, cookies in addresses(many):
                figures.many_changed[kind.title] = many.cost_after_change(address, cookies)
            for kind in PAGE_KINDS:
                if not kind.of_staff:
                    figures.warm[kind.title] = many.cost(kind.made_up, plan.seconds)
            figures.crowd = ask_at_once(many.port, PAGE_KINDS[0].made_up, SECONDS_OF_THE_CROWD)
            figures.jobs["worker"] = many.so_far()
    if "jobs" in plan.parts:
        path, restored = many.folder / "portal.zip", portal("restored")
        figures.jobs["backup"] = many.manage("backup", str(path))
        restored.manage("migrate", "--verbosity=0")
        figures.jobs["restore"] = restored.manage("restore", str(path))
        take_import(many, figures)


def take_import(many, figures):
    """What it takes to read a sheet and say what its rows would do, and to write them; beside it what a command takes that does nothing."""
    sheet = many.folder / "sheet.xlsx"
    write_sheet(sheet)
    words = ("import_sheet", str(sheet), "--kind", "enterprises", "--user", STAFF)
    figures.jobs["a command that does nothing"] = many.manage(*words[:1], "--help")
    figures.jobs[f"preview of a sheet of {ROWS_OF_SHEET:,} rows"] = many.manage(*words)
    figures.jobs["the same sheet is confirmed"] = many.manage(*words, "--write")


def cold_pages(portal, plan):
    """{title: milliseconds} and {title: (bytes, queries)} of each kind of page, of which nothing is in the page cache."""
    costs, counts = {}, {}
    for kind, address, cookies in addresses(portal):
        costs[kind.title] = portal.cost(address, plan.seconds, cookies, **{COLD: "1"})
        counts[kind.title] = portal.looked_at(address, cookies)
    return costs, counts


def addresses(portal, *, is_made_up=True):
    """(PageKind, its address, the cookies of who opens it) of each."""
    visitor = Visitor(portal.port)
    visitor.sign_in(STAFF, portal.passwords[STAFF])
    for kind in PAGE_KINDS:
        yield kind, kind.address(is_made_up=is_made_up), visitor.cookies if kind.of_staff else {}


@contextmanager
def on_sqlite(folder, figures):
    figures.version = f"SQLite {sqlite3.sqlite_version}"
    yield lambda key: f"sqlite:///{folder / key}.sqlite3"


@contextmanager
def on_postgresql(folder, figures):
    with postgres.server(VENV, options=()) as url:
        with psycopg.connect(url) as connection:
            figures.version = f"PostgreSQL {connection.info.server_version // 10_000}.{connection.info.server_version % 10_000}"

        def url_of(key):
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{key}"')
            return url.replace("/postgres?", f"/{key}?")

        yield url_of


MEASURED_DATABASES = {"sqlite": on_sqlite, "postgresql": on_postgresql}
