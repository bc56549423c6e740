"""The preview: each row of the sheet with what it would do, what is wrong with it, and what a person chooses."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, When
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.admin_addresses import admin_page_of
from portal.access.kept_forms.form_token import text_for
from portal.imports.judging import RECORD_NAMES
from portal.imports.leases import NotNow
from portal.imports.options import AS_NEW, LEAVE, ONLY_RIGHT
from portal.imports.pages import choices_sent
from portal.imports.pages.choices_sent import cell_text, take_choices
from portal.imports.pages.opening import only_whoever_sent_it, page_about, rows_kind
from portal.imports.pages.repeated import repeated_mistakes
from portal.imports.plans import record_of_part
from portal.imports.problems import Places, has_cell
from portal.imports.reading import typed_text
from portal.imports.stored_cells import cell_from_json
from portal.models import ImportedRow, Record
from portal.sheets.naming import Naming

RowState = ImportedRow.State
ROWS_PER_PAGE = 50
WORDS_OFFERED = 300  # that a browser offers for one cell
MOST_FACTS = 5  # that tell a candidate from the others
NAMED_CONTROLS = (
    "ROW",
    "TAKE_ROW",
    "OPTIONS_SHOWN",
    "SAME_NAMES",
    "WRONG_ROW",
    "LEAVE_ROW",
    "MEANT_SO",
)  # whose names the templates are given
SHOWN_ROWS, PAGE_OF_ROWS, GO = "show", "p", "go"
ATTENTION, EVERYTHING = "attention", "all"
FILTERS = {
    ATTENTION: (_("to be looked at"), Q(state__in=[RowState.WRONG, RowState.LIKE])),
    RowState.WRONG: (_("wrong"), Q(state=RowState.WRONG)),
    RowState.LIKE: (_("like one we have"), Q(state=RowState.LIKE)),
    RowState.NEW: (_("new"), Q(state=RowState.NEW)),
    RowState.CHANGED: (_("changed"), Q(state=RowState.CHANGED)),
    RowState.SAME: (_("unchanged"), Q(state=RowState.SAME)),
    EVERYTHING: (_("all"), Q()),
}
WORST_FIRST = Case(When(state=RowState.WRONG, then=0), When(state=RowState.LIKE, then=1), default=2)


@dataclass
class WrongCell:
    """One mistake, with the controls by which it is mended on the page."""

    place: str
    column: str  # in words
    text: str
    reason: str
    remedy: str
    choices: list  # [(text, label)]
    control: str
    pick: str
    is_long: bool
    words: str  # the id of the list of words of which it is one; empty where any text may stand
    has_cell: bool  # whether the sheet has the cell; else nothing can be typed in it
    is_told_above: bool  # with the other rows that say the same
    answer: str  # that is sent where it is a question, and what stands there is meant; else empty


@dataclass
class CandidateShown:
    """A record, or a part of one, that a row may be about, with what tells it from others."""

    key: str
    name: str
    url: str
    why: str
    facts: list  # [(label, text)]


@dataclass
class RowShown:
    """One row of the sheet on the page."""

    row: ImportedRow
    url: str = ""  # of the record that it is about
    changes: list = field(default_factory=list)  # [(label, old, new)]
    mistakes: list = field(default_factory=list)
    candidates: list = field(default_factory=list)
    record: Any = None
    said: list = field(default_factory=list)  # [(label, text)] of what the sheet says that tells it from others

    @property
    def is_taken(self):
        return self.row.choice != LEAVE


def words_id(key):
    return f"words-{key}"


class RowsShown:
    """Makes RowShown of the ImportedRows of one page, in a fixed number of questions."""

    def __init__(self, sheet_import, rows, repeated=()):
        self.sheet_import, self.kind, self.rows = sheet_import, rows_kind(sheet_import), list(rows)
        self.told_above = {(each.letters, each.text) for each in repeated}
        self.labels = {column.key: str(column.label) for column in self.kind.columns} if self.kind else {}
        wrong = {problem.get("column", "") for row in self.rows for problem in row.problems} | {each.column for each in repeated}
        columns = [column for column in (self.kind.columns if self.kind else ()) if column.key in wrong and column.allowed]
        self.words = {column.key: found for column in columns if len(found := column.allowed()) <= WORDS_OFFERED}
        self.told = [column for column in self.fact_columns(set(sheet_import.matched.values())) if column.key in self.labels]
        self.records = Record.objects.in_bulk({row.record for row in self.rows if row.record})
        self.specific = {row.pk: row for row in self.candidate_rows()}

    @property
    def lists_of_words(self):
        """[(id, [word])] of the words that may stand in the wrong cells."""
        return [(words_id(key), words) for key, words in self.words.items()]

    def words_of(self, mistake):
        return words_id(mistake.column) if mistake.column in self.words else ""

    def fact_columns(self, taken):
        """The columns by which two records of one name are told apart: codes first, then what the sheet itself has."""
        if self.kind is None:
            return []
        told = [column for column in self.kind.columns if not column.right and not {*column.fields} & {"id", *RECORD_NAMES}]
        told = [column for column in told if not any(name.startswith("*") for name in column.fields)]  # by these rows are found
        told = [column for column in told if column.is_code or column.key in taken]
        return sorted(told, key=lambda column: not column.is_code)

    def candidate_rows(self):
        keys = {key for row in self.rows for key, _why in row.candidates}
        if not keys or self.kind is None:
            return []
        return self.kind.loaded(self.kind.model._meta.concrete_model._base_manager.filter(pk__in=keys))

    def shown(self):
        return [self.one(row) for row in self.rows]

    def one(self, row):
        record = self.records.get(row.record)
        return RowShown(
            row,
            admin_page_of(record) if record else "",
            [(self.labels.get(key, key), old, new) for key, old, new in row.changes],
            self.mistakes(row),
            [self.candidate(self.specific[key], why) for key, why in row.candidates if key in self.specific],
            record,
            self.said(row) if row.candidates else [],
        )

    def said(self, row):
        """What the sheet itself says in the columns by which records are told apart."""
        every, said = Places(self.kind, self.sheet_import.matched).every, []
        for column in self.told:
            cells = [(f"{letters}{row.number}", row.cells[letters]) for letters in every.get(column.key, ()) if letters in row.cells]
            cells = [(place, cell_from_json(stored, place)) for place, stored in cells]
            typed = [(typed_text(self.sheet_import.options, place, cell), cell.text) for place, cell in cells]
            said.append((column.label, " ".join(text if new is None else new for new, text in typed)))
        return [(label, text) for label, text in said if text][:MOST_FACTS]

    def mistakes(self, row):
        """What is wrong with a row, what is said of one cell once: it may make several rows, of which each has it."""
        told = {(problem["place"], problem["reason"]): problem for problem in reversed(row.problems)}
        return [self.mistake(row, problem) for problem in reversed(told.values())]

    def mistake(self, row, problem):
        place, text = problem.get("place", ""), cell_text(self.sheet_import, row, problem)
        return WrongCell(
            place,
            self.labels.get(problem.get("column", ""), ""),
            text,
            problem["reason"],
            problem.get("remedy", ""),
            [tuple(choice) for choice in problem.get("choices", ())],
            f"{choices_sent.CELL}{row.pk}-{place}",
            f"{choices_sent.PICK}{row.pk}-{place}",
            len(text) > 60 or "\n" in text,
            words_id(problem.get("column", "")) if problem.get("column", "") in self.words else "",
            has_cell(problem),
            (place.rstrip("0123456789"), text) in self.told_above,
            problem.get("answer", ""),
        )

    def candidate(self, row, why):
        record, named = record_of_part(row, self.kind), Naming()
        facts = [(column.label, named(column.write(row))) for column in self.told]
        told = [(label, text) for label, text in facts if text is not None][:MOST_FACTS]
        return CandidateShown(row.pk, str(row), admin_page_of(record), why, told)


def told_once(shown):
    """RowShowns of rows that are wrong: of several that one row of the sheet becomes, what the others do not say already."""
    told, found = set(), []
    for each in shown:
        each.mistakes = [mistake for mistake in each.mistakes if (each.row.number, mistake.place, mistake.reason) not in told]
        told |= {(each.row.number, mistake.place, mistake.reason) for mistake in each.mistakes}
        if each.mistakes:
            found.append(each)
    return found


def counts_of_rows(sheet_import):
    """{state: number of rows}, of all states."""
    found = dict(sheet_import.rows.order_by().values_list("state").annotate(number=Count("pk")))
    return {state: found.get(state, 0) for state in RowState}


def filters_of(counts, chosen):
    """[(key, words, number, whether it is chosen)] of what the rows can be narrowed to."""
    numbers = counts | {ATTENTION: counts[RowState.WRONG] + counts[RowState.LIKE], EVERYTHING: sum(counts.values())}
    return [(str(key), words, numbers[key], key == chosen) for key, (words, _condition) in FILTERS.items() if numbers[key] or key == chosen]


def narrowed(sheet_import, asked, counts):
    """(key of the filter, Page of the rows) that a query string, {name: text}, asks for."""
    needs_look = counts[RowState.WRONG] or counts[RowState.LIKE]
    show = asked.get(SHOWN_ROWS, "") if asked.get(SHOWN_ROWS, "") in FILTERS else ATTENTION if needs_look else EVERYTHING
    rows = sheet_import.rows.filter(FILTERS[show][1]).order_by(WORST_FIRST, "number", "part", "pk")
    return show, Paginator(rows, ROWS_PER_PAGE).get_page(asked.get(PAGE_OF_ROWS, 1))


def preview_page(request, sheet_import):
    """The rows with what is chosen for them; whoever sent the sheet goes on from here."""
    counts = counts_of_rows(sheet_import)
    show, page = narrowed(sheet_import, request.GET.dict(), counts)
    refusal = ""
    if request.method == "POST":
        only_whoever_sent_it(request.user, sheet_import)
        refusal, where = take_and_go(request, sheet_import, page.object_list)
        if not refusal:
            return HttpResponseRedirect(where)
        counts = counts_of_rows(sheet_import)
        show, page = narrowed(sheet_import, request.GET.dict(), counts)
    repeated = repeated_mistakes(sheet_import) if counts[RowState.WRONG] and show in (ATTENTION, RowState.WRONG) else []
    of_page = RowsShown(sheet_import, page.object_list, repeated)
    shown = of_page.shown()
    return page_about(
        request,
        "admin/imports/preview.html",
        sheet_import,
        counts=counts,
        filters=filters_of(counts, show),
        show=show,
        page=page,
        pages=page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        wrong=told_once([each for each in shown if each.mistakes]),
        repeated=[(each, of_page.labels.get(each.column, ""), of_page.words_of(each)) for each in repeated],
        like=[each for each in shown if each.candidates and not each.row.problems],
        others=[each for each in shown if not each.candidates and not each.row.problems],
        lists_of_words=of_page.lists_of_words,
        refusal=refusal,
        choice={"new": AS_NEW, "leave": LEAVE},
        controls={name.lower(): getattr(choices_sent, name) for name in NAMED_CONTROLS},
        opened_form=text_for(request),
    )


def take_and_go(request, sheet_import, rows):
    """Keep what was sent: (why nobody goes on from here, the address of the page that follows)."""
    here = reverse("imports_one", args=[sheet_import.pk])
    try:
        has_typed = take_choices(sheet_import, list(rows), request.POST, request.user)
    except NotNow as refused:
        return str(refused), here
    if choices_sent.SAME_NAMES in request.POST:
        return "", here
    if GO in request.POST:
        asked = parse_qs(request.POST[GO])
        return "", f"{here}?{urlencode({name: asked[name][0] for name in (SHOWN_ROWS, PAGE_OF_ROWS) if name in asked})}"
    counts = counts_of_rows(sheet_import)
    if sheet_import.job or (has_typed and counts[RowState.WRONG] + counts[RowState.LIKE]):
        return "", here
    wrong = sheet_import.rows.filter(state=RowState.WRONG).exclude(choice=LEAVE)
    if not sheet_import.options.get(ONLY_RIGHT) and wrong.exists():
        return gettext("Some rows are wrong: mend them, leave them out, or tick below that only the right ones are imported."), here
    return "", reverse("imports_confirm", args=[sheet_import.pk])
