"""The pages for a fault of ours, 500, and for an outage of the database, 503, which is not asked anything for them.

As handler of what nothing else caught it stands behind every middleware, too: a session or an account is read only once it is needed.
"""

import sys

from django.contrib import admin
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_request, override

from portal.access.kept_forms.ended_sessions import brought_back
from portal.server.database_outages import is_busy, is_outage, outage
from portal.server.log import MET_OUTAGE, NUMBER
from portal.server.refusals import is_from_elsewhere
from portal.server.retried_requests import sent_by
from portal.site import shortlist

RETRY_AFTER = 30  # seconds


def server_error(request):
    """The answer to whatever exception is in hand."""
    error = sys.exc_info()[1]
    if not is_outage(error):
        return HttpResponseServerError(render_to_string("500.html", {"number": request.META[NUMBER]}))
    if not is_busy(error):
        request.META[MET_OUTAGE] = True  # for the log
        outage.failed(error)
    response = outage_page(request) if "text/html" in request.headers.get("Accept", "") else plain_answer(request)
    response["Retry-After"] = RETRY_AFTER
    add_never_cache_headers(response)
    return response


def plain_answer(request):
    """For machines and for scripts and pictures of a page."""
    return HttpResponse(f"Not available for the moment ({request.META[NUMBER]}).\n", content_type="text/plain; charset=utf-8", status=503)


def outage_page(request):
    is_staffs = request.path_info.startswith(reverse("admin:index"))
    with override(get_language_from_request(request, check_path=True)):
        context = form_to_send_again(request) | {
            "number": request.META[NUMBER],
            "shortlist": shortlist.keys_kept(request),
            "messages": [],  # they may be in the session
            "site_header": admin.site.site_header,
            "site_title": admin.site.site_title,
        }
        return HttpResponse(render_to_string("admin/503.html" if is_staffs else "503.html", context, request), status=503)


def form_to_send_again(request):
    """What templates/portal/_send_again.html takes, without what another site sent, or what was only brought back (access/kept_forms)
    and sent by nobody."""
    found = sent_by(request)
    is_theirs = not is_from_elsewhere(request) and not brought_back(request)
    return found if is_theirs else {"address": found["address"], "is_form": False}
