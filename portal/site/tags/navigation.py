"""The links of the navigation for templates: `{% main_navigation here as links %}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.site import additions, navigation

register = template.Library()
register.simple_tag(navigation.main_links, name="main_navigation")
register.simple_tag(navigation.further, name="further_navigation")
register.simple_tag(navigation.of_the_record, name="links_of_the_record")
register.simple_tag(navigation.of_proof, name="links_of_proof")
register.simple_tag(navigation.offered_deeds, name="deeds")
register.simple_tag(navigation.first_steps, name="first_steps")


@register.simple_tag
def parts_of(page):
    """The templates that apps add to a page."""
    return additions.parts[page]


@register.simple_tag
def drawn_once(name, **given):
    """A template that depends on the code and on what is given alone, such as the navigation: drawn once for each language."""
    return text_drawn_once(name, get_language(), *given.items())


@lru_cache(maxsize=200)
def text_drawn_once(name, _language, *given):
    return render_to_string(name, dict(given))
