"""A copy of the tests' own PostgreSQL database, for processes that a test starts."""

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
