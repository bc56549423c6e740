"""Whoever writes a row that public pages read raises the generation in the same transaction, whichever way the write comes: a form,
`update()`, a fixture, a raw cursor, psql. A rollback takes that back, too."""

from typing import NamedTuple

from django.db import connection

from portal.models.generations import models_in_public
from portal.models.triggers import GENERATIONS, NOW, PREFIX, builder

STRIPES = 64  # so many transactions raise it at once on PostgreSQL; one more waits for another to end
ADVISORY = 0x67656E  # the first number of the advisory locks by which a transaction takes a stripe
FUNCTION = f"{PREFIX}generation"
MOMENTS = {
    "sqlite": {"added": "INSERT", "changed": "UPDATE", "removed": "DELETE"},
    "postgresql": {"written": "INSERT OR UPDATE OR DELETE OR TRUNCATE"},
}
STAMPED = {"begun": "INSERT", "raised": "UPDATE OF number"}

SQLITE = """CREATE TRIGGER {name} AFTER {moment} ON {table} FOR EACH ROW BEGIN
  INSERT INTO portal_generation (stripe, number, at) VALUES (0, 1, {now})
    ON CONFLICT (stripe) DO UPDATE SET number = number + 1, at = excluded.at; END"""
# Once in a transaction: what it sets for itself alone is gone with it, and with a savepoint that is rolled back, as the number is.
POSTGRESQL_FUNCTION = f"""CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE taken integer := pg_backend_pid() % {STRIPES};
BEGIN
  IF coalesce(current_setting('portal.raised', true), '') <> '' THEN RETURN NULL; END IF;
  FOR further IN 0..{STRIPES - 1} LOOP
    EXIT WHEN pg_try_advisory_xact_lock({ADVISORY}, taken);
    taken := (taken + 1) % {STRIPES};
  END LOOP;
  INSERT INTO {GENERATIONS} AS g (stripe, number, at) VALUES (taken, 1, clock_timestamp())
    ON CONFLICT (stripe) DO UPDATE SET number = g.number + 1, at = excluded.at;
  PERFORM set_config('portal.raised', 'yes', true);
  RETURN NULL;
END $$"""  # noqa: S608  a name of our own, here and below
POSTGRESQL = f"""{POSTGRESQL_FUNCTION};
CREATE TRIGGER {{name}} AFTER {{moment}} ON {{table}} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"""
# Of what is seen at the end of a transaction, however long it took, the moment is its end: Last-Modified must not fall behind it.
POSTGRESQL_STAMP = f"""CREATE OR REPLACE FUNCTION {FUNCTION}_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE {GENERATIONS} SET at = clock_timestamp() WHERE stripe = NEW.stripe;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER {{name}} AFTER {{moment}} ON {{table}} DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION {FUNCTION}_at()"""  # noqa: S608


class Raising(NamedTuple):
    """The trigger of one table: on SQLite there is one for each kind of write."""

    name: str
    moment: str
    table: str
    refusal: str = ""  # it refuses nothing
    raises: bool = True

    def sql(self, vendor):
        text = SQLITE if vendor == "sqlite" else POSTGRESQL_STAMP if self.table == GENERATIONS else POSTGRESQL
        return text.format(name=self.name, moment=self.moment, table=self.table, now=NOW["sqlite"].format("0 seconds"))


@builder
def generations(apps):
    apps.get_model("portal", "Generation")
    for model in models_in_public():
        try:
            table = apps.get_model(model._meta.label)._meta.db_table
        except LookupError:  # a migration before that model
            continue
        for name, moment in MOMENTS[connection.vendor].items():
            yield Raising(f"{PREFIX}{table}_{name}", moment, table)
    if connection.vendor == "postgresql":
        for name, moment in STAMPED.items():
            yield Raising(f"{PREFIX}{GENERATIONS}_{name}", moment, GENERATIONS)
