"""Unique columns, such as addresses: which rows of the fixtures clash with stored rows, and how two rows exchange their values."""

from collections import defaultdict

from django.db import models

from portal.exchange.fixtures import root
from portal.models import SlugRedirect
from portal.text.languages.pairs import UniqueText


def unique_sets(model):
    """[(model that has the columns, their fields)] of the unique columns of `model` but its key: Exhibition → [(Record, (slug,)), …]."""
    sets = []
    for holder in [*model._meta.parents, model]:
        sets += [(holder, (field,)) for field in holder._meta.local_fields if field.unique and not field.primary_key]
        sets += [
            (holder, tuple(holder._meta.get_field(name) for name in constraint.fields))
            for constraint in holder._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
            and constraint.fields
            and (constraint.condition is None or isinstance(constraint, UniqueText))
        ]
    return sets


def final_value(row, old, field):
    """Value of the column of `field` after `row` is written; `old` is the stored object, None where there is none."""
    if field.attname in row.values:
        return row.values[field.attname]
    return field.get_default() if old is None else getattr(old, field.attname)


def changes(row, old, fields):
    """Whether writing `row` changes the column of one of `fields`."""
    return old is None or any(final_value(row, old, field) != getattr(old, field.attname) for field in fields)


def unique_clashes(to_write):
    """[(FixtureRow, reason)] of rows whose unique values another stored row has: (row, "slug: “silk” has this already").

    `to_write` is [(FixtureRow, stored object or None, …)]. Values of the stored rows among these are free.
    """
    rows_by_set = defaultdict(dict)  # {unique set: {its values: FixtureRow}}
    keys = {row.key for row, *_rest in to_write}
    clashes = []
    for row, old, *_rest in to_write:
        for holder, fields in unique_sets(row.model):
            values = tuple(final_value(row, old, field) for field in fields)
            if changes(row, old, fields) and not {None, ""}.intersection(values):
                rows_by_set[holder, fields][values] = row
    for (holder, fields), rows in rows_by_set.items():
        names = [field.attname for field in fields]
        stored = holder._base_manager.filter(**{f"{names[0]}__in": {values[0] for values in rows}})
        for pk, *values in stored.values_list("pk", *names):
            row = rows.get(tuple(values))
            if row and pk != row.pk and (root(holder), pk) not in keys:
                clashes.append((row, f"{', '.join(names)}: “{pk}” has this already"))
    addresses = {
        values[0]: row for (holder, fields), rows in rows_by_set.items() if fields[0].name == "slug" for values, row in rows.items()
    }
    for slug, pk in SlugRedirect.objects.filter(slug__in=addresses).values_list("slug", "record"):
        if pk != addresses[slug].pk:
            clashes.append((addresses[slug], f"slug: the address leads visitors to “{pk}”, which had it before"))
    return clashes


def step_aside(to_write):
    """Give the stored rows of `to_write` provisional values in unique columns that change, so that two rows can exchange theirs in any
    order."""
    for place, (row, old, *_rest) in enumerate(to_write):
        for holder, fields in unique_sets(row.model) if old else []:
            if changes(row, old, fields):
                put_aside(holder, row.pk, fields, place)


def put_aside(model, key, fields, place):
    """Give the row of `model` with this key a provisional value in one of `fields`, which are unique together; the same transaction
    writes over it. A number is 10⁹ + `place`, a text "~key"; a foreign key names no row, which both databases check only at the end."""
    own = next((field for field in fields if not field.is_relation and not field.choices), None)
    field = own or next((field for field in reversed(fields) if field.is_relation and not field.null), None)
    if field is not None:
        aside = 10**9 + place if isinstance(field, models.IntegerField) else f"~{key}"[: field.max_length or field.target_field.max_length]
        model._base_manager.filter(pk=key).update(**{field.attname: aside})
