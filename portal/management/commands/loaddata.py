from django.core.management.commands import loaddata

from portal.indexing import index
from portal.models import Record


class Command(loaddata.Command):
    help = loaddata.Command.help.removesuffix(".") + ", and index all records for the search."

    def loaddata(self, fixture_labels):
        super().loaddata(fixture_labels)
        if self.loaded_object_count:
            index(Record.objects.all())

    def save_obj(self, obj):
        # The history leaves out what a fixture saves, but not its many-to-many fields: that row would show a record
        # of which only one half is there yet, and look like the work of staff.
        row = obj.object
        row.skip_history_when_saving = True
        if hasattr(row, "recorded_at"):  # a fixture leaves out when a row was put on record; loaded again, that does not change
            kept = type(row)._base_manager.filter(pk=row.pk).values_list("recorded_at", flat=True).first()
            row.recorded_at = kept or row.recorded_at
        return super().save_obj(obj)
