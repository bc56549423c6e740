from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from portal.access.audit import record_action, stored_detail
from portal.exchange.backups.archive import Archive, BackupError
from portal.exchange.backups.destination import delete_older, file_for, is_folder
from portal.exchange.backups.progress import Progress
from portal.exchange.backups.saving import save
from portal.models import AuditEntry


def days(text):
    """A number of days of the command line, 1 at least."""
    if (number := int(text)) < 1:
        raise ArgumentTypeError("1 day at least")
    return number


class Command(BaseCommand):
    help = "Write the whole portal, its rows and its files, into one file; or check such a file."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            default="",
            help="The file to write, which ends in .zip; or a folder, made where it is missing, in which the file is named by the moment. "
            "Without it the folder BACKUP_FOLDER.",
        )
        parser.add_argument("--keep", type=days, metavar="DAYS", help="Then delete the backups of that folder that are older than this.")
        parser.add_argument("--check", type=Path, metavar="FILE", help="Write nothing: read this backup and compare it with its manifest.")

    def handle(self, *, path, keep, check, **options):
        if check and (path or keep):
            raise CommandError("Give a path to write to, or --check and a file, not both.")
        if keep and path and not is_folder(str(path)):
            raise CommandError("--keep is for a folder of backups, not for a file.")
        try:
            message = self.check_backup(check) if check else self.write_backup(str(path), keep)
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(message)

    def write_backup(self, path, keep):
        file = file_for(path)
        manifest = save(file, Progress(self.stdout))
        record_action(
            None, AuditEntry.Action.EXPORTED, name=file.name, detail=stored_detail("backup", rows=manifest.rows, files=len(manifest.files))
        )
        message = f"{contents(manifest)}, {file.stat().st_size / 1e6:.1f} MB, saved and checked: {file}"
        return f"{message}; {delete_older(file.parent, keep)} older than {keep} days deleted" if keep else message

    def check_backup(self, path):
        with path.open("rb") as file:
            archive = Archive(file)
            archive.verify(Progress(self.stdout))
        return f"{contents(archive.manifest)}, saved at {archive.manifest.made_at} from {archive.manifest.database}: whole and undamaged."


def contents(manifest):
    return f"{manifest.rows} rows of {len(manifest.tables)} tables and {len(manifest.files)} files"
