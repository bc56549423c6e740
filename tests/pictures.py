"""Files of pictures as people upload them, made on the spot."""

import io
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.media.pictures.reading import read_picture
from portal.media.pictures.storing import add
from portal.models import Picture

shades = count()


def plain(size=(640, 480), mode="RGB", colour=None):
    """A picture of one colour, another each time."""
    return Image.new(mode, size, colour if colour is not None else (next(shades) % 256, 90, 160))


def upload(image=None, form="JPEG", name="picture.jpg", **options):
    """An image, or bytes, as an uploaded file."""
    content = image
    if not isinstance(content, bytes):
        target = io.BytesIO()
        (image or plain()).save(target, form, **options)
        content = target.getvalue()
    return SimpleUploadedFile(name, content)


def make_picture(record, file=None, **fields):
    """A picture of the record with its files in the storage; it says what it shows."""
    picture = add(record.pk, read_picture(file or upload()), [])
    Picture.objects.filter(pk=picture.pk).update(**{"alt_en": "A painted cave.", "alt_zh": "一座彩绘洞窟。"} | fields)
    picture.refresh_from_db()
    return picture
