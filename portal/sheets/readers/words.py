"""Cells of texts, codes, lists and choices."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.sheets.cells import CellSort, RefusedCell
from portal.text.fields import reads_chinese, validate_visible
from portal.text.pinyin import has_chinese
from portal.text.place_names import labels_of_places, named_places

NOTHING = re.compile(r"[-‐‑‒–—―−─－/／\\.。…·*]*|[(（]?(?:无|無|暂无|暂缺|没有|不适用|不详|未知|空)[)）]?|n/a|\(blank\)", re.IGNORECASE)
BETWEEN_SEVERAL = re.compile(r"[;；、\r\n]")
YES = ("是", "有", "对", "√", "✓", "✔", "☑", "✅", "y", "yes", "true", "1", "t")
NO = ("否", "不是", "没有", "无", "不", "错", "×", "✗", "✘", "☒", "☐", "x", "n", "no", "false", "0", "f")
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # zero-width, and of directions
SET_BEFORE_DIGITS = re.compile(r"^['’](?=[\d０-９])")  # by which people and programs keep Excel from making something else of a text
BREAKS = re.compile(r"[\n\r\t\x0b\x0c\x85\u2028\u2029]+")
SPOILT_BY_EXPONENT = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
LONGEST_VALUE = 120  # characters of a date or a number
DIGITS_OF_A_NUMBER = 15  # that a number of a sheet keeps


def seen(text):
    """`text` without what nobody sees: zero-width characters, spaces at its ends, and those that do not break."""
    return INVISIBLE.sub("", text).replace("\u00a0", " ").strip()


def is_nothing(cell):
    """Whether a cell says nothing: empty, a dash, 无, 暂无, N/A. 0 is something."""
    if cell.sort is CellSort.EMPTY:
        return True
    return cell.sort is CellSort.TEXT and bool(NOTHING.fullmatch(re.sub(r"\s", "", seen(cell.text))))


def text_in(cell):
    """The text of a cell; raises RefusedCell where it holds an error, or a formula that was never calculated."""
    if cell.sort is CellSort.ERROR:
        raise RefusedCell(
            _("The cell holds an error of the sheet: %(error)s.") % {"error": cell.text},
            _("Correct its formula, or type the value itself."),
        )
    if cell.sort is CellSort.FORMULA:
        raise RefusedCell(
            _("The cell holds a formula without a stored result: %(formula)s.") % {"formula": cell.text},
            _("Open the file in Excel or WPS, let it calculate, and save it again; or type the value itself."),
        )
    return seen(cell.text)


def short_text_in(cell):
    """The same of a cell in which a date or a number stands; raises RefusedCell where it is longer than any."""
    text = text_in(cell)
    text = SET_BEFORE_DIGITS.sub("", text)
    if len(text) > LONGEST_VALUE:
        raise RefusedCell(
            _("“%(text)s” is longer than any date or number.") % {"text": Truncator(text).chars(40)}, _("Write one value in each cell.")
        )
    return text


def visible(text):
    try:
        validate_visible(text)
    except ValidationError as error:
        raise RefusedCell(" ".join(error.messages)) from None
    return text


def read_text(cell):
    """One line of text, its spaces kept; line breaks within a cell become a space, or nothing between Chinese characters."""
    text = ""
    for line in filter(None, (part.strip() for part in BREAKS.split(text_in(cell)))):
        is_chinese = text and has_chinese(text[-1]) and has_chinese(line[0])
        text += line if is_chinese or not text else f" {line}"
    return visible(unicodedata.normalize("NFC", text))


def read_paragraphs(cell):
    """Text of several lines, each ended by one line feed."""
    return visible(unicodedata.normalize("NFC", re.sub(r"\r\n?|\x0b|\x85", "\n", text_in(cell))))


def read_code(cell):
    """A code or number that identifies something: half-width, without spaces, zeros before it kept, 12345678 without ".0"."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", text_in(cell))).lstrip("'’`")
    is_long = cell.sort is CellSort.NUMBER and len(f"{abs(cell.value):f}".partition(".")[0]) > DIGITS_OF_A_NUMBER
    if is_long or SPOILT_BY_EXPONENT.fullmatch(code):
        raise RefusedCell(
            _("Excel took the code for a number and spoilt its last digits: %(code)s.") % {"code": cell.text},
            _("Format the column as text, and paste the code again from where it stands in full."),
        )
    if cell.sort is CellSort.DATE:
        raise RefusedCell(
            _("Excel took the code for a date: %(code)s.") % {"code": cell.text},
            _("Format the column as text, and paste the code again from where it stands in full."),
        )
    return visible(re.sub(r"(?<=\d)\.0+$", "", code) if re.fullmatch(r"\d+\.0+", code) else code)


def read_several(cell):
    """The texts of a list, each once: split at ; ； 、 and line breaks, not at commas, which names have."""
    parts = (part.strip() for part in BETWEEN_SEVERAL.split(read_paragraphs(cell)))
    return list(dict.fromkeys(part for part in parts if part))


def plain_word(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def read_yes_no(cell):
    """True of 是, √, yes, Y, TRUE, 1 …; False of 否, ×, no, N, FALSE, 0 …"""
    if cell.sort is CellSort.YES_NO:
        return cell.value
    word = plain_word(text_in(cell))
    if word in YES or word in NO:
        return word in YES
    raise RefusedCell(
        _("“%(text)s” is neither yes nor no.") % {"text": cell.text},
        _("Write yes or no."),
        [(said, said) for said in (_("yes"), _("no"))],
    )


@lru_cache
def words_of_choices(choices):
    """{word: values that it stands for} of pairs of a value and its label, in both languages."""
    found = {}
    for language in ("en", "zh-hans"):
        with override(language):
            for value, label in choices:
                for text in (value, label):
                    found.setdefault(plain_word(str(text)), set()).add(value)
    return found


def read_choice(cell, choices):
    """The value among `choices`, pairs of a value and its label, that the cell names: by its label in either language, or itself."""
    choices = tuple((value, label) for value, label in choices if value not in (None, ""))
    found = words_of_choices(choices).get(plain_word(text_in(cell)), ())
    if len(found) == 1:
        return next(iter(found))
    raise RefusedCell(
        _("“%(text)s” is none of the words of this column.") % {"text": cell.text},
        _("Write one of the words that are offered."),
        [(str(label), str(label)) for value, label in choices if value in found or not found],
    )


def read_country(cell):
    """The code of a country or region, by its names in both languages or its code: 香港 → "HK", USA → "US"."""
    codes = named_places(text_in(cell))
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise RefusedCell(
            _("“%(text)s” may be several countries or regions.") % {"text": cell.text},
            _("Write its full name."),
            [(label, label) for label in (labels_of_places()[code][reads_chinese()] for code in codes)],
        )
    raise RefusedCell(
        _("“%(text)s” is no country or region that is known.") % {"text": cell.text},
        _("Write its usual name in English or Chinese, one in each cell, or its code of two letters."),
    )
