"""Reads an uploaded picture and encodes it anew: nothing of the file itself is kept, and so nothing that hides in it."""

import hashlib
import io
import json
import subprocess
import sys
import time
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from portal.media.pictures import encoder
from portal.server.costly_work import PAUSE_BETWEEN_LOOKS, Busy, slot

LARGEST_PICTURE = 40 * 1024 * 1024
ENCODED_APART_FROM = 2_000_000  # pixels from which a picture is encoded by a process of its own: it costs more than the start of one
LONGEST_ENCODING = 120  # seconds that one picture may take there, beside the pages that come first
ENCODING_WAITS = 60  # seconds that whoever added pictures waits for those of others


class PictureRefused(Exception):
    """A file that is not taken; the text says why, to whoever chose it."""


@dataclass(frozen=True)
class Encoded:
    """A picture as it is kept: its size upright, and {width: WebP} of every stored width, in pixels."""

    width: int
    height: int
    files: dict

    @property
    def digest(self):
        """The SHA-256 of the encoded content."""
        found = hashlib.sha256()
        for width in sorted(self.files):
            found.update(self.files[width])
        return found.hexdigest()


def reason_in_words(reason):
    return {
        "too-many-pixels": _("It has more than %(most)d megapixels: make it smaller first."),
        "not-a-picture": _("This is not a picture in JPEG, PNG, WebP or TIFF."),
        "damaged": _("The file is damaged or cut short: it cannot be read to its end."),
        "several": _("It is animated or has several pages: save the one picture that you mean."),
        "colours": _("It keeps its colours in a way that is not for the screen (%(mode)s): save it as RGB."),
        "narrow": _("It is only %(width)d pixels wide; at least %(least)d are needed."),
        "long": _("It is more than %(times)d times as long as it is wide: cut it."),
    }[reason]


def pixels_of(file):
    """How many a picture has by the head of its file; 0 where that cannot be read."""
    try:
        with Image.open(file, formats=encoder.FORMATS) as image:
            return image.width * image.height
    except Exception:  # what is wrong with it is said when it is decoded
        return 0
    finally:
        file.seek(0)


def read_picture(file):
    """The Encoded picture of an uploaded file; raises PictureRefused."""
    if file.size > LARGEST_PICTURE:
        raise PictureRefused(_("The file has more than %(most)d MB.") % {"most": LARGEST_PICTURE // 1024**2})
    start = file.read(2048)
    file.seek(0)
    if looks_like_markup(start):
        raise PictureRefused(_("This is a text file such as SVG or HTML, not a photograph: save it as PNG or JPEG."))
    try:
        is_large = ENCODED_APART_FROM < pixels_of(file) <= encoder.MOST_PIXELS
        (width, height), files = encoded_apart(file) if is_large else encoder.encode(file)
    except encoder.NotEncoded as refused:
        raise PictureRefused(reason_in_words(refused.reason) % refused.values) from refused
    return Encoded(width, height, files)


def encoded_apart(file):
    """What `encoder.encode` gives, by a process of its own at a lower priority and, with those of others, in turn."""
    try:
        with slot(f"{file.name} {file.size}", ENCODING_WAITS, ENCODING_WAITS):
            done = subprocess.run(  # noqa: S603  all of it is ours
                [sys.executable, "-m", encoder.__name__],
                cwd=settings.BASE_DIR,
                input=file.read(),
                capture_output=True,
                timeout=LONGEST_ENCODING,
                check=True,
            )
        time.sleep(2 * PAUSE_BETWEEN_LOOKS)  # who waits for the slot takes it before the next picture of this form does
    except Busy:
        raise PictureRefused(_("Pictures of others are being read: send it again in a minute.")) from None
    except subprocess.TimeoutExpired:
        raise PictureRefused(_("It took more than %(most)d seconds to read: make it smaller first.") % {"most": LONGEST_ENCODING}) from None
    except subprocess.CalledProcessError as error:  # the system ended it, for want of memory
        raise encoder.NotEncoded("damaged") from error
    head, _newline, rest = done.stdout.partition(b"\n")
    said, rest = json.loads(head), io.BytesIO(rest)
    if "refused" in said:
        raise encoder.NotEncoded(said["refused"], **said["values"])
    return (said["width"], said["height"]), {int(width): rest.read(size) for width, size in said["sizes"].items()}


def looks_like_markup(start):
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
