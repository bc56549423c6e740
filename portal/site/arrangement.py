"""How a visitor wants lists drawn: as pictures or as rows. Kept in a cookie; without one the width of the screen decides."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from portal.server.refusals import is_from_elsewhere, refuse

ARRANGEMENT_COOKIE = "arrangement"
COOKIE_SECONDS = 365 * 24 * 3600  # for how many a browser keeps what a visitor chose
ARRANGEMENTS = ("pictures", "rows")


def arrangement(request):
    """One of ARRANGEMENTS, or empty where the visitor chose none."""
    chosen = request.COOKIES.get(ARRANGEMENT_COOKIE, "")
    return chosen if chosen in ARRANGEMENTS else ""


def is_own_address(request, address):
    """Whether `address`, from its path on, is one of this portal."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


@csrf_exempt  # a page for everybody carries no token; that the form is ours is seen by where it comes from
def arrange(request):
    """Keeps what the visitor chose (`as`) and leads back to the list."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("home"))
    if is_from_elsewhere(request):
        return refuse(request, 403, _("This form could not be accepted"), _("It was sent by another site. Nothing was changed."))
    address, chosen = request.POST.get("next", ""), request.POST.get("as", "")
    response = HttpResponseRedirect(f"{address}#results" if is_own_address(request, address) else reverse("home"))
    if chosen in ARRANGEMENTS:
        kept = {"max_age": COOKIE_SECONDS, "secure": not settings.LOCAL, "httponly": True, "samesite": "Lax"}
        response.set_cookie(ARRANGEMENT_COOKIE, chosen, **kept)
    return response
