import gc

from django.core.management.base import BaseCommand

from portal.models import Record
from portal.models.much_written import expect_much_written
from portal.models.statistics import count_rows_anew
from portal.search.index import index


class Command(BaseCommand):
    help = "Write the search index of all records anew."
    requires_system_checks = []  # they look at code and settings, which whatever serves has checked

    def handle(self, **options):
        gc.freeze()  # what is there now stays: to look through it for garbage again and again took a twentieth of the time
        expect_much_written()
        number = index(Record.objects.all())
        count_rows_anew()
        self.stdout.write(f"{number} records indexed.")
