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
    of records is a list of keys, of a reference a key; a field with an asterisk ("*place") is none of the model, but for `rows_of`
    the kind. `write` makes what one row has: str, int, Decimal, date, bool, a row or a list of rows that it names, or None, of which a
    portal.sheets.naming.Naming makes what stands in the cell. What is written so, `read` takes: out and in again changes nothing.
    """

    key: str
    label: Any  # lazy, so in both languages
    fields: tuple[str, ...]  # that it fills; empty of a column that only goes out
    read: Callable | None
    write: Callable | None  # None of a column that only comes in
    help: Any = ""
    headings: tuple[str, ...] = ()  # what people write above such a column, beside its label
    is_code: bool = False  # rows are matched by it before any name
    is_required: bool = False
    is_public: bool = False  # whether it stands in the lists that anybody may download
    public_label: Any = ""  # what stands above it there, where its label is a word of staff
    right: str = ""  # the permission without which nobody gets it; by default whoever sees the row sees it
    refers_to: Any = None  # the model whose rows its cells name
    allowed: Callable | None = None  # gives the words of which a cell is one
    end: str = ""  # the key of the column that has the end of what begins in this one
    read_both: Callable | None = None  # makes the fields of both, {} where it names one date, where the sheet has no column for the end
    is_put_together: bool = False  # whether several columns of a sheet may fill it, their texts one after the other
    width: int = 18  # characters


@dataclass(frozen=True, eq=False)
class SheetKind:
    """What the rows of a sheet are: the rows of `model`, of `kind` alone where that is a kind of records."""

    place: int  # its order among all, in tens
    code: str
    label: Any
    model: Any
    columns: tuple[Column, ...]
    kind: str = ""  # of the records that new rows become
    carrier: str = ""  # the path to the record of which a row is a part; empty where it is a record itself
    found_by: tuple[str, ...] = ()  # the paths to records whose lists offer a row for each of these parts; by default `carrier`
    identity: tuple[str, ...] = ()  # fields by which a part is told from others: ("initiative", "organization", "role")
    complete: Callable | None = None  # takes the {field: value} of a row of a sheet and the Known; see `rows_of`
    beside: Callable | None = None  # takes [{field: value}] of new rows; gives for each [(key, why)] of rows that stand and may be meant
    at_odds: Callable | None = None  # whether two new rows, each {field: value}, cannot both hold
    rows: Callable | None = None  # gives the queryset of the rows that go out, where that is more than all of the model
    public_rows: Callable | None = None  # gives that of the rows that anybody may download; without it nobody does
    loads: tuple = ()  # what select_related and, as Prefetch or text, prefetch_related load, so that no row asks by itself
    example: dict = field(default_factory=dict)  # {key of a column: text} of the example row of the template, made up and marked so

    def column(self, key):
        return next(each for each in self.columns if each.key == key)

    def rows_of(self, values, known):
        """[{field of the model: value}] of what the cells of one row of a sheet say together, {field: value}: most often one, but
        第16类、25类 is two registrations. Raises RefusedCell, with the column that it is about."""
        return self.complete(values, known) if self.complete else [values]

    def all_rows(self):
        """The queryset of all that goes out."""
        return self.rows() if self.rows else self.model._default_manager.all()

    def loaded(self, rows):
        """`rows`, a queryset of the model, with what the columns read of other rows."""
        joined = [path for path in self.loads if isinstance(path, str) and leads_to_one(self.model, path)]
        return rows.select_related(*joined).prefetch_related(*(path for path in self.loads if path not in joined))

    @property
    def is_of_records(self):
        return not self.carrier


def leads_to_one(model, path):
    """Whether each step of `path` ("passage__source") leads to one row, not to a list of them."""
    for step in path.split("__"):
        relation = model._meta.get_field(step)
        if relation.many_to_many or relation.one_to_many:
            return False
        model = relation.related_model
    return True


def offer_sheet(kind):
    """Offer sheets of this kind."""
    in_order = sorted([*sheet_kinds.values(), kind], key=lambda each: each.place)
    sheet_kinds.clear()
    sheet_kinds.update({each.code: each for each in in_order})
    return kind
