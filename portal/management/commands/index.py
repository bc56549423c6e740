from django.core.management.base import BaseCommand

from portal.models import Record
from portal.search.index import index


class Command(BaseCommand):
    help = "Write the search index of all records anew."

    def handle(self, **options):
        self.stdout.write(f"{index(Record.objects.all())} records indexed.")
