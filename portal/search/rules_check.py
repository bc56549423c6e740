"""What `manage.py check --database default` says of the index of the search."""

from django.core.checks import Tags, register
from django.core.checks import Warning as Told
from django.db import connections

from portal.models import Listed, SearchEntry
from portal.search.index import written_otherwise


@register(Tags.database)
def index_is_of_this_version(app_configs, databases, **options):
    """A warning, not an error: with one `migrate` would refuse to run, which is what helps."""
    for alias in databases or ():
        # before the first `migrate` there is neither, and before that of an upgrade perhaps one
        is_made = {each._meta.db_table for each in (SearchEntry, Listed)} <= {*connections[alias].introspection.table_names()}
        number = written_otherwise().using(alias).count() if is_made else 0
        if number:
            yield Told(
                f"{number} records are not in the index of the search, or by the rules of another version: what is typed in "
                "traditional characters, for instance, may not find them.",
                hint="Run `manage.py index`.",
                id="portal.W003",
            )
