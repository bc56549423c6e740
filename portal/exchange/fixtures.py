"""Fixture files as `seed` reads them: entry by entry, so that an error names its file and entry."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.models import Record, kinds


class FixtureError(Exception):
    """The fixtures are wrong; the text says in which file and entry: "exhibitions.json, entry 3 (…): there is no kind “exhibit”." """


@dataclass(eq=False)
class FixtureRow:
    """One row of the fixtures: an entry, or for a record its two entries, the common part and that of its kind."""

    model: type  # for a record the model of its kind's table
    pk: str
    places: dict = field(default_factory=dict)  # {model: "FILE, entry N (MODEL KEY)"}, one of each entry
    values: dict = field(default_factory=dict)  # {column: value}, only those that an entry names
    many: dict = field(default_factory=dict)  # {many-to-many field: keys}, only those that an entry names

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
        """[(column or many-to-many field, model, key)] of what the row refers to: [("passage_id", Passage, "sz-2025-p3")]."""
        models = {name: self.model._meta.get_field(name).related_model for name in [*self.values, *self.many]}
        single = [(name, models[name], value) for name, value in self.values.items() if models[name] and value is not None]
        return single + [(name, models[name], key) for name, keys in self.many.items() for key in keys]

    def differences(self, stored):
        """Names of the columns and many-to-many fields in which `stored`, the object in the database, differs from the row."""
        return [name for name, value in self.values.items() if getattr(stored, name) != value] + [
            name for name, keys in self.many.items() if {related.pk for related in getattr(stored, name).all()} != keys
        ]


def root(model):
    """Model whose keys `model` shares: Exhibition → Record, Statement → Statement."""
    return Record if issubclass(model, Record) else model


def error_in_words(error):
    """Message of an exception; of a ValidationError its messages with their fields: "slug: This address is taken."."""
    if hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def as_stored(value):
    """`value` as the database returns it: a moment without an offset gets that of the portal's time zone."""
    return timezone.make_aware(value) if isinstance(value, datetime) and timezone.is_naive(value) else value


def read_fixtures(paths):
    """[FixtureRow] of the files at `paths`; raises FixtureError."""
    rows = {}
    for path in paths:
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise FixtureError(f"{path.name} cannot be read: {error}") from error
        if not isinstance(entries, list):
            raise FixtureError(f"{path.name} holds no list of entries.")
        for number, entry in enumerate(entries, start=1):
            read_entry(entry, f"{path.name}, entry {number}", rows)
    for row in rows.values():
        if issubclass(row.model, Record):
            check_halves(row)
    return list(rows.values())


def read_entry(entry, where, rows):
    """Add `entry`, an object of the file and place `where`, to `rows`, {(root model, key): FixtureRow}."""
    if not isinstance(entry, dict) or not {"model", "pk", "fields"} <= entry.keys() or not isinstance(entry["fields"], dict):
        raise FixtureError(f"{where}: an entry is an object of model, pk and fields.")
    where = f"{where} ({entry['model']} {entry['pk']})"
    try:
        model = apps.get_model(entry["model"])
        pk = model._meta.pk.to_python(entry["pk"])
    except (LookupError, ValueError, AttributeError, ValidationError) as error:
        raise FixtureError(f"{where}: {error}") from error
    # asked for itself, "history" makes a class anew each time
    keeps_history = hasattr(model._meta, "simple_history_manager_attribute")
    if model._meta.proxy or not (model is Record or keeps_history) or not pk:
        raise FixtureError(f"{where}: seed takes entries with a key, of models that keep a history, not of their proxies.")
    row = rows.setdefault((root(model), pk), FixtureRow(model, pk))
    if model in row.places:
        raise FixtureError(f"{where}: the same stands in {row.places[model]}.")
    if Record not in (model, row.model) and model is not row.model:
        raise FixtureError(f"{where}: {row.where} has this key.")
    row.places[model] = where
    row.model = model if row.model is Record else row.model
    fields = {field.name: field for field in [*model._meta.local_fields, *model._meta.local_many_to_many] if not field.primary_key}
    for name, value in entry["fields"].items():
        if name not in fields:
            raise FixtureError(f"{where}: {model._meta.label_lower} has no field “{name}” of its own.")
        try:
            if fields[name].many_to_many:
                row.many[name] = {fields[name].related_model._meta.pk.to_python(key) for key in value}
            else:
                row.values[fields[name].attname] = as_stored(fields[name].to_python(value))
        except (ValidationError, TypeError, ValueError) as error:
            raise FixtureError(f"{where}: {name}: {error_in_words(error)}") from error


def check_halves(row):
    """Raise FixtureError where the row of a record lacks one of its two entries and is not in the database, or where its kind and its
    table do not agree; give it the model of its kind."""
    kind = row.values.get("kind")
    if kind is None or len(row.places) == 1:
        stored = Record.objects.filter(pk=row.pk).first()
        if stored is None:
            raise FixtureError(f"{row.where}: only half of a record: its other entry, or its kind, is missing.")
        kind = kind or stored.kind
        row.model = type(stored.specific) if row.model is Record else row.model
    if kind not in kinds.declared:
        raise FixtureError(f"{row.where}: there is no kind “{kind}”.")
    if row.model._meta.model_name != kinds.of(kind).collection.accessor:
        raise FixtureError(f"{row.where}: a record of kind “{kind}” is not kept in {row.model._meta.label_lower}.")
