"""What pages of the portal show of initiatives."""

from collections import Counter
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import ngettext_lazy, override, pgettext
from django_countries import countries

from initiatives import map as map_of_places
from initiatives import places
from initiatives.facts import dates_in_words
from initiatives.intentions_on_pages import reported_in_words
from initiatives.kinds import EXHIBITION, PROGRAMME, PROJECT
from initiatives.models import Exhibition
from portal.text.dates import as_typed
from portal.text.fields import reads_chinese
from portal.text.figure_wording import Grouped
from portal.text.ordering import by_name
from portal.text.partial_dates import span_in_words

NAMED_ON_A_TILE = 3  # places that the home page names beneath the number of exhibitions
COUNTED = {  # how many of a kind, in the order in which they are said
    EXHIBITION: ngettext_lazy("%(n)s exhibition", "%(n)s exhibitions", "n"),
    PROJECT: ngettext_lazy("%(n)s project", "%(n)s projects", "n"),
    PROGRAMME: ngettext_lazy("%(n)s programme", "%(n)s programmes", "n"),
}

register = template.Library()
register.filter("reported", reported_in_words)


@register.simple_tag
def world():
    """The places on record, for templates/initiatives/_map.html and _places.html."""
    return map_of_places.world_map(map_of_places.count_places())


@register.simple_tag
def places_on_record():
    """[(code, name)] of the countries and regions that have a page, by name."""
    return by_name((code, countries.name(code)) for code in places.on_record())


@register.simple_tag
def places_of_exhibitions():
    """(names, number of the others) of the countries and regions with exhibitions: three where most are, where there are more than four."""
    found = Counter()
    for country, kind, total, *_others in map_of_places.count_places():
        if country and kind in Exhibition.KINDS:
            found[country] += total
    by_number = sorted(found.items(), key=lambda place: (-place[1], place[0]))
    most = by_number if len(by_number) <= NAMED_ON_A_TILE + 1 else by_number[:NAMED_ON_A_TILE]
    names = [name for _code, name in by_name((code, countries.name(code)) for code, _number in most)]
    return names, len(by_number) - len(most)


@register.filter
def counts_in_words(place):
    """How many exhibitions, projects and programmes a Place has: "12 exhibitions, 1 project"."""
    said = [words % {"n": Grouped(place.counts[kind])} for kind, words in COUNTED.items() if kind in place.counts]
    return pgettext("within a list", ", ").join(said)


@register.simple_tag
def other_place_name(code):
    """(name, class, language tag) of a country or region in the language that the page is not in."""
    language, cls, tag = ("en", "en", "en") if reads_chinese() else ("zh-hans", "zh", "zh-Hans")
    with override(language):
        return str(countries.name(code)), cls, tag


@register.simple_tag
def months():
    """The twelve months in short."""
    return [f"{month}月" if reads_chinese() else date_format(date(2000, month, 1), "M") for month in range(1, 13)]


@register.filter
def dates(initiative):
    """The dates of an initiative as far as they are known; empty where none is."""
    return dates_in_words(initiative)


@register.filter
def entry_date(entry):
    """When an entry of the timeline is, as far as it is known."""
    return span_in_words(entry.starts, entry.precision, entry.ends, entry.ends_precision)


@register.filter
def machine_date(entry):
    """The same for machines: "2025-05-21", "2025-05", "2025"."""
    return as_typed(entry.starts, entry.precision)
