"""How a sheet is laid out: where its headings stand, which rows below are rows of the list, and what is left out."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain, islice

from django.utils.text import Truncator
from django.utils.translation import pgettext

from portal.sheets.cells import CellSort, SheetCell
from portal.sheets.files.books import Hidden, letters_of
from portal.sheets.files.refusals import FileRefused
from portal.sheets.headings import SEARCHED, found_header, headings_of, line_in, own_cells, plain_heading, unit_in
from portal.sheets.readers import is_nothing, shows_money
from portal.text.told import told_text as _

EXAMPLES = ("示例", "example")  # what stands in the first cell of the template's row of examples
LONGEST_SAID = 80  # characters of a row that is left out
FIRST_CELLS = 3  # of a row, in which a word such as 合计 stands
TOTALS = re.compile(r"(?:合计|小计|总计|共计|累计|总和|(?:grand|sub)?-?totals?|sum)(?:\([^()]*\))?[:：]?(?:共?\d+[家项个件人届场]?)?")
NOTES = re.compile(r"(?:备注|注|附注|附|说明|填[表写报]说明|notes?|remarks?)\d*(?:\([^()]*\))?[:：].*", re.DOTALL)
SIGNS = r"(?:.{0,8}(?:人|单位|电话|日期|时间|制表|复核|审核|填报|填表|盖章|领导)|(?:prepared|checked|filledin)by|date)"
SIGNED_LINE = re.compile(rf"{SIGNS}(?:\([^()]*\))?[:：].*", re.DOTALL)
SIGNATURE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|.*(?:局|厅|部|委员会|办公室|[盖公]章)\)?")  # alone in its row, to the right
UNIT_ABOVE = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*[十百千]?[千万亿]\S*")
NUMBERS_OF_COLUMNS = re.compile("(?:甲 (?:乙 (?:丙 (?:丁 )?)?)?)?1 2 3(?: [4-9])*(?: [1-9][0-9]+)*")
BARE_NUMBER = re.compile(r"[^\d.,]{0,3}\d[\d,]*(?:\.\d+)?")
NUMBERING = ("序号", "序", "行号", "no", "nr")


@dataclass(frozen=True)
class LeftOut:
    """A row that is none of the list."""

    number: int  # of the row
    reason: str  # in the reader's language
    text: str  # what stands in it, shortened


@dataclass
class Layout:
    """A sheet of which the headings are found. `rows` can be gone through once; it fills `left_out` as it goes."""

    headings: dict[str, str]  # {letters of a column: its heading}, "展览时间 开始" of two rows; "" of a column that has none
    header_rows: tuple[int, ...]  # numbers of the rows in which they stand
    rows: Iterator[tuple[int, dict[str, SheetCell]]] = field(
        repr=False, default=iter(())
    )  # (number of a row, {letters of a column: its cell})
    left_out: list[LeftOut] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)

    @property
    def remarks(self):
        """What is said of the sheet as a whole, once its rows were gone through: what is hidden in it was read all the same."""
        comma = pgettext("within a list", ", ")
        for each in self.left_out:
            if each.number < self.header_rows[0] and (unit := UNIT_ABOVE.search(each.text)):
                yield _("“%(unit)s” stands above the headings and changes no number: write it into the headings it belongs to.") % {
                    "unit": unit[0]
                }
        if self.hidden.columns:
            yield _("Hidden columns were read, too: %(columns)s.") % {"columns": comma.join(self.hidden.columns)}
        if rows := [number for number in self.hidden.rows if number > self.header_rows[-1]]:
            yield _("Hidden rows were read, too: %(rows)s.") % {"rows": comma.join(in_spans(rows))}


def in_spans(numbers):
    """[3, 4, 5, 9] → ["3–5", "9"]"""
    spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [str(first) if first == last else f"{first}–{last}" for first, last in spans]


def row_as_said(cells):
    """What stands in a row, for people: each merged cell once, shortened."""
    texts = [line_in(cell) for cell in own_cells(cells)]
    return Truncator(" · ".join(text for text in texts if text)).chars(LONGEST_SAID)


def lay_out(rows, known=(), hidden=None):
    """The Layout of `Workbook.rows`. `known` are headings of all columns that are looked for, in both languages; `hidden` is the
    Hidden of the sheet. Raises FileRefused where no row looks like one of headings."""
    rows = iter(rows)
    first = list(islice(rows, SEARCHED))
    found = found_header(first, {plain_heading(str(text)) for text in known} - {""})
    if found is None:
        raise FileRefused(
            _("No row of headings was found in the first %(count)d rows.") % {"count": SEARCHED},
            _("Write the names of the columns above the list, one in each cell."),
        )
    place, header = found
    layout = Layout(headings_of(header), tuple(number for number, _cells in header), hidden=hidden or Hidden())
    layout.left_out += [LeftOut(number, _("It stands above the headings."), row_as_said(cells)) for number, cells in first[:place]]
    layout.rows = rows_of_list(chain(first[place + len(header) :], rows), layout, [cells for _number, cells in header])
    return layout


def rows_of_list(rows, layout, header):
    """The rows of the list, those that are none going into `layout.left_out`."""
    numbering = {column for column, heading in layout.headings.items() if plain_heading(heading) in NUMBERING}
    repeated = [{letters_in(cell.place): plain_heading(cell.text) for cell in cells} for cells in header]
    width = len(layout.headings)
    units = {letters: unit for letters, heading in layout.headings.items() if (unit := unit_in(heading))}
    for number, cells in rows:
        if reason := reason_to_leave_out(cells, numbering, repeated, width):
            layout.left_out.append(LeftOut(number, reason, row_as_said(cells)))
            continue
        for place in range(width, len(cells)):  # what stands beside the list belongs to a column without heading
            layout.headings.setdefault(letters_of(place + 1), "")
        placed = {letters_of(place + 1): cell for place, cell in enumerate(cells) if cell.sort is not CellSort.EMPTY}
        yield (
            number,
            {letters: with_unit_of_heading(cell, units[letters]) if letters in units else cell for letters, cell in placed.items()},
        )


def with_unit_of_heading(cell, unit):
    """A bare number with the unit of its heading, without which it would be read ten thousand times too small: 150 → 150万元."""
    is_bare = cell.sort is CellSort.NUMBER or (cell.sort is CellSort.TEXT and BARE_NUMBER.fullmatch(plain_text(cell)))
    if not is_bare or cell.text.endswith("%") or shows_money(cell):
        return cell
    text = f"{Decimal(cell.value):f}" if cell.sort is CellSort.NUMBER else cell.text.strip()
    return replace(cell, sort=CellSort.TEXT, value=f"{text}{unit}", shown="")


def reason_to_leave_out(cells, numbering, repeated, width):
    """Why a row below the headings is none of the list; empty of one that is."""
    own = list(own_cells(cells))
    said = [cell for cell in own if not is_nothing(cell)]
    if not said:
        return _("It holds nothing but dashes.")
    if len(said) > FIRST_CELLS and NUMBERS_OF_COLUMNS.fullmatch(" ".join(cell.text.strip() for cell in said)):
        return _("It numbers the columns.")
    if all(letters_in(cell.place) in numbering and re.fullmatch(r"\d+\.?", cell.text.strip()) for cell in said):
        return _("It is numbered, and empty besides.")
    texts = [plain_text(cell) for cell in said[:FIRST_CELLS] if cell.sort is CellSort.TEXT]
    if any(TOTALS.fullmatch(text) for text in texts):
        return _("It is a total, not a row of the list.")
    if len(said) > 1 and any(all(plain_heading(cell.text) == row.get(letters_in(cell.place)) for cell in said) for row in repeated):
        return _("It repeats the headings.")
    if plain_text(said[0]) in EXAMPLES:
        return _("It is the example of the template.")
    if NOTES.fullmatch(plain_text(said[0])) or all(SIGNED_LINE.fullmatch(plain_text(cell)) for cell in said) or is_signature(own):
        return _("It is a note, not a row of the list.")
    if len(own) == 1 and width > 2 and (reaches_across(own[0], width) or re.search(r"[。；;]$", own[0].text.strip())):
        return _("It is a line across the sheet, not a row of the list.")
    return ""


def is_signature(own):
    return len(own) == 1 and number_of_letters(letters_in(own[0].place)) > 2 and bool(SIGNATURE.fullmatch(plain_text(own[0])))


def plain_text(cell):
    """The text of a cell as such words are looked for: half-width, in small letters, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text)).casefold()


def reaches_across(cell, width):
    """Whether a merged cell reaches over most of the columns of the list."""
    first, _colon, last = letters_in(cell.merged).partition(":")
    return bool(cell.merged) and first != last and number_of_letters(last) - number_of_letters(first) + 1 >= max(3, width / 2)


def letters_in(place):
    """The letters of a place or a range: "C5" → "C"."""
    return re.sub(r"\d", "", place)


def number_of_letters(letters):
    """The number of a column: "AB" → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
