"""The sheet as it was sent, as a new workbook: each cell in its place, those that are wrong marked, with what is wrong and what to do."""

import io
from collections import defaultdict
from datetime import UTC, datetime

from django.utils.translation import gettext

from portal.imports.problems import has_cell
from portal.imports.reading import typed_text
from portal.sheets.cells import CellSort
from portal.sheets.files.survey import merged_in, place_in_numbers
from portal.sheets.writing_xlsx import sheet_name

MOST_IN_A_CELL, MOST_IN_A_COMMENT = 32_767, 1_000  # characters that Excel takes, and that a person reads
COLUMN_WIDTH = 18  # characters
COMMENT_SIZE = {"x_scale": 2.2, "y_scale": 1.4, "font_size": 10}
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same bytes for the same sheet


def comments_of(rows):
    """{place: text of the comment} of what is wrong in ImportedRows; what is wrong with a row as a whole stands at its first cell."""
    told = defaultdict(list)
    for row in rows:
        for problem in row.problems:
            words = [problem["reason"], problem.get("remedy", ""), *(str(label) for _text, label in problem.get("choices", ()))]
            told[problem["place"] if has_cell(problem) else f"A{row.number}"].append("\n".join(filter(None, words)))
    return {place: "\n\n".join(texts)[:MOST_IN_A_COMMENT] for place, texts in told.items()}


def marked_workbook(name, rows, comments, chosen):
    """The bytes of a workbook (.xlsx) of one sheet: `rows` is [(row number, [SheetCell])], `comments` {place: text}, `chosen` the options
    of the import, with what was typed on the page in place of what cells held."""
    import xlsxwriter
    from xlsxwriter.utility import xl_rowcol_to_cell

    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": ALWAYS, "author": gettext("Going Global")})
        day, wrong = book.add_format({"num_format": "yyyy-mm-dd"}), {"bg_color": "#F3DFA9", "border": 2, "border_color": "#8C1D18"}
        wrong_cell, wrong_day = book.add_format(wrong), book.add_format(wrong | {"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(sheet_name(name))
        sheet.set_column(0, 40, COLUMN_WIDTH)
        left, areas = dict(comments), MergedAreas(comments)
        for number, cells in rows:
            for place, cell in enumerate(cells):
                at = xl_rowcol_to_cell(number - 1, place)
                if areas.first_of(cell, lambda area: sheet.merge_range(area, "")) not in ("", at):
                    continue
                comment = left.pop(at, "")
                put_cell(sheet, at, cell, typed_text(chosen, at, cell), wrong_cell if comment else None, wrong_day if comment else day)
                if comment:
                    sheet.write_comment(at, comment, COMMENT_SIZE)
        for at, comment in left.items():
            sheet.write_blank(at, None, wrong_cell)
            sheet.write_comment(at, comment, COMMENT_SIZE)
    return file.getvalue()


class MergedAreas:
    """Which cells of a sheet are merged in what is sent back: as they were, but for areas in which a cell beside the first is wrong."""

    def __init__(self, comments):
        self.wrong = {place_in_numbers(place) for place in comments}
        self.firsts = {}  # {range: its first place, or empty where it is not merged}

    def first_of(self, cell, merge):
        """The first place of the area of a cell, empty without one; `merge` is called with each area once."""
        if cell.merged and cell.merged not in self.firsts:
            top, left, bottom, right = area = merged_in(cell.merged)
            wrong = {(row, column) for row, column in self.wrong if top <= row <= bottom and left <= column <= right}
            is_merged = not wrong - {(top, left)} and area[:2] != area[2:]
            self.firsts[cell.merged] = cell.merged.partition(":")[0] if is_merged else ""
            if is_merged:
                merge(cell.merged)
        return self.firsts.get(cell.merged, "")


def shows_no_day(cell):
    """Whether a date shows a month or a year alone: as a day it would be read as one."""
    return len(cell.shown) in (len("2025"), len("2025-04"))


def put_cell(sheet, at, cell, typed, plain, day):
    """Write one cell as what it is: a number as a number, a day as a day, all else as text, so that nothing is counted anew."""
    if typed is not None:
        sheet.write_string(at, typed[:MOST_IN_A_CELL], plain)
    elif cell.sort is CellSort.NUMBER and not cell.shown:
        sheet.write_number(at, float(cell.value), plain)
    elif cell.sort is CellSort.DATE and cell.value.year >= 1900 and not shows_no_day(cell):
        sheet.write_datetime(at, datetime(cell.value.year, cell.value.month, cell.value.day, tzinfo=UTC).replace(tzinfo=None), day)
    elif cell.sort is CellSort.YES_NO:
        sheet.write_boolean(at, cell.value, plain)
    elif cell.sort is not CellSort.EMPTY or plain is not None:
        sheet.write_string(at, cell.text[:MOST_IN_A_CELL], plain)
