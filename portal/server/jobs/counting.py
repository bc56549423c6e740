"""SQLite counts now and then how its tables are filled, which PostgreSQL does by itself."""

import time

from django.db import connection

from portal.models.statistics import count_rows_anew

PAUSE_BETWEEN_COUNTS = 1800  # seconds

counted_at = {}  # {name of a database: seconds of the process's clock}: what is due by time alone needs no row


def count_rows():
    """A job of the worker: due when that starts, and after each pause."""
    now, name = time.monotonic(), connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and now - counted_at.get(name, -PAUSE_BETWEEN_COUNTS) >= PAUSE_BETWEEN_COUNTS:
        count_rows_anew()
        counted_at[name] = now
        yield
