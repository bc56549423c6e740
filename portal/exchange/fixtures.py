"""The files of fixtures as `seed` reads them: entry by entry, so that what is wrong is named by its place."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.models import Record, kinds


class FixtureError(Exception):
    """The fixtures are wrong: the message says what, in which file and in which entry."""


@dataclass(eq=False)
class Given:
    """What the fixtures say of one object: one entry, or the two halves of a record."""

    model: type  # for a record the model of its kind's own table
    pk: str
    places: dict = field(default_factory=dict)  # the model of each entry → where it stands
    values: dict = field(default_factory=dict)  # column → value, only those that an entry names
    many: dict = field(default_factory=dict)  # many-to-many field → keys, the same

    def __str__(self):
        return f"{self.model._meta.label_lower} {self.pk}"

    @property
    def where(self):
        return " and ".join(self.places.values())

    @property
    def key(self):
        return root(self.model), self.pk

    @cached_property
    def references(self):
        """[(column or field, model, key)] of everything that it refers to."""
        target = {name: self.model._meta.get_field(name).related_model for name in [*self.values, *self.many]}
        single = [(name, target[name], value) for name, value in self.values.items() if target[name] and value is not None]
        return single + [(name, target[name], value) for name, values in self.many.items() for value in values]

    def differences(self, present):
        """The fields in which `present`, the object in the database, is not what is given."""
        return [name for name, value in self.values.items() if getattr(present, name) != value] + [
            name for name, keys in self.many.items() if {related.pk for related in getattr(present, name).all()} != keys
        ]


def root(model):
    """The model whose keys `model` shares: Record for every kind of record."""
    return Record if issubclass(model, Record) else model


def error_in_words(error):
    """The message of an error; a ValidationError's messages with their fields, without Python's brackets."""
    if hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def as_stored(value):
    """The value as it comes back from the database: a moment without its offset is one of the portal's time zone."""
    return timezone.make_aware(value) if isinstance(value, datetime) and timezone.is_naive(value) else value


def read_fixtures(paths):
    """[Given] of all entries in the files at `paths`; raises FixtureError."""
    found = {}
    for path in paths:
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise FixtureError(f"{path.name} cannot be read: {error}") from error
        if not isinstance(entries, list):
            raise FixtureError(f"{path.name} holds no list of entries.")
        for number, entry in enumerate(entries, start=1):
            read_entry(entry, f"{path.name}, entry {number}", found)
    for given in found.values():
        if issubclass(given.model, Record):
            check_halves(given)
    return list(found.values())


def read_entry(entry, where, found):
    """Add one entry to `found`, {(root model, key): Given}."""
    if not isinstance(entry, dict) or not {"model", "pk", "fields"} <= entry.keys() or not isinstance(entry["fields"], dict):
        raise FixtureError(f"{where}: an entry is an object of model, pk and fields.")
    where = f"{where} ({entry['model']} {entry['pk']})"
    try:
        model = apps.get_model(entry["model"])
        pk = model._meta.pk.to_python(entry["pk"])
    except (LookupError, ValueError, AttributeError, ValidationError) as error:
        raise FixtureError(f"{where}: {error}") from error
    if model._meta.proxy or not (model is Record or hasattr(model, "history")) or not pk:
        raise FixtureError(f"{where}: seed takes entries with a key, of models that keep a history, not of their proxies.")
    given = found.setdefault((root(model), pk), Given(model, pk))
    if model in given.places:
        raise FixtureError(f"{where}: the same stands in {given.places[model]}.")
    if Record not in (model, given.model) and model is not given.model:
        raise FixtureError(f"{where}: {given.where} has this key.")
    given.places[model] = where
    given.model = model if given.model is Record else given.model
    own = {field.name: field for field in [*model._meta.local_fields, *model._meta.local_many_to_many] if not field.primary_key}
    for name, value in entry["fields"].items():
        if name not in own:
            raise FixtureError(f"{where}: {model._meta.label_lower} has no field “{name}” of its own.")
        try:
            if own[name].many_to_many:
                given.many[name] = {own[name].related_model._meta.pk.to_python(key) for key in value}
            else:
                given.values[own[name].attname] = as_stored(own[name].to_python(value))
        except (ValidationError, TypeError, ValueError) as error:
            raise FixtureError(f"{where}: {name}: {error_in_words(error)}") from error


def check_halves(given):
    """Both halves are there, or the record is in the database already; kind and table agree."""
    kind = given.values.get("kind")
    if kind is None or len(given.places) == 1:
        present = Record.objects.filter(pk=given.pk).first()
        if present is None:
            raise FixtureError(f"{given.where}: only half of a record: its other entry, or its kind, is missing.")
        kind = kind or present.kind
        given.model = type(present.specific) if given.model is Record else given.model
    if kind not in kinds.declared:
        raise FixtureError(f"{given.where}: there is no kind “{kind}”.")
    if given.model._meta.model_name != kinds.of(kind).collection.accessor:
        raise FixtureError(f"{given.where}: a record of kind “{kind}” is not kept in {given.model._meta.label_lower}.")
