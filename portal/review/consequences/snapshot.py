"""Asks every model that knows what the public sees of it, by the verb `published` of its queryset."""

from functools import cache
from typing import Any, NamedTuple

from django.apps import apps

from portal.models import Record


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
    """What the public sees at one moment."""

    rows: dict  # {model: {key of a row: keys of the records on whose pages it is shown}}
    ties: dict  # {Tie: (key of the row, key of the other)}

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


def take_snapshot():
    """The Face of the portal for the moment of `portal.models.public.now`, by one query for each model and each tie. Of a tie the
    database gives what is named, and what the public sees of both its ends is known by then: to ask for that again would cost it a
    dozen joins."""
    rows = {Record: dict.fromkeys(Record.objects.published().order_by().values_list("pk", flat=True), ())}
    for model in models_of_parts():
        found = model.objects.published().order_by().values_list("pk", *model.SHOWN_WITH)
        rows[model] = {key: set(places) - {None} for key, *places in found}
    face = Face(rows, {})
    for tie in ties():
        ends, others = face.keys(tie.model), face.keys(tie.other)
        face.ties[tie] = {pair for pair in naming_rows(tie).values_list("pk", tie.name) if pair[0] in ends and pair[1] in others}
    return face


def naming_rows(tie):
    """The rows of a tie that name another."""
    return tie.model.objects.filter(**{f"{tie.name}__isnull": False}).order_by()
