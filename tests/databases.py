"""Databases beside that of the tests: a copy of it on PostgreSQL, for processes that a test starts, and an empty one."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import connection, connections


@contextmanager
def copied_postgresql(name):
    """The address of a copy called `name`, which is dropped in the end, whoever is still connected to it."""
    template = connection.settings_dict["NAME"]
    connections.close_all()  # of a database that is copied
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def empty_database(folder):
    """In place of the tests' own one that has no tables, on the same engine."""
    own, empty = connections["default"], connections["default"].copy()
    empty.settings_dict["NAME"] = "empty" if own.vendor == "postgresql" else str(folder / "empty.sqlite3")
    if own.vendor == "postgresql":
        with own._nodb_cursor() as cursor:
            cursor.execute("CREATE DATABASE empty")
    connections["default"] = empty
    try:
        yield
    finally:
        empty.close()
        connections["default"] = own
        if own.vendor == "postgresql":
            with own._nodb_cursor() as cursor:
                cursor.execute("DROP DATABASE empty")
