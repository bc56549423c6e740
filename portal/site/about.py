"""The pages about the portal itself: its statements, and the map of the site."""

from django.conf import settings
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal.listing.kept import kept
from portal.models import Record, kinds
from portal.models.first_rows import first_of_each
from portal.models.source_kinds import SOURCES
from portal.server.refusals import read_only
from portal.site.kept_pages.addresses import reads
from portal.site.numbers import numbers_of_kinds
from portal.text.fields import of_reader, reads_chinese

MOST_IN_SITE_MAP = 24  # records of each list that the site map names; the list has them all


@read_only
def about_page(request):
    return render(request, "portal/about.html")


@reads()
@method_decorator(read_only, name="dispatch")
class SitePage(TemplateView):
    """A subclass gives its template, `address`, `title`, `lede` and `sections` ({anchor: heading}, in the template's order)."""

    siblings = [
        ("privacy", _("Privacy")),
        ("terms", _("Terms of use")),
        ("accessibility", _("Accessibility")),
        ("site-map", _("Site map")),
    ]

    def get_context_data(self, **context):
        host = of_reader(settings.PORTAL_HOST) or gettext("the host of this portal")
        return super().get_context_data(**context) | {"host": host}


class Privacy(SitePage):
    template_name = "portal/privacy.html"
    address, title = "privacy", _("Privacy")
    lede = _("What this portal collects about you, how long it keeps it, and your rights.")
    sections = {
        "responsible": _("Who is responsible"),
        "reading": _("Reading without an account"),
        "cookies": _("Cookies"),
        "enquiries": _("Enquiries"),
        "logs": _("Server logs and protection against abuse"),
        "people": _("People named here"),
        "staff": _("Accounts of staff"),
        "rights": _("Your rights"),
        "changes": _("Changes to this page"),
    }

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"retention_days": settings.ENQUIRY_DAYS}


class Terms(SitePage):
    template_name = "portal/terms.html"
    address, title = "terms", _("Terms of use")
    lede = _("What this portal is and what it is not, and how its facts, texts and pictures may be used.")
    sections = {
        "record": _("What this portal is"),
        "warranty": _("No warranty"),
        "endorsement": _("No endorsement and no offer"),
        "names": _("Names and marks"),
        "passages": _("Sources and their words"),
        "reuse": _("Reusing the facts"),
        "pictures": _("Pictures and drawings"),
        "links": _("Links to other sites"),
        "errors": _("Errors and changes"),
    }


class Accessibility(SitePage):
    template_name = "portal/accessibility.html"
    address, title = "accessibility", _("Accessibility")
    lede = _("What has been done so that everybody can use this portal, where it falls short, and how to tell us.")
    sections = {
        "aim": _("What we aim at"),
        "done": _("What has been done"),
        "limits": _("Known limits"),
        "report": _("Tell us of a barrier"),
        "checked": _("When it was checked"),
    }


class SiteMap(SitePage):
    template_name = "portal/site_map.html"
    address, title = "site-map", _("Site map")
    lede = _("Every list, place and page of this portal.")
    sections = {
        "record": _("What is here"),
        "places": _("Places and dates"),
        "finding": _("Finding and keeping"),
        "portal": _("About this portal"),
    }

    def first_records(self):
        """[[Record]] of each list of the portal, the first by name."""
        by_name = Record.objects.published().by_name()
        lists = [by_name.filter(kind__in=each.kinds) for each in self.collections()]
        keys = kept("first records of every list", lambda: first_of_each(lists, MOST_IN_SITE_MAP), reads_chinese())
        found = Record.objects.published().in_bulk([key for of_list in keys for key in of_list])
        return [[found[key] for key in of_list if key in found] for of_list in keys]

    def collections(self):
        return sorted(kinds.collections(), key=lambda collection: collection is SOURCES)

    def shelves(self):
        """The lists of the portal, each with the first of its public records by name and how many there are; sources last."""
        counts = numbers_of_kinds()
        for each, records in zip(self.collections(), self.first_records(), strict=True):
            yield {
                "address": each.address,
                "title": each.title,
                "records": records,
                "count": sum(counts.get(kind, 0) for kind in each.kinds),
            }

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"shelves": list(self.shelves())}
