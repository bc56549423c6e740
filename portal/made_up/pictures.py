"""One small picture, which all made-up records share that have one."""

import hashlib
import io
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from portal.made_up.parts import MadeUpRow
from portal.media.pictures.encoder import encode
from portal.models import Picture

WIDTH, HEIGHT = 480, 320


@cache
def small_picture():
    """(digest, {width: WebP}) of a sun over dunes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#e7c98f")
    draw = ImageDraw.Draw(image)
    draw.ellipse((330, 40, 410, 120), fill="#a5392a")
    draw.polygon([(0, 250), (170, 130), (330, 260), (480, 170), (480, 320), (0, 320)], fill="#b98a45")
    draw.polygon([(0, 320), (0, 280), (240, 220), (480, 300), (480, 320)], fill="#875609")
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    _size, files = encode(file)
    return hashlib.sha256(b"".join(files[width] for width in sorted(files))).hexdigest(), files


def shared_pictures(record, how_many):
    """MadeUpRows of so many pictures of the record of that key, the first its cover; their files are written."""
    digest, files = small_picture()
    for number in range(how_many):
        values = {
            "id": f"{record}-picture-{number + 1}",
            "record_id": record,
            "position": number + 1,
            "is_cover": not number,
            "digest": digest,
            "width": WIDTH,
            "height": HEIGHT,
            "alt_en": "A red sun over dunes, drawn by a program.",
            "alt_zh": "沙丘上的红日（程序绘制）",
            "caption_en": f"Made-up picture {number + 1}",
            "caption_zh": f"虚构图片{number + 1}",
            "credit": "made up",
            "rights": "made up",
        }
        for width, name in Picture(id=values["id"], digest=digest, width=WIDTH, height=HEIGHT).files.items():
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(files[width]))
        yield MadeUpRow(Picture, values)
