from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from portal.audit import record_action, said
from portal.backups.archive import Archive, BackupError
from portal.backups.progress import Progress
from portal.backups.saving import save
from portal.models import AuditEntry


class Command(BaseCommand):
    help = "Write the whole portal, its rows and its files, into one file; or check such a file."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            help="The file to write, or a folder in which it is named by the moment; without it the folder backups in var/.",
        )
        parser.add_argument("--check", type=Path, metavar="FILE", help="Write nothing: read this backup and compare it with its manifest.")

    def handle(self, *, path, check, **options):
        if path and check:
            raise CommandError("Give a path to write to, or --check and a file, not both.")
        try:
            message = self.check_backup(check) if check else self.write_backup(path)
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(message)

    def write_backup(self, path):
        if path is None:
            path = settings.VAR / "backups"
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_dir():
            path /= f"going-global-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"
        manifest = save(path, Progress(self.stdout))
        record_action(
            None, AuditEntry.Action.EXPORTED, name=path.name, detail=said("backup", rows=manifest.rows, files=len(manifest.files))
        )
        return f"{contents(manifest)}, {path.stat().st_size / 1e6:.1f} MB, saved and checked: {path}"

    def check_backup(self, path):
        with path.open("rb") as file:
            archive = Archive(file)
            archive.verify(Progress(self.stdout))
        return f"{contents(archive.manifest)}, saved at {archive.manifest.made_at} from {archive.manifest.database}: whole and undamaged."


def contents(manifest):
    return f"{manifest.rows} rows of {len(manifest.tables)} tables and {len(manifest.files)} files"
