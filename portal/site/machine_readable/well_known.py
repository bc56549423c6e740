"""What machines ask every site for: what they may visit, where a weakness is reported, by which icon it is known."""

import re
from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from portal.models.made_up import is_made_up
from portal.server.refusals import read_only

GOOD_FOR = timedelta(days=180)  # RFC 9116 asks for less than a year
URI = re.compile(r"(?:https://|mailto:|tel:)[^\s<>\"，。；]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


MADE_ANEW = [f"Disallow: /*/{path}" for path in ("shortlist/dossier.pdf", "compare/", "search/suggestions/", "*.csv")]


@read_only
def robots(request):
    """Search engines may visit everything but the staff's site, and what is made anew for whoever asks; none may read what is made up."""
    if is_made_up():
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    sitemap = f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", *MADE_ANEW, "", sitemap]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def contact():
    """The address for reports of weaknesses as a URI; empty where none is set, or the contact of the footer holds none."""
    for text in (settings.PORTAL_SECURITY_CONTACT, settings.PORTAL_CONTACT):
        if found := URI.search(text):
            return found[0]
        if found := MAIL.search(text):
            return f"mailto:{found[0]}"
    return ""


@read_only
def security(request):
    """security.txt as RFC 9116 has it; not found where nobody is named."""
    address = contact()
    if not address:
        raise Http404
    day = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {address}",
        f"Expires: {day + GOOD_FOR:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request):
    """The icon, for programs that ask for it at its customary address instead of reading a page."""
    return redirect(static("img/mark.svg"))
