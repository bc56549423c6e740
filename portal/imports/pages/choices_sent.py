"""What a person chooses on the preview: for rows that are like one we have, in place of wrong cells, and for the import as a whole."""

from portal.imports.choosing import choose_options, choose_same_names, settle
from portal.imports.options import AS_NEW, AS_SOURCE, EMPTY_CLEARS, FOR_ALL, LEAVE, ONLY_RIGHT, TYPED
from portal.imports.pages.repeated import repeated_mistakes, with_text_for_all
from portal.imports.problems import has_cell
from portal.imports.running import ask_for
from portal.imports.stored_cells import cell_from_json
from portal.models import ImportedRow, SheetImport

# names of the controls; the key of a row, or that and the place of a cell, follow those that end in a dash
ROW, TAKE_ROW, CELL, PICK, OPTIONS_SHOWN, SAME_NAMES = "row-", "take-", "cell-", "pick-", "options", "same-names"
WRONG_ROW, LEAVE_ROW = "wrong-", "leave-"  # of a row that is wrong, by its number in the sheet: it may have become several
MEANT_SO = "meant"  # whose values are the answers of questions
OPTIONS = (EMPTY_CLEARS, ONLY_RIGHT, AS_SOURCE)


def take_choices(sheet_import, rows, sent, user):
    """Keep what `sent`, the POST of the preview, chooses for `rows`, those of the page that was sent; nothing of it is lost by a page that
    is left. Where it changes how all rows are read they are read anew. Returns whether something was typed, or said to be meant. Raises
    NotNow."""
    typed, choices, for_all = [], [], text_for_all_sent(sheet_import, sent)
    meant = {problem["answer"] for row in rows for problem in row.problems if "answer" in problem} & {*sent.getlist(MEANT_SO)}
    for row in rows:
        texts = ((problem.get("place", ""), text_sent(sheet_import, row, problem, sent)) for problem in row.problems)
        typed += [(row, place, text) for place, text in texts if text is not None]
        if (choice := choice_sent(row, sent)) is not None:
            choices.append((row, choice))
    if typed or choices or meant:
        settle(sheet_import.pk, user, choices, typed, sorted(meant))
    sheet_import.refresh_from_db()
    if OPTIONS_SHOWN in sent:
        options = sheet_import.options | {name: name in sent for name in OPTIONS}
        is_read_anew = any(options[name] != sheet_import.options.get(name, False) for name in (EMPTY_CLEARS, AS_SOURCE))
        for letters, old, new in for_all:
            options = with_text_for_all(options, letters, old, new)
        if options != sheet_import.options:
            choose_options(sheet_import.pk, {name: options[name] for name in (*OPTIONS, FOR_ALL) if name in options})
            sheet_import.refresh_from_db()
        is_chosen = SAME_NAMES in sent and choose_same_names(sheet_import)
        if is_read_anew or for_all or is_chosen:
            ask_for(sheet_import, SheetImport.Job.READ, user)
    return bool(typed or for_all or meant)


def text_for_all_sent(sheet_import, sent):
    """[(letters of a column, text that is wrong in several of its cells, text in place of it)] of what was typed once for all rows."""
    if not any(name.startswith("all-") for name in sent):
        return []
    typed = [(each.letters, each.text, each.text_sent(sent)) for each in repeated_mistakes(sheet_import)]
    return [(letters, old, new) for letters, old, new in typed if new is not None]


def choice_sent(row, sent):
    """The choice for a row that differs from what is chosen already, else None."""
    if row.state == ImportedRow.State.WRONG and f"{WRONG_ROW}{row.number}" in sent:
        choice = LEAVE if f"{LEAVE_ROW}{row.number}" in sent else "" if row.choice == LEAVE else row.choice
        allowed = {"", LEAVE}
    elif row.candidates:
        choice = sent.get(f"{ROW}{row.pk}", row.choice)
        allowed = {AS_NEW, LEAVE, *(key for key, _why in row.candidates)}
    elif f"{ROW}{row.pk}" in sent:  # the row stands on the page with a box that is ticked while it is written
        choice, allowed = "" if f"{TAKE_ROW}{row.pk}" in sent else LEAVE, {"", LEAVE}
    else:
        return None
    return choice if choice in allowed and choice != row.choice else None


def cell_text(sheet_import, row, problem):
    """What stands in the control of a wrong cell: all of it, not the beginning that is kept with its mistake, for what is sent takes its
    place."""
    place, beginning, typed = problem.get("place", ""), str(problem.get("value") or ""), sheet_import.options.get(TYPED, {})
    if place in typed:
        return typed[place]
    stored = row.cells.get(place.rstrip("0123456789"))
    whole = cell_from_json(stored, place).text if stored and beginning else ""
    return whole if whole.startswith(beginning) else beginning


def plain_lines(text):
    """A text as browsers and sheets both send it."""
    return "\n".join(text.strip().splitlines())


def text_sent(sheet_import, row, problem, sent):
    """What was typed in place of a wrong cell, or picked among its readings; None where it says what it said."""
    place = problem.get("place", "")
    text = sent.get(f"{PICK}{row.pk}-{place}", "") or sent.get(f"{CELL}{row.pk}-{place}")
    if text is None or not has_cell(problem) or plain_lines(text) == plain_lines(cell_text(sheet_import, row, problem)):
        return None
    return plain_lines(text)
