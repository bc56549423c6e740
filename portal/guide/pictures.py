"""Pictures of the guide, as `make pictures` left them: static/guide/pictures.json has the size of each, and what its page said then."""

import json
from typing import NamedTuple

from django.conf import settings

GUIDE_FOLDER = settings.BASE_DIR / "static" / "guide"
STORED = GUIDE_FOLDER / "pictures.json"


class StoredPicture(NamedTuple):
    width: int  # pixels, here and below
    height: int
    said: str  # the digest of the texts of what is pictured, and of how it is cut out


def path_of(name, language):
    """Below the static files: "guide/en/renewal.webp"."""
    return f"guide/{language}/{name}.webp"


def stored_pictures():
    """{path: StoredPicture}."""
    listed = json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}
    return {path: StoredPicture(*row) for path, row in listed.items()}
