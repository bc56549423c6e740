"""Seeding: writes the fixtures into a database in which staff work, and leaves alone what they changed or deleted.

Every object that is written here gets a row of history with the reason "seed". An object is the fixtures' own while its last row of
history has this reason, or while it has no history, which is how plain `loaddata` leaves it.
"""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field
from functools import partial

from django.apps import apps as installed
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.signals import post_save
from django.utils import timezone

from portal.access.roles import MODELS
from portal.exchange.fixtures import FixtureError, error_in_words, read_fixtures, root
from portal.exchange.unique_values import step_aside, unique_clashes
from portal.models import Record, SearchEntry
from portal.models.locking.order import lock, one_at_a_time
from portal.models.locking.retrying import again
from portal.models.triggers import guarded_tables, refusal_in
from portal.search.index import index

SEED = "seed"


@dataclass
class Report:
    """What was done with each FixtureRow."""

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)  # [(FixtureRow, reason)]


def by_model(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row.model].append(row)
    return groups


def lock_all(rows):
    """Lock the terms and the records of `rows`, and the records that they name, so that staff who save meanwhile wait, and are not
    overwritten. Whoever changes a part holds the lock of its record."""
    one_at_a_time("seed")
    for label in MODELS["vocabulary"]:
        term = installed.get_model(label)
        lock(term._base_manager.filter(pk__in=[row.pk for row in rows if row.model is term]))
    records = {row.pk for row in rows if issubclass(row.model, Record)}
    referred = {key for row in rows for _name, model, key in row.references if issubclass(model, Record)}
    lock(Record.objects.filter(pk__in=records | referred))


def stored_objects(rows):
    """{(root model, key): object} of `rows` that are in the database."""
    objects = {}
    for model, group in by_model(rows).items():
        many = {name for row in group for name in row.many}
        stored = model._base_manager.prefetch_related(*many).filter(pk__in=[row.pk for row in group])
        objects |= {(root(model), each.pk): each for each in stored}
    return objects


def last_history(model, keys):
    """{(root model, key): (reason, type)} of the last row of history of each object of `model` that has one: ("seed", "~")."""
    column = "id" if issubclass(model, Record) else model._meta.pk.attname
    rows = model.history.filter(**{f"{column}__in": keys}).order_by("history_date", "history_id")
    values = rows.values_list(column, "history_change_reason", "history_type")
    return {(root(model), key): (reason, change) for key, reason, change in values}


def check_references(rows):
    """Raise FixtureError where a row refers to what is neither in the fixtures nor in the database, nor was deleted by staff; returns the
    {(root model, key)} of what was deleted and is referred to."""
    models_by_key = {row.key: row.model for row in rows}
    outside = defaultdict(list)  # {model: [(row, column, key)]} of references to what is not in the fixtures
    for row in rows:
        for name, model, key in row.references:
            target = models_by_key.get((root(model), key))
            if target is None:
                outside[model].append((row, name, key))
            elif not issubclass(target, model):
                raise FixtureError(f"{row.where}: {name} “{key}” is no {model._meta.verbose_name}.")
    deleted = set()
    for model, references in outside.items():
        keys = {key for _row, _name, key in references}
        missing = keys - set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        histories = last_history(model, missing) if missing and hasattr(model, "history") else {}
        for row, name, key in references:
            if key in missing and (root(model), key) not in histories:
                raise FixtureError(f"{row.where}: {name} “{key}” is neither in the fixtures nor in the database.")
        deleted |= {(root(model), key) for key in missing}
    return deleted


def new_object(row):
    keys = {row.model._meta.pk.attname: row.pk}
    return row.model(**({"id": row.pk} | keys if issubclass(row.model, Record) else keys), **row.values)


def decide(rows, report):
    """Add the rows that are unchanged, or in conflict with staff, to `report`; returns ([(FixtureRow, stored object or None, names of the
    fields that differ)] to write, [stored object] that is unchanged and without a history)."""
    objects = stored_objects(rows)
    histories = {}
    for model, group in by_model(rows).items():
        histories |= last_history(model, [row.pk for row in group])
    absent = check_references(rows)
    to_write, without_history = [], []
    for row in rows:
        old = objects.get(row.key)
        reason, change = histories.get(row.key, (SEED, ""))
        if old is None and change == "-":
            absent.add(row.key)
            report.conflicts.append((row, "deleted by staff"))
        elif old is None:
            to_write.append((row, None, []))
        elif not (differing := row.differences(old)):
            report.unchanged.append(row)
            if not change:
                without_history.append(old)
        elif reason != SEED:
            report.conflicts.append((row, "changed by staff: " + ", ".join(differing)))
        else:
            to_write.append((row, old, differing))
    refused = dict(refused_by_triggers(to_write))
    report.conflicts += refused.items()
    return without_conflicts([each for each in to_write if each[0] not in refused], absent, report), without_history


def refused_by_triggers(to_write):
    """(FixtureRow, reason) of each change that a trigger refuses: each is tried, and rolled back."""
    tables = guarded_tables()
    for row, old, differing in to_write:
        lists = [row.model._meta.get_field(name).remote_field.through for name in row.many]
        if old is not None and tables.intersection(model._meta.db_table for model in [row.model, *lists]):
            try:
                with transaction.atomic():
                    write_row(row, copy(old), differing)
                    transaction.set_rollback(True)
            except IntegrityError as error:
                if why := refusal_in(error):  # other errors may come from the order of these trials only
                    yield row, f"{', '.join(differing)}: {why.rstrip('.')}"


def without_conflicts(to_write, absent, report):
    """`to_write` without the rows that clash with a stored row, or refer to one of `absent`, {(root model, key)}; then without those that
    clash with or refer to these, and so on. Adds them to the conflicts of `report`."""
    refused = dict(unique_clashes(to_write))
    rest = []
    for row, old, differing in to_write:
        missing = [f"{name} “{key}”" for name, model, key in row.references if (root(model), key) in absent]
        if missing:
            refused[row] = "refers to what is not there: " + ", ".join(missing)
        if row in refused:
            report.conflicts.append((row, refused[row]))
            if old is None:
                absent.add(row.key)
        else:
            rest.append((row, old, differing))
    return rest if len(rest) == len(to_write) else without_conflicts(rest, absent, report)


def write_row(row, old, differing):
    """Save a row as an object with its many-to-many fields, without history; returns the object."""
    saved = write_columns(row, old, differing)
    for name, keys in row.many.items():
        getattr(saved, name).set(keys)
    return saved


def write_columns(row, old, differing):
    """Save the columns of a row, as a new object where `old` is None, otherwise the `differing` ones; without history. Returns the
    object."""
    if old is None:
        new = new_object(row)
        new.skip_history_when_saving = True
        new.save()
        return new
    old.skip_history_when_saving = True
    columns = [name for name in differing if name in row.values]
    address = getattr(old, "slug", None)
    for name in columns:
        setattr(old, name, row.values[name])
    if issubclass(row.model, Record):
        old.updated_at = timezone.now()
        columns.append("updated_at")
    if columns:
        old.save(update_fields=[old._meta.get_field(name).name for name in columns])
    if "slug" in columns:
        old.keep_address(address)
    return old


def write_history(saved, created):
    """Write one row of history of the object `saved`, many-to-many fields included: django-simple-history writes it at the signal of a
    save."""
    saved._change_reason = SEED
    post_save.send(type(saved), instance=saved, created=created, raw=False, using=saved._state.db, update_fields=None)


def seed(paths, dry_run=False):
    """Write the fixtures at `paths` to the database, all or none; returns a Report, raises FixtureError.

    With `dry_run` nothing is written, and the report says what would be. Records whose search entries the rows may change are indexed
    after the transaction, some at a time, so that staff do not wait for it.
    """
    rows = read_fixtures(paths)
    report, keys, to_write = again(partial(write_all, rows, dry_run))
    if not dry_run:
        index(records_to_index_again(keys, to_write))
    return report


def write_all(rows, dry_run):
    """Write `rows`, within a transaction; returns (Report, keys of the records that were indexed, [(FixtureRow, stored object or None,
    names of fields)] that was written)."""
    report = Report()
    lock_all(rows)
    to_write, without_history = decide(rows, report)
    records = set()
    written = []
    step_aside(to_write)
    tables = guarded_tables()  # rows of these change first: another change may make them public, and then they are kept
    to_write.sort(key=lambda each: each[1] is None or each[0].model._meta.db_table not in tables)
    for row, old, differing in to_write:
        try:
            written.append((row, write_row(row, old, differing), old is None))
        except IntegrityError as error:
            raise FixtureError(f"{row.where}: {error}") from error
        (report.created if old is None else report.updated).append(row)
    for row, saved, created in written:
        try:
            saved.full_clean()
        except ValidationError as error:
            raise FixtureError(f"{row.where}: {error_in_words(error)}") from error
        del saved.skip_history_when_saving
        write_history(saved, created)
        records.add(saved.pk if isinstance(saved, Record) else getattr(saved, "record_id", None))
    for stored in without_history:
        write_history(stored, created=True)
    if dry_run:
        transaction.set_rollback(True)
    else:
        index(Record.objects.filter(pk__in=records - {None}))
    return report, records, to_write


def records_to_index_again(keys, written):
    """Records to index after those with these `keys`, for the rows `written`.

    All, where a part changed, since it may have been in the words of another record, or a passage in those of many, or where a part is
    new and has no `record`, as a registration has none: only the kind of its record knows whose words it adds to. Otherwise those
    without a search entry.
    """
    others = Record.objects.exclude(pk__in=keys - {None})
    parts = [(row, old) for row, old, _differing in written if not issubclass(row.model, Record)]
    if any(old is not None or not hasattr(row.model, "record") for row, old in parts):
        return others
    return others.exclude(pk__in=SearchEntry.objects.filter(source=None).values("record"))
