"""Numbers as people write them, in both languages: 1,500,000 · 1.5 million · three hundred and thirty · 1亿5000万 · 三百余.

What has no single reading is refused: a wrong group of digits (1,50), digits read one by one (二〇二五), a number with its
last unit dropped (三百二), a span (三五家).
"""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

ARABIC = re.compile(r"\d(?:[\d,. ]*\d)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALE = re.compile(rf"\s*({'|'.join(SCALES)})\b")
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
WORDS = {word: value for value, word in enumerate(ONES.split())}
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: value * 10 for value, word in enumerate(DECADES.split(), start=2)}

NUMERALS = ("", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {character: value for value, characters in enumerate(NUMERALS) for character in characters}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
CHINESE = re.compile(
    r"(?P<arabic>\d(?:[\d,.]*\d)?)|(?P<zero>[零〇])|(?P<digit>[一二三四五六七八九两壹贰叁肆伍陆柒捌玖])"
    r"|(?P<small>[十拾]|[百佰](?!分)|[千仟](?![克米瓦伏卡帕赫]))|(?P<large>[万亿])"
    r"|(?P<over>余|多(?!媒体|功能|语|国|方|边|元化))"
)


class Unreadable(ValueError):
    """A text that is no figure, or has no single reading; its text says why, in the reader's language."""


class Number(NamedTuple):
    value: Decimal
    is_over: bool  # "三百余": more than what is written
    rest: str  # what stands after it


def digits(text):
    """An Arabic number with or without separators of thousands."""
    if not GROUPED.fullmatch(text):
        raise Unreadable(_("“%(text)s” is not grouped as a number is: write 1,500,000 or 1500000, and a decimal point.") % {"text": text})
    return Decimal(text.replace(",", "").replace(" ", ""))


def read(text):
    """The Number at the beginning of `text` (in lower case, in half-width characters); raises Unreadable where there is none."""
    if arabic := ARABIC.match(text):
        rest = text[arabic.end() :]
        if CHINESE.match(rest):
            return Chinese(text).number
        return scaled(digits(arabic[0]), rest)
    if half := re.match(r"half an? (million|billion|trillion)\b", text):
        return Number(Decimal(SCALES[half[1]]) / 2, False, text[half.end() :])
    if re.match(r"[a-z]", text):
        return english(text)
    if CHINESE.match(text):
        return Chinese(text).number
    raise Unreadable(_("“%(text)s” does not begin with a number.") % {"text": text})


def scaled(value, rest):
    """`value` times the English words of size after it."""
    while scale := SCALE.match(rest):
        value, rest = value * SCALES[scale[1]], rest[scale.end() :]
    return Number(value, False, rest)


def english(text):
    """A number in English words."""
    total = current = Decimal(0)
    taken, left, previous = 0, Decimal("Infinity"), ""
    for word in re.finditer(r"[a-z]+", text):
        name = word[0]
        if text[taken : word.start()].strip(" -"):
            break
        if name in WORDS or name in TENS:
            allowed = {"": True, "ten": name in WORDS and 0 < WORDS[name] < 10, "scale": True, "and": True}.get(previous, False)
            if not allowed:
                raise Unreadable(_("“%(text)s” has no single reading.") % {"text": text})
            current += WORDS[name] if name in WORDS else TENS[name]
            previous = "one" if name in WORDS else "ten"
        elif name in ("a", "an") and not taken and SCALE.match(text[word.end() :]):
            current, previous = Decimal(1), "one"
        elif name in SCALES and previous and previous != "and":
            if name == "hundred" and current < 100:
                current *= 100
            elif name == "hundred":
                raise Unreadable(_("“%(text)s” has no single reading.") % {"text": text})
            elif SCALES[name] < left:
                total, current, left = total + current * SCALES[name], Decimal(0), SCALES[name]
            else:
                raise Unreadable(_("“%(text)s” has no single reading.") % {"text": text})
            previous = "scale"
        elif name == "and" and previous == "scale":
            following = re.match(r"\s*([a-z]+)", text[word.end() :])
            if not following or following[1] not in WORDS.keys() | TENS.keys():
                break
            previous = "and"
        else:
            break
        taken = word.end()
    if not taken:
        raise Unreadable(_("“%(text)s” does not begin with a number.") % {"text": text})
    return Number(total + current, False, text[taken:])


class Chinese:
    """Reads a number whose units are Chinese, from its beginning to the first character that belongs to none."""

    def __init__(self, text):
        self.text = text
        self.total = self.section = Decimal(0)
        self.pending = None  # (value, how many Arabic digits it has; 0 for a character) without its unit as yet
        self.last = self.last_large = None  # the units read last
        self.has_zero = self.is_over = self.is_fraction = False
        place = 0
        while token := CHINESE.match(text, place):
            if self.is_over and token.lastgroup != "large":
                break
            getattr(self, token.lastgroup)(token[0])
            place = token.end()
        self.close()
        if self.last is None and not self.section:
            self.refuse()
        self.number = Number(self.total + self.section, self.is_over, text[place:])

    def refuse(self):
        raise Unreadable(_("“%(text)s” has no single reading.") % {"text": self.text})

    def arabic(self, found):
        value = digits(found)
        if self.pending or self.is_fraction:
            self.refuse()
        if value != value.to_integral_value():
            self.is_fraction = True
            if self.total or self.section:
                self.refuse()
        self.pending = value, len(found.replace(",", ""))

    def zero(self, found):
        if self.pending or self.last is None:
            self.refuse()
        self.has_zero = True

    def digit(self, found):
        if self.pending or self.is_fraction:
            self.refuse()
        self.pending = Decimal(DIGITS[found]), 0

    def small(self, found):
        unit = SMALL[found]
        if not self.pending and unit == 10 and not self.section:
            self.pending = Decimal(1), 0
        if not self.pending or (self.last in SMALL.values() and unit >= self.last):
            self.refuse()
        self.section += self.pending[0] * unit
        self.pending, self.last, self.has_zero = None, unit, False

    def large(self, found):
        unit = LARGE[found]
        if self.pending and self.last == LARGE["亿"]:  # 1亿5000万: the number has a unit of its own
            self.section, self.pending = self.pending[0], None
        else:
            self.close()
        if unit == LARGE["亿"] and self.last_large != unit:
            self.total = (self.total + self.section) * unit
        elif self.section and self.last_large in (None, LARGE["亿"]) and unit == LARGE["万"]:
            self.total += self.section * unit
        else:
            self.refuse()
        if not self.total:
            self.refuse()
        self.section, self.last, self.last_large = Decimal(0), unit, unit

    def over(self, found):
        if self.last is None and not self.pending:
            self.refuse()
        self.is_over = True

    def close(self):
        """Add the digit without a unit; after a unit, 三百二 may be 302 or 320."""
        if self.pending:
            value, written = self.pending
            whole = len(str(self.last)) - 1 if self.last else 0
            if self.last is not None and not (written == whole if written else self.has_zero or self.last == 10):
                self.refuse()
            self.section += value
            self.pending, self.has_zero = None, False
        elif self.has_zero:
            self.refuse()
