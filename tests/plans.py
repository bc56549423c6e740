"""What a database does to answer queries, as EXPLAIN tells it: for tests that no page reads all rows of a big table."""

import re

from django.db import connection

SCANNED = re.compile(r"^SCAN (\w+)|Seq Scan on (\w+)")


def scanned_tables(queries):
    """{table: the query} of those of which some of `queries` (of CaptureQueriesContext) reads every row: SQLite says so of a whole index,
    too."""
    found = {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # it reads small tables whole, whatever there is
        for query in queries:
            if query["sql"].startswith("SELECT"):
                explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
                cursor.execute(f"{explain} {query['sql']}")
                for row in cursor.fetchall():
                    if match := SCANNED.search(str(row[-1]).strip()):
                        found[match[1] or match[2]] = query["sql"]
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = on")
    return found
