from django.core.management.base import BaseCommand, CommandError

from portal.listing.checking import differences
from portal.search.checking import differences_of_words


class Command(BaseCommand):
    help = "Name each record that the search index or a list has otherwise than it is; “manage.py index” mends them."

    def handle(self, **options):
        number = 0
        for key, what in (*differences(), *differences_of_words()):
            number += 1
            self.stdout.write(f"{key}: {what}")
        if number:
            raise CommandError(f"{number} differences. “manage.py index” mends them.")
        self.stdout.write("The search index and the lists say what the records say.")
