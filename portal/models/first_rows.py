"""The first rows of each of several querysets, such as the newest records of each month, and their numbers, by one query: each part of
it walks an index as far as it shows, where a window over all of them would number every row."""

from contextlib import suppress

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, Value


def union_of(querysets):
    """[(place of a queryset, *its values)] of all that they give, one after the other; they may be sliced, as for no union of Django's."""
    parts, parameters = [], []
    for place, rows in enumerate(querysets):
        with suppress(EmptyResultSet):
            sql, its_parameters = rows.query.sql_with_params()
            parts.append(f"SELECT {place} AS place, part.* FROM ({sql}) AS part")  # noqa: S608
            parameters += its_parameters
    if not parts:
        return []
    with connections[querysets[0].db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)  # either engine gives the parts one by one, each in its order
        return cursor.fetchall()


def first_of_each(querysets, most):
    """[[key]] of the first `most` rows of each of `querysets`, ordered, in their order; of querysets of several values, [[their tuple]]."""
    found = [[] for _rows in querysets]
    for place, *values in union_of([(rows if rows._fields else rows.values_list("pk"))[:most] for rows in querysets]):
        found[place].append(tuple(values) if values[1:] else values[0])
    return found


def numbers_of_rows(querysets):
    """[how many rows each of `querysets` gives]."""
    counted = [
        rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values_list("number") for rows in querysets
    ]
    found = dict(union_of(counted))
    return [found.get(place, 0) for place in range(len(querysets))]
