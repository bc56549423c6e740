"""What of a sheet of an .xlsx must be known before its rows are read: how large it is, what is merged or hidden, which formulas were
never calculated. Gone through by the parser itself, in flat memory: openpyxl tells none of it while it streams.
"""

import re
from dataclasses import dataclass, field

from portal.sheets.files.books import Hidden, Merged, letters_of
from portal.sheets.files.parsing import parsed
from portal.sheets.files.refusals import MOST_SHEET_COLUMNS, MOST_SHEET_ROWS, has_many_columns, has_many_rows

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
TRUE = ("1", "true")
PLACE_OF_A_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.IGNORECASE)
LONGEST_FORMULA = 200  # characters of it that are said


def place_in_numbers(place):
    """(row, column) of a place, both from 1: "C5" → (5, 3)."""
    letters, row = PLACE_OF_A_CELL.fullmatch(place).groups()
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row), column


def merged_in(reference):
    """The Merged of "A1:H1"."""
    first, _colon, last = reference.partition(":")
    return Merged(*place_in_numbers(first), *place_in_numbers(last or first))


@dataclass
class Survey:
    last_row: int = 0  # that holds anything
    merged: list = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)
    unreckoned: dict = field(default_factory=dict)  # {(row, column): formula}


class Surveyor:
    """Fills a Survey from the elements of a sheet; raises FileRefused where it is too large."""

    def __init__(self, name):
        self.name, self.survey = name, Survey()
        self.row = self.column = self.count = 0
        self.type = self.formula = None
        self.text = []
        self.is_read = self.holds = False
        self.starts = {
            f"{SPREADSHEET}{tag}": getattr(self, f"start_{name}")
            for tag, name in {
                "col": "column",
                "row": "row",
                "c": "cell",
                "f": "formula",
                "v": "value",
                "is": "inline",
                "mergeCell": "merged",
            }.items()
        }

    def start(self, tag, attributes):
        if begin := self.starts.get(tag):
            begin(attributes)

    def start_column(self, attributes):
        if attributes.get("hidden") in TRUE:
            first, last = int(attributes["min"]), min(int(attributes["max"]), MOST_SHEET_COLUMNS)
            self.survey.hidden.columns += [letters_of(number) for number in range(first, last + 1)]

    def start_row(self, attributes):
        self.row, self.column, self.holds = int(attributes.get("r", self.row + 1)), 0, False
        if attributes.get("hidden") in TRUE and len(self.survey.hidden.rows) < MOST_SHEET_ROWS:
            self.survey.hidden.rows.append(self.row)

    def start_cell(self, attributes):
        self.type, self.formula = attributes.get("t", "n"), None
        place = attributes.get("r")
        self.column = place_in_numbers(place)[1] if place else self.column + 1

    def start_formula(self, attributes):
        self.formula, self.text, self.is_read = "", [], True

    def start_value(self, attributes):
        self.text, self.is_read = [], True

    def start_inline(self, attributes):
        self.note_content()

    def start_merged(self, attributes):
        self.survey.merged.append(merged_in(attributes["ref"]))

    def end(self, tag):
        if tag == f"{SPREADSHEET}f":
            self.formula, self.is_read = "".join(self.text), False
        elif tag == f"{SPREADSHEET}v":
            self.is_read = False
            if self.text:
                self.note_content()
                self.formula = None
        elif tag == f"{SPREADSHEET}c" and self.formula is not None and self.type != "str":  # "str" and nothing: an empty text
            self.note_content()
            self.survey.unreckoned[self.row, self.column] = f"={self.formula[:LONGEST_FORMULA]}"

    def said(self, text):
        if self.is_read:
            self.text.append(text)

    def note_content(self):
        if self.column > MOST_SHEET_COLUMNS:
            raise has_many_columns(self.name)
        if not self.holds:
            self.holds, self.count, self.survey.last_row = True, self.count + 1, max(self.row, self.survey.last_row)
            if self.count > MOST_SHEET_ROWS:
                raise has_many_rows(self.name)


def survey_of(part, name):
    """The Survey of a sheet, from the open part of the package in which it stands."""
    surveyor = Surveyor(name)
    for _piece in parsed(part, surveyor.start, surveyor.end, surveyor.said):
        pass
    return surveyor.survey
