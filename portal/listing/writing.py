"""Writes what is listed of records: by statements of the database, each about many of them."""

from django.db import connection
from django.db.models import Case, CharField, DateTimeField, F, IntegerField, Value, When
from django.db.models.fields import DateField
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest

from portal.listing.values import declared_values
from portal.models import Listed, ListedValue, Record, kinds
from portal.models.records import tables

MOST_KEYS = 10_000  # in one statement; SQLite takes 32,766 parameters in all
VALUE_COLUMNS = ("record_id", "kind", "value", "public_until", "public_from", "facet")
ANY_KEY = "\N{OBJECT REPLACEMENT CHARACTER}"  # is the key of no record

_kept = {}  # {(engine, kinds, what gives a queryset of keys): (pieces of its SQL between the parameters, these)}


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
    """[(facet, what gives the queryset of rows of these `keys`)] of the records of `models`, by the statements that write them, in their
    order."""
    found = [values for values in declared_values.values() if values.model in models]
    size = max(1, MOST_KEYS // len(keys))
    for start in range(0, len(found), size):
        yield [(values.facet, values.rows) for values in found[start : start + size]]
    without = [values for values in found if values.missing]
    for start in range(0, len(without), size):
        yield [(values.facet, values.rows_without) for values in without[start : start + size]]


def sql_of(rows, keys):
    """(SQL, parameters) of the queryset `rows(keys)`. Of one function they differ by the keys alone, and to write them takes Django longer
    than the database takes to answer: so they are written once for one key, in whose place these stand."""
    known = (connection.vendor, tuple(map(str, kinds.declared)), rows)
    if known not in _kept:
        sql, params = rows([ANY_KEY]).query.sql_with_params()
        _kept[known] = (sql.split("%s"), params)
    (text, *pieces), params = _kept[known]
    given = []
    for piece, param in zip(pieces, params, strict=True):
        values = keys if param == ANY_KEY else [param]
        text += f"{', '.join(['%s'] * len(values))}{piece}"
        given += values
    return text, given


def insert_rows(model, columns, keys, parts):
    """Insert by one statement the rows of all `parts`, [(*values of the last columns, what gives the queryset of these keys, of the columns
    before, in their order)]."""
    texts, params = [], []
    for *further, rows in parts:
        sql, of_rows = sql_of(rows, keys)
        texts.append(f"SELECT listed.*{', %s' * len(further)} FROM ({sql}) AS listed")  # noqa: S608
        params += (*further, *of_rows)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"INSERT INTO {table} ({names}) {' UNION ALL '.join(texts)}", params)


def write_listing(keys, models=None):
    """Write what is listed of the records with these `keys` anew, within a transaction and with the records locked. `models` has those
    of their tables, where they are known."""
    Listed.objects.filter(pk__in=keys).delete()
    ListedValue.objects.filter(record__in=keys).delete()
    insert_rows(Listed, tuple(columns_of_listed()), keys, [(rows_of_listed,)])
    for parts in rows_of_values(keys, models or models_holding(keys)):
        insert_rows(ListedValue, VALUE_COLUMNS, keys, parts)
