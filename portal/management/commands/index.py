from django.core.management.base import BaseCommand

from portal.indexing import index
from portal.models import Record


class Command(BaseCommand):
    help = "Write the search index of all records anew."

    def handle(self, **options):
        self.stdout.write(f"{index(Record.objects.all())} records indexed.")
