from django.core.management.base import BaseCommand

from portal.models import Record
from portal.models.statistics import count_rows_anew
from portal.search.index import index


class Command(BaseCommand):
    help = "Write the search index of all records anew."

    def handle(self, **options):
        number = index(Record.objects.all())
        count_rows_anew()
        self.stdout.write(f"{number} records indexed.")
