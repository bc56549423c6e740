"""What the home page chooses itself: the records of which most is stated, and the figures that speak first. Both ask what may stand
there by way of an index, and only of that whether the public sees it."""

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from portal.models import Measure, Record, Statement
from portal.models.first_rows import first_of_each
from portal.models.records import name_order
from portal.models.related_counts import number_of
from portal.site.navigation import heads

HOME_FIGURES = 4  # a large one and three
FIRST_TRIED, TRIED_MORE = 32, 8  # so many rows, and so many times as many where they do not settle it


def most_told(public):
    """The keys of the records of each kind of which most is stated, of the queryset `public`."""
    keys = []
    for collection in (each for each in heads() if each.home_cards):
        found = most_told_of(collection.kinds, collection.home_cards)
        if missing := collection.home_cards - len(found):
            untold = public.filter(kind__in=collection.kinds).exclude(pk__in=found).order_by(*name_order())
            found += untold.values_list("pk", flat=True)[:missing]
        keys += found
    return keys


def most_told_of(its_kinds, number):
    """The keys of the `number` records of these kinds of which most is stated in public; fewer where of fewer anything is."""
    on_record = Record.objects.filter(kind__in=its_kinds).annotate(on_record=number_of(Statement.objects.all(), "record"))
    on_record = on_record.order_by("-on_record", *name_order()).values_list("pk", "on_record")
    public = Statement.objects.published().order_by().values("record").annotate(told=Count("pk"))
    public = public.order_by("-told", *name_order("record__")).values_list("record", "told")
    tried = FIRST_TRIED
    while True:
        most = dict(on_record[:tried])
        told = list(public.filter(record__in=list(most))[:number])
        if len(most) < tried or are_first(told, most, number):
            return [key for key, _told in told]
        tried *= TRIED_MORE


def are_first(told, most, number):
    """Whether none but the records in `most`, {key: how many statements are on record}, the most first and then by name, can stand
    among the first `number`, where `told` has of these [(key, how many are public)]. Of any other at most the least of them are public."""
    least = min(most.values())
    if len(told) < number:
        return not least
    return all(public > least or public == most[key] == least for key, public in told)


def first_figures():
    """The keys of the statements whose figures speak first: money, then the largest, each of another record as far as there are so many."""
    largest = (F("measure__is_money").desc(), F("value").desc(), F("passage__number").asc(), F("id").asc())
    place = Window(RowNumber(), partition_by=F("record"), order_by=largest)
    figures = Statement.objects.published().filter(pk__in=largest_figures()).annotate(place_in_record=place)
    return list(figures.order_by("place_in_record", *largest).values_list("pk", flat=True)[:HOME_FIGURES])


def largest_figures():
    """The keys of the largest figures of each measure: all of them, or those of enough records for the home page."""
    figures = Statement.objects.published().order_by("-value", "passage__number", "pk").values_list("pk", "record")
    by_measure = [figures.filter(measure=key) for key in Measure.objects.order_by().values_list("pk", flat=True)]
    tried = FIRST_TRIED
    while True:
        found = first_of_each(by_measure, tried)
        if all(len(rows) < tried or len({record for _key, record in rows}) >= HOME_FIGURES for rows in found):
            return [key for rows in found for key, _record in rows]
        tried *= TRIED_MORE
