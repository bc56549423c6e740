"""Twenty pictures of 24 megapixels on one form of staff, while others read."""

import io
import random

from PIL import Image, ImageChops

from portal.launch.loads.crowd import Pair, ReadingVisitor, crowd, those_of
from portal.launch.loads.table import timed

PICTURES, PICTURE_SIZE = 20, (6000, 4000)
READERS, READERS_PAUSE, TYPICAL = 8, 0.5, 0.5
DEVELOPED = "SELECT count(*) FROM portal_picture"


def run(server, plan):
    pair = Pair(server)
    url, before = f"{pair.address}change/", server.database.rows(DEVELOPED)[0][0]
    files = [("pictures-add", f"picture-{n}.jpg", photograph(n)) for n in range(PICTURES)]
    with crowd([ReadingVisitor(server, READERS_PAUSE) for _ in range(READERS)]) as samples:
        pair.note_in(samples)
        pair.upload("pictures", url, files)
    kept = server.database.rows(DEVELOPED)[0][0] - before
    megabytes = sum(len(content) for _name, _file, content in files) / 1e6
    line = timed(f"{PICTURES} pictures sent, {megabytes:.0f} MB, {kept} kept", those_of(samples, "pictures"))
    if kept != PICTURES:
        line.faults.append(f"{PICTURES - kept} are missing")
    yield line
    yield timed(f"pages meanwhile, {READERS} readers", those_of(samples, "pages"), typical=TYPICAL)


def photograph(number):
    """A JPEG with as much in it as a photograph, another for each number."""
    chance = random.Random(number)  # noqa: S311  not a secret
    grain = Image.effect_noise((PICTURE_SIZE[0] // 4, PICTURE_SIZE[1] // 4), 60).resize(PICTURE_SIZE)
    shades = [ImageChops.add(grain, grain.point([chance.randrange(60)] * 256)) for _ in range(3)]
    file = io.BytesIO()
    Image.merge("RGB", shades).save(file, "JPEG", quality=85)
    return file.getvalue()
