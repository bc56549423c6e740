"""Reads the file of an import into its rows, and has each judged."""

from contextlib import closing
from functools import partial
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import override

from portal.imports import options
from portal.imports.headings import known_headings
from portal.imports.judging import Judge, counts_of_states
from portal.imports.leases import CannotBeDone, free_of_work, held
from portal.imports.problems import OF_CELL, Places, problem
from portal.imports.receiving import open_file
from portal.imports.stored_cells import cell_as_json
from portal.imports.stored_values import as_json
from portal.models import ImportedRow, SheetImport
from portal.sheets.cells import CellSort, RefusedCell, SheetCell
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import FileRefused, open_workbook
from portal.sheets.known import Known
from portal.sheets.layout import lay_out
from portal.sheets.readers import is_nothing, read_several
from portal.text.told import Told, in_each, told_together
from portal.text.told import told_text as _

READ_TOGETHER = 5000  # rows of a sheet whose names are looked up together: each look-up reads all names on record once
KEPT_AT_ONCE = 500  # rows of an import in one statement
MOST_PLACES_SAID = 5  # of cells that fill two columns
LONGEST_SHOWN = 200  # characters of a cell that is shown as wrong


def typed_text(chosen, place, cell):
    """What a person typed in place of what stands in `cell`, at `place`: for that cell alone, or for all of its column that say the same;
    None where nobody did. `chosen` are the options of an import."""
    typed = (chosen.get(options.TYPED) or {}).get(place)
    if typed is None and (for_all := chosen.get(options.FOR_ALL)) and cell.text:
        typed = for_all.get(place.rstrip("0123456789"), {}).get(cell.text)
    return typed


def in_each_language(refused, read):
    """The RefusedCell `refused`, which `read()` has raised, with its texts in each language: it is read once in each."""
    every = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            try:
                read()
            except RefusedCell as again:
                every[code] = again
    if len({len(each.choices) for each in every.values()}) != 1 or len(every) != len(settings.LANGUAGES):
        return refused
    texts = ({code: str(getattr(each, name)) for code, each in every.items()} for name in ("reason", "remedy"))
    choices = [
        (text, Told({code: str(each.choices[place][1]) for code, each in every.items()}))
        for place, (text, _label) in enumerate(refused.choices)
    ]
    return RefusedCell(*map(Told, texts), choices, refused.column)


class RowReader:
    """Reads the cells of rows by the columns of a kind, {letters: key of a column}."""

    def __init__(self, kind, matched, chosen):
        self.kind, self.known = kind, Known()
        self.places = Places(kind, matched, chosen.get(options.SAME_IN_ALL) or ())
        self.columns = [(letters, column) for column in self.places.columns for letters in self.places.every[column.key]]
        self.empties_clear = bool(chosen.get(options.EMPTY_CLEARS))
        self.chosen = chosen
        self.spans = []  # places of cells that say from when to when, and fill the end, too

    def cell(self, number, letters, cells):
        """The cell in a column of a row, or what a person typed in its place."""
        place = f"{letters}{number}"
        cell = cells.get(letters) or SheetCell(place=place)
        typed = typed_text(self.chosen, place, cell)
        return cell if typed is None else SheetCell(CellSort.TEXT, typed, place)

    def expect(self, rows):
        """Have all that the cells of `rows`, [(number, {letters: cell})], name looked up at once."""
        for letters, column in self.columns:
            if column.refers_to is not None:
                texts = {cell.text for number, cells in rows if (cell := self.cell(number, letters, cells)).text}
                for cell in (self.cell(number, letters, cells) for number, cells in rows):
                    if cell.sort == CellSort.TEXT:
                        texts.update(read_several(cell))
                self.known.expect(column.refers_to, texts)

    def read(self, number, cells):
        """The ImportedRows, not stored, that one row of the sheet becomes."""
        (values, problems), texts = self.same_in_all(number), []
        for letters, column in self.columns:
            cell = self.cell(number, letters, cells)
            if is_nothing(cell):
                if self.empties_clear:
                    values = {name: self.emptied(name) for name in column.fields if not name.startswith("*")} | values
                continue
            texts.append(cell.text)
            try:
                said = self.said(column, cell)
            except RefusedCell as refused:
                refused = in_each_language(refused, partial(self.said, column, cell))
                problems.append(self.refusal(refused, column, cell))
            else:
                if column.is_put_together:
                    said = {name: "\n".join(filter(None, (values.get(name), text))) for name, text in said.items()}
                values.update(said)
        parts = [{name: value for name, value in values.items() if not name.startswith("*")}]
        try:
            parts = self.kind.rows_of(values, self.known) if texts else parts
        except RefusedCell as refused:
            refused = in_each_language(refused, partial(self.kind.rows_of, values, self.known))
            column = next((each for _letters, each in self.columns if each.key == refused.column), None)
            follows = column is None and any(self.makes_others(each["column"]) for each in problems)
            if not follows and not any(each["column"] == refused.column for each in problems):
                cell = self.cell(number, self.places.letters[column.key], cells) if column else SheetCell(place=str(number))
                problems.append(self.refusal(refused, column, cell))
        for part, each in enumerate(parts):
            stored = {name: as_json(value) for name, value in each.items()}
            name = stored.get("name_zh") or stored.get("name_en") or " · ".join(texts[:2])
            row = ImportedRow(number=number, part=part, name=str(name)[:250], values=stored, problems=list(problems))
            row.cells = {letters: cell_as_json(cells[letters]) for letters, _column in self.columns if letters in cells}
            yield row

    def same_in_all(self, number):
        """({field: value}, [problem]) of what a person said of all rows, of columns that the sheet lacks."""
        values, problems = {}, []
        for column in self.places.same_in_all:
            cell = SheetCell(CellSort.TEXT, self.chosen[options.SAME_IN_ALL][column.key], str(number))
            try:
                values.update(column.read(cell, self.known))
            except RefusedCell as refused:  # what was said was read then; since, somebody changed what it names
                problems.append(self.refusal(refused, column, cell))
        return values, problems

    def said(self, column, cell):
        """{field: value} of a cell; of one that says from when to when, where the sheet has no column for the end, of both."""
        try:
            return column.read(cell, self.known)
        except RefusedCell:
            if not any(each.key == column.end for each in self.places.ends):
                raise
        both = column.read_both(cell)
        self.spans.append(cell.place)
        return both

    def makes_others(self, key):
        """Whether of the column of that key, with others, fields are made that have no cell of their own."""
        return any(name.startswith("*") for _letters, column in self.columns if column.key == key for name in column.fields)

    def emptied(self, name):
        """What a field has where nothing is on record."""
        field = self.kind.model._meta.get_field(name)
        return [] if field.many_to_many else None if field.null else field.get_default()

    def refusal(self, refused, column, cell):
        key = column.key if column else refused.column
        shown = cell.text[:LONGEST_SHOWN]
        return problem(refused.reason, refused.remedy, place=cell.place, column=key, value=shown, choices=refused.choices, of=OF_CELL)


def rows_of_sheet_file(kept, kind, progress):
    """([ImportedRow, not stored], what was left out) of the sheet that was chosen. Raises CannotBeDone, in words."""
    reader, found = RowReader(kind, kept.matched, kept.options), []
    try:
        with closing(open_file(kept)) as file:
            book = open_workbook(file, kept.file_name)
            laid = lay_out(book.rows(kept.sheet), known_headings(), book.hidden(kept.sheet))
            while some := list(islice(laid.rows, READ_TOGETHER)):
                reader.expect(some)
                for number, cells in some:
                    found += reader.read(number, cells)
                progress(SheetImport.Stage.READING, len(found))
        remarks = [*laid.remarks]
    except FileRefused as refused:
        raise CannotBeDone(told_together(" ", (refused.reason, refused.remedy))) from refused
    except FileNotFoundError as lost:
        raise CannotBeDone(_("The file is not there any more. Send it again.")) from lost
    if reader.spans:
        some = ", ".join(reader.spans[:MOST_PLACES_SAID])
        remark = _("The sheet has no column “%(column)s”: cells that say from when to when fill it, too (%(places)s).")
        if len(reader.spans) > MOST_PLACES_SAID:
            remark = _("The sheet has no column “%(column)s”: cells that say from when to when fill it, too (%(places)s and others).")
        ends = in_each(lambda: ", ".join(capfirst(str(column.label)) for column in reader.places.ends))
        remarks.append(remark % {"column": ends, "places": some})
    for column in reader.places.same_in_all:
        said = {"column": in_each(lambda: capfirst(str(column.label))), "text": kept.options[options.SAME_IN_ALL][column.key]}  # noqa: B023
        remarks.append(_("“%(column)s” is “%(text)s” in all rows, as it was said for the sheet.") % said)
    left = [{"row": each.number, "reason": each.reason, "text": each.text} for each in laid.left_out]
    return found, [*left, *({"row": None, "reason": remark, "text": ""} for remark in remarks)]


def read_import(kept, progress):
    """Read the sheet by the columns that were matched: afterwards it waits to be confirmed. What was chosen for a row stays where the row
    still has that choice, unless another sheet was chosen (then the state says that columns are to be matched). See portal.imports.running;
    raises CannotBeDone where the file cannot be read."""
    kind = sheet_kinds[kept.kind]
    progress(SheetImport.Stage.READING, 0)
    rows, notes = rows_of_sheet_file(kept, kind, progress)
    same = kept.rows.none() if kept.state == SheetImport.State.COLUMNS else kept.rows.exclude(choice="")
    chosen = {(number, part): choice for number, part, choice in same.values_list("number", "part", "choice")}
    for row in rows:
        row.sheet_import_id, row.choice = kept.pk, chosen.get((row.number, row.part), "")
    progress(SheetImport.Stage.MATCHING, 0, len(rows))
    Judge(kept).judge(rows, progress)
    with transaction.atomic():
        held(kept)
        kept.rows.all().delete()
        ImportedRow.objects.bulk_create(rows, batch_size=KEPT_AT_ONCE)
        read = {"state": SheetImport.State.PREVIEW, "counts": counts_of_states(rows), "notes": notes, "done": len(rows), "total": len(rows)}
        SheetImport.objects.filter(pk=kept.pk).update(**read, **free_of_work())
