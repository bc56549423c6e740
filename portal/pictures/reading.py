"""Reads an uploaded picture and encodes it anew: nothing of the file itself is kept, and so nothing that hides in it."""

import hashlib
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps

from portal.models.pictures import WIDTHS, widths_of

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")  # MPO, as some phones write it, is a JPEG
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 50_000_000
NARROWEST = WIDTHS[0]  # pixels
LONGEST = 8  # times as long as it is wide, or as wide as it is long: WebP ends at 16 383 pixels
QUALITY = 82
TONES_OF_16_BITS = 65535 / 255
GREY_OF_16_BITS = ("I;16", "I;16B", "I;16L", "I;16N")
READABLE = {"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", *GREY_OF_16_BITS}
WHITE_IS_ZERO, PHOTOMETRIC = 0, 262  # in TIFF
SRGB = ImageCms.createProfile("sRGB")


class Refused(Exception):
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


def read(file):
    """The Encoded picture of an uploaded file; raises Refused.

    It is turned upright, brought from its colour profile (CMYK too) to sRGB and from 16 bits to 8, and laid on white where it is
    transparent: it then reads the same on light and dark pages and on paper. No metadata of it is kept.
    """
    if file.size > MOST_BYTES:
        raise Refused(_("The file has more than %(most)d MB.") % {"most": MOST_BYTES // 1024**2})
    start = file.read(2048)
    file.seek(0)
    if looks_like_markup(start):
        raise Refused(_("This is a text file such as SVG or HTML, not a photograph: save it as PNG or JPEG."))
    try:
        with Image.open(file, formats=FORMATS) as image:
            check(image)
            shown = smaller(image)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(too_many_pixels()) from None
    except Image.UnidentifiedImageError:
        raise Refused(_("This is not a picture in JPEG, PNG, WebP or TIFF.")) from None
    except Exception as error:  # what is wrong inside a file reaches us as any of a dozen exceptions of its decoder
        raise Refused(_("The file is damaged or cut short: it cannot be read to its end.")) from error
    size, image = shown
    return Encoded(*size, encoded(on_white(image), size[0]))


def looks_like_markup(start):
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def too_many_pixels():
    return _("It has more than %(most)d megapixels: make it smaller first.") % {"most": MOST_PIXELS // 1_000_000}


def check(image):
    """Refuse by what the head of the file says, before anything is decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise Refused(too_many_pixels())
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Refused(_("It is animated or has several pages: save the one picture that you mean."))
    if image.mode not in READABLE:
        raise Refused(_("It keeps its colours in a way that is not for the screen (%(mode)s): save it as RGB.") % {"mode": image.mode})


def smaller(image):
    """((width, height) of the original upright, the picture decoded to its end, upright and at most as wide as the widest file)."""
    orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    lies = orientation in (5, 6, 7, 8) and image.format != "TIFF"  # Pillow turns a TIFF itself
    width, height = (image.height, image.width) if lies else image.size
    if width < NARROWEST:
        raise Refused(_("It is only %(width)d pixels wide; at least %(least)d are needed.") % {"width": width, "least": NARROWEST})
    if max(width, height) > LONGEST * min(width, height):
        raise Refused(_("It is more than %(times)d times as long as it is wide: cut it.") % {"times": LONGEST})
    new_width = min(width, WIDTHS[-1])
    new_size = new_width, max(1, round(height * new_width / width))
    stored_size = new_size[::-1] if lies else new_size
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (2 * stored_size[0], 2 * stored_size[1]))  # decodes a large photograph at a fraction of its size
    is_negative = image.format == "TIFF" and image.mode in GREY_OF_16_BITS and image.tag_v2.get(PHOTOMETRIC) == WHITE_IS_ZERO
    image.load()
    shown = in_eight_bits(image, is_negative).resize(stored_size, Image.Resampling.LANCZOS, reducing_gap=3)
    return (width, height), ImageOps.exif_transpose(shown)


def in_eight_bits(image, is_negative):
    """The picture in a mode of 8 bits a channel that can be scaled: 16 bits are divided, not cut off, palettes are looked up."""
    if image.mode in GREY_OF_16_BITS:
        tones = image.convert("I").point(lambda tone: tone * (1 / TONES_OF_16_BITS) + 0.5).convert("L")
        tones.info = dict(image.info)
        return ImageOps.invert(tones) if is_negative else tones
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    mode = {"1": "L", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB"}.get(image.mode, image.mode)
    return image if mode == image.mode else image.convert(mode)  # a copy of a large one would cost as much memory again


def on_white(image):
    """The picture in sRGB on white, without anything but its pixels."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = in_srgb(image.convert(image.mode.removesuffix("A")) if alpha else image)
    plain = Image.new("RGB", image.size, "white")
    plain.paste(colours, mask=alpha)
    return plain


def in_srgb(image):
    profile = image.info.get("icc_profile")
    if profile:
        try:
            return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):  # a broken profile, or one for other channels: the plain conversion is the best guess
            pass
    return image.convert("RGB")


def encoded(image, width):
    """{width: WebP} of `image`, a picture that was `width` pixels wide at first."""
    files = {}
    for each in widths_of(width):
        size = each, max(1, round(image.height * each / image.width))
        target = io.BytesIO()
        (image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)).save(target, "WEBP", quality=QUALITY, method=4)
        files[each] = target.getvalue()
    return files
