"""Workbooks of Excel 97 to 2003 (.xls), read by xlrd."""

from datetime import time
from io import StringIO

from portal.sheets.cells import EMPTY_CELL, CellSort, SheetCell
from portal.sheets.files.books import Hidden, Merged, SheetInfo, Workbook, by_first_row, letters_of
from portal.sheets.files.money_formats import OF_ANY_COUNTRY
from portal.sheets.files.number_formats import CHINESE_FORMATS, cell_of_date, cell_of_number
from portal.sheets.files.refusals import faults_in_words, file_is_locked


class OldWorkbook(Workbook):
    def __init__(self, file):
        import xlrd

        with faults_in_words():
            file.seek(0)
            try:
                self.book = xlrd.open_workbook(file_contents=file.read(), formatting_info=True, ragged_rows=True, logfile=StringIO())
            except xlrd.XLRDError as error:
                if "encrypted" in str(error):
                    raise file_is_locked() from error
                raise
            self.sheets = [SheetInfo(sheet.name, sheet.visibility != 0) for sheet in self.book.sheets()]

    def sheet(self, name):
        with faults_in_words():
            return self.book.sheet_by_name(name)

    def merged(self, name):
        ranges = self.sheet(name).merged_cells  # (first row, row after the last, and so the columns), from 0
        return by_first_row(Merged(top + 1, left + 1, bottom, right) for top, bottom, left, right in ranges)

    def hidden(self, name):
        sheet = self.sheet(name)
        return Hidden(
            [number + 1 for number, row in sorted(sheet.rowinfo_map.items()) if row.hidden],
            [letters_of(number + 1) for number, column in sorted(sheet.colinfo_map.items()) if column.hidden],
        )

    def plain_rows(self, name):
        sheet = self.sheet(name)
        with faults_in_words():
            for row in range(sheet.nrows):
                yield row + 1, [self.cell(sheet, row, column) for column in range(sheet.row_len(row))]

    def cell(self, sheet, row, column):
        import xlrd

        value, sort, place = sheet.cell_value(row, column), sheet.cell_type(row, column), f"{letters_of(column + 1)}{row + 1}"
        if sort == xlrd.XL_CELL_TEXT:
            text = value.replace("\0", "")  # which no database keeps
            return SheetCell(CellSort.TEXT, text, place) if text else EMPTY_CELL
        if sort == xlrd.XL_CELL_BOOLEAN:
            return SheetCell(CellSort.YES_NO, bool(value), place, str(bool(value)).upper())
        if sort == xlrd.XL_CELL_ERROR:
            return SheetCell(CellSort.ERROR, xlrd.error_text_from_code.get(value, "#?"), place)
        if sort not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return EMPTY_CELL
        code = self.format_of(sheet.cell_xf_index(row, column))
        if sort == xlrd.XL_CELL_NUMBER:
            return cell_of_number(value, code, place)
        try:
            moment = xlrd.xldate_as_datetime(value, self.book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError):
            return SheetCell(CellSort.ERROR, "#VALUE!", place)
        return cell_of_date(moment if value >= 1 else moment.time() if value else time(), code, place)

    def format_of(self, index):
        key = self.book.xf_list[index].format_key
        known = self.book.format_map.get(key)
        return CHINESE_FORMATS.get(key) or OF_ANY_COUNTRY.get(key) or (known.format_str if known else "")
