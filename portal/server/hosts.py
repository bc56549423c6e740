"""Requests for a host that the portal is not, or that none is."""

import logging

from django.core.exceptions import DisallowedHost
from django.http.request import split_domain_port
from django.shortcuts import render

logger = logging.getLogger(__name__)


def check_host(request):
    """Raise DisallowedHost where the host of a request is not one of ALLOWED_HOSTS, or is written as no link writes it: Django takes
    any number for a port, and a name with a dot at its end."""
    host = request.get_host()
    name, port = split_domain_port(host)
    if host.lower() not in (name, f"{name}:{port}") or (port and not (len(port) <= 5 and 0 < int(port) < 65536)):
        raise DisallowedHost(f"Invalid HTTP_HOST header: {host[:100]!r}.")


class HostRefused:
    """Answers 400 to such a request, before a redirect or a link repeats what it says."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            check_host(request)
        except DisallowedHost as error:
            logger.warning("%.300s", error)
            return render(None, "portal/other_host.html", status=400)
        return self.get_response(request)
