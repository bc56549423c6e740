"""The page of licensing for the sitemap."""

from portal.site.machine_readable.sitemaps import further_pages


@further_pages
def licensing():
    yield ("licensing", ())
