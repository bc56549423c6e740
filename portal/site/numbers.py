"""How many records the public has of each kind: on the home page and the map of the site."""

from django.db.models import Count

from portal.listing.kept import kept
from portal.models import Record


def numbers_of_kinds():
    """{kind: how many public records}."""
    rows = Record.objects.published().order_by().values_list("kind").annotate(Count("pk"))
    return kept("numbers of kinds", lambda: dict(rows))
