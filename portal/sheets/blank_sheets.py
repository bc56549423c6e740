"""Templates: a workbook for each kind of rows, with headings, an example row, and the words that are allowed."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from portal.sheets.writing_xlsx import STYLE_OF_HEADINGS, sheet_name

EXAMPLE_STYLE = {"italic": True, "font_color": "#6b6153", "bg_color": "#f4eee2", "num_format": "@"}
ROWS_TO_FILL_IN = 2000  # that offer the words
LONGEST_HELP = 500


def fillable(kind):
    """The columns of a SheetKind that a person fills in: those that come in and go out."""
    return [column for column in kind.columns if column.read and column.write]


def write_blank_sheet(file, kind, moment):
    """Write the template of a SheetKind into `file`, open for writing. In its first row stand the headings, each with its help as a
    comment and a star where the column is required; in the second an example, which an import leaves out by its first cell."""
    import xlsxwriter

    columns = fillable(kind)
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = capfirst(str(kind.label))
        book.set_properties({"title": title, "created": moment.replace(tzinfo=None)})
        heading, example = book.add_format(STYLE_OF_HEADINGS), book.add_format(EXAMPLE_STYLE)
        text = book.add_format({"num_format": "@"})  # so that Excel spoils no code, and makes no day of a month
        sheet = book.add_worksheet(sheet_name(title))
        words = book.add_worksheet(sheet_name(gettext("Words that are allowed")))
        sheet.freeze_panes(1, 0)
        listed = 0
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, text)
            sheet.write_string(0, place, capfirst(str(column.label)) + (" *" if column.is_required else ""), heading)
            if column.help:
                sheet.write_comment(0, place, str(column.help)[:LONGEST_HELP], {"x_scale": 2, "author": ""})
            said = gettext("Example") if column.key == "key" else str(kind.example.get(column.key, ""))
            sheet.write_string(1, place, said, example)
            if allowed := column.allowed and column.allowed():
                offer_words(words, listed, column, allowed, heading)
                letters = column_letters(listed)
                source = f"='{words.get_name()}'!${letters}$2:${letters}${len(allowed) + 1}"
                about = {"validate": "list", "source": source, "error_type": "information"}
                sheet.data_validation(1, place, ROWS_TO_FILL_IN, place, about)
                listed += 1
        if not listed:
            words.hide()


def offer_words(sheet, place, column, allowed, heading):
    sheet.set_column(place, place, 30)
    sheet.write_string(0, place, capfirst(str(column.label)), heading)
    for row, word in enumerate(allowed, start=1):
        sheet.write_string(row, place, word)


def column_letters(place):
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(place)
