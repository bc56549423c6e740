"""The addresses that the head of a page gives: its own, those in the other languages, its picture, its feed."""

from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, override, to_locale

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


def path_in(language, request):
    """The path of the present page in that language, or its own where there is none: Django's `translate_url` for the page that has been
    found already."""
    path, match = escape_uri_path(request.path), request.resolver_match
    if match is None:
        return translate_url(path, language)
    with override(language):
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return path


def alternates(request, query=""):
    """[Alternate] of the present page in each language, and for everybody else."""
    end = f"?{query}" if query else ""
    paths = [(tag_of(code), path_in(code, request)) for code, _name in settings.LANGUAGES]
    paths.append(("x-default", without_language(request.path)))
    return [Alternate(tag, request.build_absolute_uri(path + end)) for tag, path in paths]
