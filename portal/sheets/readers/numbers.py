"""Cells of numbers and figures."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.sheets.cells import CellSort, RefusedCell
from portal.sheets.headings import CHANGES_SIZE
from portal.sheets.readers.words import SPOILT_BY_EXPONENT, short_text_in
from portal.text import numbers
from portal.text.figure_parsing import odd_sign, parse, plain_figure

MONEY_SHOWN = re.compile(r"[^\d.+%E-]")  # beside the digits of a number: see portal.sheets.files.money_formats
NEGATIVE = re.compile(r"[-−](?P<minus>.+)|\((?P<bracketed>.+)\)")


def number_in(cell):
    """The text of a cell in which a number can stand."""
    text = short_text_in(cell)
    if cell.sort in (CellSort.DATE, CellSort.YES_NO):
        raise RefusedCell(
            _("“%(text)s” is no number.") % {"text": text}, _("Format the cell as a number, or as text, and type the number again.")
        )
    if SPOILT_BY_EXPONENT.fullmatch(text) and cell.sort is CellSort.TEXT:
        raise RefusedCell(_("“%(text)s” does not show all digits.") % {"text": text}, _("Write the number in full: 1500000."))
    return text


def shows_money(cell):
    """Whether the format of a number shows a currency, or a size such as 万."""
    return cell.sort is CellSort.NUMBER and bool(MONEY_SHOWN.search(cell.shown))


def refusal_of_number(cell, error):
    """The RefusedCell for what is no number or figure; where it may divide thousands or decimals, with both to choose from."""
    choices = []
    if numbers.MAY_BE_THOUSANDS.fullmatch(cell.text.strip()):
        value = Decimal(cell.text.strip())
        choices = [(f"{each.normalize():f}",) * 2 for each in (value * 1000, value)]
    return RefusedCell(error, _("Write the number in digits, such as 1,500,000."), choices)


def read_figure(cell, measures=()):
    """The Reading (portal.text.figure_parsing) of a figure, by the units of `measures`: 近150万元 is 1500000 CNY, nearly."""
    text = number_in(cell)
    if cell.sort is CellSort.NUMBER and not (text.endswith("%") or shows_money(cell)):
        text = f"{Decimal(cell.value):f}"
        text += "0" if numbers.MAY_BE_THOUSANDS.fullmatch(text) else ""  # its point is none of thousands
    try:
        return parse(text, measures)
    except numbers.Unreadable as error:
        raise refusal_of_number(cell, error) from None


def read_number(cell):
    """The Decimal of a plain number, in digits or words: 1,500,000, １５０万, 3.5亿, -5."""
    text = number_in(cell)
    if text.endswith(("%", "％")):
        return per_cent(cell, text)
    if cell.sort is CellSort.NUMBER and not CHANGES_SIZE.search(text):
        return Decimal(cell.value)
    if sign := odd_sign(text):
        raise refusal_of_number(cell, _("“%(sign)s” is not read: write the number in plain digits.") % {"sign": sign})
    plain = plain_figure(text)
    negative = NEGATIVE.fullmatch(plain)
    try:
        found = numbers.read_number(negative["minus"] or negative["bracketed"] if negative else plain.removeprefix("+"))
    except numbers.Unreadable as error:
        raise with_the_number(cell, text, refusal_of_number(cell, error)) from None
    if found.rest.strip() or found.is_over or found.is_bare:
        raise with_the_number(
            cell, text, RefusedCell(_("“%(text)s” is more than a number.") % {"text": text}, _("Write the number alone, in digits."))
        )
    return Decimal(f"{(-found.value if negative else found.value).normalize():f}")


def per_cent(cell, text):
    """Refuse a number with a sign of per cent: whether 50% is 50 or 0.5 only the column knows."""
    try:
        value = parse(text).value
    except numbers.Unreadable as error:
        raise refusal_of_number(cell, error) from None
    raise RefusedCell(
        _("“%(text)s” is a part of a whole.") % {"text": text},
        _("Write the number alone, without the sign of per cent."),
        [(f"{each.normalize():f}",) * 2 for each in (value, value / 100)],
    )


def with_the_number(cell, text, refusal):
    """`refusal`, offering the number where the text is a figure that says more: 约3万 → 30000."""
    try:
        value = parse(text).value
    except numbers.Unreadable:
        return refusal
    return RefusedCell(
        _("“%(text)s” is more than a number.") % {"text": text}, _("Write the number alone, in digits."), [(f"{value:f}", f"{value:f}")]
    )


def read_whole(cell):
    """The int of a whole number."""
    value = read_number(cell)
    if value != value.to_integral_value():
        raise RefusedCell(_("“%(text)s” is no whole number.") % {"text": cell.text.strip()}, _("Write a number without decimals."))
    return int(value)
