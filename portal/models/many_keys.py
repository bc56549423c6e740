"""Many keys as one value of a statement: its text is the same however many there are, and is written once."""

import json
from functools import cache

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

ROWS_OF_KEYS = {"sqlite": "SELECT value FROM json_each(%s)", "postgresql": "SELECT unnest(%s::text[])"}

MOST_IN_TEXT = 64  # keys that stand in a text one by one: SQLite begins with these, and with a list only where its rows are read all


def as_value(keys):
    """The list `keys` as the value that the text of `among_keys` takes."""
    return json.dumps(keys) if connection.vendor == "sqlite" else keys


def among_keys(value):
    """What stands after `__in` of a filter for all the keys in `value`, which `as_value` gave."""
    return RawSQL(ROWS_OF_KEYS[connection.vendor], [value])  # noqa: S611  a constant


def rows_by(model, paths, keys, *columns):
    """What the `columns` hold of all rows of `model` from which one of `paths` leads to one of `keys`: {("k1", "k2")}. Each path is asked
    for itself: no database has one index for several."""
    if not keys:
        return set()
    given, places = list(keys), 0
    if len(given) <= MOST_IN_TEXT:
        places = 1 << (len(given) - 1).bit_length()  # so that there are few texts; the last key stands in those that are left
        given += given[-1:] * (places - len(given))
    with connection.cursor() as cursor:
        cursor.execute(text_by(connection.vendor, model, paths, columns, places), (given if places else [as_value(given)]) * len(paths))
        return set(cursor.fetchall())


@cache
def text_by(vendor, model, paths, columns, places):
    """The text of that statement, once: Django takes longer to write it than a database to answer. It has `places` for keys, or, where
    that is 0, one for all of them."""
    keys = [str(place) for place in range(places)] or among_keys("")
    rows = [QuerySet(model).filter(**{f"{path}__in": keys}).order_by().values_list(*columns) for path in paths]
    return " UNION ".join(each.query.sql_with_params()[0] for each in rows)
