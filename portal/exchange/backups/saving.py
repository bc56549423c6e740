"""Writes a backup: all rows as they are at one moment, and every file that they speak of."""

import errno
import os
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from django.db import connection, transaction
from django.utils import timezone

from portal.exchange.backups.archive import Archive, BackupError, Manifest, Rows, Stored, Writer
from portal.exchange.backups.destination import UNFINISHED_SUFFIX
from portal.exchange.backups.migration_state import migrations_of_the_database
from portal.exchange.backups.progress import Progress
from portal.exchange.backups.stored_files import chunks_of, stored_files
from portal.exchange.backups.tables import LEFT_OUT, Table, saved_models
from portal.media import temporary_files

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def one_moment():
    """A transaction whose queries see the database as it was at its first one; nobody who writes meanwhile waits for it."""
    connection.ensure_connection()
    outermost = not connection.in_atomic_block
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # the portal's own IMMEDIATE would keep everybody else from writing
    try:
        with transaction.atomic():
            if outermost and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


def save_rows(writer, progress):
    """Write the rows of every table, in the order of their names; returns [Rows]."""
    with one_moment():
        tables = [Table(model) for _name, model in sorted(saved_models().items())]
        counts = [table.count() for table in tables]
        progress.begin("Rows", sum(counts))
        saved = []
        for table, count in zip(tables, counts, strict=True):
            rows = Rows(table.name, table.columns, count)
            saved.append(replace(rows, **writer.add(rows.member, progress.over(table.lines()), compressed=True)))
    progress.end()
    return saved


def save_files(writer, known, progress):
    """Write every stored file but those in `known`, a set of (storage, name); returns [Stored]. A file that is deleted meanwhile is
    left out."""
    names = [name for name in stored_files() if name not in known]
    progress.begin("Files", len(names))
    saved = []
    for alias, name in names:
        chunks = chunks_of(alias, name)
        try:
            first = next(chunks, b"")
        except FileNotFoundError:
            continue
        file = Stored(alias, name)
        saved.append(replace(file, **writer.add(file.member, chain([first], chunks), compressed=False)))
        progress.step()
    progress.end()
    return saved


def save(path, progress=None):
    """Write a backup to `path`, where nothing is yet, and read it again to be sure of it; returns its Manifest.

    The file appears under its name once it is whole. Nobody but its owner may read it.
    """
    progress = progress or Progress()
    unfinished = path.with_name(f"{path.name}{UNFINISHED_SUFFIX}")
    migrations = migrations_of_the_database()
    temporary_files.clear([unfinished])
    try:
        file = temporary_files.open_new(unfinished)
    except FileExistsError as error:
        raise BackupError(f"{unfinished} is there: another backup is being written to it.") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with file:
            if path.exists():  # asked now: while this is held nobody else writes a backup of that name
                raise BackupError(f"{path} is there already.")
            with Writer(file) as writer:
                # Files are never changed, only added and deleted. Saved before the rows they are those of rows that go
                # meanwhile, too; saved after the rows, those of rows that came meanwhile.
                files = save_files(writer, set(), progress)
                tables = save_rows(writer, progress)
                files += save_files(writer, {(each.storage, each.name) for each in files}, progress)
                manifest = Manifest(timezone.now().isoformat(), connection.vendor, migrations, sorted(LEFT_OUT), tables, files)
                writer.finish(manifest)
            file.flush()
            os.fsync(file.fileno())
            Archive(file).verify(progress)
            unfinished.replace(path)  # while it is held: nobody takes it for left over
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise BackupError(f"There is no room for {path}: {error.strerror}. Nothing of it is left.") from error
        raise
    return manifest
