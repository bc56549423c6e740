"""Numbers as people write them, in both languages: 1,500,000 · 1.5 million · two and a half million · 1亿5000万 · 三百余.

What has no single reading is refused: a wrong group of digits (1,50), a point that may divide thousands (1.500), digits read one
by one (二〇二五), a number with its last unit dropped (三百二), a span (三五家).
"""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

ARABIC = re.compile(r"\d(?:[\d,. ]*\d)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALE_BEHIND = re.compile(rf"\s*({'|'.join(SCALES)})\b")
SIZES_BEHIND = re.compile(rf"(?:\s*(hundred)\b)?(?:\s*({'|'.join(name for name in SCALES if name != 'hundred')})\b)?")
DOZEN = re.compile(r"\s*dozen\b")
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
NUMBER_WORDS = {word: value for value, word in enumerate(ONES.split())}
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: value * 10 for value, word in enumerate(DECADES.split(), start=2)}

DIGIT = f"(?:oh|{'|'.join(ONES.split()[:10])})"
HALF_A_SCALE = re.compile(r"half an? (dozen|million|billion|trillion)\b")
AND_A_HALF = re.compile(r"(\d+|[a-z]+(?:[ -][a-z]+)?) and a half\b")
POINT = re.compile(rf"([a-z]+(?:[ -][a-z]+)?) point ({DIGIT}(?: {DIGIT})*)\b")
MAY_BE_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")

NUMERALS = ("", "一壹", "二两贰", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {character: value for value, characters in enumerate(NUMERALS) for character in characters}
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERAL = re.compile(
    r"(?P<arabic>\d(?:[\d,.]*\d)?)|(?P<zero>[零〇])|(?P<digit>[一二三四五六七八九两壹贰叁肆伍陆柒捌玖]|参(?=[拾佰仟万亿]))"
    r"|(?P<small>[十拾]|[百佰](?![分帕])|[千仟](?![克米瓦伏卡帕赫分]))|(?P<large>[万亿])"
    r"|(?P<over>余|多(?!媒体|功能|语|国|方|边|元化))"
)
CHINESE_POINT = re.compile(r"([零〇一二两三四五六七八九十百]+)点([零〇一二三四五六七八九]+)(?![十分刻钟半])")


class Unreadable(ValueError):
    """A text that is no figure, or has no single reading; its text says why, in the reader's language."""


class Number(NamedTuple):
    value: Decimal
    is_over: bool  # "三百余": more than what is written
    rest: str  # what stands after it
    is_bare: bool = False  # a unit alone, as in 近百: a number only where something else says so, for 百家 may be just "many"


def digits(text):
    """An Arabic number with or without separators of thousands."""
    if not GROUPED.fullmatch(text):
        raise Unreadable(_("“%(text)s” is not grouped as a number is: write 1,500,000 or 1500000, and a decimal point.") % {"text": text})
    return Decimal(text.replace(",", "").replace(" ", ""))


def read_number(text):
    """The Number at the beginning of `text` (in lower case, in half-width characters); raises Unreadable where there is none."""
    if mixed := AND_A_HALF.match(text):
        return scaled(whole_number(mixed[1]) + Decimal("0.5"), text[mixed.end() :])
    if arabic := ARABIC.match(text):
        return arabic_number(text, arabic)
    if half := HALF_A_SCALE.match(text):
        return Number(Decimal(12 if half[1] == "dozen" else SCALES[half[1]]) / 2, False, text[half.end() :])
    if point := POINT.match(text):
        digits_behind = "".join(str(NUMBER_WORDS.get(word, 0)) for word in point[2].split())
        return scaled(whole_number(point[1]) + Decimal(f"0.{digits_behind}"), text[point.end() :])
    if point := CHINESE_POINT.match(text):
        head = Decimal(0) if point[1] in "零〇" else Chinese(point[1]).number.value
        return read_number(f"{head}.{''.join(str(DIGITS.get(sign, 0)) for sign in point[2])}{text[point.end() :]}")
    if re.match(r"[a-z]", text):
        number = english(text)
        return scaled(number.value, number.rest) if DOZEN.match(number.rest) else number
    if CHINESE_NUMERAL.match(text):
        return Chinese(text).number
    raise Unreadable(_("“%(text)s” does not begin with a number.") % {"text": text})


def arabic_number(text, arabic):
    rest = text[arabic.end() :]
    number = Chinese(text).number if CHINESE_NUMERAL.match(rest) else scaled(digits(arabic[0]), rest)
    if MAY_BE_THOUSANDS.fullmatch(arabic[0]) and number.value == Decimal(arabic[0]):
        shortest = arabic[0].rstrip("0")
        decimals = f"{arabic[0]}0" if shortest == arabic[0] else shortest.rstrip(".")
        raise Unreadable(
            _("“%(text)s” may be %(thousands)s or %(decimals)s: write one of these.")
            % {"text": arabic[0], "thousands": arabic[0].replace(".", ","), "decimals": decimals}
        )
    return number


def whole_number(words):
    """The value of the digits or English words before “and a half” or “point”, which a word of size would divide otherwise."""
    number = Number(Decimal(words), False, "") if words.isdecimal() else english(words)
    if number.rest or SCALE_BEHIND.search(words):
        raise Unreadable(_("“%(text)s” has no single reading.") % {"text": words})
    return number.value


def scaled(value, rest):
    """`value` times twelve, or times the English words of size after it: a hundred, a larger one, or a hundred of these."""
    if dozen := DOZEN.match(rest):
        return Number(value * 12, False, rest[dozen.end() :])
    sizes = SIZES_BEHIND.match(rest)
    for name in filter(None, sizes.groups()):
        value *= SCALES[name]
    return Number(value, False, rest[sizes.end() :])


def english(text):
    """A number in English words."""
    total = current = Decimal(0)
    taken, left, previous = 0, Decimal("Infinity"), ""
    for word in re.finditer(r"[a-z]+", text):
        name = word[0]
        if text[taken : word.start()].strip(" -"):
            break
        if name in NUMBER_WORDS or name in TENS:
            is_one_to_nine = name in NUMBER_WORDS and 0 < NUMBER_WORDS[name] < 10
            allowed = {"": True, "ten": is_one_to_nine, "scale": True, "and": True}.get(previous, False)
            if not allowed:
                raise Unreadable(_("“%(text)s” has no single reading.") % {"text": text})
            current += NUMBER_WORDS[name] if name in NUMBER_WORDS else TENS[name]
            previous = "one" if name in NUMBER_WORDS else "ten"
        elif name in ("a", "an") and not taken and (SCALE_BEHIND.match(text[word.end() :]) or DOZEN.match(text[word.end() :])):
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
            if not following or following[1] not in NUMBER_WORDS.keys() | TENS.keys():
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
        self.has_zero = self.is_over = self.is_fraction = self.is_bare = False
        place = 0
        while token := CHINESE_NUMERAL.match(text, place):
            if self.is_over and token.lastgroup != "large":
                break
            if self.is_bare and token.lastgroup not in ("large", "over"):
                self.refuse()
            getattr(self, token.lastgroup)(token[0])
            place = token.end()
        self.close()
        if self.last is None and not self.section:
            self.refuse()
        self.number = Number(self.total + self.section, self.is_over, text[place:], self.is_bare)

    def stands_alone(self):
        """Whether nothing was read as yet: a unit that comes first counts one of itself."""
        return self.last is None and not self.pending and not self.section

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
        unit = SMALL_UNITS[found]
        if self.stands_alone() or (unit == 10 and not self.pending and not self.section):
            self.is_bare = unit != 10
            self.pending = Decimal(1), 0
        if not self.pending or (self.last in SMALL_UNITS.values() and unit >= self.last):
            self.refuse()
        self.section += self.pending[0] * unit
        self.pending, self.last, self.has_zero = None, unit, False

    def large(self, found):
        unit = LARGE_UNITS[found]
        if self.stands_alone():
            self.section, self.is_bare = Decimal(1), True
        if self.pending and self.last == LARGE_UNITS["亿"]:  # 1亿5000万: the number has a unit of its own
            self.section, self.pending = self.pending[0], None
        else:
            self.close()
        if unit == LARGE_UNITS["亿"] and self.last_large != unit:
            self.total = (self.total + self.section) * unit
        elif self.section and self.last_large in (None, LARGE_UNITS["亿"]) and unit == LARGE_UNITS["万"]:
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
