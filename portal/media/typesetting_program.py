"""The program that sets one file in type, for portal/media/typesetting.py: `typesetting_program.py FOLDER SHEET FORMAT [STANDARD]`.

A process of its own, for Typst keeps what it has read of its last files in memory. Writes the file to standard output; ends
with 1 and says why on standard error where the sheet cannot be set.
"""

import os
import sys
from pathlib import Path

import typst

FACES = Path(__file__).parent / "fonts"
LOWER = 5  # than the priority of the processes that answer pages


def main(folder, sheet, form, *standards):
    os.nice(LOWER)
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FACES])
    options = {"ppi": 72} if form == "png" else {"pdf_standards": list(standards)}
    try:
        file = typst.compile(Path(folder) / sheet, root=folder, font_paths=faces, format=form, **options)
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
