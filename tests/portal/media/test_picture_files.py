"""What becomes of an uploaded picture: read to its end, encoded anew, or refused with a sentence."""

import io
from zlib import crc32

import pytest
from PIL import Image, ImageCms

from portal.media.pictures.reading import PictureRefused, read_picture
from tests.pictures import plain, upload

WIDE = (640, 480)
ORIENTATION = 0x0112


def opened(encoded, width):
    return Image.open(io.BytesIO(encoded.files[width]))


def colour_of(file, place=(240, 160)):
    encoded = read_picture(file)
    return opened(encoded, min(encoded.files)).convert("RGB").getpixel(place)


def near(found, wanted, tolerance=6):
    return all(abs(one - other) <= tolerance for one, other in zip(found, wanted, strict=True))


def test_a_picture_is_kept_as_webp_in_the_widths_that_it_has():
    for width, widths in {480: [480], 700: [480, 700], 1600: [480, 960, 1600], 2400: [480, 960, 1600]}.items():
        encoded = read_picture(upload(plain((width, width // 2)), "PNG"))
        assert (encoded.width, encoded.height, list(encoded.files)) == (width, width // 2, widths)
        for each in widths:
            picture = opened(encoded, each)
            assert (picture.format, picture.size) == ("WEBP", (each, each // 2))
    assert read_picture(upload(plain(colour="red"))).digest == read_picture(upload(plain(colour="red"))).digest != encoded.digest


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_turned_upright_and_loses_its_metadata(form):
    lying = plain((1000, 500), colour="red")
    lying.paste("blue", (0, 0, 500, 500))
    exif = turned()
    exif[0x010F] = "Camera of somebody"
    encoded = read_picture(upload(lying, form, exif=exif))
    assert (encoded.width, encoded.height) == (500, 1000)
    picture = opened(encoded, 480)
    assert near(picture.getpixel((240, 100)), (0, 0, 255), 40)  # the left half is above now
    assert near(picture.getpixel((240, 860)), (255, 0, 0), 40)
    assert not dict(picture.getexif())
    assert not {"exif", "icc_profile", "xmp"} & set(picture.info)
    assert b"Camera" not in encoded.files[480]


def test_colours_come_to_srgb_through_the_profile():
    lab = ImageCms.createProfile("LAB")
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = swapped.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")  # whose red is green
    assert near(colour_of(upload(plain(colour=(200, 30, 30)), icc_profile=swapped)), (30, 200, 30), 30)
    for useless in (ImageCms.ImageCmsProfile(lab).tobytes(), b"no profile"):
        assert near(colour_of(upload(plain(colour=(200, 30, 30)), "PNG", icc_profile=useless)), (200, 30, 30))
    assert near(colour_of(upload(plain(mode="CMYK", colour=(0, 255, 255, 0)))), (255, 0, 0), 40)


def test_sixteen_bits_keep_their_tones():
    for form in ("PNG", "TIFF"):
        dark, light = (colour_of(upload(plain(mode="I;16", colour=tone), form)) for tone in (0x2000, 0xC000))
        assert near(dark, (32, 32, 32)), form
        assert near(light, (192, 192, 192)), form


def test_what_is_transparent_lies_on_white():
    for image in (plain(mode="RGBA", colour=(200, 0, 0, 0)), plain(mode="LA", colour=(0, 0))):
        assert colour_of(upload(image, "PNG")) == (255, 255, 255)
    assert near(colour_of(upload(plain(mode="RGBA", colour=(0, 0, 0, 128)), "PNG")), (127, 127, 127))
    palette = Image.new("P", WIDE)
    palette.putpalette([9, 9, 9])
    assert colour_of(upload(palette, "PNG", transparency=0)) == (255, 255, 255)
    assert near(colour_of(upload(palette, "PNG")), (9, 9, 9))
    assert near(colour_of(upload(Image.new("1", WIDE, 1), "PNG")), (255, 255, 255))


def with_more_frames(form):
    return upload(plain(colour="black"), form, save_all=True, append_images=[plain(colour="white")])


def halved(form):
    content = upload(Image.effect_noise(WIDE, 90).convert("RGB"), form).read()
    return upload(content[: len(content) // 2])


REFUSED = {
    "a JPEG cut short": (lambda: halved("JPEG"), "damaged or cut short"),
    "a PNG cut short": (lambda: halved("PNG"), "damaged or cut short"),
    "a WebP cut short": (lambda: halved("WEBP"), "damaged or cut short"),
    "a TIFF cut short": (lambda: halved("TIFF"), "damaged or cut short"),
    "an animated PNG": (lambda: with_more_frames("PNG"), "animated or has several pages"),
    "an animated WebP": (lambda: with_more_frames("WEBP"), "animated or has several pages"),
    "a TIFF of two pages": (lambda: with_more_frames("TIFF"), "animated or has several pages"),
    "a GIF": (lambda: upload(plain(), "GIF"), "not a picture in JPEG, PNG, WebP or TIFF"),
    "an SVG": (lambda: upload(b'\xef\xbb\xbf<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', name="a.svg"), "such as SVG"),
    "HTML by another name": (lambda: upload(b"\n <!doctype html><script>alert(1)</script>"), "such as SVG or HTML"),
    "a PDF by another name": (lambda: upload(b"%PDF-1.7 not a picture"), "not a picture in JPEG"),
    "nothing": (lambda: upload(b""), "not a picture in JPEG"),
    "noise": (lambda: upload(bytes(range(256)) * 20), "not a picture in JPEG"),
    "60 megapixels": (lambda: upload(Image.new("1", (10_000, 6_000)), "PNG"), "more than 50 megapixels"),
    "120 megapixels": (lambda: upload(claiming(12_000, 10_000)), "more than 50 megapixels"),
    "a bomb": (lambda: upload(claiming(60_000, 60_000)), "more than 50 megapixels"),
    "a narrow one": (lambda: upload(plain((479, 900))), "only 479 pixels wide; at least 480"),
    "one that is narrow once it is upright": (lambda: upload(plain((900, 400)), exif=turned()), "only 400 pixels wide"),
    "a ribbon": (lambda: upload(plain((500, 4100)), "PNG"), "more than 8 times as long"),
    "floating tones": (lambda: upload(Image.new("F", WIDE, 0.5), "TIFF"), "not for the screen"),
}


def turned():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return exif


def claiming(width, height):
    """A small PNG whose head claims this size."""
    content = bytearray(upload(plain(), "PNG").read())
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_for_the_portal_is_refused_with_a_reason(name):
    make, reason = REFUSED[name]
    with pytest.raises(PictureRefused) as refused:
        read_picture(make())
    assert reason in str(refused.value)


def test_a_file_of_too_many_bytes_is_not_even_read():
    file = upload()
    file.size = 41 * 1024 * 1024
    with pytest.raises(PictureRefused, match="more than 40 MB"):
        read_picture(file)


def test_what_hangs_behind_a_picture_is_left_behind():
    encoded = read_picture(upload(upload().read() + b"<script>alert(1)</script>"))
    assert all(b"script" not in content for content in encoded.files.values())


def test_a_photograph_with_a_second_picture_in_it_is_no_animation():
    """Telephones write a small one, or a map of brightness, behind the first."""
    target = io.BytesIO()
    plain(colour="red").save(target, "MPO", save_all=True, append_images=[plain((320, 240))])
    encoded = read_picture(upload(target.getvalue()))
    assert (encoded.width, encoded.height) == WIDE
