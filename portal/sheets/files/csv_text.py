"""Texts of rows (.csv, and the “Unicode text” of Excel): in which encoding, parted by which sign.

Nothing is guessed from a likeness: a file is UTF-8 or UTF-16 where all of it is, and GB18030 where what comes out is Chinese as people
write it. What is neither is refused with the bytes and their place, and never becomes other characters.
"""

import csv
import re
from collections import Counter
from decimal import Decimal
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice

from portal.exchange.csv_lists import without_harmlessness
from portal.sheets.cells import EMPTY_CELL, ERROR_SHOWN, CellSort, SheetCell
from portal.sheets.files.books import SheetInfo, Workbook, letters_of
from portal.sheets.files.refusals import FileRefused, is_empty, is_no_sheet
from portal.text.folding import one_form
from portal.text.told import told_text as _

MARKS_OF_ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SEPARATORS = ",;\t"
SAMPLE = 50  # rows by which the separator is found
CHARACTERS_OF_SAMPLE = 100_000
RARE_AT_MOST = 0.1  # of what is no ASCII, of characters that GB 2312 has in no form
SHOWN_BYTES = 4
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
LOST = re.compile("\ufffd|锟斤拷")  # what programs write in place of what they could not read
WITHIN_LETTERS = re.compile(r"(?<=[a-z])[^\x00-\x7f]|[^\x00-\x7f](?=[a-z])")
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
SEQUENCES_OF_UTF_8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|[\xe2-\xe9\xef][\x80-\xbf]{2}")
MAY_HAVE_LOST_A_ZERO = re.compile(r"\d{4}\.1")
TOO_NARROW = re.compile("#{3,}")  # what Excel writes of a date or a number that its column is too narrow to show
SAYS_SEPARATOR = re.compile(r"sep=([^\w\s\"]|\t)\s*", re.IGNORECASE)


def wrong_encoding(content, start, end, why):
    line = content.count(b"\n", 0, start) + 1
    return FileRefused(
        _("%(why)s: line %(line)d, bytes %(bytes)s (from byte %(place)d of the file).")
        % {"why": why, "line": line, "bytes": content[start:end].hex(" ").upper(), "place": start + 1},
        _("Save the list as .xlsx, or as “CSV UTF-8”, and send that."),
    )


def decoded(content, encoding, why):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise wrong_encoding(content, error.start, min(error.start + SHOWN_BYTES, len(content)), why) from None


def encoding_of(content):
    """The encoding in which all of `content` is; raises FileRefused, naming bytes, where there is none."""
    for mark, encoding in MARKS_OF_ENCODINGS.items():
        if content.startswith(mark):
            why = _("The file says that it is UTF-8, and is not") if "8" in encoding else _("The file says that it is UTF-16, and is not")
            check_characters(decoded(content, encoding, why))
            return encoding
    if b"\0" in content:
        encoding = "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"
        check_characters(decoded(content, encoding, _("This is neither UTF-8, UTF-16 nor GB18030")))
        return encoding
    try:
        check_characters(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        check_gb18030(content, error)
        return "gb18030"
    return "utf-8"


def check_characters(text):
    if found := LOST.search(text):
        raise FileRefused(
            _("Characters were lost before the file was sent, first in line %(line)d: “%(text)s”.")
            % {"line": text.count("\n", 0, found.start()) + 1, "text": found[0]},
            _("Take the list from where it is whole, and save it as .xlsx."),
        )
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise is_no_sheet(_("a file with signs of control (U+%(code)s in line %(line)d)") % {"code": f"{ord(found[0]):04X}", "line": line})


def check_gb18030(content, error):
    """Refuse what is UTF-8 but for some bytes, and what becomes characters of GB18030 that nobody writes. `error` says where UTF-8 ends."""
    high = sum(map(len, HIGH_BYTES.findall(content)))
    if 2 * sum(map(len, SEQUENCES_OF_UTF_8.findall(content))) > high:
        end = min(error.start + SHOWN_BYTES, len(content))
        raise wrong_encoding(content, error.start, end, _("The file is UTF-8 but for some bytes"))
    why = _("This is neither UTF-8, UTF-16 nor GB18030")
    text = decoded(content, "gb18030", why)
    check_characters(text)
    beyond = {character: count for character, count in Counter(text).items() if character > "\x7f"}
    rare = {character for character in beyond if not is_written(character)}
    is_latin = 2 * len(WITHIN_LETTERS.findall(text)) > sum(beyond.values())
    if is_latin or sum(beyond[each] for each in rare) > RARE_AT_MOST * sum(beyond.values()):
        place = next(place for place, character in enumerate(text) if character in (rare or beyond))
        start = len(text[:place].encode("gb18030"))
        raise wrong_encoding(content, start, start + len(text[place].encode("gb18030")), why)


def is_written(character):
    """Whether GB 2312 has a character in its simplified form: Big5 or Latin letters, taken for GB18030, become others."""
    try:
        one_form(character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def text_rows(lines, separator):
    """The rows of a text, as `csv` reads them; raises FileRefused where a quotation mark parts no cell."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise FileRefused(
            _("A quotation mark in line %(line)d, or before it, neither begins nor ends a cell.") % {"line": reader.line_num},
            _("Save the list as .xlsx, and send that."),
        ) from error


def separator_of(sample):
    """The sign that parts the cells of most of the rows of `sample`, and into most; a comma where none does."""

    def parts(separator):
        try:
            counts = Counter(map(len, islice(text_rows(StringIO(sample, newline=""), separator), SAMPLE)))
        except FileRefused:
            counts = Counter(line.count(separator) + 1 for line in sample.splitlines()[:SAMPLE])
        return max((rows * (columns - 1) for columns, rows in counts.items()), default=0)

    return max(SEPARATORS, key=parts)


class TextTable(Workbook):
    """A text as a workbook of one sheet, which has the name of the file."""

    def __init__(self, content, name=""):
        self.content, self.encoding = content, encoding_of(content)
        with self.lines() as lines:
            sample = lines.read(CHARACTERS_OF_SAMPLE)
        if not sample.strip():
            raise is_empty()
        said = SAYS_SEPARATOR.fullmatch(sample.partition("\n")[0])
        self.separator = said[1] if said else separator_of(sample)
        self.before = 1 if said else 0  # rows that are none of the list
        self.sheets = [SheetInfo(name or "CSV")]

    def lines(self):
        return TextIOWrapper(BytesIO(self.content), self.encoding, newline="")

    def plain_rows(self, name):
        with self.lines() as lines:
            for number, texts in enumerate(text_rows(lines, self.separator), start=1):
                if number > self.before:
                    yield number, [cell_of_text(text, f"{letters_of(column)}{number}") for column, text in enumerate(texts, start=1)]


def cell_of_text(text, place):
    if not text:
        return EMPTY_CELL
    if MAY_HAVE_LOST_A_ZERO.fullmatch(text):  # nobody can tell whether it was typed as a text, or was the number 2025.10 in a sheet
        return SheetCell(CellSort.NUMBER, Decimal(text), place)
    if ERROR_SHOWN.fullmatch(text) or TOO_NARROW.fullmatch(text):
        return SheetCell(CellSort.ERROR, text, place)
    return SheetCell(CellSort.TEXT, without_harmlessness(text), place)
