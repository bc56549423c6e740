"""What of a record is told in one language only: counted for many records by one query, and named text by text for one."""

from functools import cache, reduce

from django.apps import apps
from django.db.models import CASCADE, Case, Exists, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from portal.models.generations import is_in_public
from portal.models.records import Record
from portal.text.languages.pairs import columns, half, stems


def way_to_record(model):
    """The path from `model` to the record that its rows are a part of, "nomination__category__round"; empty where they are of none."""
    for field in model._meta.concrete_fields:
        if field.many_to_one and field.remote_field.on_delete is CASCADE:
            if issubclass(field.related_model, Record):
                return field.name
            if further := way_to_record(field.related_model):
                return f"{field.name}__{further}"
    return ""


def is_term(model):
    """Whether rows of `model` are words of the vocabulary, which many records share."""
    return bool(stems(model)) and not issubclass(model, Record) and not way_to_record(model)


@cache
def parts_with_pairs():
    """[(model, path to the record, stems)] of all that a record tells in pairs: the table of its kind, the rows that belong to it,
    and the terms that either names ("measure__unit"). What the record says itself comes first."""
    found = []
    for model in apps.get_models():
        path = "pk" if issubclass(model, Record) else way_to_record(model)
        if model is Record or model._meta.proxy or not path:
            continue
        own = [*stems(model)]
        for field in model._meta.concrete_fields:
            if field.many_to_one and is_term(field.related_model):
                own += [f"{field.name}__{stem}" for stem in stems(field.related_model)]
        if own:
            found.append((model, path, own))
        for field in model._meta.local_many_to_many:
            if is_term(field.related_model):
                through = [f"{field.m2m_reverse_field_name()}__{stem}" for stem in stems(field.related_model)]
                found.append((field.remote_field.through, field.m2m_field_name(), through))
    return sorted(found, key=lambda part: part[1] != "pk")


def counted_parts():
    """Those of `parts_with_pairs` without what is a gap of its own (portal/desk/gaps.py): names of records, words for a picture."""
    for model, path, found in parts_with_pairs():
        yield model, path, [stem for stem in found if stem != "alt" and (stem, path) != ("name", "pk")]


def any_half(found, languages):
    condition = Q()
    for stem in found:
        condition |= half(stem, languages)
    return condition


def has_half(found, languages):
    """The condition on records that a text of `found`, such as `parts_with_pairs()`, is not told in one of `languages`."""
    condition = Q()
    for model, path, own in found:
        condition |= Exists(model._base_manager.order_by().filter(any_half(own, languages), **{path: OuterRef("pk")}))
    return condition


def among_half_told(found):
    """The same of many records: the database reads each table once, where `has_half` asks all of them for each record."""
    condition = Q()
    for model, path, own in found:
        condition |= Q(pk__in=model._base_manager.order_by().filter(any_half(own, ("en", "zh"))).values(path))
    return condition


def half_told_in_private():
    """The keys of the records of which a row that no public page reads has a text in one language only: what is kept of gaps depends on
    them beside what is public."""
    found = set()
    for model, path, own in counted_parts():
        if not is_in_public(model):
            found.update(model._base_manager.order_by().filter(any_half(own, ("en", "zh"))).values_list(path, flat=True))
    return tuple(sorted(found))


def half_told():
    """The expression that counts the texts of a record in one language only, those of `counted_parts`."""
    total = Value(0)
    for model, path, own in counted_parts():
        of_row = sum((Case(When(half(stem), then=1), default=0) for stem in own), Value(0))
        rows = model._base_manager.order_by().filter(**{path: OuterRef("pk")}).values(path).annotate(halves=Sum(of_row))
        total += Coalesce(Subquery(rows.values("halves"), output_field=IntegerField()), 0)
    return total


def untold(record, languages):
    """[(row, the column that is empty)] of the texts of `record` that are not told in one of `languages`."""
    found = []
    for model, path, own in parts_with_pairs():
        for row in model._base_manager.filter(any_half(own, languages), **{path: record.pk}).order_by("pk"):
            for stem in own:
                *way, last = stem.split("__")
                teller = reduce(getattr, way, row)
                texts = {column: getattr(teller, column) for column in columns(last)} if teller else {}
                empty = [column for column, text in texts.items() if not text and column[-2:] in languages]
                found += [(teller, column) for column in empty if any(texts.values())]
    return list(dict.fromkeys(found))
