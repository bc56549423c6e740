"""What is wrong with a row of a sheet: in which cell, what stands in it, why it cannot be taken, and what to do."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext

OF_CELL, OF_ROW = "cell", "row"  # found as a cell was read, or as the row was judged: the latter is found anew each time


def problem(reason, remedy="", *, place="", column="", value="", choices=(), of=OF_ROW):
    return {
        "place": place,
        "column": column,
        "value": value,
        "reason": str(reason),
        "remedy": str(remedy),
        "choices": [[str(text), str(label)] for text, label in choices],
        "of": of,
    }


class Places:
    """Where the cells of a row stand: `letters` {key of a column: letters}, of the columns that were matched."""

    def __init__(self, kind, matched):
        self.kind = kind
        self.letters = {key: letters for letters, key in matched.items() if key}
        self.columns = [column for column in kind.columns if column.key in self.letters and column.read]

    def column_of(self, name):
        """The first matched column that fills the field `name`, else any; None where there is none."""
        every = [column for column in (*self.columns, *self.kind.columns) if name in column.fields]
        return every[0] if every else None

    def place(self, column, number):
        """ "C5", or "5" where the sheet has no such column."""
        return f"{self.letters.get(column.key, '')}{number}" if column else str(number)

    def of_fields(self, names, row, reason, remedy=""):
        """The problem of a row of whose fields `names` something is said."""
        column = next(filter(None, map(self.column_of, names)), None)
        field = None if column or not names else self.kind.model._meta.get_field(names[0])
        said = f"{capfirst(field.verbose_name)}: {reason}" if field else reason
        value = "" if column is None else " · ".join(str(row.values[name]) for name in column.fields if row.values.get(name))
        return problem(said, remedy, place=self.place(column, row.number), column=column.key if column else "", value=value)

    def of_errors(self, row, errors):
        """The problems that a ValidationError of a row says."""
        by_field = errors.message_dict if hasattr(errors, "error_dict") else {NON_FIELD_ERRORS: errors.messages}
        remedy = gettext("Correct the cell.")
        return [
            self.of_fields([] if name == NON_FIELD_ERRORS else [name], row, message, remedy)
            for name, messages in by_field.items()
            for message in messages
        ]
