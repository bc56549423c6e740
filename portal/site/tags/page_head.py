"""What the head of a page says to other machines."""

import json
import re

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.site.machine_readable import social_cards
from portal.site.machine_readable.head_links import alternates, canonical, locale_of

register = template.Library()
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}  # no name can end the script that holds it


@register.inclusion_tag("portal/_head.html", takes_context=True)
def machine_head(context, title, description):
    """Canonical address, other languages, feed and card of the present page. A view may say `canonical_query`, what of the
    query string makes another page; `is_unlisted`, that search engines leave it out; `feed`, the name of its feed; `card`,
    its picture. A preview has nothing of this."""
    request, language = context["request"], get_language()
    if context.get("preview"):
        return {"is_preview": True}
    query, feed = context.get("canonical_query", ""), context.get("feed")
    return {
        "is_unlisted": context.get("is_unlisted"),
        "canonical": canonical(request, query),
        "alternates": alternates(request, query),
        "feed": feed and reverse(feed),
        "title": title,
        "description": description,
        "card": context.get("card") or social_cards.card_of_site(request),
        "is_record": "card" in context,
        "locale": locale_of(language),
        "other_locales": [locale_of(code) for code, _name in settings.LANGUAGES if code != language],
    }


@register.simple_tag(takes_context=True)
def linked_data(context):
    """The page as JSON-LD, in a data block that nothing runs; nothing in a preview, or where the view gives none."""
    graph = context.get("linked_data")
    if not graph or context.get("preview"):
        return ""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped above


@register.simple_block_tag
def one_line(content):
    """What stands between the tags on one line: `{% one_line as title %}…{% endone_line %}`."""
    return mark_safe(re.sub(r"\s+", " ", content).strip())  # noqa: S308 drawn by a template, escaped already
