"""What a database can hold only once, such as an address: who has what the fixtures would give to somebody else."""

from collections import defaultdict

from django.db import models

from portal.exchange.fixtures import root
from portal.models import SlugRedirect
from portal.text.languages.pairs import UniqueText


def unique_sets(model):
    """[(model that holds the columns, their fields)] of everything unique in `model` but its key."""
    found = []
    for holder in [*model._meta.parents, model]:
        found += [(holder, (field,)) for field in holder._meta.local_fields if field.unique and not field.primary_key]
        found += [
            (holder, tuple(holder._meta.get_field(name) for name in constraint.fields))
            for constraint in holder._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
            and constraint.fields
            and (constraint.condition is None or isinstance(constraint, UniqueText))
        ]
    return found


def final_value(given, old, field):
    """The column as it will be once `given` is written; `old` is None where it is new."""
    if field.attname in given.values:
        return given.values[field.attname]
    return field.get_default() if old is None else getattr(old, field.attname)


def changes(given, old, fields):
    """Whether writing `given` changes one of the columns."""
    return old is None or any(final_value(given, old, field) != getattr(old, field.attname) for field in fields)


def unique_clashes(to_write):
    """[(Given, reason)] of what the database cannot take because another row has what is unique and keeps it.

    `to_write` is [(Given, the object in the database or None, …)]. What those rows themselves give up is free.
    """
    wanted = defaultdict(dict)  # a unique set → {its values: Given}
    moving = {given.key for given, *_rest in to_write}
    found = []
    for given, old, *_rest in to_write:
        for holder, fields in unique_sets(given.model):
            values = tuple(final_value(given, old, field) for field in fields)
            if changes(given, old, fields) and not {None, ""}.intersection(values):
                wanted[holder, fields][values] = given
    for (holder, fields), givens in wanted.items():
        names = [field.attname for field in fields]
        held = holder._base_manager.filter(**{f"{names[0]}__in": {values[0] for values in givens}})
        for pk, *values in held.values_list("pk", *names):
            given = givens.get(tuple(values))
            if given and pk != given.pk and (root(holder), pk) not in moving:
                found.append((given, f"{', '.join(names)}: “{pk}” has this already"))
    addresses = {
        values[0]: given for (holder, fields), givens in wanted.items() if fields[0].name == "slug" for values, given in givens.items()
    }
    for slug, pk in SlugRedirect.objects.filter(slug__in=addresses).values_list("slug", "record"):
        if pk != addresses[slug].pk:
            found.append((addresses[slug], f"slug: the address leads visitors to “{pk}”, which had it before"))
    return found


def step_aside(to_write):
    """Take from the rows that are about to change what is unique in them, so that two may exchange it in any order."""
    for place, (given, old, *_rest) in enumerate(to_write):
        for holder, fields in unique_sets(given.model) if old else []:
            if changes(given, old, fields):
                put_aside(holder, given.pk, fields, place)


def put_aside(model, key, fields, place):
    """Give the row of this key something in one of the `fields`, unique together, that no other has; to be written over within
    the same transaction. A number is beyond all that are given, `place` by `place`; what refers to a row refers to none, which both
    databases look at only in the end."""
    own = next((field for field in fields if not field.is_relation and not field.choices), None)
    field = own or next((field for field in reversed(fields) if field.is_relation and not field.null), None)
    if field is not None:
        aside = 10**9 + place if isinstance(field, models.IntegerField) else f"~{key}"[: field.max_length or field.target_field.max_length]
        model._base_manager.filter(pk=key).update(**{field.attname: aside})
