from datetime import timedelta

from django.core.management.base import BaseCommand

from portal.media.orphans import YOUNG, find_orphans


class Command(BaseCommand):
    help = "Lists uploaded files that no row names, and rows whose files are missing. Changes nothing without --remove."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="delete the files that no row names")
        young = "spare files younger than this, whose row may be on its way (default: %(default)s)"
        parser.add_argument("--hours", type=float, default=YOUNG, help=young)

    def handle(self, *, remove, hours, **options):
        for each in find_orphans(timedelta(hours=hours)):
            if remove:
                each.remove()
            for name in each.names:
                self.stdout.write(f"{'removed' if remove else 'no row'}: {name}")
            for key in each.missing:
                self.stdout.write(f"no file: of the row {key}")
            counts = f"{len(each.names)} without a row, {len(each.missing)} rows without theirs, {len(each.spared)} too young to judge"
            self.stdout.write(f"Files of the storage “{each.storage}”: {counts}.")
        if not remove:
            self.stdout.write("Nothing was changed; --remove deletes the files without a row.")
