"""Spreadsheets of LibreOffice and others (.ods): ISO/IEC 26300, whose content stands in one part, of any length.

odfdo, the library that is kept up, holds the whole of it in memory, and takes an error for an empty text.
"""

import re
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from portal.sheets.cells import EMPTY_CELL, ERROR_SHOWN, CellSort, SheetCell
from portal.sheets.files.books import Hidden, Merged, SheetInfo, Workbook, letters_of
from portal.sheets.files.money_formats import money_in_text, with_money
from portal.sheets.files.number_formats import exact
from portal.sheets.files.parsing import parsed
from portal.sheets.files.refusals import MOST_SHEET_COLUMNS, MOST_SHEET_ROWS, faults_in_words
from portal.text.dates import UnreadableDate, as_typed, read_date

OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
OF_TABLE, OF_OFFICE, OF_STYLE, OF_TEXT = (f"{OPEN_DOCUMENT}{name}:1.0 " for name in ("table", "office", "style", "text"))
OF_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
CELLS = (f"{OF_TABLE}table-cell", f"{OF_TABLE}covered-table-cell")
NONE_OF_A_CELL = (
    f"{OF_OFFICE}annotation",
    f"{OF_TABLE}shapes",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 frame",
)  # whose texts are none of a cell
LONGEST_DATE = 60  # characters that a cell shows of it


class ContentReader:
    """Makes rows of the elements of a content.xml; those of the sheet `name`, or of none where only the sheets are asked for."""

    def __init__(self, name=None):
        self.name = name
        self.hiding_styles = set()
        self.style = ""
        self.sheets = []  # SheetInfo
        self.is_wanted = False
        self.aside = 0  # how deep within what is none of a cell
        self.row = self.column = 0  # how many went before
        self.first_column = 0
        self.rows = []  # (number, cells) that are ready
        self.hidden, self.merged = Hidden(), {}
        self.cells = []  # (how many times, SheetCell) of this row
        self.attributes = self.lines = None  # of the cell that is read
        self.is_in_line = False
        self.repeated_row = 1

    def start(self, tag, attributes):
        if self.aside or tag in NONE_OF_A_CELL:
            self.aside += 1
        elif tag in CELLS and self.is_wanted:
            self.attributes, self.lines = attributes, []
        elif self.lines is not None:
            self.start_of_text(tag, attributes)
        elif tag == f"{OF_TABLE}table-row" and self.is_wanted:
            self.repeated_row, self.cells, self.column = int(attributes.get(f"{OF_TABLE}number-rows-repeated", 1)), [], 0
            if attributes.get(f"{OF_TABLE}visibility", "visible") != "visible":
                last = min(self.row + self.repeated_row, MOST_SHEET_ROWS)
                self.hidden.rows += range(self.row + 1, last + 1)
        elif tag == f"{OF_TABLE}table-column" and self.is_wanted:
            repeated = int(attributes.get(f"{OF_TABLE}number-columns-repeated", 1))
            if attributes.get(f"{OF_TABLE}visibility", "visible") != "visible":
                last = min(self.first_column + repeated, MOST_SHEET_COLUMNS)
                self.hidden.columns += [letters_of(number) for number in range(self.first_column + 1, last + 1)]
            self.first_column += repeated
        elif tag == f"{OF_STYLE}style":
            self.style = attributes.get(f"{OF_STYLE}name", "")
        elif tag == f"{OF_STYLE}table-properties" and attributes.get(f"{OF_TABLE}display") == "false":
            self.hiding_styles.add(self.style)
        elif tag == f"{OF_TABLE}table":
            name = attributes.get(f"{OF_TABLE}name", "")
            self.sheets.append(SheetInfo(name, attributes.get(f"{OF_TABLE}style-name") in self.hiding_styles))
            self.is_wanted = name == self.name

    def start_of_text(self, tag, attributes):
        if tag == f"{OF_TEXT}p":
            self.lines.append("")
            self.is_in_line = True
        elif self.is_in_line and tag in (f"{OF_TEXT}s", f"{OF_TEXT}tab", f"{OF_TEXT}line-break"):
            count = min(int(attributes.get(f"{OF_TEXT}c", 1)), 100)
            self.lines[-1] += {"s": " " * count, "tab": "\t", "line-break": "\n"}[tag.rpartition(" ")[2]]

    def said(self, text):
        if self.is_in_line and not self.aside:
            self.lines[-1] += text

    def end(self, tag):
        if self.aside:
            self.aside -= 1
        elif tag == f"{OF_TEXT}p":
            self.is_in_line = False
        elif self.lines is not None and tag in CELLS:
            self.end_of_cell()
        elif tag == f"{OF_TABLE}table-row" and self.is_wanted:
            self.end_of_row()
        elif tag == f"{OF_TABLE}table":
            self.is_wanted = False

    def end_of_cell(self):
        attributes, text = self.attributes, "\n".join(self.lines)
        repeated = int(attributes.get(f"{OF_TABLE}number-columns-repeated", 1))
        cell = cell_of_document(attributes, text if self.lines else None, f"{letters_of(self.column + 1)}{self.row + 1}")
        down, across = (int(attributes.get(f"{OF_TABLE}number-{name}-spanned", 1)) for name in ("rows", "columns"))
        if down > 1 or across > 1:
            merged = Merged(self.row + 1, self.column + 1, self.row + down, self.column + across)
            self.merged.setdefault(self.row + 1, []).append(merged)
        self.cells.append((repeated, cell))
        self.column += repeated
        self.attributes = self.lines = None

    def end_of_row(self):
        while self.cells and self.cells[-1][1].sort is CellSort.EMPTY:
            self.cells.pop()
        if self.cells:
            for _each in range(min(self.repeated_row, MOST_SHEET_ROWS + 1)):
                self.row += 1
                self.rows.append((self.row, list(self.placed())))
        else:
            self.row += self.repeated_row

    def placed(self):
        column = 0
        for repeated, cell in self.cells:
            for _each in range(min(repeated, MOST_SHEET_COLUMNS + 1 - column)):
                column += 1
                yield cell if cell.sort is CellSort.EMPTY else replace(cell, place=f"{letters_of(column)}{self.row}")


def cell_of_document(attributes, text, place):
    """The SheetCell of the attributes of a cell and the text that it shows; None where it holds no text, not even an empty one."""
    is_reckoned, text = text is not None, text or ""
    sort = attributes.get(f"{OF_OFFICE}value-type")
    formula = attributes.get(f"{OF_TABLE}formula")
    if attributes.get(f"{OF_CALC}value-type") == "error" or (formula and ERROR_SHOWN.fullmatch(text)):
        return SheetCell(CellSort.ERROR, text or "#VALUE!", place)
    if sort is None:
        if formula and not is_reckoned:
            return SheetCell(CellSort.FORMULA, re.sub(r"^(?:of|oooc|msoxl):", "", formula)[:200], place)
        return SheetCell(CellSort.TEXT, text, place) if text else EMPTY_CELL
    if sort == "boolean":
        value = attributes[f"{OF_OFFICE}boolean-value"] == "true"
        return SheetCell(CellSort.YES_NO, value, place, str(value).upper())
    if sort == "date":
        return cell_of_document_date(attributes[f"{OF_OFFICE}date-value"], text, place)
    if sort in ("float", "percentage", "currency"):
        return cell_of_document_number(attributes[f"{OF_OFFICE}value"], text, place, attributes.get(f"{OF_OFFICE}currency"))
    text = attributes.get(f"{OF_OFFICE}string-value", text)
    return SheetCell(CellSort.TEXT, text, place) if text else EMPTY_CELL


def cell_of_document_date(written, text, place):
    """`written` is 2025-05-21, with a time behind a T or none; the text may show a month or a year alone."""
    day, _sign, clock = written.partition("T")
    value = datetime.fromisoformat(day).date()
    shown = f"{day} {clock[:5]}" if clock.strip("0:.") else ""
    try:
        first, precision = read_date(text[:LONGEST_DATE])
        shown = shown if precision == "day" or first.year != value.year else as_typed(value, precision)
    except UnreadableDate:
        pass
    return SheetCell(CellSort.DATE, value, place, shown)


def cell_of_document_number(written, text, place, currency=None):
    number = exact(float(written))
    try:
        is_so_shown = bool(re.fullmatch(r"\d+(?:\.\d+)?", text)) and Decimal(text) == number  # 2025.10, 012345
    except InvalidOperation:
        is_so_shown = False
    if isinstance(number, int) and "." in text:
        is_so_shown = False
    if re.fullmatch(r"-?[\d.]+%", text) or (re.fullmatch(r"-?\d\.\d+E\+\d+", text) and abs(number) >= 10**15) or is_so_shown:
        return SheetCell(CellSort.NUMBER, number, place, text if text != str(number) else "")
    if around := (currency, "") if currency else money_in_text(text, number):
        return SheetCell(CellSort.NUMBER, number, place, with_money(number, around))
    return SheetCell(CellSort.NUMBER, number, place)


class OpenDocument(Workbook):
    def __init__(self, file):
        with faults_in_words():
            self.package = zipfile.ZipFile(file)
            reader = ContentReader()
            with self.package.open("content.xml") as part:
                for _piece in parsed(part, reader.start, reader.end, reader.said):
                    pass
        self.sheets = reader.sheets
        self.readers = {each.name: ContentReader(each.name) for each in reader.sheets}

    def merged(self, name):
        return self.readers[name].merged

    def hidden(self, name):
        return self.readers[name].hidden

    def plain_rows(self, name):
        reader = self.readers[name]
        fresh = ContentReader(name)
        fresh.merged, fresh.hidden = reader.merged, reader.hidden
        reader.merged.clear()
        reader.hidden.rows.clear()
        reader.hidden.columns.clear()
        with faults_in_words(), self.package.open("content.xml") as part:
            for _piece in parsed(part, fresh.start, fresh.end, fresh.said):
                yield from fresh.rows
                fresh.rows.clear()
