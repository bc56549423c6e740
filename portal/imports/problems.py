"""What is wrong with a row of a sheet: in which cell, what stands in it, why it cannot be taken, and what to do."""

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import override, pgettext

from portal.text.told import Told, in_each, kept_text, told_together
from portal.text.told import told_text as _

OF_CELL, OF_ROW = "cell", "row"  # found as a cell was read, or as the row was judged: the latter is found anew each time


def problem(reason, remedy="", *, place="", column="", value="", choices=(), of=OF_ROW):
    """What an import keeps of it. With an "answer" (`form_rules`) it is a question: whoever sends that means what stands there."""
    return {
        "place": place,
        "column": column,
        "value": value,
        "reason": kept_text(reason),
        "remedy": kept_text(remedy),
        "choices": [[str(text), kept_text(label)] for text, label in choices],
        "of": of,
    }


def messages_by_field(errors):
    """{name of a field: [Told]} of a ValidationError."""
    every = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            every[code] = errors.message_dict if hasattr(errors, "error_dict") else {NON_FIELD_ERRORS: errors.messages}
    first = next(iter(every.values()))
    return {
        name: [Told({code: said[name][place] for code, said in every.items()}) for place in range(len(messages))]
        for name, messages in first.items()
    }


def has_cell(entry):
    """Whether a problem is one of a cell of the sheet; else it is one of the row, or of a column that the sheet does not have."""
    return entry["place"][:1].isalpha()


class Places:
    """Where the cells of a row stand: `letters` {key of a column: letters}, of the columns that were matched; of one that several fill
    together those of the first, and all of them in `every`. `same_in_all` are keys of columns that a person gave for all rows."""

    def __init__(self, kind, matched, same_in_all=()):
        self.kind = kind
        self.every = {}
        for letters, key in matched.items():
            if key:
                self.every.setdefault(key, []).append(letters)
        self.letters = {key: several[0] for key, several in self.every.items()}
        self.columns = [column for column in kind.columns if column.key in self.letters and column.read]
        filled = {name for column in self.columns for name in column.fields}
        ends = {column.end for column in self.columns if column.end not in filled}
        self.ends = [column for column in kind.columns if column.key in ends]  # that a cell of the column of the start may fill
        self.same_in_all = [column for column in kind.columns if column.key in same_in_all and column.key not in self.letters]
        self.told = [*self.columns, *self.ends, *self.same_in_all]  # of which a change is said

    def column_of(self, name):
        """The first matched column that fills the field `name`, else any; None where there is none."""
        every = [column for column in (*self.columns, *self.kind.columns) if name in column.fields]
        return every[0] if every else None

    def place(self, column, number):
        """ "C5", or "5" where the sheet has no such column."""
        return f"{self.letters.get(column.key, '')}{number}" if column else str(number)

    def text_of(self, column, row):
        """What stands in the cell of a column, as it was sent; of one that was typed since, what was read of it."""
        stored = row.cells.get(self.letters.get(column.key, "")) if row.cells else None
        if stored and (stored[2] or stored[1] is not None):
            return str(stored[2] or stored[1])
        return " · ".join(str(row.values[name]) for name in column.fields if row.values.get(name))

    def of_fields(self, names, row, reason, remedy=""):
        """The problem of a row of whose fields `names` something is said."""
        column = next(filter(None, map(self.column_of, names)), None)
        field = None if column or not names else self.kind.model._meta.get_field(names[0])
        said = reason
        if field:
            said = told_together("", (in_each(lambda: capfirst(field.verbose_name) + pgettext("between words", ": ")), reason))
        if column and column.key not in self.letters:
            words = {"column": in_each(lambda: capfirst(str(column.label)))}
            remedy = _("The sheet has no column “%(column)s”: add it to the sheet, or match the column that has it.") % words
        value = "" if column is None else self.text_of(column, row)
        return problem(said, remedy, place=self.place(column, row.number), column=column.key if column else "", value=value)

    def of_errors(self, row, errors):
        """The problems that a ValidationError of a row says."""
        by_field = messages_by_field(errors)
        remedy = _("Correct the cell.")
        return [
            self.of_fields([] if name == NON_FIELD_ERRORS else [name], row, message, remedy)
            for name, messages in by_field.items()
            for message in messages
        ]


def without_known(row, problems):
    """Those of `problems` whose cell is not refused already."""
    known = {each["column"] for each in row.problems if each["of"] == OF_CELL and each["column"]}
    return [each for each in problems if each["column"] not in known]


def without_follow_ups(kind, row, problems):
    """Those of `problems` that do not follow from a cell that was refused, and of which, with others, the fields are made that now are
    missing: a source that nobody knows, the round of a nomination, who had a role."""
    refused = {each["column"]: has_cell(each) for each in row.problems if each["of"] == OF_CELL}
    makes_others = {column.key for column in kind.columns if any(name.startswith("*") for name in column.fields)}
    if all(is_cell and key not in makes_others for key, is_cell in refused.items()):
        return problems
    return [each for each in problems if has_cell(each)]
