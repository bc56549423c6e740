"""Pictures of the guide, as `make pictures` left them: static/guide/pictures.json has the size of each, and what its page said then.

An app whose pages are pictured has a module `rows` beside its chapters, which registers who makes the rows that they show.
"""

import json
from typing import NamedTuple

from django.conf import settings

GUIDE_FOLDER = settings.BASE_DIR / "static" / "guide"
STORED = GUIDE_FOLDER / "pictures.json"
EXAMPLE_PASSAGE = "example-passage"  # the key of the one that made-up rows cite
row_makers = []  # functions, in the order of the apps


class StoredPicture(NamedTuple):
    width: int  # pixels, here and below
    height: int
    said: str  # the digest of the texts of what is pictured, and of how it is cut out


def register_rows(make):
    """Have `make` write rows for pictures: names that are evidently made up, keys and days that are always the same."""
    row_makers.append(make)
    return make


def path_of(name, language):
    """Below the static files: "guide/en/renewal.webp"."""
    return f"guide/{language}/{name}.webp"


def stored_pictures():
    """{path: StoredPicture}."""
    listed = json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}
    return {path: StoredPicture(*row) for path, row in listed.items()}


def store_pictures(stored):
    GUIDE_FOLDER.mkdir(exist_ok=True)
    lines = (f"{json.dumps(path)}: {json.dumps(stored[path])}" for path in sorted(stored))
    STORED.write_text("{\n  " + ",\n  ".join(lines) + "\n}\n", "utf-8")
