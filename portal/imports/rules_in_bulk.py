"""The rules of many rows at once, each asked of the database by one question: check constraints, and what stands once."""

from collections import defaultdict

from django.db import connection
from django.db.models import CheckConstraint, DecimalField, UniqueConstraint
from django.db.models.sql import Query

ROWS_ASKED = 400  # rows in one question
VALUES_ASKED = 900  # values that are looked for in one question


def tables_of(model):
    """The models whose tables hold a row of `model`, its own and those of its parents."""
    options = model._meta.concrete_model._meta
    return [*(parent for parent in options.get_parent_list() if not parent._meta.proxy), options.model]


def in_sql(model, condition):
    """(SQL, parameters) of a condition on the columns of one table, whose names stand alone."""
    query = Query(model=model, alias_cols=False)
    compiler = query.get_compiler(connection=connection)
    return query.build_where(condition).as_sql(compiler, connection)


def placeholder(field, is_first):
    if connection.vendor == "postgresql" and is_first:
        return f"%s::{field.cast_db_type(connection)}" if field.cast_db_type(connection) else "%s"
    return "CAST(%s AS NUMERIC)" if connection.vendor == "sqlite" and isinstance(field, DecimalField) else "%s"


def columns_asked(model, conditions):
    """The fields of the table of `model` that conditions name."""
    names = {name for condition in conditions for name in condition.referenced_base_fields}
    return [
        field for field in model._meta.local_concrete_fields if {field.name, field.attname} & names or ("pk" in names and field.primary_key)
    ]


def truths(model, rows, conditions):
    """[[whether each row keeps each of `conditions`; None where it cannot be said]] of rows that need not be stored."""
    fields = columns_asked(model, conditions)
    parts = [in_sql(model, condition) for condition in conditions]
    quote, found = connection.ops.quote_name, []
    for start in range(0, len(rows), ROWS_ASKED):
        some, params, lines = rows[start : start + ROWS_ASKED], [], []
        for number, row in enumerate(some):
            lines.append(f"({', '.join([str(number), *(placeholder(field, not number) for field in fields)])})")
            params += [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        names = ", ".join(["given_number", *(quote(field.column) for field in fields)])
        asked = ", ".join(sql for sql, _params in parts)
        sql = f"WITH given ({names}) AS (VALUES {', '.join(lines)}) SELECT {asked} FROM given ORDER BY given_number"  # noqa: S608  no value is in it
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *(param for _sql, own in parts for param in own)])
            found += cursor.fetchall()
    return found


def broken_checks(rows):
    """[(row, constraint)] of the check constraints of the model of `rows`, all of one model, that they break."""
    found = []
    for table in tables_of(type(rows[0])) if rows else ():
        checks = [constraint for constraint in table._meta.constraints if isinstance(constraint, CheckConstraint)]
        if checks:
            said = truths(table, rows, [constraint.condition for constraint in checks])
            pairs = ((row, zip(checks, truth, strict=True)) for row, truth in zip(rows, said, strict=True))
            found += [(row, constraint) for row, each in pairs for constraint, is_kept in each if is_kept is not None and not is_kept]
    return found


class Once:
    """Fields of a table that no two rows may have alike, and what is said where two have."""

    def __init__(self, table, names, said, condition=None):
        self.table, self.said, self.condition = table, said, condition
        self.fields = [table._meta.get_field(name) for name in names]

    def told_apart(self, rows):
        """{row: its values} of those that the rule is about."""
        kept = rows
        if self.condition is not None:
            kept = [row for row, (truth,) in zip(rows, truths(self.table, rows, [self.condition]), strict=True) if truth]
        found = {}
        for row in kept:
            values = tuple(field.get_prep_value(getattr(row, field.attname)) for field in self.fields)
            if self.condition is not None or None not in values:
                found[row] = values
        return found

    def stored(self, values):
        """{values: key} of what is stored with some of `values`, a set of tuples."""
        place = max(range(len(self.fields)), key=lambda each: len({value[each] for value in values}))
        asked = sorted({value[place] for value in values if value[place] is not None})
        rows = self.table._base_manager.order_by()
        rows = rows.filter(self.condition) if self.condition is not None else rows
        found = {}
        for start in range(0, len(asked), VALUES_ASKED):
            some = rows.filter(**{f"{self.fields[place].attname}__in": asked[start : start + VALUES_ASKED]})
            for key, *stored in some.values_list("pk", *(field.attname for field in self.fields)):
                found[tuple(field.get_prep_value(value) for field, value in zip(self.fields, stored, strict=True))] = key
        return found


def what_stands_once(model):
    """The Onces of a model and its parents, but of keys."""
    for table in tables_of(model):
        for field in table._meta.local_concrete_fields:
            if field.unique and not field.primary_key:
                yield Once(table, [field.name], field.error_messages["unique"])
        for constraint in table._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                yield Once(table, constraint.fields, constraint.get_violation_error_message(), constraint.condition)


def standing_twice(rows):
    """[(row, Once, the other row of `rows`, or the key of one that is stored)] of rows that would stand twice."""
    found = []
    for once in what_stands_once(type(rows[0])) if rows else ():
        values = once.told_apart(rows)
        if not values:
            continue
        alike = defaultdict(list)
        for row, each in values.items():
            alike[each].append(row)
        for several in alike.values():
            for row in several if len(several) > 1 else ():
                found.append((row, once, next(other for other in several if other is not row)))
        stored = once.stored(set(values.values()))
        found += [(row, once, stored[each]) for row, each in values.items() if each in stored and stored[each] != row.pk]
    return found
