"""The page at the head of the public site, and the bare address that leads to it."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from portal.listing.kept import kept
from portal.models import Feature, Record, Statement, kinds
from portal.server.refusals import read_only
from portal.site.cards import SMALL, cards_of
from portal.site.footnotes import Footnotes
from portal.site.kept_pages.addresses import reads
from portal.site.machine_readable.linked_data import of_home
from portal.site.most_told import first_figures, most_told
from portal.site.navigation import on_the_home_page
from portal.site.numbers import numbers_of_kinds
from portal.text.fields import reads_chinese

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
    chosen = Feature.objects.published().values_list("record", flat=True)[:MOST_FEATURED]
    return kept("records of the home page", lambda: list(chosen) or most_told(public), reads_chinese())


def newest():
    """The records that became public last."""
    found = Record.objects.published().order_by("-published_at", "-updated_at", "id")
    return found.filter(pk__in=kept("newest records", lambda: list(found.values_list("pk", flat=True)[:MOST_NEW])))


def leading_figures():
    keys = kept("figures of the home page", first_figures)
    found = Statement.objects.published().select_related("record", "measure", "passage__source").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def collection_column(collection, counts):
    """What the portal has of a Collection, for its column: `counts` is {kind: how many public records}."""
    by_list = {
        each.segment: sum(counts.get(kind, 0) for kind in each.kinds) for each in kinds.collections() if each.model == collection.model
    }
    return {"collection": collection, "count": by_list[collection.segment], "by_list": by_list, "total": sum(by_list.values())}


@reads()
@read_only
def home(request):
    """Who speaks, what is here, where to begin; then some figures, the places, some records and what is new."""
    public = Record.objects.published()
    counts = numbers_of_kinds()
    figures = leading_figures()
    footnotes = Footnotes(figures)
    return render(
        request,
        "portal/home.html",
        {
            "columns": [column for each in on_the_home_page() if (column := collection_column(each, counts))["count"]],
            "figures": figures,
            "footnotes": footnotes,
            "cards": cards_of(featured(public), request, SMALL),
            "feed": "feed",
            "linked_data": of_home(request),
            "new": newest(),
        },
    )
