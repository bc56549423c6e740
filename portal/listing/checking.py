"""Compares what is listed with what the records say: what a raw cursor wrote into the derived tables themselves, or a lost mark."""

from portal.listing.writing import columns_of_listed, models_holding, rows_of_listed, rows_of_values
from portal.models import Listed, ListedValue, Record, StaleMark

COMPARED_AT_ONCE = 1000


def batches():
    keys = list(Record.objects.order_by("pk").values_list("pk", flat=True))
    return (keys[start : start + COMPARED_AT_ONCE] for start in range(0, len(keys), COMPARED_AT_ONCE))


def differences():
    """(key of a record, what differs) of all records."""
    for keys in batches():
        yield from of_listed(keys)
        yield from of_values(keys)
    for what, key in StaleMark.objects.order_by("what", "key").values_list("what", "key").distinct():
        yield key, f"changed and not written yet ({what})"


def of_listed(keys):
    columns = list(columns_of_listed())
    kept = {row[0]: row for row in Listed.objects.filter(pk__in=keys).order_by().values_list(*columns)}
    for due in rows_of_listed(keys):
        row = kept.get(due[0])
        if row is None:
            yield due[0], "not listed"
        else:
            yield from ((due[0], name) for name, old, new in zip(columns, row, due, strict=True) if old != new)


def of_values(keys):
    columns = ("record_id", "kind", "value", "public_until", "public_from", "facet")
    kept = set(ListedValue.objects.filter(record__in=keys).order_by().values_list(*columns))
    due = {(*row, facet) for parts in rows_of_values(keys, models_holding(keys)) for facet, rows in parts for row in rows}
    for record, _kind, value, _until, _from, facet in sorted(due ^ kept, key=str):
        yield record, f"{facet} {value}"
