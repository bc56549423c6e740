from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.exchange.fixtures import FixtureError
from portal.exchange.seeding import seed
from portal.models.made_up import is_made_up


class Command(BaseCommand):
    help = "Load the fixtures, without touching what staff changed or deleted."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *, dry_run, **options):
        if is_made_up():
            self.stdout.write("All records here are made up: those of the fixtures, which are real, do not come among them.")
            return
        paths = [path for folder in settings.FIXTURE_DIRS for path in sorted(Path(folder).glob("*.json"))]
        if not paths:
            raise CommandError(f"There are no fixtures in {', '.join(str(folder) for folder in settings.FIXTURE_DIRS)}.")
        try:
            report = seed(paths, dry_run=dry_run)
        except FixtureError as error:
            raise CommandError(f"Nothing was written. {error}") from error
        for row, reason in report.conflicts:
            self.stdout.write(self.style.WARNING(f"Left alone: {row} ({reason})."))
        counted = (
            f"{len(report.created)} created, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged, {len(report.conflicts)} conflicting."
        )
        self.stdout.write(f"Dry run, nothing was written: {counted}" if dry_run else counted)
