"""Cells of numbers and figures."""

from portal.sheets.cells import CellSort, RefusedCell
from portal.sheets.readers.words import text_in
from portal.text.figure_parsing import Reading, parse
from portal.text.numbers import Unreadable


def read_figure(cell, measures=()):
    """The Reading (portal.text.figure_parsing) of a figure, by the units of `measures`: 近150万元 is 1500000 CNY, nearly."""
    text = text_in(cell)
    if cell.sort is CellSort.NUMBER:
        return Reading(cell.value, ("exactly",), (), "", ())
    try:
        return parse(text, measures)
    except Unreadable as error:
        raise RefusedCell(error) from None


def read_number(cell):
    """The Decimal of a plain number, in digits or words: 1,500,000, １５０万, 3.5亿."""
    raise NotImplementedError


def read_whole(cell):
    """The int of a whole number."""
    raise NotImplementedError
