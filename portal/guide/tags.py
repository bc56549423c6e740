"""The guide for templates: its texts, its pictures, and what it says of the page that is open."""

from functools import cache

from django import template
from django.conf import settings
from django.utils.translation import get_language

from portal.guide.chapters import how_tos_about
from portal.guide.pictures import path_of, stored_pictures
from portal.guide.wording import drawn

register = template.Library()
register.simple_tag(drawn, name="guide_text")
sizes = cache(stored_pictures)  # the list comes with the code


@register.simple_tag
def guide_picture(picture):
    """{path, width, height} of a picture in the reader's language, or in the portal's own; None where it was not taken yet."""
    paths = [path_of(picture.name, language) for language in (get_language(), settings.LANGUAGE_CODE)]
    return next(({"path": path, "width": sizes()[path].width, "height": sizes()[path].height} for path in paths if path in sizes()), None)


@register.simple_tag(takes_context=True)
def guide_here(context):
    """[(Chapter, HowTo)] about the page that is drawn."""
    match = getattr(context.get("request"), "resolver_match", None)
    return how_tos_about(match.view_name) if match else []
