"""What is set in type on the server: PDF files and pictures of text, by Typst, with the faces of portal/fonts and no others.

A sheet is a file of templates/sheets. What it shows comes as data, never as code of the sheet: no name on record can
become markup.
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

SHEETS = settings.BASE_DIR / "templates" / "sheets"
TYPESETTER = Path(__file__).parent / "typesetter.py"
LONGEST = 60  # seconds that one file may take
ACCESSIBLE = "ua-1"
logger = logging.getLogger(__name__)


class SheetError(Exception):
    """A sheet that cannot be set, and why: a mistake in the sheet, or data that it does not expect."""


def set_in_type(sheet, data, form, *standards, pictures=None):
    """The `sheet` ("dossier.typ") with `data`, of what JSON can say, as a file of the `form` "pdf" or "png" (bytes).

    `pictures` are {name: bytes}, the files that the data name. Raises SheetError.
    """
    with tempfile.TemporaryDirectory(prefix="going-global-") as name:
        folder = Path(name)
        shutil.copy(SHEETS / sheet, folder)
        (folder / "data.json").write_text(json.dumps(data), "utf-8")
        for file, content in (pictures or {}).items():
            (folder / file).write_bytes(content)
        command = [sys.executable, TYPESETTER, name, sheet, form, *standards]
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603  all of it is ours
    if done.returncode:
        raise SheetError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def pdf(sheet, data, pictures=None):
    """An accessible PDF, tagged as PDF/UA-1 asks; where the data hold a character that no face of ours can draw, which the
    standard forbids, it is tagged all the same and shows a box."""
    try:
        return set_in_type(sheet, data, "pdf", ACCESSIBLE, pictures=pictures)
    except SheetError as error:
        logger.warning("%s is set without %s: %s", sheet, ACCESSIBLE, error)
        return set_in_type(sheet, data, "pdf", pictures=pictures)


def png(sheet, data, pictures=None):
    """The one page of `sheet` as a picture, a pixel for each of its points."""
    return set_in_type(sheet, data, "png", pictures=pictures)
