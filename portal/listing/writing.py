"""Writes what is listed of records: by statements of the database, each about many of them."""

from django.db import connection
from django.db.models import Case, CharField, DateTimeField, F, IntegerField, Value, When
from django.db.models.fields import DateField
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest

from portal.listing.values import declared_values
from portal.models import Listed, ListedValue, Record, kinds
from portal.models.records import tables

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


def rows_of_values(keys):
    """[(facet, queryset of rows)] of the records with these `keys`, in the order in which they are written."""
    models = {
        kinds.of(kind).collection.model for kind in Record.objects.filter(pk__in=keys).order_by().values_list("kind", flat=True).distinct()
    }
    found = [values for values in declared_values.values() if values.model._meta.label in models]
    yield from ((values.facet, values.rows(keys)) for values in found)
    yield from ((values.facet, values.rows_without(keys)) for values in found if values.missing)


def insert_rows(model, columns, rows, *further):
    """Insert the rows of a queryset, in this order of `columns`, each with the values `further` of the last ones."""
    sql, params = rows.query.sql_with_params()
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    given = "".join(", %s" for _value in further)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT listed.*{given} FROM ({sql}) AS listed", (*further, *params))  # noqa: S608


def write_listing(keys):
    """Write what is listed of the records with these `keys` anew, within a transaction and with the records locked."""
    Listed.objects.filter(pk__in=keys).delete()
    ListedValue.objects.filter(record__in=keys).delete()
    insert_rows(Listed, tuple(columns_of_listed()), rows_of_listed(keys))
    for facet, rows in rows_of_values(keys):
        insert_rows(ListedValue, VALUE_COLUMNS, rows, facet)
