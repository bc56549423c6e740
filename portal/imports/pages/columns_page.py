"""Which sheet, which kind of rows, which column beneath which heading: asked only where it is not known."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from portal.access.kept_forms.form_token import text_for
from portal.imports.headings import (
    NO_COLUMN,
    HeadingMatch,
    columns_of_several_headings,
    likely_kinds,
    match_headings,
    missing_columns,
    remember,
)
from portal.imports.leases import NotNow
from portal.imports.looking import look_into, main_look
from portal.imports.options import FOR_ALL, SAME_IN_ALL, TYPED
from portal.imports.pages.opening import of_one_import, only_whoever_sent_it, page_about
from portal.imports.pages.sending import choices_of_kinds
from portal.imports.running import ask_for
from portal.models import SheetImport
from portal.sheets.cells import CellSort, RefusedCell, SheetCell
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import FileRefused
from portal.sheets.known import Known
from portal.text.told import told_together

SHEET, KIND, COLUMN, SHOWN_FOR, SAME_CELL = "sheet", "kind", "column-", "shown-for", "same-"  # names of the controls
CHANGEABLE = (SheetImport.State.COLUMNS, SheetImport.State.PREVIEW, SheetImport.State.FAILED)


@dataclass
class HeadingLine:
    """One heading on the page."""

    place: str  # letters of its column
    heading: str
    values: list
    chosen: str | None  # key of a column; None where nobody has said anything yet
    wrong: str = ""
    elsewhere: str = ""  # the kind of rows, in words, as which the sheet may be sent once more for this column

    @property
    def control(self):
        return f"{COLUMN}{self.place}"


@dataclass
class SameInAll:
    """A column that the sheet lacks, of which one text may be given for all rows."""

    column: Any
    text: str
    reason: str = ""  # why the text cannot be taken
    choices: tuple = ()  # (text to be typed instead, label)

    @property
    def control(self):
        return f"{SAME_CELL}{self.column.key}"

    @property
    def words(self):
        return self.column.allowed() if self.column.allowed else []

    def check(self):
        """Whether the text, where there is one, can be read; else `reason` says why not."""
        if not self.text:
            return True
        try:
            self.column.read(SheetCell(CellSort.TEXT, self.text), Known())
        except RefusedCell as refused:
            self.reason, self.choices = told_together(" ", (refused.reason, refused.remedy)), refused.choices
        return not self.reason


def may_be_same(column):
    """Whether one text for all rows makes sense: of what a cell chooses among words or rows, and never of a name or a code."""
    return column.read is not None and not column.is_code and "id" not in column.fields and bool(column.allowed or column.refers_to)


class ColumnChoice:
    """What is chosen on the page, or to be chosen: the sheet, the kind of rows, a column for each heading."""

    def __init__(self, sheet_import, looks, sent):
        self.looks, self.errors = looks, []
        name = sent.get(SHEET, sheet_import.sheet)
        self.look = next((each for each in looks if each.name == name), None) or main_look(looks) or looks[0]
        names = (sheet_import.file_name, self.look.name)
        self.likely = likely_kinds(self.look.headings, names)
        code = sent.get(KIND, sheet_import.kind) or next((each.kind.code for each in self.likely), "")
        self.kind = sheet_kinds.get(code)
        self.match = match_headings(self.look.headings, self.kind, names) if self.kind else HeadingMatch(None)
        # what was chosen for another sheet or kind says nothing of this one
        self.is_sent = sent.get(SHOWN_FOR) == self.shown_for
        stored = sheet_import.matched if sheet_import.matched and (sheet_import.sheet, sheet_import.kind) == (self.look.name, code) else {}
        self.lines = [self.line(place, heading, sent, stored) for place, heading in self.look.headings.items()]
        given = sheet_import.options.get(SAME_IN_ALL) or {} if stored else {}
        self.same = [
            SameInAll(column, sent.get(f"{SAME_CELL}{column.key}", "" if self.is_sent else given.get(column.key, "")).strip())
            for column in self.columns
            if may_be_same(column) and column.key not in self.chosen.values()
        ]

    @property
    def shown_for(self):
        return f"{self.look.name} · {self.kind.code if self.kind else ''}"

    def line(self, place, heading, sent, stored):
        if self.is_sent:
            chosen = sent.get(f"{COLUMN}{place}", NO_COLUMN)
        elif stored:
            chosen = stored.get(place, NO_COLUMN)
        else:
            chosen = self.match.matched.get(place)
        return HeadingLine(place, heading, self.look.values.get(place, []), chosen, elsewhere="" if chosen else self.known_elsewhere(place))

    def known_elsewhere(self, place):
        """Another kind of rows that the sheet may hold, too, which has a column for what stands at `place`: of exhibitions their hosts."""
        others = [each for each in self.likely if each.kind is not self.kind and each.matched.get(place) and not each.missing]
        return capfirst(str(others[0].kind.label)) if others and place not in self.match.matched else ""

    @property
    def chosen(self):
        return {line.place: line.chosen or NO_COLUMN for line in self.lines}

    def to_be_kept(self, sheet_import):
        """{column: value} of the import; of another sheet or kind nothing holds that was typed or chosen for the rows of the former."""
        kept = {"sheet": self.look.name, "kind": self.kind.code, "matched": {place: key for place, key in self.chosen.items() if key}}
        options = {**sheet_import.options, SAME_IN_ALL: self.given}
        if (self.look.name, self.kind.code) == (sheet_import.sheet, sheet_import.kind):
            return kept | {"options": options}
        return kept | {"state": SheetImport.State.COLUMNS, "options": {**options, TYPED: {}, FOR_ALL: {}}}

    @property
    def given(self):
        """{key of a column that the sheet lacks: text for all rows}"""
        return {each.column.key: each.text for each in self.same if each.text}

    @property
    def same_needed(self):
        """Those without which no row can be read, or that were filled in."""
        missing = {column.key for column in missing_columns(self.kind, self.chosen.values())} if self.kind else ()
        return [each for each in self.same if each.column.key in missing or each.text]

    @property
    def same_besides(self):
        needed = self.same_needed
        return [each for each in self.same if each not in needed]

    @property
    def columns(self):
        """The columns that a heading may be matched to."""
        return [column for column in self.kind.columns if column.read] if self.kind else []

    def find_errors(self):
        """Mark what is wrong with what was sent; returns whether nothing is."""
        if self.kind is None:
            self.errors.append(gettext("Say what the rows of the sheet are."))
            return False
        known = {column.key: str(column.label) for column in self.columns}
        together = columns_of_several_headings(self.kind)
        for line in self.lines:
            others = [each.place for each in self.lines if each is not line and each.chosen and each.chosen == line.chosen]
            if line.chosen and line.chosen not in known:
                line.wrong = gettext("There is no such column.")
            elif others and line.chosen not in together:
                line.wrong = gettext("Column %(other)s is taken for the same: leave one of them out.") % {"other": others[0]}
        taken = set(self.chosen.values())
        missing = [str(column.label) for column in missing_columns(self.kind, taken | self.given.keys())]
        if missing:
            self.errors.append(gettext("Say which column is: %(columns)s.") % {"columns": ", ".join(missing)})
        if not taken - {NO_COLUMN}:
            self.errors.append(gettext("Say of one column at least what it is."))
        is_read = [each.check() for each in self.same]
        return not self.errors and all(is_read) and not any(line.wrong for line in self.lines)


@of_one_import
def columns_page(request, sheet_import):
    """Each heading with its first values and what it is taken for; what a person says is remembered for the next sheet of this look."""
    only_whoever_sent_it(request.user, sheet_import)
    if sheet_import.job or sheet_import.state not in CHANGEABLE:
        return HttpResponseRedirect(reverse("imports_one", args=[sheet_import.pk]))
    try:
        looks = look_into(sheet_import)
    except (FileRefused, FileNotFoundError) as refused:
        raise PermissionDenied(getattr(refused, "reason", "") or gettext("The file is not there any more: send it again.")) from refused
    choice = ColumnChoice(sheet_import, looks, request.POST)
    if request.method == "POST" and "read" in request.POST and choice.is_sent and choice.find_errors():
        remember(choice.look.headings, choice.kind, choice.chosen, request.user)
        try:
            ask_for(sheet_import, SheetImport.Job.READ, request.user, changed=choice.to_be_kept(sheet_import))
        except NotNow as refused:
            choice.errors.append(str(refused))
        else:
            return HttpResponseRedirect(reverse("imports_one", args=[sheet_import.pk]))
    return page_about(
        request,
        "admin/imports/columns.html",
        sheet_import,
        step_title=gettext("Columns of the sheet"),
        choice=choice,
        kinds=choices_of_kinds(),
        opened_form=text_for(request),
        controls={"sheet": SHEET, "kind": KIND, "shown_for": SHOWN_FOR},
    )
