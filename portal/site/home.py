"""The page at the head of the public site, and the bare address that leads to it."""

from django.db.models import Count, F, Q
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from portal.models import Feature, Record, Source, Statement, kinds
from portal.models.records import name_order, with_card_parts
from portal.server.refusals import read_only
from portal.site.footnotes import Footnotes
from portal.site.machine_readable.linked_data import of_home
from portal.site.navigation import heads, on_the_home_page

HOME_FIGURES = 6
MOST_FEATURED = 12
MOST_NEW = 5


@read_only
def choose_language(request):
    """Redirect from "/" to the home page in the visitor's language: that of the cookie, then of the browser, then English."""
    response = HttpResponseRedirect(reverse("home"))
    response["Vary"] = "Accept-Language, Cookie"
    return response


def featured(public):
    """The keys of the records that stand on the home page, in order: those that staff chose, or else of each kind those of
    which most is stated."""
    if chosen := Feature.objects.published().values_list("record", flat=True)[:MOST_FEATURED]:
        return list(chosen)
    keys, told = [], Count("statements", filter=Q(statements__in=Statement.objects.published()))
    for collection in (each for each in heads() if each.home_cards):
        first = public.filter(kind__in=collection.kinds).annotate(told=told).order_by("-told", *name_order())
        keys += first.values_list("pk", flat=True)[: collection.home_cards]
    return keys


def collection_column(collection, counts):
    """What is on record of a Collection, for its column: `counts` is {kind: how many public records}."""
    by_list = {
        each.segment: sum(counts.get(kind, 0) for kind in each.kinds) for each in kinds.collections() if each.model == collection.model
    }
    return {"collection": collection, "count": by_list[collection.segment], "by_list": by_list, "total": sum(by_list.values())}


@read_only
def home(request):
    """Who speaks, what is here, where to begin; then the figures on record, places, dates, some records and what is new."""
    public = Record.objects.published()
    counts = dict(public.order_by().values_list("kind").annotate(Count("pk")))
    published = Statement.objects.published().select_related("record", "measure", "passage__source")
    # Money first, then the largest: what a visitor can picture. Each record speaks with every such figure.
    figures = list(published.with_figures().order_by("-measure__is_money", "-value", "passage__number", "id")[:HOME_FIGURES])
    source = Source.objects.published().order_by(F("issued_on").desc(nulls_last=True), "id").first()
    opening = published.filter(record=source.pk, passage__is_spoken=True).first() if source else None
    statements = [*figures, *([opening] if opening else [])]
    footnotes = Footnotes(statements)
    keys = featured(public)
    cards = with_card_parts(list(public.specific().for_cards().filter(pk__in=keys)))
    return render(
        request,
        "portal/home.html",
        {
            "columns": [collection_column(collection, counts) for collection in on_the_home_page()],
            "figures": figures,
            "opening": opening,
            "footnotes": footnotes,
            "source": source,
            "cards": sorted(cards, key=lambda record: keys.index(record.pk)),
            "feed": "feed",
            "linked_data": of_home(request),
            "new": public.order_by("-published_at", "-updated_at", "id")[:MOST_NEW],
        },
    )
