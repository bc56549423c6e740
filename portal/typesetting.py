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
LONGEST = 20  # seconds that one file may take; 30 records take half a second
ACCESSIBLE, STANDARD = "ua-1", "PDF/UA-1"  # as it is asked for, and as errors name it
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
        command = [sys.executable, "-P", TYPESETTER, name, sheet, form, *standards]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603  all of it is ours
        except subprocess.TimeoutExpired as error:
            raise SheetError(f"{sheet} took longer than {LONGEST} seconds") from error
    if done.returncode:
        raise SheetError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def pdf(sheet, data, pictures=None):
    """An accessible PDF, tagged as PDF/UA-1 asks; where the data hold a character that no face of ours can draw, which the
    standard forbids, it is tagged all the same and shows a box."""
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
