"""Cells of dates, as far as they are known: what portal.text.dates reads, and what sheets make of dates besides."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.sheets.cells import CellSort, RefusedCell
from portal.sheets.readers.words import short_text_in
from portal.text.dates import A_DAY, AS_FAR_AS_KNOWN, MONTH_OF, SAME_SIGNS, UnreadableDate, as_typed, read_date
from portal.text.partial_dates import last_day_of, partial_date

A_YEAR_ALONE = gettext_lazy("Type a year of four digits, such as 2025.")
LOST_ZERO = re.compile(r"(\d{4})\.1")  # of a number: 2025.10 loses its zero
WITHOUT_SIGNS = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(\d\d)?")  # 20250521, 202505
SERIAL = re.compile(r"[2-7]\d{4}")  # a day as a sheet counts it, without the format of a date: 1954 to 2118
FIRST_SERIAL = date(1899, 12, 30)
A_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
DAY_OF_WEEK = re.compile(rf"[\s(,]*(?:星期|周|礼拜)[一二三四五六日天]\)?\s*$|^{A_WEEKDAY}\.?,?\s+|[\s,]+\(?{A_WEEKDAY}\)?$")
TIME = re.compile(r"(?:\s+|t|(?<=[日号)]))(?:上午|下午)?\d{1,2}[:时]\d{2}(?:[:分]\d{2}(?:\.\d+)?)?秒?\s*(?:[ap]\.?m\.?|z|[+-]\d\d:?\d\d)?$")
WITHOUT_END = re.compile(r"至今|迄今|长期|永久|无期限|now|present|ongoing|to date|permanent", re.IGNORECASE)
OF_SEVERAL_SIGNS = re.compile(r"\d+[./]\d+-\d+")  # 2025.5-7: May to July rather than a day
UNTIL_NOW = re.compile(r"(.+?)\s*(?:起?[-—–~～]*(?:至今|迄今)|[-—–~～]+\s*今|起)")
BETWEEN_DATES = re.compile(r"\s*(?:-+|~+|至|到|起|\bto\b|\buntil\b|\n)\s*")
DAYS_OF_ONE_MONTH = re.compile(r"([a-z]+)\.? (\d{1,2}) ?- ?(\d{1,2}),? (\d{4})")  # May 21-25, 2025


def plain_date(text):
    """`text` in half-width characters and small letters, without a weekday, a time of day or a point behind it."""
    plain = unicodedata.normalize("NFKC", text).translate(SAME_SIGNS).casefold().strip(" .,;。")
    return DAY_OF_WEEK.sub("", TIME.sub("", plain)).strip()


def read_plain(text):
    """(date, precision) of a plain date; raises UnreadableDate."""
    if together := WITHOUT_SIGNS.fullmatch(text):
        text = "-".join(part for part in together.groups() if part)
    return read_date(text, hint="")


def refusal_of_date(cell, hint, error):
    """The RefusedCell for a text that is no date: why, and how to type one."""
    text = cell.text.strip()
    if WITHOUT_END.fullmatch(text):
        hint = _("Where no end is known, leave the cell empty.")
    if SERIAL.fullmatch(plain_date(text)):
        day = FIRST_SERIAL + timedelta(days=int(plain_date(text)))
        reason = _("“%(text)s” is no date: a sheet that has lost the format of its dates shows such numbers.") % {"text": text}
        return RefusedCell(reason, hint, [(as_typed(day), partial_date(day, "day"))])
    reason = str(error) or _("“%(text)s” is no date.") % {"text": text}
    return RefusedCell(reason, hint, [(as_typed(day), partial_date(day, "day")) for day in error.readings])


def read_partial(cell, hint=AS_FAR_AS_KNOWN):
    """(date, "day" | "month" | "year") of a date as far as it is known: 2025.4 is (1 April 2025, "month"). `hint` says how to type one."""
    text = short_text_in(cell)
    if cell.sort is CellSort.DATE:  # of one whose format shows a month alone, nobody meant the first day
        return cell.value, {7: "month", 4: "year"}.get(len(cell.shown), "day")
    if cell.sort is CellSort.NUMBER and (year := LOST_ZERO.fullmatch(text)):
        months = [date(int(year[1]), month, 1) for month in (1, 10)] if int(year[1]) else []
        raise RefusedCell(
            _("“%(text)s” may be January or October: a number loses the zero at its end.") % {"text": text},
            _("Choose the month, or type it as 2025-10."),
            [(as_typed(month, "month"), partial_date(month, "month")) for month in months],
        )
    plain = plain_date(text)
    try:
        if not OF_SEVERAL_SIGNS.fullmatch(plain):
            return read_plain(plain)
        raise UnreadableDate("")
    except UnreadableDate as error:
        if spans_in(plain):
            raise RefusedCell(
                _("“%(text)s” names two dates.") % {"text": text}, _("This column takes one: write the other in a column of its own.")
            ) from None
        raise refusal_of_date(cell, hint, error) from None


def read_day(cell):
    """The date of a day; a month or a year alone is refused."""
    day, precision = read_partial(cell, A_DAY)
    if precision != "day":
        raise RefusedCell(_("“%(text)s” gives no day.") % {"text": cell.text.strip()}, A_DAY)
    return day


def completed(text, first):
    """The last date of a span, of which `text` leaves out what the first, (date, precision), has said: 2025.5.21-25, 2025年4月-6月."""
    day, precision = first
    numbers = re.fullmatch(r"(?:(\d{1,2})(?:[./-]|月))?(\d{1,2})[日号]?", text)
    if numbers and numbers[1] and precision == "day":
        return read_plain(f"{day.year:04}-{numbers[1]}-{numbers[2]}")
    if precision == "month" and (month := re.fullmatch(r"(\d{1,2})月?", text)):
        return read_plain(f"{day.year:04}-{month[1]}")
    if numbers and not numbers[1] and precision == "day":
        return read_plain(f"{day.year:04}-{day.month}-{numbers[2]}")
    raise UnreadableDate("")


def two_dates(first, last):
    """((date, precision), (date, precision)) of the two texts of a span; raises UnreadableDate."""
    try:
        beginning = read_plain(first)
    except UnreadableDate:
        end = read_plain(last)
        said = f"{first} {last[first.isdecimal() and len(last.split()[0]) :]}" if first.isdecimal() else f"{first} {end[0].year}"
        return read_plain(said), end
    try:
        return beginning, read_plain(last)
    except UnreadableDate:
        return beginning, completed(last, beginning)


def spans_in(text):
    """The spans that a plain text may be, at whichever of its signs it is parted: at best one."""
    if (days := DAYS_OF_ONE_MONTH.fullmatch(text)) and days[1] in MONTH_OF:
        text = f"{days[1]} {days[2]} {days[4]}~{days[1]} {days[3]} {days[4]}"
    text = re.sub(r"^(?:从|自|from )\s*|止$", "", text)
    found = []
    for sign in BETWEEN_DATES.finditer(text):
        sides = plain_date(text[: sign.start()]), plain_date(text[sign.end() :].lstrip("至-~ "))
        if not all(sides):
            continue
        try:
            found.append(two_dates(*sides))
        except UnreadableDate:
            continue
    return list(dict.fromkeys(found))


def read_span(cell):
    """((date, precision), (date, precision)) of "2024.12.30-2025.1.3"; the second is (None, "day") where one date stands alone, and of
    2025.5.21至今."""
    text = short_text_in(cell)
    try:
        return read_partial(cell), (None, "day")
    except RefusedCell as error:
        if (begun := UNTIL_NOW.fullmatch(text)) and cell.sort is CellSort.TEXT:
            return read_partial(replace(cell, value=begun[1], shown="")), (None, "day")
        if cell.sort is CellSort.NUMBER or not (found := spans_in(plain_date(text))):
            raise error from None
    orderly = [(first, last) for first, last in found if first[0] <= last_day_of(*last)]
    if len(orderly) == 1:
        return orderly[0]
    if orderly:
        raise RefusedCell(
            _("“%(text)s” has more than one reading as a span of dates.") % {"text": text},
            _("Write it as 2025-05-21 to 2025-05-25."),
        )
    raise RefusedCell(_("“%(text)s” ends before it begins.") % {"text": text}, _("Correct one of the two dates."))


def read_year(cell):
    """The int of a year: 2025, ２０２５年."""
    text = re.sub(r"(?<=年)度$", "", short_text_in(cell))
    day, precision = read_partial(cell if text == cell.text else replace(cell, value=text, shown=""), A_YEAR_ALONE)
    if precision != "year":
        raise RefusedCell(_("“%(text)s” is more than a year.") % {"text": text}, A_YEAR_ALONE, [(str(day.year), str(day.year))])
    return day.year
