"""What the database itself refuses or notes down, whoever writes: triggers, the same on both engines.

They are made anew after whatever was migrated, and taken away before: SQLite rebuilds a table to alter it, drops its triggers without a
word, and refuses to rename a table that a trigger of another one names. What empties whole tables (a restore, `flush`) takes
them away, too.

Each app registers its own in its `triggers.py`, which is imported once all models are there.
"""

import re
from typing import NamedTuple

from django.apps import apps as installed
from django.db import connections

PREFIX = "kept_"  # of the names of all of them
GENERATIONS = "portal_generation"  # the table of portal.models.generations
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now', '{}')", "postgresql": "(clock_timestamp() + interval '{}')"}
JUST = "0.001 seconds"  # SQLite knows the time to the millisecond: what was written in this one is not later
SQLITE_TRIGGER = "CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW WHEN {condition} BEGIN {deed}; END"
POSTGRESQL_TRIGGER = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF {condition} THEN {deed}; END IF;
  RETURN {row};
END $$;
CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""

builders = []


class Trigger(NamedTuple):
    """`condition` and `deed` are SQL of both engines about OLD and NEW, in which [now] is this moment and [now -10 minutes] an
    earlier one. Without a deed the write is refused, for the reason given."""

    name: str
    moment: str  # such as BEFORE DELETE
    table: str
    condition: str
    refusal: str = ""
    deed: str = ""
    raises: bool = False  # the generation

    def sql(self, vendor):
        if vendor == "sqlite":
            deed = self.deed or f"SELECT RAISE(ABORT, '{self.refusal}')"
        else:
            deed = self.deed or f"RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'integrity_constraint_violation'"
        text = (SQLITE_TRIGGER if vendor == "sqlite" else POSTGRESQL_TRIGGER).format(
            name=self.name,
            moment=self.moment,
            table=self.table,
            condition=self.condition,
            deed=deed,
            row="OLD" if self.moment.endswith("DELETE") else "NEW",
        )
        if vendor == "sqlite":
            text = text.replace(" IS DISTINCT FROM ", " IS NOT ")  # which older ones do not know
        return re.sub(r"\[now(?: (-[^]]+))?\]", lambda found: NOW[vendor].format(found[1] or JUST), text)


def builder(build):
    """Register `build`: called with the models of one state of the database it gives Triggers, or raises LookupError where
    that state does not have what they are about."""
    builders.append(build)
    return build


def built(apps=installed):
    for build in builders:
        try:
            yield from build(apps)
        except LookupError:
            continue


def guarded_tables():
    """The tables that keep what is in them, whatever is written: what a trigger refuses there depends on what the row says now."""
    return {trigger.table for trigger in built() if trigger.refusal and "OLD." in trigger.condition}


def refusal_in(error):
    """Why a trigger refused what ended with this `error` of the database; empty where none did."""
    return next((trigger.refusal for trigger in built() if trigger.refusal and trigger.refusal in str(error)), "")


def present(connection):
    """{name: its text, or that of its function} of those that the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        else:
            functions = "pg_trigger JOIN pg_proc ON pg_proc.oid = pg_trigger.tgfoid"
            cursor.execute(f"SELECT tgname, prosrc FROM {functions} WHERE NOT tgisinternal ORDER BY tgname")  # noqa: S608
        return {name: text for name, text in cursor.fetchall() if name.startswith(PREFIX)}


def missing_triggers(connection):
    """The names of those that the database should have and does not, or not as they are now, though the tables are there that they are
    about: a migration that failed half-way leaves it so, or a kind that was declared since. The next `migrate` that ends well makes
    them anew."""
    found, tables = present(connection), set(connection.introspection.table_names())
    wanted = [trigger for trigger in built() if trigger.table in tables]
    return sorted(trigger.name for trigger in wanted if found.get(trigger.name, "?") not in trigger.sql(connection.vendor))


def remove_triggers(connection):
    """Without them nobody knows whether something public was changed: there is no generation as long as they are away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in present(connection):
                cursor.execute(f"DROP TRIGGER {name}")
        elif functions := ", ".join(f"{name}()" for name in functions_of_triggers(cursor)):
            cursor.execute(f"DROP FUNCTION {functions} CASCADE")
        if GENERATIONS in connection.introspection.table_names(cursor):
            cursor.execute(f"DELETE FROM {GENERATIONS}")  # noqa: S608


def functions_of_triggers(cursor):
    cursor.execute("SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype ORDER BY proname")
    return [name for (name,) in cursor.fetchall() if name.startswith(PREFIX)]


def install_triggers(connection, apps=installed):
    remove_triggers(connection)
    triggers = list(built(apps))
    with connection.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(trigger.sql(connection.vendor))
        if any(trigger.raises for trigger in triggers):
            cursor.execute(f"INSERT INTO {GENERATIONS} (stripe, number, at) VALUES (0, 0, {NOW[connection.vendor].format('0 seconds')})")  # noqa: S608


def are_as_built(connection, apps):
    """Whether the database has exactly those that it should have, as they are now."""
    found, wanted = present(connection), list(built(apps))
    same = found.keys() == {trigger.name for trigger in wanted}
    return same and all(found[trigger.name] in trigger.sql(connection.vendor) for trigger in wanted)


def before_migrations(using, plan=(), **kwargs):
    """Takes what `pre_migrate` sends. Where nothing is to be migrated no table is altered, and they stay: each start of `make run`
    asks for it."""
    if plan:
        remove_triggers(connections[using])


def after_migrations(using, apps=installed, **kwargs):
    """Takes what `post_migrate` sends; after a `flush` that is without `apps`."""
    if not are_as_built(connections[using], apps):
        install_triggers(connections[using], apps)
