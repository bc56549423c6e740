"""The addresses that the head of a page gives: its own, those in the other languages, its picture, its feed."""

from typing import NamedTuple

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, to_locale

LOCALES = {"en": "en_GB", "zh-hans": "zh_CN"}  # as Open Graph writes them, where Django writes them otherwise


def tag_of(language):
    """The tag (BCP 47) of a language of the portal: "zh-hans" → "zh-Hans"."""
    return to_locale(language).replace("_", "-")


def present_tag():
    return tag_of(get_language())


def locale_of(language):
    return LOCALES.get(language, to_locale(language))


class Alternate(NamedTuple):
    tag: str
    address: str


def canonical(request, query=""):
    """The one address of the present page: without whatever of its query string changes nothing (`query` is what stays)."""
    return request.build_absolute_uri(request.path + (f"?{query}" if query else ""))


def without_language(path):
    """The address that leads to the page of `path` in the language of the visitor, as LocaleMiddleware has it."""
    _root, _language, rest = path.split("/", 2)
    return f"/{rest}"


def alternates(request, query=""):
    """[Alternate] of the present page in each language, and for everybody else."""
    end = f"?{query}" if query else ""
    paths = [(tag_of(code), translate_url(request.path, code)) for code, _name in settings.LANGUAGES]
    paths.append(("x-default", without_language(request.path)))
    return [Alternate(tag, request.build_absolute_uri(path + end)) for tag, path in paths]
