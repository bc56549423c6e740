"""What stands at the head of the sheets of a file: headings and first values, before anybody has said what its rows are."""

from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from portal.imports.headings import in_all_languages, known_headings, likely_kinds, match_headings, sure_kind
from portal.imports.receiving import open_file
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import FileRefused, open_workbook
from portal.sheets.layout import lay_out

WORDS_OF_TEMPLATE = _("Words that are allowed")  # the name of a sheet: portal.sheets.blank_sheets
ABOUT_OUR_FILES = _("About this file")  # that of another: portal.sheets.writing_xlsx
FIRST_ROWS = 3  # whose values stand beside a heading


@dataclass
class SheetLook:
    """One sheet of a file: `headings` {letters of a column: text}, `values` {letters: [text of the first cells]}."""

    name: str
    is_hidden: bool  # or of a template or list of ours the one that says something of it: nobody means it
    headings: dict
    values: dict


def look_at_file(file, name):
    """[SheetLook] of the sheets of an open file that have headings. Raises FileRefused where it is no sheet, or none of them has any."""
    book, known = open_workbook(file, name), known_headings()
    found, refusals, words = [], [], {*in_all_languages(WORDS_OF_TEMPLATE), *in_all_languages(ABOUT_OUR_FILES)}
    for sheet in book.sheets:
        try:
            laid = lay_out(book.rows(sheet.name), known, book.hidden(sheet.name))
            rows = [cells for _number, cells in islice(laid.rows, FIRST_ROWS)]
        except FileRefused as refused:
            refusals.append(refused)
            continue
        values = {place: [cells[place].text for cells in rows if place in cells and cells[place].text] for place in laid.headings}
        found.append(SheetLook(sheet.name, sheet.is_hidden or sheet.name in words, laid.headings, values))
    if refusals and not found:
        raise refusals[0]
    return found


def look_into(sheet_import):
    """[SheetLook] of the file of an import."""
    with closing(open_file(sheet_import)) as file:
        return look_at_file(file, sheet_import.file_name)


def main_look(looks):
    """The SheetLook of the one sheet that can be meant; None where there are several. A sheet of explanations beside a list is not."""
    shown = [each for each in looks if not each.is_hidden] or looks
    if len(shown) > 1:
        best = [(each, likely_kinds(each.headings)[:1]) for each in shown]
        lists = [each for each, found in best if any(len({*match.taken}) > 1 and not match.missing for match in found)]
        shown = lists or shown
    return shown[0] if len(shown) == 1 else None


def match_by_itself(sheet_import, looks):
    """Note down the sheet, the kind of rows and the columns of an import, of whose file `looks` are known, where nobody has to say them:
    whether that is so. The kind is found by the headings where none is given."""
    look = main_look(looks)
    if look is None:
        return False
    names, kind = (sheet_import.file_name, look.name), sheet_kinds.get(sheet_import.kind)
    match = match_headings(look.headings, kind, names) if kind else sure_kind(look.headings, names)
    if match is None or not match.is_whole:
        return False
    sheet_import.sheet, sheet_import.kind = look.name, match.kind.code
    sheet_import.matched = {str(place): key for place, key in match.matched.items() if key}
    sheet_import.save(update_fields=["sheet", "kind", "matched"])
    return True
