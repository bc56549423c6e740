"""What `manage.py check --database default` says of the triggers."""

from django.core.checks import Tags, register
from django.core.checks import Warning as Told
from django.db import connections

from portal.models.triggers import missing_triggers


@register(Tags.database)
def triggers_are_there(app_configs, databases, **options):
    """A warning, not an error: with one `migrate` would refuse to run, which is what helps."""
    for alias in databases or ():
        if names := missing_triggers(connections[alias]):
            yield Told(
                f"The database lacks {', '.join(names)}, or has them as they were in an earlier version: until they are there it refuses "
                "less than it should, or a kind of record that is new. A migration that failed half-way takes them away; a new version "
                "may bring new ones.",
                hint="Mend what the migration complained of and run `manage.py migrate`: once it ends well they are made anew.",
                id="portal.W001",
            )
