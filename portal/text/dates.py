"""Dates as people write them: 2025-04-21 · 21/04/2025 · 2025年4月21日 · 二〇二五年四月 · 21 April 2025 · April 21, 2025 · 2025.

Whatever has one reading is read. 03/04/2025 has two and is refused with both, and so is a year of two digits: nothing is guessed.
"""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.text.partial_dates import LENGTHS, partial_date

A_DAY = gettext_lazy("Type a day, such as 2025-04-21.")
AS_FAR_AS_KNOWN = gettext_lazy("Type a year (2025), a month (2025-04) or a day (2025-04-21), as far as it is known.")

SAME_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"○": "〇", "號": "号"})
NUMERIC = re.compile(r"(\d+)(?:\s*[-/.]\s*(\d+)(?:\s*[-/.]\s*(\d+))?)?")
CHINESE_DIGITS = {sign: value for value, signs in enumerate(["〇零", *"一二三四五六七八九"]) for sign in signs}
CHINESE_DATE = re.compile(
    rf"(?:公元|西元)?(?P<year>\d+|[{''.join(CHINESE_DIGITS)}]+)年"
    r"(?:(?P<month>\d+|[一二三四五六七八九十]+)月(?:(?P<day>\d+|[一二三四五六七八九十]+)[日号]?)?)?"
)
WITHOUT_YEAR = re.compile(r"[\d一二三四五六七八九十]+月(?:[\d一二三四五六七八九十]+[日号]?)?")
TO_NINETY_NINE = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_OF = {name: number for number, month in enumerate(MONTHS, start=1) for name in (month, month[:3])} | {"sept": 9}


class UnreadableDate(ValueError):
    """A text that is no date, or has no single reading; its text says why, in the reader's language. `readings` are the days it may be."""

    def __init__(self, reason, readings=()):
        super().__init__(reason)
        self.readings = tuple(readings)


def as_typed(day, precision="day"):
    """The text in which a form shows a date and which is read as the same: 2025-04-21, 2025-04, 2025."""
    return day.isoformat()[: LENGTHS[precision]]


def read_day(text):
    """The `date` that `text` names; raises UnreadableDate where it names none, or only its month or year."""
    day, precision = read_date(text, hint=A_DAY)
    if precision != "day":
        raise UnreadableDate(_("“%(text)s” gives no day. %(hint)s") % {"text": text.strip(), "hint": A_DAY})
    return day


def read_date(text, hint=AS_FAR_AS_KNOWN):
    """(date, "day" | "month" | "year"): "2025年4月" is (1 April 2025, "month"). Raises UnreadableDate, with `hint` where nothing
    else can be said."""
    plain = unicodedata.normalize("NFKC", text).translate(SAME_SIGNS).casefold().strip()
    closed = re.sub(r"\s", "", plain)
    if numeric := NUMERIC.fullmatch(plain):
        parts = parts_of_numbers([part for part in numeric.groups() if part], text)
    elif chinese := CHINESE_DATE.fullmatch(closed):
        parts = chinese["year"], *(chinese[name] and str(small_number(chinese[name])) for name in ("month", "day"))
        parts = "".join(str(CHINESE_DIGITS.get(sign, sign)) for sign in parts[0]), *parts[1:]
    elif WITHOUT_YEAR.fullmatch(closed):
        raise UnreadableDate(without_year())
    else:
        parts = parts_of_words(plain)
    if parts is None:
        raise UnreadableDate(str(hint))
    return calendar_day(*parts, text)


def calendar_day(year, month, day, text):
    """(date, precision) of numbers as they are written; None for what is not."""
    if len(year) not in (3, 4):
        raise UnreadableDate(_("Write the year with four digits, as in 2025-04-21."))
    try:
        found = date(int(year), 1 if month is None else int(month), 1 if day is None else int(day))
    except (ValueError, OverflowError):
        raise UnreadableDate(_("There is no day “%(text)s” in the calendar.") % {"text": text.strip()}) from None
    return found, "day" if day is not None else "month" if month is not None else "year"


def parts_of_numbers(numbers, text):
    """(year, month, day) of one to three numbers: the year stands first or last, and after it come the month and the day."""
    if len(numbers) == 1:
        if len(numbers[0]) > 4:
            return None  # 20250421 has no signs between its parts
        return numbers[0], None, None
    if len(numbers[0]) > 2:
        return (*numbers, None)[:3]
    if len(numbers[-1]) < 3:
        raise UnreadableDate(without_year() if len(numbers) == 2 else _("Write the year with four digits, as in 2025-04-21."))
    if len(numbers) == 2:
        return numbers[1], numbers[0], None
    first, second, year = numbers
    readings = set()
    for month, day in ((first, second), (second, first)):
        try:
            readings.add(calendar_day(year, month, day, text)[0])
        except UnreadableDate:
            continue
    if len(readings) == 2:
        early, late = sorted(readings)
        raise UnreadableDate(
            _("“%(text)s” may be %(early)s or %(late)s. Type %(early_typed)s or %(late_typed)s.")
            % {
                "text": text.strip(),
                "early": partial_date(early, "day"),
                "late": partial_date(late, "day"),
                "early_typed": as_typed(early),
                "late_typed": as_typed(late),
            },
            (early, late),
        )
    if not readings:
        return year, second, first  # which says that there is no such day
    found = readings.pop()
    return year, str(found.month), str(found.day)


def small_number(written):
    """The number that digits or Chinese numerals up to 99 stand for; 0, which is no day of any month, where they are none."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = TO_NINETY_NINE.fullmatch(written).groups() if TO_NINETY_NINE.fullmatch(written) else ("", "", "")
    if tens and ones and not ten:
        return 0
    return (CHINESE_DIGITS.get(tens, 1) * 10 if ten else CHINESE_DIGITS.get(tens, 0)) + CHINESE_DIGITS.get(ones, 0)


def parts_of_words(plain):
    """(year, month, day) of an English date, whose month is a word; None where it is none."""
    words = re.sub(r"[\s,./-]+", " ", re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", plain)).split()
    words = [word for word in words if word not in ("the", "of")]
    named = [word for word in words if word in MONTH_OF]
    numbers = [word for word in words if word.isdecimal()]
    if len(named) != 1 or not numbers or len(named) + len(numbers) != len(words) or len(words) > 3:
        return None
    month = str(MONTH_OF[named[0]])
    if len(numbers) == 1:
        if len(numbers[0]) < 3:
            raise UnreadableDate(without_year())
        return numbers[0], month, None
    if len(numbers[0]) > 2 and words[0] == numbers[0]:
        return numbers[0], month, numbers[1]
    return numbers[1], month, numbers[0]


def without_year():
    return _("The year is missing, with its four digits: type it as in 2025-04-21.")
