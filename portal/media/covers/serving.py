"""Hands out generated covers as files."""

from django.http import Http404, HttpResponse

from portal.media.covers.pigments import PIGMENTS
from portal.media.covers.standalone import SCHEMES, painted
from portal.server.refusals import read_only

COVER_SECONDS = 7 * 24 * 3600  # seconds: the same key is the same drawing on every day


@read_only
def cover_file(request, pigment, key, scheme):
    """The cover that belongs to `key`, as SVG. Whether a record has that key is neither asked nor told."""
    if pigment not in PIGMENTS or scheme not in SCHEMES:
        raise Http404
    response = HttpResponse(painted(key, pigment, scheme), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={COVER_SECONDS}"
    return response
