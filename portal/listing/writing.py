"""Writes what is listed of records: by statements of the database, each about many of them."""

from functools import cache

from django.db import connection
from django.db.models import Case, CharField, DateTimeField, F, IntegerField, Value, When
from django.db.models.fields import DateField
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest

from portal.listing.values import declared_values
from portal.models import Listed, ListedValue, Record, kinds
from portal.models.many_keys import among_keys, as_value
from portal.models.records import tables

KEYS = object()  # among the parameters of a text that is kept: where the keys go
VALUE_COLUMNS = ("record_id", "kind", "value", "public_until", "public_from", "facet")


def first_text(paths, length):
    """The first of the texts at `paths`, those of tables that a record is not in are empty."""
    found = [Cast(path, CharField(max_length=length)) for path in paths]
    return Coalesce(*found, Value(""), output_field=CharField(max_length=length)) if found else Value("")


def columns_of_listed():
    """{column of Listed: expression of Record}, in the order of its fields."""
    named = {}
    for accessor, model in tables().items():
        for name, path in (("place", model.PLACE), ("dated", model.YEAR), ("city_en", model.CITY_EN), ("city_zh", model.CITY_ZH)):
            if path:
                named.setdefault(name, []).append((f"{accessor}__{path}", model._meta.get_field(path)))
    years = [ExtractYear(path) if isinstance(field, DateField) else Cast(path, IntegerField()) for path, field in named.get("dated", ())]
    return {
        "record_id": F("pk"),
        "accessor": Case(*(When(kind__in=[str(kind) for kind in each.kinds], then=Value(each.accessor)) for each in kinds.collections())),
        "kind": F("kind"),
        "public_from": F("published_at"),
        "updated_at": F("updated_at"),
        "changed_at": Case(When(published_at=None, then=Value(None, DateTimeField())), default=Greatest("published_at", "updated_at")),
        "name_sort_en": F("name_sort_en"),
        "name_sort_zh": F("name_sort_zh"),
        "place": first_text([path for path, _field in named.get("place", ())], 2),
        "city_en": first_text([path for path, _field in named.get("city_en", ())], 120),
        "city_zh": first_text([path for path, _field in named.get("city_zh", ())], 120),
        "dated": first_text([path for path, _field in named.get("dated", ())], 10),
        "year": Coalesce(*years, Value(None, IntegerField()), output_field=IntegerField()),
    }


def rows_of_listed(keys):
    columns = columns_of_listed()
    rows = Record.objects.filter(pk__in=keys).order_by()
    rows = rows.annotate(**{f"listed_{name}": expression for name, expression in columns.items()})
    return rows.values_list(*(f"listed_{name}" for name in columns))


def models_holding(keys):
    """The models of the tables of the records with these `keys`."""
    found = Record.objects.filter(pk__in=keys).order_by().values_list("kind", flat=True).distinct()
    return {tables()[kinds.of(kind).collection.accessor] for kind in found}


def rows_of_values(keys, models):
    """[(facet, queryset of rows)] of the records of `models` with these `keys`, by the two statements that write them, in their order."""
    found = [values for values in declared_values.values() if values.model in models]
    yield [(values.facet, values.rows(keys)) for values in found]
    yield [(values.facet, values.rows_without(keys)) for values in found if values.missing]


def inserting(model, columns, parts):
    """(text, parameters) of the statement that inserts the rows of all `parts`, [(*values of the last columns, queryset of the columns
    before, in their order)]."""
    texts, params = [], []
    for *further, rows in parts:
        sql, of_rows = rows.query.sql_with_params()
        texts.append(f"SELECT listed.*{', %s' * len(further)} FROM ({sql}) AS listed")  # noqa: S608
        params += (*further, *of_rows)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) {' UNION ALL '.join(texts)}", params


@cache
def writing_statements(models, declared):
    """The statements that write what is listed of records of the frozenset `models`, with KEYS for the keys: Django takes longer to write
    them than the database to follow them, and they are the same for whatever keys. `declared` are the kinds that there are, in a tuple."""
    values = [inserting(ListedValue, VALUE_COLUMNS, parts) for parts in rows_of_values(among_keys(KEYS), models) if parts]
    return [inserting(Listed, tuple(columns_of_listed()), [(rows_of_listed(among_keys(KEYS)),)]), *values]


def write_listing(keys, models=None):
    """Write what is listed of the records with these `keys` anew, within a transaction and with the records locked. `models` has those
    of their tables, where they are known."""
    value = as_value(keys)
    Listed.objects.filter(pk__in=among_keys(value)).delete()
    ListedValue.objects.filter(record__in=among_keys(value)).delete()
    with connection.cursor() as cursor:
        for text, params in writing_statements(frozenset(models or models_holding(keys)), tuple(map(str, kinds.declared))):
            cursor.execute(text, [value if param is KEYS else param for param in params])
