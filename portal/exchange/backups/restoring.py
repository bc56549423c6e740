"""Brings a backup back: whole, or not at all."""

from dataclasses import dataclass

from django.apps import apps as installed
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from portal.exchange.backups.archive import Archive, BackupError, Manifest
from portal.exchange.backups.migration_state import at_migrations, known_migrations, migrations_of_the_database
from portal.exchange.backups.progress import Progress
from portal.exchange.backups.stored_files import Swap, free_space, storages_of_the_portal, stored_files
from portal.exchange.backups.tables import Table, models_of, saved_models
from portal.mails.sending import hold_unsent
from portal.media import temporary_files
from portal.models import Record, kinds, triggers
from portal.models.history import SHIPPED
from portal.models.statistics import count_rows_anew
from portal.search.index import index

# What `migrate` itself writes into an empty database.
OF_MIGRATE = {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"}


@dataclass
class Restored:
    manifest: Manifest
    not_deleted: list  # files that were to go and could not be deleted


def is_as_shipped(model):
    """Whether a table holds only what comes with the portal, which `migrate` itself writes, or the history of that: no row of staff."""
    model = getattr(model, "instance_type", model)
    return hasattr(model, "IS_SHIPPED") and not model.history.exclude(history_change_reason=SHIPPED).exists()


def is_migrated():
    return MigrationRecorder(connection).has_table()


def check_what_is_known(manifest):
    """Refuse a backup of a portal that is newer than this one, or that kept files in a place this one does not have."""
    if unknown := sorted(set(manifest.migrations) - known_migrations()):
        raise BackupError(f"This backup was made by a newer portal: its database had the migration {unknown[0]}. Update the code first.")
    if strange := {part.storage for part in manifest.files} - set(storages_of_the_portal()):
        raise BackupError(f"This backup holds files of the storage “{sorted(strange)[0]}”, which the settings do not have.")
    present = set(stored_files())
    new = [*manifest.tables, *(part for part in manifest.files if (part.storage, part.name) not in present)]
    if (needed := sum(part.size for part in new)) > free_space():
        raise BackupError(f"This backup brings {needed / 1e6:.0f} MB; there is not so much room left on this machine.")


def check_target(manifest, overwrite):
    """Refuse a database that has other migrations than the backup, or rows or files that nobody said to overwrite."""
    found = []
    if is_migrated():
        if migrations_of_the_database() != sorted(manifest.migrations):
            raise BackupError(
                "This backup was made before the latest migrations. Restore it into a new database, without a `migrate` before: "
                "name one in DATABASE_URL. It is migrated while it is restored."
            )
        tables = [Table(model) for name, model in sorted(saved_models().items()) if name not in OF_MIGRATE]
        found = [f"{count} of {table.name}" for table in tables if (count := table.count()) and not is_as_shipped(table.model)]
    if files := len(stored_files()):
        found.append(f"{files} files")
    if found and not overwrite:
        raise BackupError(
            f"There is something here already ({', '.join(found[:5])}{', …' if len(found) > 5 else ''}). "
            "With --overwrite all of it is deleted and the backup takes its place."
        )


def lock_tables(models):
    """Let nobody write meanwhile. SQLite does so of itself, for the whole database."""
    if connection.vendor == "postgresql":
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(quote(model._meta.db_table) for model in models)} IN EXCLUSIVE MODE")


def empty(models):
    """Delete every row, of what a backup leaves out, too: sessions and search entries belong to what was here."""
    triggers.remove_triggers(connection)  # the closing `migrate` makes them anew
    connection.check_constraints()  # those that migrations hurried wait for the end of the transaction again
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), [model._meta.db_table for model in models]):
            cursor.execute(statement)


def load(archive, apps, progress):
    """Write all rows of the archive into the empty tables, and compare each table with what was saved."""
    models, parts = saved_models(apps), archive.manifest.tables
    if odd := sorted(models.keys() ^ {part.table for part in parts}):
        raise BackupError(f"The tables of this backup are not those of its migrations: {odd[0]}.")
    tables = [Table(models[part.table], part.columns) for part in parts]
    progress.begin("Rows", archive.manifest.rows)
    for table, part in zip(tables, parts, strict=True):
        try:
            table.insert(progress.over(table.read(archive.lines(part))))
        except DatabaseError as error:
            raise BackupError(f"The database refuses rows of {table.name}: {error}") from error
    progress.end()
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise BackupError(f"The rows of this backup do not fit together: {error}") from error
    check_kinds(models["portal.record"])
    compare_with_saved(tables, parts, progress)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)


def check_kinds(model):
    """Refuse records of a kind that nobody declares: the trigger that would is made only once all rows are there."""
    undeclared = model._base_manager.order_by("kind").exclude(kind__in=kinds.declared).values_list("kind", flat=True)
    if kind := undeclared.first():
        raise BackupError(f"This backup holds records of the kind “{kind}”, which no app of this portal declares.")


def compare_with_saved(tables, parts, progress):
    """Read back what was written: every table must give the bytes that were saved."""
    progress.begin("Comparing", sum(part.rows for part in parts))
    for table, part in zip(tables, parts, strict=True):
        if table.digest() != part.sha256:
            raise BackupError(f"The rows of {table.name} are not in the database as they were saved.")
        progress.step(part.rows)
    progress.end()


def restore(file, overwrite=False, progress=None):
    """Put the backup in `file` (open for reading) in the place of what is here; returns Restored, raises BackupError.

    Rows are written in one transaction, files such that those of before can be had back until it has ended well.
    """
    progress = progress or Progress()
    archive = Archive(file)
    manifest = archive.manifest
    check_what_is_known(manifest)
    check_target(manifest, overwrite)
    archive.verify(progress)
    # SQLite alters tables only while it does not check references; all of them are checked once the rows are there.
    with (
        temporary_files.folder("restore") as aside,
        Swap(archive, aside) as swap,
        connection.constraint_checks_disabled(),
        transaction.atomic(),
    ):
        apps = installed
        if is_migrated():
            lock_tables(models_of())
            check_target(manifest, overwrite)
        else:
            apps = at_migrations(manifest.migrations)
        empty(models_of(apps))
        load(archive, apps, progress)
        ContentType.objects.clear_cache()  # their keys are those of the backup now
        call_command("migrate", verbosity=0, interactive=False)
        hold_unsent()
        progress.begin("Search index", 0)
        index(Record.objects.all())
        progress.end()
        swap.bring(progress)
    count_rows_anew()
    return Restored(manifest, swap.settle())
