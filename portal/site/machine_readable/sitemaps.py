"""The sitemap: every public page in both languages, each with the other language beside it; in several files where they are many.

An app adds the pages that are no record's in its own `sitemaps.py`, which is imported once all models are there.
"""

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.db.models import F, Window
from django.db.models.functions import Greatest, RowNumber
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate
from django.utils.translation import override

from portal.listing.kept import kept
from portal.models import Record, kinds
from portal.server.refusals import read_only
from portal.site.about import SitePage
from portal.site.kept_pages.addresses import reads

MOST_ADDRESSES = 5000  # addresses of one file; the protocol allows 50 000, which nobody has ready at once
SOME_SLUG = "slug"
HEAD_OF_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""
END_OF_FILE = """
</urlset>
"""
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


def addresses_in(languages):
    """A function that gives [address], one in each of `languages`, of (the name of an address, its arguments) or of a Record: of all
    records of a kind Django is asked once."""
    around = {}  # {segment: [(what stands before the last part of an address, what stands after it)]}

    def addresses(name, arguments):
        found = []
        for language in languages:
            with override(language):
                found.append(reverse(name, args=arguments))
        return found

    def of_item(item):
        if not isinstance(item, Record):
            return addresses(*item)
        if item.segment not in around:
            around[item.segment] = [address.rpartition(SOME_SLUG)[::2] for address in addresses(f"{item.segment}-detail", [SOME_SLUG])]
        return [f"{before}{item.slug}{after}" for before, after in around[item.segment]]

    return of_item


@x_robots_tag
def file_of(request, items):
    """A file of the sitemap: whatever is in `items` in each language, with a link to the same in each."""
    languages = [code for code, _name in settings.LANGUAGES]
    root, default, addresses_of, parts = f"{request.scheme}://{request.get_host()}", settings.LANGUAGE_CODE, addresses_in(languages), []
    for item in items:
        addresses = [escape(root + address) for address in addresses_of(item)]
        by_language = dict(zip(languages, addresses, strict=True))
        if default in by_language:
            by_language["x-default"] = by_language[default].replace(f"/{default}/", "/", 1)
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in by_language.items())
        changed = f"<lastmod>{localdate(item.changed_at).isoformat()}</lastmod>" if isinstance(item, Record) else ""
        parts += [f"<url><loc>{address}</loc>{changed}{links}</url>" for address in addresses]
    return HttpResponse("".join([HEAD_OF_FILE, *parts, END_OF_FILE]), content_type="application/xml")


@reads("p")
@read_only
def site_map(request):
    """All addresses, or where they are too many for a file the list of the files, `?p=1` to the last."""
    firsts = kept("sitemap", first_keys)
    number = request.GET.get("p", "")
    if number:
        if number not in map(str, range(1, len(firsts) + 2)):
            raise Http404
        return file_of(request, items_of_file(int(number), firsts))
    if len(firsts) < 2:
        items = [*pages_of_apps(), *records_between()]
        if len(items) <= records_of_a_file():
            return file_of(request, items)
    address = request.build_absolute_uri(reverse("sitemap"))
    files = [SitemapIndexItem(f"{address}?p={number}") for number in range(1, len(firsts) + 2)]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")
