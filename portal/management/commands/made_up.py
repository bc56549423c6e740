import time
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from portal.made_up.filling import NotEmpty, fill_with_made_up
from portal.made_up.scale import MOST_PLACES, USUAL_DAY, USUAL_PLACES, Scale, WrongSize, read_size
from portal.models import Record
from portal.models.much_written import expect_much_written
from portal.models.statistics import count_rows_anew
from portal.search.index import index


class Command(BaseCommand):
    help = "Fill an empty database with made-up records, to see the portal full; every page then says that they are made up."

    def add_arguments(self, parser):
        parser.add_argument("size", help="The number of enterprises, such as 3k or 100k; the rest follows from it.")
        parser.add_argument(
            "--places",
            type=int,
            default=USUAL_PLACES,
            help=f"In how many countries and regions something was shown: {USUAL_PLACES} unless said, at most {MOST_PLACES}.",
        )
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            default=USUAL_DAY,
            help=f"The day before and after which dates lie: {USUAL_DAY} unless said, so that the same rows come each time.",
        )
        parser.add_argument("--no-index", action="store_true", help="Leave the search index to “manage.py index”.")

    def handle(self, *, size, places, day, no_index, **options):
        if not 1 <= places <= MOST_PLACES:
            raise CommandError(f"Something was shown in 1 to {MOST_PLACES} places, not in {places}.")
        try:
            scale = Scale(read_size(size), places, day)
            expect_much_written()
            rows = self.timed("rows, all in all", lambda: fill_with_made_up(scale, self.say))
        except (WrongSize, NotEmpty) as error:
            raise CommandError(f"Nothing was written. {error}" if isinstance(error, NotEmpty) else str(error)) from error
        if not no_index:
            self.timed("records indexed", lambda: index(Record.objects.all()))
        count_rows_anew()
        self.stdout.write(f"{rows} rows for {scale.size} enterprises; every page says that they are made up.")

    def timed(self, title, act):
        started = time.monotonic()
        number = act()
        self.say(title, number, time.monotonic() - started)
        return number

    def say(self, title, number, seconds):
        self.stdout.write(f"  {title:<24}{number:>10,} {seconds:8.1f} s")
