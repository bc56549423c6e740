"""The pages of places among what the search box offers."""

from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from initiatives.places import on_record
from portal.search.suggestions import further_suggestions
from portal.text.fields import reads_chinese
from portal.text.folding import comparable
from portal.text.search_words import spelled

FEWEST = 2  # letters that begin the name of a place


@cache
def place_names():
    """{code: (its name in English, in Chinese)}"""
    with override("en"):
        english = {code: str(name) for code, name in countries}
    with override("zh-hans"):
        return {code: (english[code], str(name)) for code, name in countries}


def is_typed(text, english, chinese):
    """Whether a word of the English name begins with `text`, or the Chinese name holds it."""
    return text in chinese or f" {comparable(english)}".find(f" {text}") >= 0


@further_suggestions
def suggested_places(text):
    typed = " ".join(part for word in comparable(text).split() for part in spelled(word))
    found = [code for code, both in place_names().items() if len(typed) >= FEWEST and is_typed(typed, *both)]
    for code in sorted(set(found) & on_record()) if found else ():
        english, chinese = place_names()[code]
        first, second = ((chinese, "zh-Hans"), (english, "en")) if reads_chinese() else ((english, "en"), (chinese, "zh-Hans"))
        yield {
            "name": first[0],
            "language": first[1],
            "other": second[0],
            "other_language": second[1],
            "alias": "",
            "alias_language": "",
            "kind": _("Place"),
            "pigment": "exhibition",
            "place": "",
            "address": reverse("place", args=[code.lower()]),
        }
