"""The sitemap: every public page in both languages, each with the other language beside it.

An app adds the pages that are no record's in its own `sitemaps.py`, which is imported once all models are there.
"""

from math import ceil

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models.functions import Greatest
from django.urls import reverse

from portal.models import Record, kinds
from portal.server.refusals import read_only
from portal.site.about import SitePage

MOST_ADDRESSES = 10_000  # addresses of one file; the protocol allows 50 000
readers = []


def further_pages(read):
    """Register `read`, which gives (the name of an address, its arguments) of public pages that are no record's."""
    readers.append(read)
    return read


@further_pages
def lists():
    yield from ((name, ()) for name in ("home", *(each.address for each in kinds.collections()), "new", "corrections", "about", "enquiry"))
    yield from ((name, ()) for name, _title in SitePage.siblings)


class Pages(Sitemap):
    i18n = alternates = x_default = True
    limit = MOST_ADDRESSES

    def items(self):
        records = Record.objects.published().annotate(changed_at=Greatest("updated_at", "published_at")).only("kind", "slug")
        return [*(page for read in readers for page in read()), *records.order_by("id")]

    def location(self, item):
        return item.get_absolute_url() if isinstance(item, Record) else reverse(item[0], args=item[1])

    def lastmod(self, item):
        return item.changed_at if isinstance(item, Record) else None


def sitemap_addresses():
    """The addresses of the files of the sitemap: one, until there are more records than one holds."""
    count = Record.objects.published().count() + sum(1 for read in readers for _page in read())
    files = ceil(count * len(settings.LANGUAGES) / MOST_ADDRESSES)
    return [reverse("sitemap") + (f"?p={number}" if number > 1 else "") for number in range(1, max(files, 1) + 1)]


@read_only
def site_map(request):
    return sitemap(request, sitemaps={"pages": Pages})
