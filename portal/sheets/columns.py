"""The columns of sheets: each is declared once, in the `columns.py` of the app that has the model, and serves import, export, template
and table alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

sheet_kinds = {}  # {code: SheetKind}, in the order in which they are offered


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    `read` makes {field of the model: value} of a SheetCell that is not empty, and of the Known; it raises RefusedCell. The value of a list
    of records is a list of keys, of a reference a key. `write` makes what stands in the cell of one row: str, int, Decimal, date, bool or
    None. What `write` says, `read` takes: out and in again changes nothing.
    """

    key: str
    label: Any  # lazy, so in both languages
    fields: tuple[str, ...]  # that it fills; empty of a column that only goes out
    read: Callable | None
    write: Callable
    help: Any = ""
    headings: tuple[str, ...] = ()  # what people write above such a column, beside its label
    is_code: bool = False  # rows are matched by it before any name
    is_required: bool = False
    is_private: bool = False  # only for who may see what staff alone see
    refers_to: Any = None  # the model whose rows its cells name
    allowed: Callable | None = None  # gives the words of which a cell is one
    width: int = 18  # characters


@dataclass(frozen=True, eq=False)
class SheetKind:
    """What the rows of a sheet are: the rows of `model`, of `kind` alone where that is a kind of records."""

    code: str
    label: Any
    model: Any
    columns: tuple[Column, ...]
    kind: str = ""  # of the records that new rows become
    carrier: str = ""  # the path to the record of which a row is a part; empty where it is a record itself
    identity: tuple[str, ...] = ()  # fields by which a part is told from the others of its record: ("organization", "role")
    rows: Callable | None = None  # gives the queryset that is written; by default all of the model and kind
    example: dict = field(default_factory=dict)  # {key of a column: text} of the example row of the template, made up and marked so

    def column(self, key):
        return next(each for each in self.columns if each.key == key)

    @property
    def is_of_records(self):
        return not self.carrier


def offer_sheet(kind):
    """Offer sheets of this kind."""
    sheet_kinds[kind.code] = kind
    return kind
