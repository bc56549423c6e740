"""Decodes a picture and encodes it anew, without Django: in this process, or, where it is large, as a program of its own
(`python -m portal.media.pictures.encoder < picture`), which leaves the processor and its memory to those that answer pages.

The program writes a line of JSON, {"width", "height", "sizes": {width: bytes}}, and the files after it; or {"refused", "values"}.
"""

import io
import json
import os
import sys

from PIL import ExifTags, Image, ImageCms, ImageOps

from portal.picture_widths import WIDTHS, widths_of

NARROWEST = WIDTHS[0]
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")  # MPO, as some phones write it, is a JPEG
MOST_PIXELS = 50_000_000
LONGEST_SHAPE = 8  # times as long as it is wide, or as wide as it is long: WebP ends at 16 383 pixels
QUALITY = 82
DECODED = 1.25  # times the size in which it is kept, at least: a large JPEG is decoded at a fraction of its own
LOWER = 5  # than the priority of the processes that answer pages
TONES_OF_16_BITS = 65535 / 255
GREY_OF_16_BITS = ("I;16", "I;16B", "I;16L", "I;16N")
READABLE = {"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", *GREY_OF_16_BITS}
WHITE_IS_ZERO, PHOTOMETRIC = 0, 262  # in TIFF
SRGB = ImageCms.createProfile("sRGB")


class NotEncoded(Exception):
    """A picture that is not taken: the name of the reason, and the values that its words need."""

    def __init__(self, reason, **values):
        super().__init__(reason)
        self.reason, self.values = reason, values


def encode(file):
    """(width, height) of the picture in an open file, upright, and {width: WebP} of the widths in which it is kept; raises NotEncoded.

    It is turned upright, brought from its colour profile (CMYK too) to sRGB and from 16 bits to 8, and laid on white where it is
    transparent: it then reads the same on light and dark pages and on paper. No metadata of it is kept.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            check_head(image)
            size, shown = smaller(image)
    except NotEncoded:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotEncoded("too-many-pixels", most=MOST_PIXELS // 1_000_000) from None
    except Image.UnidentifiedImageError:
        raise NotEncoded("not-a-picture") from None
    except Exception as error:  # what is wrong inside a file reaches us as any of a dozen exceptions of its decoder
        raise NotEncoded("damaged") from error
    return size, encoded_widths(on_white(shown), size[0])


def check_head(image):
    """Refuse by what the head of the file says, before anything is decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise NotEncoded("too-many-pixels", most=MOST_PIXELS // 1_000_000)
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise NotEncoded("several")
    if image.mode not in READABLE:
        raise NotEncoded("colours", mode=image.mode)


def smaller(image):
    """((width, height) of the original upright, the picture decoded to its end, upright and at most as wide as the widest file)."""
    orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    lies = orientation in (5, 6, 7, 8) and image.format != "TIFF"  # Pillow turns a TIFF itself
    width, height = (image.height, image.width) if lies else image.size
    if width < NARROWEST:
        raise NotEncoded("narrow", width=width, least=NARROWEST)
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise NotEncoded("long", times=LONGEST_SHAPE)
    new_width = min(width, WIDTHS[-1])
    new_size = new_width, max(1, round(height * new_width / width))
    stored_size = new_size[::-1] if lies else new_size
    if image.format in ("JPEG", "MPO"):
        image.draft(None, tuple(round(DECODED * each) for each in stored_size))
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


def encoded_widths(image, width):
    """{width: WebP} of `image`, a picture that was `width` pixels wide at first."""
    files = {}
    for each in widths_of(width):
        size = each, max(1, round(image.height * each / image.width))
        target = io.BytesIO()
        (image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)).save(target, "WEBP", quality=QUALITY, method=4)
        files[each] = target.getvalue()
    return files


def main():
    os.nice(LOWER)
    try:
        (width, height), files = encode(io.BytesIO(sys.stdin.buffer.read()))
    except NotEncoded as refused:
        said, contents = {"refused": refused.reason, "values": refused.values}, ()
    else:
        sizes = {each: len(content) for each, content in files.items()}
        said, contents = {"width": width, "height": height, "sizes": sizes}, files.values()
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + b"".join(contents))


if __name__ == "__main__":
    main()
