"""The map and the pages of its places: what is on record in one country or region."""

from functools import partial
from typing import NamedTuple

from django.db.models import Count
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_countries import countries

from enterprises.models import Organization, TrademarkRegistration
from enterprises.renewals import status
from initiatives.kinds import EXHIBITIONS, PROGRAMMES, PROJECTS
from initiatives.map import MOST_TOLD, count_places, counted_places, number_nowhere, world_map
from initiatives.map_marks import CLOSEST
from initiatives.models import Initiative
from portal.listing.kept import kept
from portal.listing.values import MISSING
from portal.models import ListedValue, Statement
from portal.models.first_rows import first_of_each
from portal.models.records import name_order
from portal.search.refreshing import index_what_changed
from portal.server.refusals import read_only
from portal.site.cards import cards_of
from portal.site.footnotes import Footnotes, Saying
from portal.site.kept_pages.addresses import reads
from portal.text.fields import reads_chinese

MOST_SHOWN = 8  # of one place and kind; the list, filtered, has them all
COLLECTIONS = (EXHIBITIONS, PROJECTS, PROGRAMMES)


@reads("near", "closer")
@read_only
def map_of_places(request):
    """All places of public initiatives, on the map and as a table; `?near=de&closer=1` asks for those around one of them."""
    near, closer, numbers = request.GET.get("near", "").upper(), request.GET.get("closer", ""), count_places()
    closer = int(closer) if closer in map(str, range(1, CLOSEST + 1)) else 0
    near = near if near in {country for country, *_others in numbers} else ""
    found = SimpleLazyObject(partial(world_map, numbers, near=near, closer=closer))
    context = {"world": found, "near": near, "closer": closer, "nowhere": number_nowhere(numbers), "most_told": MOST_TOLD}
    return render(request, "initiatives/map.html", context)


def count_organizations():
    """The same, of what is listed of them: one narrow row for each."""
    index_what_changed()
    listed = ListedValue.objects.public().filter(kind__in=list(Organization.KINDS), facet="place").exclude(value=MISSING)
    return dict(listed.order_by().values_list("value").annotate(Count("pk")))


def numbers_of_organizations():
    """{code of a country or region: how many public organizations are based there}."""
    return kept("organizations of places", count_organizations)


def numbers_of_registrations():
    """{code of a country or region: how many public registrations hold there}."""
    found = TrademarkRegistration.objects.published().order_by().values_list("territory").annotate(Count("pk"))
    return kept("registrations of places", lambda: dict(found))


class PlacesOnRecord(NamedTuple):
    initiatives: list  # as count_places gives them
    organizations: dict
    registrations: dict

    @classmethod
    def read(cls):
        return cls(count_places(), numbers_of_organizations(), numbers_of_registrations())

    @property
    def codes(self):
        """Of the countries and regions that have a page."""
        found = {*(country for country, *_numbers in self.initiatives), *self.organizations, *self.registrations}
        return found & set(dict(countries))


def on_record():
    """The codes of the countries and regions that have a page."""
    return PlacesOnRecord.read().codes


class InPlace(NamedTuple):
    """The keys of what the page of a country or region shows, each the first of many."""

    initiatives: list  # of each of COLLECTIONS
    organizations: list
    registrations: list
    figures: list


def first_in_place(code):
    initiatives, organizations = (model.objects.published().filter(country=code) for model in (Initiative, Organization))
    registrations = TrademarkRegistration.objects.published().filter(territory=code)
    figures = Statement.objects.published().with_figures().filter(record__in=initiatives.order_by().values("pk"))
    *of_collections, others, registered, told = first_of_each(
        [
            *(initiatives.filter(kind__in=collection.kinds).by_name() for collection in COLLECTIONS),
            organizations.by_name(),
            registrations.order_by(*name_order("trademark__"), "number", "nice_class", "id"),
            figures.order_by("-measure__is_money", "-value", "id"),
        ],
        MOST_SHOWN,
    )
    return InPlace(of_collections, others, registered, told)


def in_order_of_keys(rows, keys):
    """The rows of a queryset that have these keys, in their order."""
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def shelves_of_place(request, code, keys, numbers):
    """The first cards of each list of initiatives in one place, and how many it has."""
    for collection, of_collection in zip(COLLECTIONS, keys, strict=True):
        if shown := cards_of(of_collection, request):
            count = sum(total for country, kind, total, *_others in numbers if country == code and kind in collection.kinds)
            yield {"collection": collection, "count": count, "cards": shown}


@reads()
@read_only
def place_page(request, code):
    """What the public record has of one country or region: initiatives, figures, organizations, registrations."""
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("place", args=[code.lower()]))
    code = code.upper()
    numbers = PlacesOnRecord.read()
    if code not in numbers.codes:
        raise Http404
    first = kept("first of a place", lambda: first_in_place(code), code, reads_chinese())
    shelves = list(shelves_of_place(request, code, first.initiatives, numbers.initiatives))
    registrations = TrademarkRegistration.objects.published().with_public_events().select_related("trademark", "passage__source")
    registrations = in_order_of_keys(registrations, first.registrations)
    for row in registrations:
        row.status = status.of_registration(row, timezone.localdate())
    statements = Statement.objects.published().select_related("record", "measure", "passage__source")
    figures = in_order_of_keys(statements, first.figures)
    found = world_map(numbers.initiatives, code)
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
            "inferred": any(said < total for country, _kind, total, _held, said in numbers.initiatives if country == code),
            "shelves": shelves,
            "figures": figures,
            "organizations": cards_of(first.organizations, request),
            "organization_count": numbers.organizations.get(code, 0),
            "registrations": registrations,
            "registration_count": numbers.registrations.get(code, 0),
            "footnotes": footnotes,
            "others": [other for other in counted_places(numbers.initiatives) if other.code != code],
        },
    )
