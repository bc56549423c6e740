"""The card of a page: the picture that chat programs and social networks show beside its link, 1200 × 630 pixels.

It is set in type from the record's cover, or from its public cover picture. Its address holds a digest of all that it
shows, so that a corrected name is another picture; what was drawn once is kept under that digest.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override

from portal.media import covers, typesetting
from portal.media.pictures.serving import bytes_of
from portal.models import Record
from portal.review.withdrawn import not_found_or_gone
from portal.server.costly_work import or_again, slot
from portal.server.refusals import read_only
from portal.site.facts import public_page

CARD_WIDTH, CARD_HEIGHT = 1200, 630  # pixels
SHEET = "card.typ"
DRAWN_BY = [typesetting.SHEETS / SHEET, *sorted(Path(covers.__file__).parent.glob("*.py"))]
SHAPE = hashlib.sha256(b"".join(file.read_bytes() for file in DRAWN_BY)).hexdigest()  # another sheet draws another card
PAINTED = "light"
FILE = "picture.webp"
WIDEST = 960  # of the sizes of a picture, the largest that is taken


class Card(NamedTuple):
    address: str
    alt: str
    width: int = CARD_WIDTH
    height: int = CARD_HEIGHT


def in_chinese(read):
    with override("zh-hans"):
        return str(read())


def card_frame():
    """What stands on every card."""
    return {
        "language": get_language(),
        "portal": gettext("Going Global"),
        "subtitle": gettext("Gansu culture abroad"),
        "portal_zh": in_chinese(lambda: gettext("Going Global")),
    }


def card_texts(page):
    """What the card of a record's page says, in the language at hand. `picture` is the digest of the picture it shows."""
    record, picture = page.object, page.cover_picture
    return card_frame() | {
        "key": record.pk,
        "pigment": record.pigment,
        "kind": capfirst(record.get_kind_display()),
        "name": record.name,
        "other": record.other_name,
        "line": page.caption(),
        "picture": picture.digest if picture else "",
    }


def texts_of_the_site():
    return card_frame() | {
        "key": "dossier",
        "pigment": "selection",
        "kind": "",
        "name": gettext("Going Global"),
        "other": in_chinese(lambda: gettext("Going Global")) if get_language() == "en" else "Going Global",
        "line": gettext("Gansu’s cultural enterprises, projects, exhibitions and brands abroad"),
        "picture": "",
    }


def card_version(said):
    """A digest of all that a card shows, the way it is drawn included."""
    return hashlib.sha256(json.dumps([SHAPE, said], sort_keys=True).encode()).hexdigest()[:16]


def card_of_record(page):
    """The Card of a record's page in the language at hand."""
    said = card_texts(page)
    address = reverse("og-image", args=[said["language"], said["key"]])
    alt = " · ".join(text for text in (said["name"], said["other"], said["kind"]) if text)
    return Card(page.request.build_absolute_uri(f"{address}?v={card_version(said)}"), alt)


def card_of_site(request):
    """The Card of every page that is not a record's."""
    said = texts_of_the_site()
    address = f"{reverse('og-site', args=[said['language']])}?v={card_version(said)}"
    return Card(request.build_absolute_uri(address), " · ".join((said["name"], said["subtitle"])))


def card_file(said, picture=None):
    """The card as a PNG file, from where it is kept or anew."""
    key, kept = card_version(said), caches["pictures"]
    png = kept.get(key)
    if png is not None:
        return png
    with slot(key):
        if (png := kept.get(key)) is not None:  # others asked for it at the same moment
            return png
        file = bytes_of(picture, WIDEST) if picture else None
        art = {"file": FILE} if file else {"cover": covers.painted(said["key"], said["pigment"], PAINTED)}
        png = typesetting.png(SHEET, said | art, {FILE: file} if file else {})
        if file or not picture:  # a file that is gone for a moment is not gone for good
            kept.set(key, png)
    return png


def card_response(request, said, picture=None):
    etag = f'"{card_version(said)}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(card_file(said, picture), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"  # asked for again each time, by its ETag: records are withdrawn
    return response


def language_or_404(language):
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return override(language)


@read_only
@or_again
def site_card(request, language):
    """The picture of the portal itself."""
    with language_or_404(language):
        return card_response(request, texts_of_the_site())


@read_only
@or_again
def record_card(request, language, key):
    """The picture of a public record. Gone where it was public once and is not any more."""
    with language_or_404(language):
        record = Record.objects.published().filter(pk=key).first()
        if record is None:
            raise not_found_or_gone(Record.objects.filter(pk=key).first())
        page = public_page(record, request)
        return card_response(request, card_texts(page), page.cover_picture)
