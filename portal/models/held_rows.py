"""In which of its relations a record has rows at all: asked at once, so that a page asks nothing of those in which it has none."""

from functools import cache

from django.db import connection

from portal.models.generations import is_in_public


@cache
def question(model):
    """([name of a relation], SQL that says of each whether a row of `model` has rows there, whoever may see them). Only those are named
    whose rows a public page may tell."""
    quote = connection.ops.quote_name
    columns = {
        each.name: (each.related_model._meta.db_table, each.field.column) for each in model._meta.related_objects if is_of_pages(each)
    }
    for each in model._meta.many_to_many:
        columns[each.name] = each.m2m_db_table(), each.m2m_column_name()
    parts = [f"EXISTS(SELECT 1 FROM {quote(table)} WHERE {quote(column)} = %s)" for table, column in columns.values()]  # noqa: S608
    return list(columns), f"SELECT {', '.join(parts)}"


def is_of_pages(relation):
    return (relation.one_to_many or relation.one_to_one) and not relation.hidden and is_in_public(relation.related_model)


def relations_with_rows(row):
    """{name of a relation}: those in which there are rows of `row`, public ones or not."""
    names, sql = question(type(row))
    with connection.cursor() as cursor:
        cursor.execute(sql, [row.pk] * len(names))
        return {name for name, is_there in zip(names, cursor.fetchone(), strict=True) if is_there}
