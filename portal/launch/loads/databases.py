"""The two databases under load: where each is, how the bench looks into it, and how it is taken away and given back."""

import sqlite3
from contextlib import closing, contextmanager

import psycopg
from django.db.backends.sqlite3._functions import register

from portal.launch import postgres
from portal.launch.testing import VENV

SQLITE_CHECKS = ("integrity_check", "foreign_key_check")


class Sqlite:
    """A file. It cannot be stopped; a stranger who holds its lock is the nearest to that: pages are read, and writes wait."""

    title = "SQLite"

    def __init__(self, folder):
        self.path = folder / "portal.sqlite3"
        self.url = f"sqlite:///{self.path}"
        self.stranger = None

    def rows(self, sql):
        """The rows that a query gives."""
        with closing(sqlite3.connect(self.path, timeout=20)) as connection:
            return connection.execute(sql).fetchall()

    def run(self, sql):
        with closing(sqlite3.connect(self.path, timeout=20)) as connection, connection:
            connection.execute(sql)

    def stop(self):
        self.stranger = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        self.stranger.execute("BEGIN EXCLUSIVE")

    def start(self):
        self.stranger.execute("ROLLBACK")
        self.stranger.close()

    def damage(self):
        """What its own check finds wrong with the file, and references that lead nowhere."""
        with closing(sqlite3.connect(self.path, timeout=20)) as connection:
            register(connection)  # the functions that constraints call
            rows = [row for check in SQLITE_CHECKS for row in connection.execute(f"PRAGMA {check}")]
        return [str(row) for row in rows if row != ("ok",)]


class PostgreSQL:
    title = "PostgreSQL"

    def __init__(self, cluster):
        self.cluster, self.url = cluster, cluster.url
        self.stop, self.start = cluster.stop, cluster.start

    def rows(self, sql):
        """The rows that a query gives."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def run(self, sql):
        with psycopg.connect(self.url) as connection:
            connection.execute(sql)

    def damage(self):
        return []  # its server ran on: constraints have seen every row


@contextmanager
def sqlite(folder):
    yield Sqlite(folder)


@contextmanager
def postgresql(folder):
    with postgres.cluster(VENV) as cluster:
        cluster.start()
        yield PostgreSQL(cluster)


DATABASES_UNDER_LOAD = {"sqlite": sqlite, "postgresql": postgresql}
