"""What a database does to answer queries, as EXPLAIN tells it: for tests that no page reads all rows of a big table."""

import re
from contextlib import contextmanager

from django.db import connection

SCANNED = re.compile(r"^SCAN (\w+)|Seq Scan on (\w+)")
ALIAS = r'"(\w+)" {}\b'  # as Django names a table that a query reads twice, or within: "portal_record" T4


@contextmanager
def as_if_tables_were_large():
    """Within the block the database does not know that the tables of a test are small, which it reads whole, whatever index there is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchall():
                cursor.execute("DELETE FROM sqlite_stat1")
                cursor.execute("ANALYZE sqlite_master")  # reads that table again, and counts nothing
        yield cursor
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = on")


def scanned_tables(queries):
    """{table: the query} of those of which some of `queries` (of CaptureQueriesContext) reads every row: SQLite says so of a whole index,
    too."""
    found = {}
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with as_if_tables_were_large() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"{explain} {query['sql']}")
                for row in cursor.fetchall():
                    if match := SCANNED.search(str(row[-1]).strip()):
                        for table in re.findall(ALIAS.format(match[1]), query["sql"]) or [match[1] or match[2]]:
                            found[table] = query["sql"]
    return found
