"""What SQLite may take while a command writes much: without it pages that are changed again and again are written again and again."""

from django.db import connection

KILOBYTES_HELD = 64_000  # of the database, in memory; a process that serves pages has SQLITE_MEGABYTES of each connection
PAGES_AHEAD = 32_000  # of 4 kB, that the log may hold until they are written into the database itself; usually 1,000


def expect_much_written():
    """Prepare the connection of this process, for as long as it is open; PostgreSQL does the like in processes of its own."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        (held,) = cursor.execute("PRAGMA cache_size").fetchone()  # below 0 it is in kB
        cursor.execute(f"PRAGMA cache_size = {min(held, -KILOBYTES_HELD)}")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD}")
