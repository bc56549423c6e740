"""The map and the pages of its places: what is on record in one country or region."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_countries import countries

from enterprises.models import Organization, TrademarkRegistration
from enterprises.renewals import status
from initiatives.kinds import EXHIBITIONS, PROGRAMMES, PROJECTS
from initiatives.map import MOST_TOLD, counted_places, world_map
from initiatives.map_marks import CLOSEST
from initiatives.models import Initiative
from portal.models import Statement
from portal.models.records import name_order
from portal.server.refusals import read_only
from portal.site.footnotes import Footnotes, Saying

MOST_CARDS = 8  # of one place and kind; the list, filtered, has them all
MOST_FIGURES = MOST_REGISTERED = 8
COLLECTIONS = (EXHIBITIONS, PROJECTS, PROGRAMMES)


@read_only
def map_of_places(request):
    """All places of public initiatives, on the map and as a table; `?near=de&closer=1` asks for those around one of them."""
    nowhere = Initiative.objects.published().filter(country="").count()
    near, closer = request.GET.get("near", "").upper(), request.GET.get("closer", "")
    found = world_map(near=near, closer=int(closer) if closer in map(str, range(1, CLOSEST + 1)) else 0)
    return render(request, "initiatives/map.html", {"world": found, "nowhere": nowhere, "is_told": len(found["places"]) <= MOST_TOLD})


def shelf(collection, code):
    """The first cards of a list of initiatives in one place, and how many it has."""
    found = Initiative.objects.published().filter(kind__in=collection.kinds, country=code)
    return {"collection": collection, "count": found.count(), "cards": list(found.for_cards().by_name()[:MOST_CARDS])}


def on_record():
    """The codes of the countries and regions that have a page."""
    codes = {
        *Initiative.objects.published().order_by().values_list("country", flat=True).distinct(),
        *Organization.objects.published().order_by().values_list("country", flat=True).distinct(),
        *TrademarkRegistration.objects.published().order_by().values_list("territory", flat=True).distinct(),
    }
    return codes & set(dict(countries))


@read_only
def place_page(request, code):
    """What the public record has of one country or region: initiatives, figures, organizations, registrations."""
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("place", args=[code.lower()]))
    code = code.upper()
    shelves = [shelf for shelf in (shelf(each, code) for each in COLLECTIONS) if shelf["cards"]]
    organizations = Organization.objects.published().filter(country=code)
    registrations = TrademarkRegistration.objects.published().with_public_events().filter(territory=code)
    registration_count = registrations.count()
    ordered = registrations.select_related("trademark", "passage__source").order_by(
        *name_order("trademark__"), "number", "nice_class", "id"
    )
    registrations = list(ordered[:MOST_REGISTERED])
    for row in registrations:
        row.status = status.of_registration(row, timezone.localdate())
    cards = list(organizations.for_cards().by_name()[:MOST_CARDS])
    if not (shelves or cards or registrations) or code not in dict(countries):
        raise Http404
    here = Initiative.objects.published().filter(country=code)
    figures = Statement.objects.published().with_figures().filter(record__in=here.values("pk"))
    figures = list(
        figures.select_related("record", "measure", "passage__source").order_by("-measure__is_money", "-value", "id")[:MOST_FIGURES]
    )
    found = world_map(code)
    placing = [row.cited for shown in found["places"] for row in shown.rows if row.cited]
    footnotes = Footnotes(
        list({statement.pk: statement for statement in [*placing, *figures]}.values()),
        [(row, Saying.of(str(row), row.trademark)) for row in registrations],
    )
    return render(
        request,
        "initiatives/place.html",
        {
            "code": code,
            "name": countries.name(code),
            "world": found,
            "inferred": here.filter(country_inferred=True).exists(),
            "shelves": shelves,
            "figures": figures,
            "organizations": cards,
            "organization_count": organizations.count(),
            "registrations": registrations,
            "registration_count": registration_count,
            "footnotes": footnotes,
            "others": [other for other in counted_places() if other.code != code],
        },
    )
