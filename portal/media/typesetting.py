"""What is set in type on the server: PDF files and pictures of text, by Typst, with the faces of portal/media/fonts and no others.

A sheet is a file of templates/sheets. What it shows comes as data, never as code of the sheet: no name on record can
become markup.
"""

import json
import logging
import shutil
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

from portal.media import temporary_files

SHEETS = settings.BASE_DIR / "templates" / "sheets"
TYPESETTER = Path(__file__).parent / "typesetting_program.py"
FACES = Path(__file__).parent / "fonts"
LONGEST_SETTING = 60  # seconds that one file may take: 30 records take half a second, more where others have the processor
ACCESSIBLE, STANDARD = "ua-1", "PDF/UA-1"  # as it is asked for, and as errors name it
logger = logging.getLogger(__name__)


class SheetError(Exception):
    """A sheet that cannot be set, and why: a mistake in the sheet, or data that it does not expect."""


@cache
def covered():
    """The code points for which a face of ours has a glyph."""
    found = set()
    for face in FACES.iterdir():
        if face.suffix in (".otf", ".ttf"):
            with TTFont(face, lazy=True) as opened:
                found.update(opened.getBestCmap())
    return frozenset(found)


def is_drawn(character):
    """Whether a character needs no glyph (a line's end, a format character, a selector of variants) or has one."""
    return ord(character) in covered() or unicodedata.category(character) in ("Cc", "Cf") or is_selector(character)


def is_selector(character):
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def not_drawn(text):
    """The characters of `text` that no face of ours can draw, each once, in their order."""
    return [character for character in dict.fromkeys(text) if not is_drawn(character)]


def drawable(data):
    """`data` as it can be set: in place of each character that no face of ours can draw a visible box with its code point,
    "□(U+1F600)", for what has no glyph would be left out without a sign."""
    if isinstance(data, dict):
        return {key: drawable(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [drawable(value) for value in data]
    if not isinstance(data, str) or data.isascii():
        return data
    shown = "".join(character if is_drawn(character) else f"□(U+{ord(character):04X})" for character in data)
    return "".join(character for character in shown if not is_selector(character))


def set_in_type(sheet, data, form, *standards, pictures=None):
    """The `sheet` ("dossier.typ") with `data`, of what JSON can say, as a file of the `form` "pdf" or "png" (bytes).

    `pictures` are {name: bytes}, the files that the data name. Raises SheetError.
    """
    with temporary_files.folder("sheet") as folder:
        shutil.copy(SHEETS / sheet, folder)
        (folder / "data.json").write_text(json.dumps(drawable(data)), "utf-8")
        for file, content in (pictures or {}).items():
            (folder / file).write_bytes(content)
        command = [sys.executable, "-P", TYPESETTER, folder, sheet, form, *standards]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST_SETTING, check=False)  # noqa: S603  all of it is ours
        except subprocess.TimeoutExpired as error:
            raise SheetError(f"{sheet} took longer than {LONGEST_SETTING} seconds") from error
    if done.returncode:
        raise SheetError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def pdf(sheet, data, pictures=None):
    """An accessible PDF, tagged as PDF/UA-1 asks; where the standard forbids what the data hold, it is tagged all the same."""
    try:
        return set_in_type(sheet, data, "pdf", ACCESSIBLE, pictures=pictures)
    except SheetError as error:
        if STANDARD not in str(error):
            raise
        logger.warning("%s is set without %s: %s", sheet, ACCESSIBLE, error)
        return set_in_type(sheet, data, "pdf", pictures=pictures)


def png(sheet, data, pictures=None):
    """The one page of `sheet` as a picture, a pixel for each of its points."""
    return set_in_type(sheet, data, "png", pictures=pictures)
