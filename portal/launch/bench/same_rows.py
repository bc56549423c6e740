"""Gives the tables of another commit the rows of these, as far as both know them."""

import sqlite3
from contextlib import closing

import psycopg

OF_DJANGO = ("auth_group", "auth_permission", "django_", "sqlite_")  # each commit fills them itself
WRITTEN_ANEW = ("portal_searchentry",)  # what is measured is how they are written
FITTING = {"text": "''", "number": "0", "moment": "CURRENT_TIMESTAMP"}


def copy_rows(source, target):
    """Copy the rows of the database at the URL `source` to the empty tables at `target`, of the same kind; what the earlier code refused
    in them stays refused for nobody: it only reads them."""
    (copy_on_sqlite if source.startswith("sqlite") else copy_on_postgresql)(source, target)


def columns_of_both(these, others):
    """(table, columns of both, {column that `others` alone require: a value that fits}) of the tables that both have: each is
    {table: {column: what has to stand there}}."""
    for table in sorted(these.keys() & others.keys()):
        if not table.startswith((*OF_DJANGO, *WRITTEN_ANEW)):
            own = these[table]
            missing = {name: FITTING[needed] for name, needed in others[table].items() if needed and name not in own}
            yield table, [name for name in others[table] if name in own], missing


def kind_of_type(written):
    """Of which of FITTING the values of a column of this type are."""
    named = written.lower()
    return "moment" if named.startswith(("date", "time")) else "text" if "char" in named or "text" in named else "number"


def copy_on_sqlite(source, target):
    paths = [url.removeprefix("sqlite:///") for url in (source, target)]
    with closing(sqlite3.connect(paths[1])) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("ATTACH ? AS present", [paths[0]])
        for table, columns, missing in columns_of_both(tables_on_sqlite(connection, "present"), tables_on_sqlite(connection, "main")):
            names, values = quoted([*columns, *missing]), ", ".join([quoted(columns), *missing.values()])
            connection.execute(f'INSERT INTO main."{table}" ({names}) SELECT {values} FROM present."{table}"')  # noqa: S608
        connection.commit()


def tables_on_sqlite(connection, schema):
    found = {}
    for (table,) in connection.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'").fetchall():  # noqa: S608
        columns = connection.execute(f'PRAGMA {schema}.table_info("{table}")').fetchall()
        found[table] = {
            name: kind_of_type(written) if required and default is None else ""
            for _place, name, written, required, default, _key in columns
        }
    return found


def copy_on_postgresql(source, target):
    with psycopg.connect(source) as present, psycopg.connect(target) as earlier:
        earlier.execute("SET session_replication_role = replica")  # neither triggers nor keys of other rows are looked at
        for table, name in earlier.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"
        ).fetchall():
            earlier.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for table, columns, missing in columns_of_both(tables_on_postgresql(present), tables_on_postgresql(earlier)):
            names, values = quoted([*columns, *missing]), ", ".join([quoted(columns), *missing.values()])
            with (
                present.cursor().copy(f'COPY (SELECT {values} FROM "{table}") TO STDOUT') as rows,  # noqa: S608
                earlier.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as written,
            ):
                for some in rows:
                    written.write(some)


def tables_on_postgresql(connection):
    found = {}
    for table, name, written, required in connection.execute(
        "SELECT table_name, column_name, data_type, is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'"
        " FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position"
    ).fetchall():
        found.setdefault(table, {})[name] = kind_of_type(written) if required else ""
    return found


def quoted(names):
    return ", ".join(f'"{name}"' for name in names)
