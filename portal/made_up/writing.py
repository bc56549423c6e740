"""Writes made-up rows as a save would leave them, thousands at a time: each with a row of history, and none through a form."""

from datetime import timedelta
from functools import cache

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from portal.exchange.backups.tables import Table
from portal.models import Measure, Record, Sector, Technology

ROWS_AT_A_TIME = 20_000  # rows that are written in one transaction: what is kept in memory, too
MADE_UP = "made up"
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
    """Takes lists of MadeUpRows that belong together and writes them, many at once; `rows` says how many there were."""

    def __init__(self, moment):
        self.moment = moment  # of the rows of history
        self.waiting, self.number_waiting, self.rows = {}, 0, 0
        self.numbers = {}  # {model: the last key given} of tables whose keys are numbers

    def take(self, belonging):
        for row in belonging:
            self.add(row)
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
        if model not in self.numbers:
            self.numbers[model] = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.numbers[model] += 1
        return self.numbers[model]

    def add(self, row):
        values = dict(row.values)
        for parent in row.model._meta.concrete_model._meta.parents.values():
            values[parent.attname] = values["id"]
        keys = [self.put(table, values) for table in own_tables(row.model)]
        listed = []  # (field, row of the table between, with its key)
        for name, field in lists_of(row.model).items():
            for other in values.pop(name, ()):
                between = {column_of(field): keys[-1], other_column_of(field): other}
                listed.append((field, between | {"id": self.put(field.remote_field.through, between)}))
        if history := history_of(row.model):
            if row.before is not None:
                self.put_history(history, values | row.before, listed, "+", self.moment - CHANGED_AFTER)
            self.put_history(history, values, listed, "+" if row.before is None else "~", self.moment)

    def put_history(self, history, values, listed, sort, moment):
        noted = {"history_date": moment, "history_type": sort, "history_change_reason": MADE_UP}
        key = self.put(history, defaults_of_all(history.instance_type) | values | noted)
        for field, between in listed:
            if through := history_between(history, field.name):
                self.put(through, between | {"history_id": key})

    def write(self):
        """Write all that waits, in one transaction: at its end every row finds those that it names."""
        with transaction.atomic():
            # the last tables first: who acted in an event is noted down before the event, after which the list of them is closed
            for model in reversed(self.waiting):
                table = Table(model)
                table.insert([row[column] for column in table.columns] for row in self.waiting[model])
        self.rows += self.number_waiting
        self.waiting, self.number_waiting = {}, 0

    def end(self):
        """Write the rest, and have the database count on from the last number that was given."""
        self.write()
        for statement in connection.ops.sequence_reset_sql(no_style(), list(self.numbers)):
            with connection.cursor() as cursor:
                cursor.execute(statement)


def rows_already():
    """How many records and terms the database has."""
    return sum(model._base_manager.count() for model in (Record, Sector, Technology, Measure))
