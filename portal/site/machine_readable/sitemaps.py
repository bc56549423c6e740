"""The sitemap: every public page in both languages, each with the other language beside it; in several files where they are many.

An app adds the pages that are no record's in its own `sitemaps.py`, which is imported once all models are there.
"""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.db.models import F, Window
from django.db.models.functions import Greatest, RowNumber
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language

from portal.listing.kept import kept
from portal.models import Record, kinds
from portal.server.refusals import read_only
from portal.site.about import SitePage
from portal.site.kept_pages.addresses import reads

MOST_ADDRESSES = 5000  # addresses of one file; the protocol allows 50 000, which nobody has ready at once
readers = []


def further_pages(read):
    """Register `read`, which gives (the name of an address, its arguments) of public pages that are no record's."""
    readers.append(read)
    return read


@further_pages
def lists():
    yield from ((name, ()) for name in ("home", *(each.address for each in kinds.collections()), "new", "corrections", "about", "enquiry"))
    yield from ((name, ()) for name, _title in SitePage.siblings)


def records_of_a_file():
    return MOST_ADDRESSES // len(settings.LANGUAGES)


def first_keys():
    """The keys of the records with which a file begins, drafts among them, so that the index of the keys alone is read: by their numbers
    files have addresses, for the key of a draft says something of it."""
    numbered = Record.objects.order_by("pk").annotate(number=Window(RowNumber(), order_by="pk"))
    return list(numbered.annotate(rest=F("number") % records_of_a_file()).filter(rest=1).values_list("pk", flat=True))


def pages_of_apps():
    return [page for read in readers for page in read()]


def records_between(first="", end=""):
    """The public records from the key `first` on, and before `end`."""
    found = Record.objects.published().annotate(changed_at=Greatest("updated_at", "published_at")).only("kind", "slug")
    found = found.filter(pk__gte=first) if first else found
    return list((found.filter(pk__lt=end) if end else found).order_by("pk"))


def items_of_file(number, firsts):
    """The pages and records of the file of this number, from 1, of as many as have a key in `firsts` and one more: the first has
    the pages that are no record's."""
    if number == 1:
        return pages_of_apps()
    return records_between(firsts[number - 2], firsts[number - 1] if number <= len(firsts) else "")


class Pages(Sitemap):
    i18n = alternates = x_default = True
    limit = 2 * MOST_ADDRESSES  # it holds what it is given

    def __init__(self, items):
        self.given, self.addresses = items, {}

    def items(self):
        return self.given

    def location(self, item):
        """Asked for each language as often as there are languages, and once more."""
        place = (get_language(), item.pk if isinstance(item, Record) else item)
        if place not in self.addresses:
            self.addresses[place] = item.get_absolute_url() if isinstance(item, Record) else reverse(item[0], args=item[1])
        return self.addresses[place]

    def lastmod(self, item):
        return item.changed_at if isinstance(item, Record) else None

    def get_urls(self, page=1, site=None, protocol=None):
        """All of them: the number of a file is not that of a page of this one."""
        return super().get_urls(1, site, protocol)


@reads("p")
@read_only
def site_map(request):
    """All addresses, or where they are too many for a file the list of the files, `?p=1` to the last."""
    firsts = kept("sitemap", first_keys)
    number = request.GET.get("p", "")
    if number:
        if number not in map(str, range(1, len(firsts) + 2)):
            raise Http404
        return sitemap(request, sitemaps={"pages": Pages(items_of_file(int(number), firsts))})
    if len(firsts) < 2:
        items = [*pages_of_apps(), *records_between()]
        if len(items) <= records_of_a_file():
            return sitemap(request, sitemaps={"pages": Pages(items)})
    address = request.build_absolute_uri(reverse("sitemap"))
    files = [SitemapIndexItem(f"{address}?p={number}") for number in range(1, len(firsts) + 2)]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")
