"""A file of sheets, whatever its format: which sheets it has, and their rows.

What a file is, its content says, never its name. Each format has a module of its own, which makes a Workbook of an open file.
"""

from dataclasses import dataclass, field

MOST_SHEET_COLUMNS = 200
MOST_SHEET_ROWS = 100_000  # of one sheet that hold anything


class FileRefused(Exception):
    """A file, or a sheet of it, that cannot be taken: why, and what to do, in the reader's language."""

    def __init__(self, reason, remedy=""):
        super().__init__(reason)
        self.reason, self.remedy = str(reason), str(remedy)


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


class Workbook:
    """An open file. `sheets` is a list of SheetInfo in the order of the file."""

    sheets = ()

    def rows(self, name):
        """(number of the row from 1, [SheetCell]) of a sheet, of those rows that hold anything; the cell at 0 stands in column A.

        Raises FileRefused, at the latest at the row at which it turns out that the sheet is too large or broken.
        """
        raise NotImplementedError

    def hidden(self, name):
        """The Hidden of a sheet."""
        raise NotImplementedError


def open_workbook(file, name=""):
    """The Workbook in an open binary file, which stays open as long as rows are read; raises FileRefused. `name` is only said."""
    raise NotImplementedError
