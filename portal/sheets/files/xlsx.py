"""Workbooks of Excel 2007 and later (.xlsx), and of WPS: read by openpyxl, row by row."""

import re
import warnings
import zipfile
from datetime import date, time, timedelta

from portal.sheets.cells import EMPTY_CELL, CellSort, SheetCell
from portal.sheets.files.books import SheetInfo, Workbook, by_first_row, letters_of
from portal.sheets.files.money_formats import OF_ANY_COUNTRY
from portal.sheets.files.number_formats import CHINESE_FORMATS, cell_of_date, cell_of_number
from portal.sheets.files.refusals import faults_in_words
from portal.sheets.files.survey import survey_of

ESCAPED = re.compile("_x(0009|000A|000D|005F)_")  # how line breaks stand in a workbook; what else is so written is left as it is


class ExcelWorkbook(Workbook):
    def __init__(self, file):
        import openpyxl

        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # of styles and rules that it does not know
        with faults_in_words():
            self.book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            self.worksheets = {sheet.title: sheet for sheet in self.book.worksheets}
            self.sheets = [SheetInfo(sheet.title, sheet.sheet_state != "visible") for sheet in self.book.worksheets]
            self.package = zipfile.ZipFile(file)
        self.surveys = {}

    def survey(self, name):
        if name not in self.surveys:
            with faults_in_words(), self.package.open(self.worksheets[name]._worksheet_path) as part:
                self.surveys[name] = survey_of(part, name)
        return self.surveys[name]

    def merged(self, name):
        return by_first_row(self.survey(name).merged)

    def hidden(self, name):
        return self.survey(name).hidden

    def plain_rows(self, name):
        survey, sheet = self.survey(name), self.worksheets[name]
        if not survey.last_row:
            return
        sheet.reset_dimensions()  # what a file says of its size is not always true
        with faults_in_words():
            for number, row in enumerate(sheet.iter_rows(max_row=survey.last_row), start=1):
                yield number, [self.cell(each, number, column, survey) for column, each in enumerate(row, start=1)]

    def cell(self, cell, number, column, survey):
        """The SheetCell of one of openpyxl."""
        value = cell.value
        if value is None:
            formula = survey.unreckoned.get((number, column)) if survey.unreckoned else None
            return SheetCell(CellSort.FORMULA, formula, f"{letters_of(column)}{number}") if formula else EMPTY_CELL
        place, sort = f"{letters_of(column)}{number}", cell.data_type
        if sort == "s":
            text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
            return SheetCell(CellSort.TEXT, text, place) if text else EMPTY_CELL
        if sort == "b":
            return SheetCell(CellSort.YES_NO, value, place, str(value).upper())
        if sort == "e":
            return SheetCell(CellSort.ERROR, str(value), place)
        code = self.format_of(cell)
        if isinstance(value, (date, time, timedelta)):
            return cell_of_date(value, code, place)
        if code in CHINESE_FORMATS.values():
            return cell_of_date(from_serial(value, self.book.epoch), code, place)
        return cell_of_number(value, code, place)

    def format_of(self, cell):
        key = cell.style_array.numFmtId
        return CHINESE_FORMATS.get(key) or OF_ANY_COUNTRY.get(key) or cell.number_format


def from_serial(value, epoch):
    from openpyxl.utils.datetime import from_excel

    return from_excel(value, epoch)
