"""The pages of the map and of the timeline for the sitemap."""

from initiatives.map import places
from portal.machines.sitemaps import further_pages


@further_pages
def places_and_dates():
    yield from (("map", ()), ("timeline", ()))
    yield from (("place", (place.code.lower(),)) for place in places())
