from django.core.management import CommandError
from django.core.management.commands import loaddata
from django.db import models

from portal.models import Record
from portal.models.locking.retrying import again
from portal.search.index import index


class TooLong(ValueError):
    """A text that its column does not hold. PostgreSQL refuses it and names neither row nor field; SQLite would keep it."""


def check_lengths(row):
    """Raises TooLong for the first text of the row, as it would be stored, that is longer than its column."""
    for field in row._meta.concrete_fields:
        text = field.get_prep_value(getattr(row, field.attname)) if isinstance(field, models.CharField | models.FileField) else None
        if text and field.max_length and len(text) > field.max_length:
            where = f"{row._meta.label_lower} “{row.pk}”, {field.name}"
            raise TooLong(f"{where}: {len(text)} characters are too many, it holds {field.max_length}.")


class Command(loaddata.Command):
    help = loaddata.Command.help.removesuffix(".") + ", and index all records for the search."

    def loaddata(self, fixture_labels):
        try:
            super().loaddata(fixture_labels)
        except TooLong as error:  # with the name of the file
            raise CommandError(str(error)) from error

    def handle(self, *labels, **options):
        again(lambda: super(Command, self).handle(*labels, **options))
        if self.loaded_object_count:
            index(Record.objects.all())

    def save_obj(self, obj):
        # The history leaves out what a fixture saves, but not its many-to-many fields: that row would show a record
        # of which only one half is there yet, and look like the work of staff.
        row = obj.object
        check_lengths(row)
        row.skip_history_when_saving = True
        if hasattr(row, "recorded_at"):  # a fixture leaves out when a row was put on record; loaded again, that does not change
            kept = type(row)._base_manager.filter(pk=row.pk).values_list("recorded_at", flat=True).first()
            row.recorded_at = kept or row.recorded_at
        return super().save_obj(obj)
