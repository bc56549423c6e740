"""A cell as a file holds it, and what is said where it cannot be taken."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from portal.text.told import kept_text


class CellSort(Enum):
    EMPTY = auto()
    TEXT = auto()
    NUMBER = auto()  # value: int or Decimal, never float
    DATE = auto()  # value: date; a serial number with the format of a date
    YES_NO = auto()
    ERROR = auto()  # value: "#N/A", as the file says
    FORMULA = auto()  # one without a stored result; value: the formula


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. `place` names it for people, such as C5; `shown` is its text where that differs, such as 9.16201E+17.

    All cells of a merged range hold its value, and its range in `merged`, such as C5:C9.
    """

    sort: CellSort = CellSort.EMPTY
    value: Any = None
    place: str = ""
    shown: str = ""
    merged: str = ""

    @property
    def text(self):
        """What stands in the cell, as a person would type it; empty where nothing does."""
        return "" if self.value is None else self.shown or str(self.value)


EMPTY_CELL = SheetCell()
ERROR_SHOWN = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d+|#[A-Z]+[!?]")  # as programs for sheets show errors


class RefusedCell(Exception):
    """A cell that cannot be taken: why, and what to do about it, in the reader's language. With `choices`, [(text to type instead, label)],
    a person decides which of them is meant. `column` is the key of the column where it is not that of the cell that was read."""

    def __init__(self, reason, remedy="", choices=(), column=""):
        super().__init__(reason)
        self.reason, self.remedy, self.choices, self.column = kept_text(reason), kept_text(remedy), tuple(choices), column
