"""The pages of the map and of the timeline for the sitemap."""

from initiatives.places import on_record
from portal.site.machine_readable.sitemaps import further_pages


@further_pages
def places_and_dates():
    yield from (("map", ()), ("timeline", ()))
    yield from (("place", (code.lower(),)) for code in sorted(on_record()))
