from django.core.management.commands import flush
from django.db import connections

from portal.models import triggers


class Command(flush.Command):
    """Empties the database, of what its triggers keep, too."""

    def handle(self, **options):
        connection = connections[options["database"]]
        triggers.remove_triggers(connection)
        try:
            super().handle(**options)
        finally:
            triggers.install_triggers(connection)
