"""The fixtures, laid into a database in which staff work: what they changed or deleted stays as they left it.

Every object that is written here gets one row of history whose reason is "seed". So an object is the fixtures' own as
long as its last row of history says "seed" or it has none, which is how plain `loaddata` leaves it.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_save
from django.utils import timezone

from portal.indexing import index
from portal.models import Record, SearchEntry
from portal.models.records import SHELF_OF

SEED = "seed"


class SeedError(Exception):
    """The fixtures are wrong: the message says what, in which file and in which entry."""


@dataclass
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


@dataclass
class Report:
    """What was done, object by object; a conflict comes with its reason."""

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)


def root(model):
    """The model whose keys `model` shares: Record for every kind of record."""
    return Record if issubclass(model, Record) else model


def in_words(error):
    """The message of an error; a ValidationError's messages with their fields, without Python's brackets."""
    if hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def read(paths):
    """[Given] of all entries in the files at `paths`; raises SeedError."""
    found = {}
    for path in paths:
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SeedError(f"{path.name} cannot be read: {error}") from error
        if not isinstance(entries, list):
            raise SeedError(f"{path.name} holds no list of entries.")
        for number, entry in enumerate(entries, start=1):
            read_entry(entry, f"{path.name}, entry {number}", found)
    for given in found.values():
        if issubclass(given.model, Record):
            check_halves(given)
    return list(found.values())


def read_entry(entry, where, found):
    """Add one entry to `found`, {(root model, key): Given}."""
    if not isinstance(entry, dict) or not {"model", "pk", "fields"} <= entry.keys() or not isinstance(entry["fields"], dict):
        raise SeedError(f"{where}: an entry is an object of model, pk and fields.")
    where = f"{where} ({entry['model']} {entry['pk']})"
    try:
        model = apps.get_model(entry["model"])
        pk = model._meta.pk.to_python(entry["pk"])
    except (LookupError, ValueError, AttributeError, ValidationError) as error:
        raise SeedError(f"{where}: {error}") from error
    if model._meta.proxy or not (model is Record or hasattr(model, "history")) or not pk:
        raise SeedError(f"{where}: seed takes entries with a key, of models that keep a history, not of their proxies.")
    given = found.setdefault((root(model), pk), Given(model, pk))
    if model in given.places:
        raise SeedError(f"{where}: the same stands in {given.places[model]}.")
    if Record not in (model, given.model) and model is not given.model:
        raise SeedError(f"{where}: {given.where} has this key.")
    given.places[model] = where
    given.model = model if given.model is Record else given.model
    own = {field.name: field for field in [*model._meta.local_fields, *model._meta.local_many_to_many] if not field.primary_key}
    for name, value in entry["fields"].items():
        if name not in own:
            raise SeedError(f"{where}: {model._meta.label_lower} has no field “{name}” of its own.")
        try:
            if own[name].many_to_many:
                given.many[name] = {own[name].related_model._meta.pk.to_python(key) for key in value}
            else:
                given.values[own[name].attname] = own[name].to_python(value)
        except (ValidationError, TypeError, ValueError) as error:
            raise SeedError(f"{where}: {name}: {in_words(error)}") from error


def check_halves(given):
    """Both halves are there, or the record is in the database already; kind and table agree."""
    kind = given.values.get("kind")
    if kind is None or len(given.places) == 1:
        present = Record.objects.filter(pk=given.pk).first()
        if present is None:
            raise SeedError(f"{given.where}: only half of a record: its other entry, or its kind, is missing.")
        kind = kind or present.kind
        given.model = type(present.specific) if given.model is Record else given.model
    if kind not in SHELF_OF:
        raise SeedError(f"{given.where}: there is no kind “{kind}”.")
    if given.model._meta.model_name != SHELF_OF[kind][1]:
        raise SeedError(f"{given.where}: a record of kind “{kind}” is not kept in {given.model._meta.label_lower}.")


def by_model(givens):
    groups = defaultdict(list)
    for given in givens:
        groups[given.model].append(given)
    return groups


def present_objects(givens):
    """{key: the object in the database}."""
    found = {}
    for model, group in by_model(givens).items():
        many = {name for given in group for name in given.many}
        objects = model._base_manager.prefetch_related(*many).filter(pk__in=[given.pk for given in group])
        found |= {(root(model), present.pk): present for present in objects}
    return found


def last_history(model, keys):
    """{key: (reason, type)} of the last row of history of each object that has one."""
    name = model._meta.pk.attname
    if issubclass(model, Record):
        name = "id"
    rows = model.history.filter(**{f"{name}__in": keys}).order_by("history_date", "history_id")
    return {(root(model), key): (reason, kind) for key, reason, kind in rows.values_list(name, "history_change_reason", "history_type")}


def check_references(givens, present):
    """Raise SeedError for what refers to nothing; returns the keys of what staff deleted that something refers to."""
    given_models = {given.key: given.model for given in givens}
    elsewhere = defaultdict(list)
    for given in givens:
        for name, model, key in given.references:
            target = given_models.get((root(model), key))
            if target is None:
                elsewhere[model].append((given, name, key))
            elif not issubclass(target, model):
                raise SeedError(f"{given.where}: {name} “{key}” is no {model._meta.verbose_name}.")
    deleted = set()
    for model, wanted in elsewhere.items():
        keys = {key for _given, _name, key in wanted}
        missing = keys - set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        told = last_history(model, missing) if missing and hasattr(model, "history") else {}
        for given, name, key in wanted:
            if key in missing and (root(model), key) not in told:
                raise SeedError(f"{given.where}: {name} “{key}” is neither in the fixtures nor in the database.")
        deleted |= {(root(model), key) for key in missing}
    return deleted


def clash(given):
    """Why the database cannot take the new object beside what staff made, or None."""
    new = build(given)
    try:
        new.validate_unique(exclude=["id"])
        for constraint in given.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                constraint.validate(given.model, new)
    except ValidationError as error:
        return in_words(error)
    return None


def build(given):
    keys = {given.model._meta.pk.attname: given.pk}
    return given.model(**({"id": given.pk} | keys if issubclass(given.model, Record) else keys), **given.values)


def decide(givens, report):
    """Sort `givens` into the report; returns [(Given, present object or None, differing fields)] to write, and all
    objects that lack a history."""
    present = present_objects(givens)
    histories = {}
    for model, group in by_model(givens).items():
        histories |= last_history(model, [given.pk for given in group])
    absent = check_references(givens, present)
    to_write, unknown = [], []
    for given in givens:
        old = present.get(given.key)
        reason, kind = histories.get(given.key, (SEED, ""))
        if old is None and kind == "-":
            absent.add(given.key)
            report.conflicts.append((given, "deleted by staff"))
        elif old is None:
            refusal = clash(given)
            if refusal is None:
                to_write.append((given, None, []))
            else:
                absent.add(given.key)
                report.conflicts.append((given, refusal))
        elif not (differing := given.differences(old)):
            report.unchanged.append(given)
            if not kind:
                unknown.append(old)
        elif reason != SEED:
            report.conflicts.append((given, "changed by staff: " + ", ".join(differing)))
        else:
            to_write.append((given, old, differing))
    return without_absent(to_write, absent, report), unknown


def without_absent(to_write, absent, report):
    """Leave out what refers to something that is not there, and what refers to that, and so on."""
    kept = []
    for given, old, differing in to_write:
        gone = [f"{name} “{key}”" for name, model, key in given.references if (root(model), key) in absent]
        if gone:
            report.conflicts.append((given, "refers to what is not there: " + ", ".join(gone)))
            if old is None:
                absent.add(given.key)
        else:
            kept.append((given, old, differing))
    return kept if len(kept) == len(to_write) else without_absent(kept, absent, report)


def write(given, old, differing):
    """Save one object without its many-to-many fields and without history; returns it."""
    if old is None:
        written = build(given)
        written.skip_history_when_saving = True
        written.save()
        return written
    old.skip_history_when_saving = True
    columns = [name for name in differing if name in given.values]
    for name in columns:
        setattr(old, name, given.values[name])
    if issubclass(given.model, Record):
        old.updated_at = timezone.now()
        columns.append("updated_at")
    if columns:
        old.save(update_fields=[old._meta.get_field(name).name for name in columns])
    return old


def remember(written, created):
    """One row of history, with the many-to-many fields as they are now: the history writes it when told of a save."""
    written._change_reason = SEED
    post_save.send(type(written), instance=written, created=created, raw=False, using=written._state.db, update_fields=None)


def seed(paths, dry_run=False):
    """Lay the fixtures at `paths` into the database, whole or not at all; returns a Report, raises SeedError.

    With `dry_run` the report says what would be done, and nothing is.
    """
    givens = read(paths)
    report = Report()
    with transaction.atomic():
        to_write, unknown = decide(givens, report)
        records = set()
        written = []
        for given, old, differing in to_write:
            try:
                written.append((given, write(given, old, differing), old is None))
            except IntegrityError as error:
                raise SeedError(f"{given.where}: {error}") from error
            (report.created if old is None else report.updated).append(given)
        for given, new, created in written:
            for name, keys in given.many.items():
                getattr(new, name).set(keys)
            try:
                new.full_clean()
            except ValidationError as error:
                raise SeedError(f"{given.where}: {in_words(error)}") from error
            del new.skip_history_when_saving
            remember(new, created)
            records.add(new.pk if isinstance(new, Record) else getattr(new, "record_id", None))
        for old in unknown:
            remember(old, created=True)
        if dry_run:
            transaction.set_rollback(True)
        else:
            indexed = SearchEntry.objects.filter(source=None).values("record")
            index(Record.objects.filter(models.Q(pk__in=records - {None}) | ~models.Q(pk__in=indexed)))
    return report
