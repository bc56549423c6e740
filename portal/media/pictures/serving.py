"""Hands out the files of pictures to those who may see them now."""

from datetime import datetime, time

from django.core import signing
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from portal.models import Picture
from portal.server.refusals import read_only
from portal.text.partial_dates import day_after

SALT = "portal.picture"
PUBLIC_SECONDS = 3600  # seconds for which anybody keeps a public picture: rights lapse, records are withdrawn


def permit(picture):
    """Lets whoever reads a preview see this picture of it, for as long as a page takes to be read."""
    picture.permit = signing.dumps(picture.pk, salt=SALT)


def is_permitted(request, key):
    try:
        return signing.loads(request.GET.get("pass", ""), salt=SALT, max_age=PUBLIC_SECONDS) == key
    except signing.BadSignature:
        return False


def is_staff(user):
    return user.is_active and user.is_staff and user.has_perm("portal.view_picture")


def seconds_left(picture):
    """How long the public may keep it: until its rights end, and an hour at most."""
    if picture.rights_until is None:
        return PUBLIC_SECONDS
    if (after := day_after(picture.rights_until)) is None:
        return PUBLIC_SECONDS
    end = timezone.make_aware(datetime.combine(after, time.min))
    return max(0, min(PUBLIC_SECONDS, int((end - timezone.now()).total_seconds())))


@read_only
def picture(request, key, width):
    """One file of a picture: to everybody where it is public; else to staff, and to readers of a preview that shows it."""
    found = Picture.objects.published().filter(pk=key).first()
    is_public = found is not None
    if not is_public and (is_permitted(request, key) or is_staff(request.user)):
        found = Picture.objects.filter(pk=key).first()
    if found is None or width not in found.widths:
        raise Http404
    etag = f'"{found.digest[:16]}-{width}"'
    response = get_conditional_response(request, etag=etag) or content(found.files[width])
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds_left(found)}" if is_public else "private, no-store"
    return response


def content(name):
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type="image/webp")
    except FileNotFoundError:
        raise Http404 from None


def bytes_of(picture, widest):
    """A file of the picture, the widest of those up to `widest` pixels, as WebP; None where it is gone."""
    try:
        with default_storage.open(picture.files[max(width for width in picture.files if width <= widest)]) as file:
            return file.read()
    except (FileNotFoundError, ValueError):
        return None
