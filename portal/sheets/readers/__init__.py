"""Readers: what a cell means, by the kind of its column.

Each takes a SheetCell that is not nothing and returns a value, or raises RefusedCell with the reason, what to do, and, where a person
has to decide, the choices.
"""

from portal.sheets.readers.dates import read_day, read_partial, read_span, read_year
from portal.sheets.readers.numbers import read_figure, read_number, read_whole, shows_money
from portal.sheets.readers.words import (
    is_nothing,
    read_choice,
    read_code,
    read_country,
    read_paragraphs,
    read_several,
    read_text,
    read_yes_no,
)

__all__ = [
    "is_nothing",
    "read_choice",
    "read_code",
    "read_country",
    "read_day",
    "read_figure",
    "read_number",
    "read_paragraphs",
    "read_partial",
    "read_several",
    "read_span",
    "read_text",
    "read_whole",
    "read_year",
    "read_yes_no",
    "shows_money",
]
