"""Asks every model that knows what the public sees of it, by the verb `published` of its queryset."""

from functools import cache
from typing import Any, NamedTuple

from django.apps import apps

from portal.models import Record
from portal.models.many_keys import among_keys, as_value, rows_by


class Tie(NamedTuple):
    """A relation that a row may show or not, while it is public itself: a mark and its owner, a step and who took it."""

    model: Any
    name: str

    @property
    def field(self):
        return self.model._meta.get_field(self.name)

    @property
    def other(self):
        return self.field.related_model

    @property
    def label(self):
        return self.field.verbose_name


class Face(NamedTuple):
    """What the public sees at one moment: of the whole portal, or around some records."""

    rows: dict  # {model: {key of a row: keys of the records on whose pages it is shown}}
    ties: dict  # {Tie: (key of the row, key of the other)}
    around: dict | None = None  # {model: keys of the rows that were looked at}; None for all

    def keys(self, model):
        """The keys of the rows of `model` that the public sees."""
        return self.rows[Record if issubclass(model, Record) else model].keys()


@cache
def shown_models():
    """The models with rows that the public sees: records, as one, and every part of them."""
    models = [model for model in apps.get_models() if hasattr(model._default_manager.all(), "published")]
    return [model for model in models if not model._meta.proxy and (model is Record or not issubclass(model, Record))]


def models_of_parts():
    return [model for model in shown_models() if model is not Record]


@cache
def ties():
    """The relations between what the public sees that no verb of a row asks about: it is shown without the other, too."""
    tables = [model for model in apps.get_models() if issubclass(model, Record) and not model._meta.proxy]
    found = []
    for model in dict.fromkeys([*shown_models(), *tables]):
        needed = {path.split("__")[0] for path in getattr(model, "SHOWN_WITH", ())}
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            is_optional = field.many_to_many or (field.many_to_one and field.null)
            if is_optional and field.name not in needed and hasattr(field.related_model._default_manager.all(), "published"):
                found.append(Tie(model, field.name))
    return found


def as_keys(keys):
    return among_keys(as_value(list(keys)))


def keys_around(model, records):
    """The keys of the rows of `model` whose place in public depends on one of the records with these keys."""
    return set(records) if issubclass(model, Record) else model.objects.all().keys_around(records)


def seen_of(model, keys):
    """Which of the rows of `model` with these keys the public sees: it is asked now, and for the moment that is asked about."""
    shown = Record if issubclass(model, Record) else model
    return set(shown.objects.published().filter(pk__in=as_keys(keys)).order_by().values_list("pk", flat=True)) if keys else set()


def take_snapshot(records=None, before=None):
    """The Face of the portal for the moment of `portal.models.public.now`, by one query for each model and each tie; around `records`, the
    keys of some, and whatever was around them `before`, by one for each way that leads there. Of a tie the database gives what is named,
    and what the public sees of both its ends is known by then, or asked of these alone: to ask for that again would cost it a dozen
    joins."""
    around = records and {model: keys_around(model, records) for model in shown_models()}
    if around and before:
        around = {model: keys | before.around[model] for model, keys in around.items()}
    rows = {}
    for model in shown_models():
        found = model.objects.published().order_by()
        found = found.filter(pk__in=as_keys(around[model])) if around else found
        paths = getattr(model, "SHOWN_WITH", ())  # a record stands on its own page
        rows[model] = {key: set(places) - {None} for key, *places in found.values_list("pk", *paths)}
    face = Face(rows, {}, around)
    for tie in ties():
        pairs = pairs_around(tie, around) if around else all_pairs(tie)
        ends, others = ({key for key, _other in pairs}, {other for _key, other in pairs})
        ends, others = (seen_of(tie.model, ends), seen_of(tie.other, others)) if around else (face.keys(tie.model), face.keys(tie.other))
        face.ties[tie] = {pair for pair in pairs if pair[0] in ends and pair[1] in others}
    return face


def all_pairs(tie):
    return set(tie.model.objects.filter(**{f"{tie.name}__isnull": False}).order_by().values_list("pk", tie.name))


def pairs_around(tie, around):
    """What a tie names of rows that are around some records, on either of its ends."""
    ends = (("pk", tie.model), (tie.name, tie.other))
    return set().union(*(pairs_by(tie, path, around[Record if issubclass(model, Record) else model]) for path, model in ends))


def pairs_by(tie, path, keys):
    """What a tie names of the rows from which `path` leads to one of `keys`."""
    return {pair for pair in rows_by(tie.model, (path,), keys, "pk", tie.name) if pair[1] is not None}
