"""The pages about the portal itself: its statements, and the map of the site."""

from django.conf import settings
from django.db.models import Count
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal.models import Record, kinds
from portal.models.source_kinds import SOURCES
from portal.server.refusals import read_only
from portal.text.fields import of_reader

MOST_IN_SITE_MAP = 24  # records of each list that the site map names; the list has them all


@read_only
def about_page(request):
    return render(request, "portal/about.html")


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

    def shelves(self):
        """The lists of the portal, each with the first of its public records by name and how many there are; sources last."""
        public = Record.objects.published()
        counts = dict(public.order_by().values_list("kind").annotate(Count("pk")))
        for each in sorted(kinds.collections(), key=lambda collection: collection is SOURCES):
            yield {
                "address": each.address,
                "title": each.title,
                "records": list(public.filter(kind__in=each.kinds).by_name()[:MOST_IN_SITE_MAP]),
                "count": sum(counts.get(kind, 0) for kind in each.kinds),
            }

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"shelves": list(self.shelves())}
