"""What the format of a cell makes of its number: a day, a month, a percentage, zeros in front."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from portal.sheets.cells import CellSort, SheetCell
from portal.sheets.files.money_formats import money_around, with_money

# Formats that have a number alone, and in Chinese versions of Excel and WPS are dates (ECMA-376 part 1, 18.8.30, zh-cn)
CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 33, 34, 35, 55, 56), 'h"时"mm"分"'),
}
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
LONGEST_FORMAT = 255  # characters, as Excel has it
FROM_HERE_WITHOUT_DIGITS = Decimal(10) ** 15  # a sheet keeps fifteen


@lru_cache(maxsize=500)
def plain_format(code):
    """The first part of a format, without texts, colours and spaces: '0.00_ ;[Red]-0.00' → "0.00"."""
    return LITERAL.sub("", code[:LONGEST_FORMAT]).partition(";")[0].strip().lower()


def precision_shown(code):
    """How far a date is shown by its format: "day", "month" or "year"."""
    plain = plain_format(code).replace("general", "")
    if "d" in plain or "y" not in plain:
        return "day"
    return "month" if "m" in plain else "year"


def cell_of_date(value, code, place):
    """The SheetCell of a date, a moment or a time; `shown` tells where the format shows a month or a year alone."""
    if isinstance(value, (time, timedelta)):
        return SheetCell(CellSort.TEXT, str(value), place)
    day = value.date() if isinstance(value, datetime) else value
    precision = precision_shown(code)
    if precision != "day":
        return SheetCell(CellSort.DATE, day, place, day.isoformat()[: {"month": 7, "year": 4}[precision]])
    moment = isinstance(value, datetime) and value.time() != time()
    return SheetCell(CellSort.DATE, day, place, f"{value:%Y-%m-%d %H:%M}" if moment else "")


def exact(value):
    """The int or Decimal of a number of a sheet, with the fifteen digits that it keeps: 2025.4000000000001 → 2025.4."""
    if isinstance(value, int):
        return value
    number = Decimal(f"{value:.15g}")
    return int(number) if number == number.to_integral_value() else number


def cell_of_number(value, code, place):
    """The SheetCell of an int or a float under a format."""
    number, plain = exact(value), plain_format(code)
    shown = ""
    if isinstance(value, float) and abs(number) >= FROM_HERE_WITHOUT_DIGITS:
        shown = re.sub(r"\.?0*E", "E", f"{value:.5E}")
    elif re.fullmatch(r"0{2,}", plain) and isinstance(number, int) and number >= 0:
        shown = str(number).zfill(len(plain))
    elif re.fullmatch(r"[#0,]*(?:\.[0#]+)?%", plain):
        shown = f"{(Decimal(number) * 100).normalize():f}%"
    elif (decimals := re.fullmatch(r"#?0\.(0+)", plain)) and not isinstance(number, int):
        rounded = f"{number:.{len(decimals[1])}f}"
        shown = rounded if Decimal(rounded) == number else ""
    elif around := money_around(code):
        shown = with_money(number, around)
    return SheetCell(CellSort.NUMBER, number, place, shown)
