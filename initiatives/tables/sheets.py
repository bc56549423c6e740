"""A yearly table as a workbook: its rows, what was asked for, the counts, and each figure in typed cells."""

from datetime import datetime, time
from io import BytesIO

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from initiatives.tables.counting import count_of_ours
from initiatives.tables.figures import with_their_sources
from portal.sheets.writing_xlsx import STYLE_OF_HEADINGS, sheet_name, write_about, write_cell
from portal.text.figure_wording import Currency, Qualifier

ROWS_LOADED_AT_ONCE = 500


def workbook_of(tabulated, reader, today):
    """The bytes of the workbook, made for `reader`, a name, on `today`: the same for the same rows on the same day."""
    import xlsxwriter  # takes a while to load

    table, kept = tabulated.table, BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, options) as book:
        book.set_properties({"title": str(table.title), "created": datetime.combine(today, time())})
        add_sheet(book, gettext("Table"), *rows_of_table(tabulated))
        write_about(book, about_table(tabulated, reader, today))
        add_sheet(book, gettext("Counts"), *rows_of_counts(tabulated))
        if table.has_figures:
            add_sheet(book, gettext("Figures"), *rows_of_figures(tabulated))
            add_sheet(book, pgettext("heading", "Sums"), *rows_of_sums(tabulated))
    return kept.getvalue()


def add_sheet(book, name, heads, rows):
    """A sheet with `heads`, [(label, width in characters)], that stay in sight, and rows of values, each cell by its type."""
    sheet = book.add_worksheet(sheet_name(name))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    heading = book.add_format(STYLE_OF_HEADINGS)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for place, (label, width) in enumerate(heads):
        sheet.set_column(place, place, width, wrapped)
        sheet.write_string(0, place, capfirst(str(label)), heading)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            write_cell(sheet, number, place, None if value == "" else value, day)


def rows_of_table(tabulated):
    """(heads, rows) of the table itself."""
    table = tabulated.table
    heads = [(gettext("Year"), 14), (table.group_label, 28)]
    for column in table.columns:
        heads += [(label, column.width) for label in column.in_sheet or (column.label,)]

    def rows():
        chosen = tabulated.chosen
        for first in range(0, len(chosen), ROWS_LOADED_AT_ONCE):
            part = chosen[first : first + ROWS_LOADED_AT_ONCE]
            cells = table.rows_of([row.key for row in part])
            for row in part:
                if row.key in cells:
                    period = tabulated.period(row)
                    year = period[0] if period and len(period) == 1 else tabulated.period_name(period)
                    own = [value for cell in cells[row.key] for value in cell.for_sheet]
                    yield [year, tabulated.group_name(row.group), *own]

    return heads, rows()


def about_table(tabulated, reader, today):
    """[(label, text)] of what the table is, by what it was narrowed, and when and for whom it was made."""
    asked = tabulated.asked
    internal = [(gettext("Internal"), gettext("With drafts: not for others."))] if asked.is_internal else []
    return [
        *internal,
        (gettext("Table"), tabulated.table.title),
        (gettext("What it counts"), tabulated.table.lede),
        *asked.in_words(),
        (gettext("Rows"), len(tabulated.chosen)),
        *((gettext("Not counted, or lacking"), line.text) for line in tabulated.lacking_lines()),
        *((gettext("Remark"), text) for text in tabulated.table.remarks()),
        (gettext("Made on"), today.isoformat()),
        (gettext("Made by"), reader),
    ]


def rows_of_counts(tabulated):
    """(heads, rows) of how many there are of each period and group."""
    table = tabulated.table
    heads = [(gettext("Year"), 18), (table.group_label, 40), *((label, 16) for label in table.counts.values()), (gettext("Counted"), 30)]
    rows = []
    for period in tabulated.counted_periods():
        for name, line in ((gettext("all"), period.total), *((line.name, line) for line in period.groups)):
            rows.append([period.total.name, name, *line.numbers, count_of_ours(line.numbers[0])])
    return heads, rows


def rows_of_figures(tabulated):
    """(heads, rows): a row for each figure of a source, in typed cells."""
    heads = [
        *((gettext("Record"), 40), (gettext("Measure"), 40), (gettext("Qualifier"), 12), (gettext("Value"), 16), (gettext("Unit"), 16)),
        *((gettext("Currency"), 10), (gettext("Period from"), 14), (gettext("Period to"), 14), (gettext("As of"), 14)),
        *((gettext("Source"), 50), (gettext("Place in it"), 28), (gettext("Wording"), 60)),
    ]
    return heads, figures_in_cells(tabulated)


def figures_in_cells(tabulated):
    keys = [row.key for row in tabulated.chosen]
    for first in range(0, len(keys), ROWS_LOADED_AT_ONCE):
        part = keys[first : first + ROWS_LOADED_AT_ONCE]
        places = {key: place for place, key in enumerate(part)}
        statements = with_their_sources(tabulated.table.figures().filter(record__in=part))
        for row in sorted(statements, key=lambda row: places[row.record_id]):
            yield [
                *(row.record.title, row.measure.name, Qualifier(row.qualifier).label, row.value, row.figure.unit),
                *(row.currency and Currency(row.currency).value, row.period_starts_on, row.period_ends_on, row.as_of),
                *(row.passage.source.title, row.passage.label, row.wording),
            ]


def rows_of_sums(tabulated):
    """(heads, rows): what became of the figures of each measure and year."""
    lines, _further = tabulated.figure_lines(most=None)
    heads = [(gettext("Year or period"), 28), (gettext("Measure"), 44), (gettext("Figures"), 10), (gettext("What they come to"), 90)]
    return heads, [[line.when, line.measure.name, len(line.statements) + line.further, " ".join(line.said)] for line in lines]
