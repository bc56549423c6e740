"""Writes rows as a save would leave them, thousands at a time: each with a row of history, and none through a form."""

from collections import defaultdict
from datetime import timedelta
from functools import cache

from django.db import connection, models, transaction
from django.db.models import Max

from portal.exchange.backups.tables import Table

ROWS_AT_A_TIME = 20_000  # rows that are written in one transaction: what is kept in memory, too
NUMBERS_AT_A_TIME = 500  # that are taken of a sequence together
CHANGED_AFTER = timedelta(days=30)  # before its last change a row was new


def own_tables(model):
    """The models whose tables hold one row of `model`, its parents first."""
    options = model._meta.concrete_model._meta
    return [*(parent for parent in options.get_parent_list() if not parent._meta.proxy), options.model]


def lists_of(model):
    """{name: its field} of the lists of a model."""
    return {field.name: field for field in model._meta.many_to_many}


@cache
def history_of(model):
    """The model of the history of `model`; None where it has none."""
    manager = getattr(model._meta.concrete_model, "history", None)
    return manager.model if manager else None


@cache
def history_between(history, name):
    """The model of the history of the list `name`; None where it is not kept."""
    manager = getattr(history, name, None)
    return manager.model if manager else None


@cache
def defaults_of(model):
    """{column: its default} of a table, but of columns whose default differs from row to row: those must be given."""
    columns = [field for field in model._meta.local_concrete_fields if not field.generated]
    return {
        field.attname: field.get_default()
        for field in columns
        if not field.primary_key and (not field.has_default() or not callable(field.default) or field.default is dict)
    }


@cache
def defaults_of_all(model):
    """{column: its default} of all tables that hold a row of `model`."""
    return {column: default for table in own_tables(model) for column, default in defaults_of(table).items()}


def column_of(field):
    """The column of the table between two models that names the one whose list it is."""
    return field.remote_field.through._meta.get_field(field.m2m_field_name()).attname


def other_column_of(field):
    return field.remote_field.through._meta.get_field(field.m2m_reverse_field_name()).attname


class RowWriter:
    """Takes rows and writes them, many at once; `rows` says how many there were. `reason` and the key of a `user` stand in the history."""

    def __init__(self, moment, reason, user=None):
        self.moment, self.reason, self.user = moment, reason, user  # of the rows of history
        self.waiting, self.number_waiting, self.rows = {}, 0, 0
        self.numbers = {}  # {model: numbers that are free, or the last one given} of tables whose keys are numbers
        self.changed = defaultdict(list)  # {(model, columns): [values and the key]}

    def take(self, belonging):
        """Take rows that belong together, each with `model`, `values` and `before`: see `add`."""
        for row in belonging:
            self.add(row.model, row.values, row.before)
        self.write_many()

    def write_many(self):
        """Write what waits where it is much: it is kept in memory until then."""
        if self.number_waiting >= ROWS_AT_A_TIME:
            self.write()

    def put(self, model, values):
        """Have one row of one table wait; columns that it does not have are left out. Returns its key."""
        key = model._meta.pk
        row = defaults_of(model) | values
        if isinstance(key, models.AutoField) and key.attname not in row:
            row[key.attname] = self.next_number(model)
        self.waiting.setdefault(model, []).append(row)
        self.number_waiting += 1
        return row[key.attname]

    def next_number(self, model):
        """A key that nobody else gives: on PostgreSQL others write at the same time."""
        if connection.vendor == "postgresql":
            if not self.numbers.get(model):
                self.numbers[model] = numbers_of_sequence(model)
            return self.numbers[model].pop()
        if model not in self.numbers:
            self.numbers[model] = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.numbers[model] += 1
        return self.numbers[model]

    def add(self, model, values, before=None):
        """Have a new row wait. `values` are its columns, and keys of its lists: {"slug": …, "sectors": [key, …]}; what is not given has the
        default of its column. `before` has columns as they were when it was new, where it was changed since."""
        values = dict(values)
        for parent in model._meta.concrete_model._meta.parents.values():
            values[parent.attname] = values["id"]
        keys = [self.put(table, values) for table in own_tables(model)]
        listed = [pair for name, field in lists_of(model).items() for pair in self.put_list(field, keys[-1], values.pop(name, ()))]
        if before is not None:
            self.put_history(model, values | before, listed, "+", self.moment - CHANGED_AFTER)
        self.put_history(model, values, listed, "+" if before is None else "~", self.moment)

    def put_list(self, field, key, others):
        """Have the rows between two models wait; returns [(field, row between, with its key)]."""
        rows = [{column_of(field): key, other_column_of(field): other} for other in others]
        return [(field, row | {"id": self.put(field.remote_field.through, row)}) for row in rows]

    def change(self, model, values, columns, lists=()):
        """Have a row that is stored wait to be changed: `values` are all its columns and lists after the change, of which `columns` and
        `lists` are others."""
        values = dict(values)
        key = values[model._meta.concrete_model._meta.pk.attname]
        for table in own_tables(model):
            own = tuple(sorted(field.attname for field in table._meta.local_concrete_fields if field.attname in columns))
            if own:
                fields = [table._meta.get_field(name) for name in own]
                prepared = [field.get_db_prep_save(values[field.attname], connection) for field in fields]
                self.changed[table, own].append([*prepared, key])
        listed = []
        for name, field in lists_of(model).items():
            others = values.pop(name, ())
            if name in lists:
                field.remote_field.through._base_manager.filter(**{column_of(field): key}).delete()
                listed += self.put_list(field, key, others)
            elif others:
                between = field.remote_field.through._base_manager.filter(**{column_of(field): key}).order_by("pk")
                listed += [(field, row) for row in between.values("id", column_of(field), other_column_of(field))]
        self.put_history(model, values, listed, "~", self.moment)

    def put_history(self, model, values, listed, sort, moment):
        history = history_of(model)
        if history is None:
            return
        noted = {"history_date": moment, "history_type": sort, "history_change_reason": self.reason, "history_user_id": self.user}
        key = self.put(history, defaults_of_all(history.instance_type) | values | noted)
        for field, between in listed:
            if through := history_between(history, field.name):
                self.put(through, between | {"history_id": key})

    def write(self):
        """Write all that waits, in one transaction: at its end every row finds those that it names."""
        with transaction.atomic():
            self.write_changes()
            # the last tables first: who acted in an event is noted down before the event, after which the list of them is closed
            for model in reversed(self.waiting):
                table = Table(model)
                table.insert([row[column] for column in table.columns] for row in self.waiting[model])
        self.rows += self.number_waiting
        self.waiting, self.number_waiting = {}, 0

    def write_changes(self):
        for (table, names), rows in self.changed.items():
            update_rows(table, names, rows)
            self.rows += len(rows)
        self.changed.clear()


def update_rows(table, names, rows):
    """Update columns of many rows of one table: each of `rows` has the values of the columns `names`, as the database takes them, and the
    key."""
    quote = connection.ops.quote_name
    assigned = ", ".join(f"{quote(table._meta.get_field(name).column)} = %s" for name in names)
    statement = f"UPDATE {quote(table._meta.db_table)} SET {assigned} WHERE {quote(table._meta.pk.column)} = %s"  # noqa: S608  names of the models
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def remove_rows(table, keys):
    """Delete rows of one table by their keys, of which the caller knows that nothing refers to them: without signals and history."""
    quote = connection.ops.quote_name
    places = ", ".join(["%s"] * len(keys))
    statement = f"DELETE FROM {quote(table._meta.db_table)} WHERE {quote(table._meta.pk.column)} IN ({places})"  # noqa: S608  names of the models
    with connection.cursor() as cursor:
        cursor.execute(statement, list(keys))


def numbers_of_sequence(model):
    """NUMBERS_AT_A_TIME keys of a table that nobody else is given, the last first."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), column, NUMBERS_AT_A_TIME],
        )
        return [number for (number,) in reversed(cursor.fetchall())]
