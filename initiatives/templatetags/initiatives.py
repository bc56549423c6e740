"""What pages of the portal show of initiatives."""

from django import template
from django.utils.translation import override
from django_countries import countries

from initiatives import map as map_of_places
from portal.fields import reads_chinese
from portal.views import LISTS

register = template.Library()


@register.simple_tag
def world():
    """The places on record, for templates/initiatives/_map.html and _places.html."""
    return map_of_places.world()


@register.simple_tag
def list_title(segment):
    """What the list at `segment` is called."""
    return LISTS[segment]


@register.simple_tag
def other_place_name(code):
    """(name, class, language tag) of a country or region in the language that the page is not in."""
    language, cls, tag = ("en", "en", "en") if reads_chinese() else ("zh-hans", "zh", "zh-Hans")
    with override(language):
        return str(countries.name(code)), cls, tag
