"""What an open file of sheets is, whatever its format: which sheets it has, and their rows, merged cells filled."""

from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from portal.sheets.cells import CellSort, SheetCell
from portal.sheets.files.refusals import MOST_SHEET_COLUMNS, MOST_SHEET_ROWS, has_many_columns, has_many_rows, is_broken


@dataclass(frozen=True)
class SheetInfo:
    """A sheet of a file. A hidden one is listed, and read only where a person chose it."""

    name: str
    is_hidden: bool = False


@dataclass
class Hidden:
    """What a sheet does not show: read all the same, and named."""

    rows: list[int] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)  # letters


class Merged(NamedTuple):
    """A merged range, by the numbers of its outermost rows and columns, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self):
        return f"{letters_of(self.left)}{self.top}:{letters_of(self.right)}{self.bottom}"


@cache
def letters_of(number):
    """The letters of a column: 1 → "A", 28 → "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Workbook:
    """An open file. `sheets` is a list of SheetInfo in the order of the file."""

    sheets = ()

    def rows(self, name):
        """(number of the row from 1, [SheetCell]) of a sheet, of those rows that hold anything; the cell at 0 stands in column A.

        Raises FileRefused, at the latest at the row at which it turns out that the sheet is too large or broken.
        """
        count = 0
        for number, cells in filled(self.plain_rows(name), self.merged(name)):
            while cells and cells[-1].sort is CellSort.EMPTY:
                cells.pop()
            if not cells:
                continue
            count += 1
            if len(cells) > MOST_SHEET_COLUMNS:
                raise has_many_columns(name)
            if count > MOST_SHEET_ROWS:
                raise has_many_rows(name)
            yield number, cells

    def plain_rows(self, name):
        """The rows as they stand in the file, of merged cells the first alone; those that are empty may be left out."""
        raise NotImplementedError

    def merged(self, name):
        """{number of a row: [Merged] that begin in it} of a sheet; of some formats only filled as its rows are read."""
        return {}

    def hidden(self, name):
        """The Hidden of a sheet; of some formats only filled as its rows are read."""
        return Hidden()


def by_first_row(merged):
    """{number of a row: [Merged] that begin in it}"""
    found = {}
    for each in merged:
        found.setdefault(each.top, []).append(each)
    return found


def filled(rows, merged):
    """`rows` with the value of each merged range in all its cells. A row that holds nothing besides is none of its own."""
    active = {}  # {Merged: its first cell}
    for number, cells in rows:
        active = {each: cell for each, cell in active.items() if each.bottom >= number}
        is_blank = not (active or number in merged) or all(cell.sort is CellSort.EMPTY for cell in cells)
        for each in () if is_blank else merged.get(number, ()):
            if each.left <= len(cells) and cells[each.left - 1].sort is not CellSort.EMPTY:
                active[each] = cells[each.left - 1]
        if len(active) > MOST_SHEET_COLUMNS:  # so many ranges do not stand side by side
            raise is_broken()
        for each, first in () if is_blank else active.items():
            last = min(each.right, MOST_SHEET_COLUMNS)
            cells += [SheetCell()] * (last - len(cells))
            for column in range(each.left, last + 1):
                cells[column - 1] = replace(first, place=f"{letters_of(column)}{number}", merged=str(each))
        yield number, cells
