"""How the portal refuses what it does not take, in its own look and the visitor's language."""

from functools import wraps

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt


def refuse(request, status, title, text):
    return render(request, "portal/refused.html", {"status": status, "title": title, "text": text}, status=status)


def csrf_failure(request, reason=""):
    """The page for a form whose token is missing or stale (CSRF_FAILURE_VIEW). `reason` is for the log, which has it already."""
    return refuse(
        request,
        403,
        _("This form could not be accepted"),
        _("It was open too long, or the browser keeps no cookies. Nothing was saved: go back, reload the page and send it again."),
    )


def is_from_elsewhere(request):
    """Whether a form was sent by a page of another site, by what the browser says of it (Origin, Sec-Fetch-Site). Takes the place of
    a token in a cookie where nobody is signed in.

    The origin is ours to the last letter, or one that CSRF_TRUSTED_ORIGINS names: `https://evilportal.example` ends like ours. A
    browser that says nothing is old, or no browser: what such a program sends is nobody's.
    """
    origin, site = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "")
    if origin == "null":  # hidden on purpose, by a setting of the browser's: the other header still tells
        return site != "same-origin"
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return (bool(origin) and origin not in ours) or site in ("cross-site", "same-site")


def read_only(view):
    """`view` for GET and HEAD alone. What is sent to it otherwise is answered by 405 and a page that says so; no token is asked
    for first, since nothing is taken."""

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        response = refuse(request, 405, _("This page is for reading"), _("It takes nothing that is sent to it. Nothing was changed."))
        response["Allow"] = "GET, HEAD"
        return response

    return answer
