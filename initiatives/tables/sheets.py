"""A yearly table as a workbook: its rows, what was asked for, the counts, and each figure in typed cells."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from initiatives.tables.counting import count_of_ours
from initiatives.tables.figures import with_their_sources
from portal.text.figure_wording import Currency, Qualifier

LOADED_AT_ONCE = 500  # rows that are loaded together
LONGEST_SHEET_NAME, UNSUITABLE = 31, str.maketrans("[]:*?/\\", "       ")  # of a sheet in a workbook


def workbook_of(tabulated, reader, today):
    """The bytes of the workbook, made by `reader`, a name, on `today`: the same for the same rows on the same day."""
    import xlsxwriter  # takes a while to load, and is used here alone

    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": str(tabulated.table.title), "created": datetime.combine(today, time())})
        writer = SheetWriter(book)
        writer.add(gettext("Table"), *rows_of_table(tabulated))
        writer.add(gettext("What was asked for"), *about(tabulated, reader, today))
        writer.add(gettext("Counts"), *rows_of_counts(tabulated))
        if tabulated.table.has_figures:
            writer.add(gettext("Figures"), *rows_of_figures(tabulated))
            writer.add(pgettext("heading", "Sums"), *rows_of_sums(tabulated))
    return kept.getvalue()


class SheetWriter:
    """Writes sheets whose first row stays in sight, each cell by the type of its value."""

    def __init__(self, book):
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})

    def add(self, name, heads, rows):
        """A sheet with `heads`, [(label, width in characters)], and rows of values."""
        sheet = self.book.add_worksheet(name.translate(UNSUITABLE)[:LONGEST_SHEET_NAME])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, (label, width) in enumerate(heads):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, capfirst(str(label)), self.head)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self.write(sheet, number, place, value)

    def write(self, sheet, row, column, value):
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), self.day)
        elif isinstance(value, int | Decimal):
            sheet.write_number(row, column, value, self.wrapped)
        else:
            sheet.write_string(row, column, str(value), self.wrapped)


def rows_of_table(tabulated):
    """(heads, rows) of the table itself."""
    table = tabulated.table
    heads = [(gettext("Year"), 14), (table.group_label, 28)]
    for column in table.columns:
        heads += [(label, column.width) for label in column.in_sheet or (column.label,)]

    def rows():
        chosen = tabulated.chosen
        for first in range(0, len(chosen), LOADED_AT_ONCE):
            part = chosen[first : first + LOADED_AT_ONCE]
            cells = table.rows_of([row.key for row in part])
            for row in part:
                if row.key in cells:
                    period = tabulated.period(row)
                    year = period[0] if period and len(period) == 1 else tabulated.period_name(period)
                    own = [value for cell in cells[row.key] for value in cell.for_sheet]
                    yield [year, tabulated.group_name(row.group), *own]

    return heads, rows()


def about(tabulated, reader, today):
    """(heads, rows) of what the table is, by what it was narrowed, and when and for whom it was made."""
    asked = tabulated.asked
    rows = [
        (gettext("Table"), tabulated.table.title),
        (gettext("What it counts"), tabulated.table.lede),
        *asked.in_words(),
        (gettext("Rows"), len(tabulated.chosen)),
        *((gettext("Not counted, or lacking"), line.text) for line in tabulated.lacking_lines()),
        *((gettext("Remark"), text) for text in tabulated.table.remarks()),
        (gettext("Made on"), today),
        (gettext("Made by"), reader),
    ]
    if asked.is_internal:
        rows.insert(0, (gettext("Internal"), gettext("With drafts: not for others.")))
    return [(gettext("About"), 28), ("", 90)], rows


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
    for first in range(0, len(keys), LOADED_AT_ONCE):
        part = keys[first : first + LOADED_AT_ONCE]
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
