"""The fixtures, laid into a database in which staff work: what they changed or deleted stays as they left it.

Every object that is written here gets one row of history whose reason is "seed". So an object is the fixtures' own as
long as its last row of history says "seed" or it has none, which is how plain `loaddata` leaves it.
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
    """What was done, object by object; a conflict comes with its reason."""

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)


def by_model(givens):
    groups = defaultdict(list)
    for given in givens:
        groups[given.model].append(given)
    return groups


def lock_all(givens):
    """Lock all that the fixtures may change, so that what staff save meanwhile waits, and is not overwritten by what was read before:
    the terms and the records that they give or name. Who changes a part holds its record."""
    one_at_a_time("seed")
    for label in MODELS["vocabulary"]:
        term = installed.get_model(label)
        lock(term._base_manager.filter(pk__in=[given.pk for given in givens if given.model is term]))
    records = {given.pk for given in givens if issubclass(given.model, Record)}
    named = {key for given in givens for _name, model, key in given.references if issubclass(model, Record)}
    lock(Record.objects.filter(pk__in=records | named))


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


def check_references(givens):
    """Raise FixtureError for what refers to nothing; returns the keys of what staff deleted that something refers to."""
    given_models = {given.key: given.model for given in givens}
    elsewhere = defaultdict(list)
    for given in givens:
        for name, model, key in given.references:
            target = given_models.get((root(model), key))
            if target is None:
                elsewhere[model].append((given, name, key))
            elif not issubclass(target, model):
                raise FixtureError(f"{given.where}: {name} “{key}” is no {model._meta.verbose_name}.")
    deleted = set()
    for model, wanted in elsewhere.items():
        keys = {key for _given, _name, key in wanted}
        missing = keys - set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        told = last_history(model, missing) if missing and hasattr(model, "history") else {}
        for given, name, key in wanted:
            if key in missing and (root(model), key) not in told:
                raise FixtureError(f"{given.where}: {name} “{key}” is neither in the fixtures nor in the database.")
        deleted |= {(root(model), key) for key in missing}
    return deleted


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
    absent = check_references(givens)
    to_write, unknown = [], []
    for given in givens:
        old = present.get(given.key)
        reason, kind = histories.get(given.key, (SEED, ""))
        if old is None and kind == "-":
            absent.add(given.key)
            report.conflicts.append((given, "deleted by staff"))
        elif old is None:
            to_write.append((given, None, []))
        elif not (differing := given.differences(old)):
            report.unchanged.append(given)
            if not kind:
                unknown.append(old)
        elif reason != SEED:
            report.conflicts.append((given, "changed by staff: " + ", ".join(differing)))
        else:
            to_write.append((given, old, differing))
    kept = dict(kept_by_the_database(to_write))
    report.conflicts += kept.items()
    return without_conflicts([each for each in to_write if each[0] not in kept], absent, report), unknown


def kept_by_the_database(to_write):
    """[(Given, reason)] of every row whose change a trigger refuses: found out by changing it, which is then taken back."""
    tables = guarded_tables()
    for given, old, differing in to_write:
        lists = [given.model._meta.get_field(name).remote_field.through for name in given.many]
        if old is not None and tables.intersection(model._meta.db_table for model in [given.model, *lists]):
            try:
                with transaction.atomic():
                    lay(given, copy(old), differing)
                    transaction.set_rollback(True)
            except IntegrityError as error:
                if why := refusal_in(error):  # what else goes wrong may do so by the order of these trials only
                    yield given, f"{', '.join(differing)}: {why.rstrip('.')}"


def without_conflicts(to_write, absent, report):
    """Leave out what clashes with a row that stays as it is, or refers to something that is not there; then what clashes
    with or refers to that, and so on."""
    refused = dict(unique_clashes(to_write))
    kept = []
    for given, old, differing in to_write:
        gone = [f"{name} “{key}”" for name, model, key in given.references if (root(model), key) in absent]
        if gone:
            refused[given] = "refers to what is not there: " + ", ".join(gone)
        if given in refused:
            report.conflicts.append((given, refused[given]))
            if old is None:
                absent.add(given.key)
        else:
            kept.append((given, old, differing))
    return kept if len(kept) == len(to_write) else without_conflicts(kept, absent, report)


def lay(given, old, differing):
    """Save one object with its many-to-many fields, without history; returns it."""
    written = write_columns(given, old, differing)
    for name, keys in given.many.items():
        getattr(written, name).set(keys)
    return written


def write_columns(given, old, differing):
    """Save the columns of one object without history; returns it."""
    if old is None:
        written = build(given)
        written.skip_history_when_saving = True
        written.save()
        return written
    old.skip_history_when_saving = True
    columns = [name for name in differing if name in given.values]
    address = getattr(old, "slug", None)
    for name in columns:
        setattr(old, name, given.values[name])
    if issubclass(given.model, Record):
        old.updated_at = timezone.now()
        columns.append("updated_at")
    if columns:
        old.save(update_fields=[old._meta.get_field(name).name for name in columns])
    if "slug" in columns:
        old.keep_address(address)
    return old


def write_history(written, created):
    """One row of history, with the many-to-many fields as they are now: the history writes it when told of a save."""
    written._change_reason = SEED
    post_save.send(type(written), instance=written, created=created, raw=False, using=written._state.db, update_fields=None)


def seed(paths, dry_run=False):
    """Lay the fixtures at `paths` into the database, whole or not at all; returns a Report, raises FixtureError.

    With `dry_run` the report says what would be done, and nothing is. What other records are found by is written once the fixtures are
    there, some records at a time: staff wait for none of it.
    """
    givens = read_fixtures(paths)
    report, records, to_write = again(partial(lay_all, givens, dry_run))
    if not dry_run:
        index(others_concerned(records, to_write))
    return report


def lay_all(givens, dry_run):
    """Lay the fixtures, within a transaction. Returns (Report, the keys of the records that were indexed, what was written)."""
    report = Report()
    lock_all(givens)
    to_write, unknown = decide(givens, report)
    records = set()
    written = []
    step_aside(to_write)
    tables = guarded_tables()  # what changes there does so first: another change may be what makes it public
    to_write.sort(key=lambda each: each[1] is None or each[0].model._meta.db_table not in tables)
    for given, old, differing in to_write:
        try:
            written.append((given, lay(given, old, differing), old is None))
        except IntegrityError as error:
            raise FixtureError(f"{given.where}: {error}") from error
        (report.created if old is None else report.updated).append(given)
    for given, new, created in written:
        try:
            new.full_clean()
        except ValidationError as error:
            raise FixtureError(f"{given.where}: {error_in_words(error)}") from error
        del new.skip_history_when_saving
        write_history(new, created)
        records.add(new.pk if isinstance(new, Record) else getattr(new, "record_id", None))
    for old in unknown:
        write_history(old, created=True)
    if dry_run:
        transaction.set_rollback(True)
    else:
        index(Record.objects.filter(pk__in=records - {None}))
    return report, records, to_write


def others_concerned(records, to_write):
    """The records that are to be indexed beside those with the keys `records`.

    A part that changed may have stood in the words of another record, a passage in those of many; of a new one that is not of a
    `record`, such as a registration, only its record's kind knows whose words it adds to.
    """
    others = Record.objects.exclude(pk__in=records - {None})
    parts = [(given, old) for given, old, _differing in to_write if not issubclass(given.model, Record)]
    if any(old is not None or not hasattr(given.model, "record") for given, old in parts):
        return others
    return others.exclude(pk__in=SearchEntry.objects.filter(source=None).values("record"))
