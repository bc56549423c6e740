"""Rows as text, the same from SQLite and PostgreSQL: one line of JSON for each row, in the order of the keys.

Equal rows give equal bytes, so that one digest tells whether a table came back as it was.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from uuid import UUID

from django.apps import apps as installed
from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from portal.exchange.backups.archive import BackupError
from portal.text.told import with_languages
from portal.text.told_fields import ToldField, ToldJSONField

# Sessions and what belongs to their forms: a backup signs nobody in. Search entries and what is
# listed: derived from the other rows, and written anew. That a worker is there: of the machine that was saved.
DERIVED = frozenset({"portal.searchentry", "portal.listed", "portal.listedvalue", "portal.stalemark", "portal.generation"})
LEFT_OUT = frozenset({"sessions.session", "portal.keptform", "portal.sentform", "portal.workerbeat"}) | DERIVED

CODE_POINTS = {"sqlite": "BINARY", "postgresql": "C"}  # the order of text that both databases have in common
ROWS_AT_ONCE = 500

# what Django calls the type of a column → how its text becomes a value again; every other type is JSON's own
READ = {
    "BinaryField": b64decode,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "UUIDField": UUID,
}


def as_text(value):
    """A value that JSON has no form for; TypeError where this module has none either."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return b64encode(value).decode()
    raise TypeError(f"A backup has no form for {type(value).__name__}.")


write_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=as_text).encode


def type_of(field):
    """The type of a column as Django names it: that of the key it holds where it is a foreign key."""
    while field.remote_field:
        field = field.target_field
    return field.get_internal_type()


class Table:
    """The own table of a model, without those of its parents; `columns` says in which order its values are written."""

    def __init__(self, model, columns=None):
        self.model, self.name = model, model._meta.label_lower
        own = {field.attname: field for field in model._meta.local_concrete_fields if not field.generated}
        if columns is not None and sorted(columns) != sorted(own):
            raise BackupError(f"The columns of {self.name} are not those of this portal: {', '.join(sorted(set(columns) ^ set(own)))}.")
        self.fields = [own[name] for name in columns or own]
        self.columns = [field.attname for field in self.fields]
        types = map(type_of, self.fields)
        self.told = [place for place, field in enumerate(self.fields) if isinstance(field, (ToldField, ToldJSONField))]
        self.reads = [(place, READ[kind]) for place, kind in enumerate(types) if kind in READ]

    def count(self):
        return self.model._base_manager.count()

    def lines(self):
        """Each row as a line of UTF-8, read as they come."""
        key = self.model._meta.pk
        order = Collate(F(key.attname), CODE_POINTS[connection.vendor]) if type_of(key) == "CharField" else F(key.attname)
        for row in self.model._base_manager.order_by(order).values_list(*self.columns).iterator():
            if self.told:  # whose texts are read in one language, and kept in all
                row = [with_languages(value) if place in self.told else value for place, value in enumerate(row)]
            yield (write_line(row) + "\n").encode()

    def digest(self):
        """The SHA-256 of all lines."""
        digest = hashlib.sha256()
        for line in self.lines():
            digest.update(line)
        return digest.hexdigest()

    def read(self, lines):
        """The values of each row; raises BackupError that names the first line that is none."""
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                if type(row) is not list or len(row) != len(self.fields):
                    raise ValueError(f"not a list of {len(self.fields)} values")
                for place, read in self.reads:
                    if row[place] is not None:
                        row[place] = read(row[place])
            except (ValueError, TypeError, InvalidOperation, RecursionError) as error:
                raise BackupError(f"Row {number} of {self.name} cannot be read: {error}.") from error
            yield row

    def insert(self, rows):
        """Write rows as they are: without signals, history or validation. The database's own rules hold."""
        quote = connection.ops.quote_name
        into = f"INSERT INTO {quote(self.model._meta.db_table)} ({', '.join(quote(field.column) for field in self.fields)}) VALUES "  # noqa: S608  names of the models
        one = f"({', '.join(['%s'] * len(self.fields))})"
        at_once = min(ROWS_AT_ONCE, (connection.features.max_query_params or 2**16 - 1) // len(self.fields))
        rows = iter(rows)
        with connection.cursor() as cursor:
            while part := list(islice(rows, at_once)):
                values = [field.get_db_prep_save(value, connection) for row in part for field, value in zip(self.fields, row, strict=True)]
                cursor.execute(into + ", ".join([one] * len(part)), values)


def models_of(apps=installed):
    """Every model that has a table of its own, the tables between two models included."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]


def saved_models(apps=installed):
    """{name: model} of the tables that a backup holds."""
    return {model._meta.label_lower: model for model in models_of(apps) if model._meta.label_lower not in LEFT_OUT}
