"""How the portal refuses what it does not take, in its own look and the visitor's language."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from portal.access.kept_forms.ended_sessions import keep_form
from portal.access.kept_forms.form_token import read_token


def refuse(request, status, title, text, again=""):
    """The page of a refusal; `again` is the address at which to try once more, where that may help."""
    return render(request, "portal/refused.html", {"status": status, "title": title, "text": text, "again": again}, status=status)


def csrf_failure(request, reason=""):
    """What a form is answered whose token is missing or stale (CSRF_FAILURE_VIEW): somebody signed in again elsewhere, or the
    browser keeps no cookies. `reason` is for the log, which has it already.

    What staff typed comes back, after signing in where nobody is. The page for signing in is drawn anew: it leads on whoever has
    signed in meanwhile.
    """
    if address := keep_form(request):
        return HttpResponseRedirect(address) if request.user.is_authenticated else redirect_to_login(address, reverse("admin:login"))
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        text = _(
            "The browser keeps no cookies, or has lost them. Nothing was saved: allow cookies for this site, go back and send it again."
        )
    elif request.path in (reverse("admin:login"), reverse("second-factor")):
        if not request.user.is_authenticated:
            messages.warning(request, _("This page was open too long: please sign in here."))
        return HttpResponseRedirect(request.get_full_path())
    elif (opened := read_token(request)) and opened.user != request.user.pk:
        text = _(
            "It was opened by another account than the one that is signed in now. Nothing was saved: sign in with that account in another "
            "tab, then go back here and send it again."
        )
    else:
        text = _("Somebody signed in or out since it was opened. Nothing was saved: go back and send it again.")
    return refuse(request, 403, _("This form could not be accepted"), text)


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
        response = refuse(request, 405, _("This page is for reading"), _("Nothing can be sent to it. Nothing was changed."))
        response["Allow"] = "GET, HEAD"
        return response

    return answer
