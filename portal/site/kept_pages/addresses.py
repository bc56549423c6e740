"""Under which address a page is kept: what names no page of its own, such as an unknown parameter, is left out of it."""

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.http import urlencode
from django.utils.translation import get_language_from_path, get_language_from_request, override

LONGEST_ADDRESS = 1000  # characters; a longer one is made anew each time
WITHOUT_LANGUAGE = ("/sitemap", "/robots.txt")  # pages outside the languages that are kept, too
AS_ASKED = "portal.query"  # in the environment of a request: its query string with what the view does not read


def reads(*names):
    """The decorator that says which parameters of its address a view reads; a class may say so by a class method `parameters`. Of one that
    does not say so each query string is a page of its own."""

    def mark(view):
        view.parameters = staticmethod(lambda: names) if isinstance(view, type) else lambda: names
        return view

    return mark


def language_of_page(request):
    """The language of the page: that of its address, or else of the visitor. None for an address that is not kept."""
    path = request.path_info
    if language := get_language_from_path(path):
        return language
    return get_language_from_request(request) if path.startswith(WITHOUT_LANGUAGE) else None


def query_of(request, language):
    """(the query string without the parameters that the view does not read, the same in one order for whatever order they came in). None
    where it is better read by nobody but what refuses it."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return "", ""
    if "%00" in query or len(query) > LONGEST_ADDRESS:
        return None
    try:
        with override(language):
            view = resolve(request.path_info).func
        asked = QueryDict(get_bytes_from_wsgi(request.META, "QUERY_STRING", ""), encoding=settings.DEFAULT_CHARSET, mutable=True)
    except Resolver404:
        return query, query
    except TooManyFieldsSent:
        return None
    parameters = getattr(getattr(view, "view_class", view), "parameters", None)
    if parameters is None:
        return query, query
    known = parameters()
    for name in asked.keys() - set(known):
        del asked[name]
    return asked.urlencode(), urlencode([(name, value) for name in dict.fromkeys(known) for value in asked.getlist(name)])
