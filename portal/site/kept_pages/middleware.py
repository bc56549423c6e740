"""The middleware that answers with a kept page, or keeps the one that is made.

It stands before what costs time: only the number of the request, the headers of every answer and what notices outages are before it. So
it asks itself what those behind it would refuse: a host that is not ours, plain http.
"""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from portal.listing.state import asked_once, state
from portal.models import made_up
from portal.server.database_outages import outage
from portal.server.hosts import check_host
from portal.site.arrangement import arrangement
from portal.site.kept_pages.addresses import AS_ASKED, LONGEST_ADDRESS, language_of_page, query_of
from portal.site.kept_pages.making import Making
from portal.site.kept_pages.memory import Memory
from portal.site.kept_pages.page import KeptPage, accepted
from portal.site.shortlist import SHORTLIST_COOKIE, keys_kept, public_keys

KEPT_STATUSES = {200, 301, 404, 410}
LARGEST_PAGE = 4 * 1024**2  # bytes
OF_THEIRS = ("Authorization", "Range")  # headers of requests that want what is not everybody's, or a part
SETTLED = timedelta(seconds=1)  # see `date_of_state`
CSRF_IS_USED = "CSRF_COOKIE_NEEDS_UPDATE"  # in the environment of a request whose page holds a token
ENCODING = "HTTP_ACCEPT_ENCODING"


def is_everybodys(request):
    """Whether the answer may be the same for all visitors, by what the request brings."""
    if request.method not in ("GET", "HEAD") or not is_reached_rightly(request):
        return False
    if any(header in request.headers for header in OF_THEIRS):
        return False
    return not ({settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys())


def is_reached_rightly(request):
    try:
        check_host(request)
    except DisallowedHost:
        return False
    return request.is_secure() or not settings.SECURE_SSL_REDIRECT


def forget_shortlist(request):
    """Whether no public record is on the visitor's shortlist: a cookie that names none counts as none."""
    if SHORTLIST_COOKIE in request.COOKIES:
        if public_keys(keys_kept(request)):
            return False
        del request.COOKIES[SHORTLIST_COOKIE]
    return True


def may_be_kept(request, response):
    if response.status_code not in KEPT_STATUSES or response.streaming or response.cookies or CSRF_IS_USED in request.META:
        return False
    if "Content-Encoding" in response.headers or len(response.content) > LARGEST_PAGE:
        return False
    if request.session.modified:  # it is empty: a request with one is not everybody's
        return False
    return not {"private", "no-store"} & set(response.headers.get("Cache-Control", "").replace(" ", "").split(","))


def date_of_state(at):
    """(Last-Modified of a state that began `at`, whether If-Modified-Since can be believed).

    HTTP knows seconds only: two states that begin within one would have the same, and a visitor would be told to have what was changed
    in the second of them. So the date of a state is a second after its beginning, and until that is over it is the beginning, of which
    nothing is believed. On PostgreSQL `at` is the end of the transaction.
    """
    settled = at.replace(microsecond=0) + (SETTLED if not at.microsecond else 2 * SETTLED)
    if timezone.now() >= settled:
        return settled, True
    return at.replace(microsecond=0), False


def has_it(request, etag, last_modified, is_settled):
    """Whether the visitor has the page already, by what the request says."""
    if named := request.META.get("HTTP_IF_NONE_MATCH"):
        names = {name.strip().removeprefix("W/") for name in named.split(",")}
        return "*" in names or etag.removeprefix("W/") in names
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    if not since or not is_settled:
        return False
    seconds = parse_http_date_safe(since)
    return seconds is not None and last_modified.timestamp() <= seconds <= datetime.now(UTC).timestamp()


class KeptPages:
    """Whoever is signed in, has messages or saved records, or sends something, is neither answered by a kept page nor fills one."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)
        self.memory = Memory(settings.PAGE_CACHE_BYTES)
        self.making = Making()
        self.shared = None
        if settings.CACHE_URL:
            from portal.site.kept_pages.shared import Redis  # only where one is used: its package takes a tenth of a second

            self.shared = Redis(settings.CACHE_URL)
        self.generation = ""  # in which this process asked last whether all is made up

    def __call__(self, request):
        if (language := language_of_page(request)) is None:
            return self.get_response(request)
        if not is_everybodys(request):
            with asked_once() if request.method in ("GET", "HEAD") else nullcontext():  # it is put together of parts that are kept
                return self.get_response(request)
        if (queries := query_of(request, language)) is None:
            return self.get_response(request)
        request.META[AS_ASKED] = asked = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"], query = queries
        is_whole = asked == queries[0]  # else an address that leads elsewhere takes along more than what it is kept under
        if not settings.PAGE_CACHE_BYTES or outage.since is not None or connection.in_atomic_block:
            return self.get_response(request)
        with asked_once():
            try:
                now = state()
                is_theirs = not now.generation or not forget_shortlist(request)
            except DatabaseError:
                is_theirs = True
            if is_theirs or len(request.path_info) > LONGEST_ADDRESS:
                return self.get_response(request)
            address = (request.scheme, request.get_host().lower(), language, request.path_info, query, arrangement(request))
            page = self.find(address, now.key)
            if page is None:
                with self.making.alone((address, now.key)) as is_first:
                    page = None if is_first else self.memory.get(address, now.key)
                    page = page or self.made(request, address, now, is_whole)
            elif page.status == 301 and not is_whole:
                page = self.made(request, address, now, is_whole)
            if not isinstance(page, KeptPage):
                return self.gzip.process_response(request, page)
        last_modified, is_settled = date_of_state(now.at)
        is_known = has_it(request, page.etag, last_modified, is_settled) and page.status == 200
        response = page.response(accepted(request), http_date(last_modified.timestamp()), is_known)
        self.memory.weigh(address, page)
        return response

    def find(self, address, key):
        page = self.memory.get(address, key)
        if page is None and self.shared and (page := self.shared.get(address, key)):
            self.remember(address, page)
        return page

    def made(self, request, address, now, is_whole):
        """The KeptPage of what the view answers; its response, not packed, where that is not kept."""
        response = self.response(request, now)
        if not may_be_kept(request, response) or (response.status_code == 301 and not is_whole):
            return response
        return self.keep(address, now.key, response)

    def response(self, request, now):
        """The response of the view, not packed."""
        if self.generation != now.generation:
            made_up.ask_anew()
            self.generation = now.generation
        encoding = request.META.pop(ENCODING, None)
        try:
            return self.get_response(request)
        finally:
            if encoding is not None:
                request.META[ENCODING] = encoding

    def keep(self, address, key, response):
        patch_vary_headers(response, ["Accept-Encoding"])
        response.headers.setdefault("Cache-Control", "no-cache")  # with a date alone browsers would guess for how long it is good
        headers = [(name, value) for name, value in response.items() if name not in ("Content-Length", "Last-Modified")]
        page = KeptPage(key, response.status_code, headers, response.content)
        self.remember(address, page)
        if self.shared:
            self.shared.put(address, page)
        return page

    def remember(self, address, page):
        _scheme, _host, _language, _path, query, _arrangement = address
        self.memory.put(address, page, is_lasting=page.status == 200 and not query)
