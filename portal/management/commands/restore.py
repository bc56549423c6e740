from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from portal.access import second_factor
from portal.exchange.backups.archive import BackupError
from portal.exchange.backups.progress import Progress
from portal.exchange.backups.restoring import restore
from portal.management.commands.backup import contents
from portal.models.much_written import expect_much_written

HINT_ON_KEYS = "Set the keys of then, or these accounts sign in with a recovery code, or after a Publisher reset it, and set it up anew."


class Command(BaseCommand):
    help = "Bring a backup back, whole or not at all. Stop the portal meanwhile."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="The backup.")
        parser.add_argument("--overwrite", action="store_true", help="Delete every row and file that is here first.")

    def handle(self, *, path, overwrite, **options):
        settings.VAR.mkdir(mode=0o700, exist_ok=True)  # on a machine that never ran: the embedded database is kept in it
        try:
            expect_much_written()
            with path.open("rb") as file:
                restored = restore(file, overwrite, Progress(self.stdout))
        except (BackupError, DatabaseError, ImproperlyConfigured, OSError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        for name in restored.not_deleted:
            self.stdout.write(self.style.WARNING(f"This file belongs to no row any more and could not be deleted: {name}"))
        if lost := second_factor.unreadable():
            names = ", ".join(sorted(account.get_username() for account in lost))
            self.stdout.write(self.style.WARNING(f"No key of SECOND_FACTOR_KEYS opens the second factors of: {names}. {HINT_ON_KEYS}"))
        self.stdout.write(f"{contents(restored.manifest)}, saved at {restored.manifest.made_at}, restored and compared.")
