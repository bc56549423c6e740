"""What would be written of many rows, as far as their preview says it: they are judged anew as they are written, not on each page."""

from dataclasses import dataclass
from typing import Any

from portal.imports.judging import Verdict
from portal.imports.matching import in_some
from portal.imports.plans import ImportPlan
from portal.models import Record
from portal.sheets.columns import sheet_kinds


@dataclass(eq=False)
class PreviewedRow:
    """An ImportedRow as its preview left it, in the place of a JudgedRow; `changed` are the fields that the sheet gives otherwise."""

    row: Any
    is_new: bool
    changed: set


class PreviewedPlan(ImportPlan):
    """The ImportPlan of an import by its stored rows alone: of what is replaced by another row it has the key."""

    def __init__(self, sheet_import, user):
        kind = sheet_kinds[sheet_import.kind]
        fields = {column.key: column.fields for column in kind.columns}
        rows = list(sheet_import.rows.defer("cells", "values", "before"))
        self.records = {}
        for some in in_some({row.record for row in rows if row.record}):
            self.records |= Record.objects.in_bulk(some)
        self.fixed = set()
        for some in in_some({row.row for row in rows if row.state == Verdict.CHANGED and hasattr(kind.model, "REPLACED_BY_WAY_OF")}):
            self.fixed |= kind.model.fixed_among(some)
        found = []
        for row in rows:
            row.result = ""
            changed = {name for key, _old, _new in row.changes for name in fields.get(key, ())}
            found.append(PreviewedRow(row, row.state == Verdict.NEW, changed))
        super().__init__(sheet_import, user, found)

    def record_of(self, each):
        return self.records.get(each.row.record)

    def replacement(self, each):
        return each.row.row if not each.is_new and each.row.row in self.fixed else None
