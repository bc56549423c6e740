"""A cell of a sheet as an import keeps it, to be read again with what a person types."""

from datetime import date, datetime
from decimal import Decimal

from portal.imports.stored_values import as_json
from portal.sheets.cells import CellSort, SheetCell


def cell_as_json(cell):
    return [cell.sort.name, as_json(cell.value), cell.shown]


def cell_from_json(stored, place):
    """The SheetCell of what `cell_as_json` gave."""
    sort, value, shown = stored
    sort = CellSort[sort]
    if sort == CellSort.DATE:
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    elif sort == CellSort.NUMBER and isinstance(value, str):
        value = Decimal(value)
    return SheetCell(sort, value, place, shown)
