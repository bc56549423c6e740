"""How a sheet is laid out: where its headings stand, which rows below are rows of the list, and what is left out."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.sheets.cells import SheetCell


@dataclass(frozen=True)
class LeftOut:
    """A row that is none of the list."""

    number: int  # of the row
    reason: str  # in the reader's language
    text: str  # what stands in it, shortened


@dataclass
class Layout:
    """A sheet of which the headings are found. `rows` can be gone through once; it fills `left_out` as it goes."""

    headings: dict[str, str]  # {letters of a column: its heading}, "展览时间 开始" of two rows; "" of a column that has none
    header_rows: tuple[int, ...]  # numbers of the rows in which they stand
    rows: Iterator[tuple[int, dict[str, SheetCell]]] = field(repr=False)  # (number of a row, {letters of a column: its cell})
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # on the sheet as a whole, such as which columns are hidden


def plain_heading(text):
    """A heading as it is compared: without spaces, signs and what stands in brackets, "名 称（必填）*" → "名称"."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】", "", plain)) or re.sub(r"[\W_]+", "", plain)


def lay_out(rows, known=(), hidden=None):
    """The Layout of `Workbook.rows`. `known` are headings of all columns that are looked for, in both languages; `hidden` is the
    Hidden of the sheet. Raises FileRefused where no row looks like one of headings."""
    raise NotImplementedError
