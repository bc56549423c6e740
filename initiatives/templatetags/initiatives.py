"""What pages of the portal show of initiatives."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import override
from django_countries import countries

from initiatives import map as map_of_places
from initiatives import places
from initiatives import timeline as time
from initiatives.facts import dates_in_words
from initiatives.intentions_on_pages import reported_in_words
from initiatives.models import Exhibition
from portal.text.dates import as_typed
from portal.text.fields import reads_chinese
from portal.text.ordering import by_name
from portal.text.partial_dates import span_in_words

register = template.Library()
register.filter("reported", reported_in_words)


@register.simple_tag
def world():
    """The places on record, for templates/initiatives/_map.html and _places.html."""
    return map_of_places.world_map()


@register.simple_tag
def places_on_record():
    """[(code, name)] of the countries and regions that have a page, by name."""
    return by_name((code, countries.name(code)) for code in places.on_record())


@register.simple_tag
def places_of_exhibitions():
    """The names of the countries and regions in which exhibitions are on record."""
    codes = Exhibition.objects.published().order_by().exclude(country="").values_list("country", flat=True).distinct()
    return [name for _code, name in by_name((code, countries.name(code)) for code in codes)]


@register.simple_tag
def other_place_name(code):
    """(name, class, language tag) of a country or region in the language that the page is not in."""
    language, cls, tag = ("en", "en", "en") if reads_chinese() else ("zh-hans", "zh", "zh-Hans")
    with override(language):
        return str(countries.name(code)), cls, tag


@register.simple_tag
def latest(years, entries):
    """The latest years of the timeline, for templates/initiatives/_timeline.html."""
    return time.timeline(most_years=years, most=entries)


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
