"""Lists as workbooks: text stays text, numbers are numbers, days are dates; the headings stay in sight."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from portal.sheets.outgoing import in_text

TYPE_OF_WORKBOOKS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHARACTERS_OF_A_CELL = 32767  # characters
ROWS_OF_A_SHEET = 1_048_575  # of a sheet, below its headings
DIGITS_KEPT = 15  # of a number that a sheet keeps exactly
FIRST_DAY = date(1900, 3, 1)  # before it sheets count one day too many
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
STYLE_OF_HEADINGS = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#ece4d4", "border": 1, "border_color": "#cdbfa4"}


def sheet_name(title):
    """`title` as the name of a sheet: of at most 31 characters, without those that Excel refuses."""
    return NOT_IN_NAMES.sub(" ", title).strip()[:31] or "1"


def is_exact(value):
    """Whether a number of a sheet holds a Decimal or an int as it is."""
    return len(Decimal(value).normalize().as_tuple().digits) <= DIGITS_KEPT and abs(value) < 10**DIGITS_KEPT


def write_workbook(path, outgoing, about_lines, moment):
    """Write `outgoing` into a new file at `path`, in memory that does not grow with it; on a second sheet stands what the file is.

    `moment` is when it was made: the same rows at the same moment are the same bytes.
    """
    import xlsxwriter

    workbook = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": outgoing.title, "created": moment.replace(tzinfo=None)})
    heading = workbook.add_format(STYLE_OF_HEADINGS)
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet = workbook.add_worksheet(sheet_name(outgoing.title))
    sheet.freeze_panes(1, 0)
    for place, (column, text) in enumerate(zip(outgoing.columns, outgoing.headings(), strict=True)):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, text, heading)
    left_out = 0
    for number, line in enumerate(outgoing.lines(), start=1):
        for place, value in enumerate(line):
            left_out += not write_cell(sheet, number, place, value, day)
    if left_out:
        remark = gettext("Cells of more than %(count)s characters, which stand empty here and whole in the .csv")
        about_lines = [*about_lines, [remark % {"count": CHARACTERS_OF_A_CELL}, str(left_out)]]
    write_about(workbook, about_lines)
    workbook.close()


def write_cell(sheet, row, place, value, day):
    """Write one cell by what it is; returns whether it could be, for no cell holds a text that is too long."""
    if value is None:
        return True
    if isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, (int, Decimal)) and is_exact(value):
        sheet.write_number(row, place, float(value) if isinstance(value, Decimal) else value)
    else:
        return sheet.write_string(row, place, in_text(value)) == 0
    return True


def write_about(workbook, lines):
    """The second sheet: what the file is."""
    sheet = workbook.add_worksheet(sheet_name(gettext("About this file")))
    label = workbook.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, str(name), label)
        sheet.write_string(row, 1, str(text)[:CHARACTERS_OF_A_CELL])
