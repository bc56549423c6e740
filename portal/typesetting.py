"""What is set in type on the server: PDF files and pictures of text, by Typst, with the faces of portal/fonts and no others.

A sheet is a file of templates/sheets. What it shows comes as data, never as code of the sheet: no name on record can
become markup.
"""

import json
from pathlib import Path

import typst
from django.conf import settings

SHEETS = settings.BASE_DIR / "templates" / "sheets"
FACES = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(__file__).parent / "fonts"])


def set_in_type(sheet, data, **form):
    """The `sheet` ("dossier.typ") with `data`, of what JSON can say, as a file of the form asked for (bytes).

    Raises typst.TypstError for a sheet that cannot be set: a mistake in the sheet.
    """
    compiler = typst.Compiler(SHEETS / sheet, root=SHEETS, font_paths=FACES, sys_inputs={"data": json.dumps(data)})
    return compiler.compile(**form)


def pdf(sheet, data):
    """An accessible PDF, tagged as PDF/UA-1 asks; where the data hold a character that no face of ours can draw, which the
    standard forbids, it is tagged all the same and shows a box."""
    try:
        return set_in_type(sheet, data, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return set_in_type(sheet, data, format="pdf")


def png(sheet, data):
    """The one page of `sheet` as a picture, a pixel for each of its points."""
    return set_in_type(sheet, data, format="png", ppi=72)
