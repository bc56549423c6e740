"""Many keys as one value of a statement: its text is the same however many there are, and is written once."""

import json

from django.db import connection
from django.db.models.expressions import RawSQL

ROWS_OF_KEYS = {"sqlite": "SELECT value FROM json_each(%s)", "postgresql": "SELECT unnest(%s::text[])"}


def as_value(keys):
    """The list `keys` as the value that the text of `among_keys` takes."""
    return json.dumps(keys) if connection.vendor == "sqlite" else keys


def among_keys(value):
    """What stands after `__in` of a filter for all the keys in `value`, which `as_value` gave."""
    return RawSQL(ROWS_OF_KEYS[connection.vendor], [value])  # noqa: S611  a constant
