"""A figure as people write it, read into what a statement keeps: qualifier, value, currency or measure.

"nearly 1.5 million yuan" · "over 600 international brands" · 近150万元 · 超过600个国际品牌 · 300家以上. Nothing is guessed: where
a text has several readings, all of them are given and the person chooses; where it has none of ours, it is refused with a reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.models import Statement
from portal.number_parsing import Unreadable, read

LONGEST = 120  # characters
MOST = Decimal(10) ** 16  # the column holds fewer
SIMPLIFIED = str.maketrans("萬億餘約過將達兩個圓幣總計", "万亿余约过将达两个元币总计")

QUALIFIERS = {
    "exactly": ("exactly", "precisely", "恰好", "正好"),
    "about": ("about", "around", "approximately", "approx.", "roughly", "circa", "ca.", "some", "~", "大约", "大概", "约为", "约有", "约"),
    "nearly": ("nearly", "almost", "close to", "just under", "接近", "将近", "近", "几乎"),
    "over": (
        "over",
        "more than",
        "above",
        "upwards of",
        "in excess of",
        "exceeding",
        "超过",
        "超出",
        "突破",
        "多于",
        "大于",
        "高于",
        "超",
        "逾",
    ),
    "at-least": ("at least", "no fewer than", "no less than", "not less than", "至少", "不少于", "不低于", "最少"),
    "up-to": ("up to", "at most", "no more than", "not more than", "最多", "至多", "不超过", "不多于", "不高于"),
}
AFTER = {
    "about": ("or so", "左右", "上下"),
    "at-least": ("or more", "及以上", "以上"),
    "up-to": ("or less", "or fewer", "及以下", "以下", "以内"),
    ("over", "at-least"): ("-plus", "plus", "+"),
}
FILLERS = ("a total of", "in total", "altogether", "共计", "总计", "合计", "共有", "共", "达到", "达")
WITHOUT_QUALIFIER = ("less than", "fewer than", "under", "below", "不到", "不足", "低于", "少于")
CURRENCIES = {
    "CNY": ("yuan", "rmb", "renminbi", "cny", "元人民币", "人民币元", "人民币", "元"),
    "USD": ("us dollars", "u.s. dollars", "us$", "usd", "美元"),
    "HKD": ("hong kong dollars", "hk$", "hkd", "港元", "港币"),
    "MOP": ("macao patacas", "patacas", "pataca", "mop$", "mop", "澳门元", "澳门币"),
    "EUR": ("euros", "euro", "eur", "€", "欧元"),
    "GBP": ("pounds sterling", "gbp", "£", "英镑"),
    "JPY": ("japanese yen", "yen", "jpy", "日元"),
    "SGD": ("singapore dollars", "s$", "sgd", "新加坡元", "新元"),
    ("USD", "HKD", "SGD"): ("dollars", "dollar", "$"),
    ("CNY", "JPY"): ("¥",),
}
SPAN = re.compile(r"\s*(?:-|–|—|~|至|到|to\b|or\b|and\b)\s*[\d一二两三四五六七八九十百]")
NO_UNIT = re.compile(r"几|来|成|分之|点|个?[万亿]|月|日|号|届|/|-|–|—|~|,|\.")


def phrases(table):
    """(a pattern of all phrases of a table, longest first; {phrase: what it stands for})"""
    meaning = {phrase: (key if isinstance(key, tuple) else (key,)) for key, found in table.items() for phrase in found}
    longest = sorted(meaning, key=len, reverse=True)
    edge = r"(?![a-z])"
    return "|".join(re.escape(phrase) + (edge if phrase[-1].isascii() and phrase[-1].isalpha() else "") for phrase in longest), meaning


BEFORE, MEANING_BEFORE = phrases(QUALIFIERS)
BEHIND, MEANING_BEHIND = phrases(AFTER)
MONEY, CODES = phrases(CURRENCIES)
FILLER, _of_fillers = phrases({"": FILLERS})
REFUSED, _of_refused = phrases({"": WITHOUT_QUALIFIER})


@dataclass(frozen=True)
class Reading:
    """What a text says. Of several `qualifiers`, `currencies` or `measures` a person chooses."""

    value: Decimal
    qualifiers: tuple
    currencies: tuple  # codes; empty where no currency is written
    unit: str  # as written; empty for an amount of money
    measures: tuple  # those that the unit may mean; sure only where `measure` is
    measure: object = None

    @property
    def qualifier(self):
        return self.qualifiers[0] if len(self.qualifiers) == 1 else ""

    @property
    def currency(self):
        return self.currencies[0] if len(self.currencies) == 1 else ""

    def controls(self):
        """{column of a statement: what a person would type there}; empty where the person has to choose."""
        return {"qualifier": self.qualifier, "value": f"{self.value:f}", "currency": self.currency}

    def asks(self):
        """What the person has to decide, in sentences."""
        comma = pgettext("within a list", ", ")
        if len(self.qualifiers) > 1:
            yield _("Choose the qualifier: %(choices)s.") % {"choices": comma.join(labels(Statement.Qualifier, self.qualifiers))}
        if len(self.currencies) > 1:
            yield _("Choose the currency: %(choices)s.") % {"choices": comma.join(labels(Statement.Currency, self.currencies))}
        if self.measure is None and self.measures:
            yield _("Choose the measure: %(choices)s.") % {"choices": comma.join(str(measure) for measure in self.measures)}
        elif self.measure is None and self.unit:
            yield _("No measure has the unit “%(unit)s”: choose one.") % {"unit": self.unit}
        elif self.measure is None:
            yield _("Choose the measure: the text names no unit.")


def labels(choices, keys):
    return [str(choices(key).label) for key in keys]


def plain(text):
    """`text` as it is compared: half-width, lower case, simplified where it is about numbers, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    return re.sub(r"\s+", " ", folded).strip(" \"'“”‘’「」。.")


class Reader:
    def __init__(self, text):
        self.text = text
        self.rest = plain(text)
        self.qualifiers, self.currencies = [], []

    def refuse(self, reason):
        raise Unreadable(reason)

    def take(self, pattern):
        """The phrase of `pattern` that the rest begins with, taken off it; None where there is none."""
        found = re.match(rf"\s*({pattern})\s*", self.rest)
        if found:
            self.rest = self.rest[found.end() :]
        return found and found[1]

    def take_before(self):
        while True:
            if self.take(FILLER):
                continue
            if word := self.take(BEFORE):
                self.add(MEANING_BEFORE[word])
            elif money := self.take(MONEY):
                self.currencies.append(CODES[money])
            else:
                break
        if (word := self.take(REFUSED)) is not None:
            self.refuse(_("No qualifier says “%(word)s”: fill in the fields yourself.") % {"word": word})

    def take_behind(self):
        while (word := self.take(BEHIND)) or self.take(FILLER):
            if word:
                self.add(MEANING_BEHIND[word])

    def add(self, meaning):
        self.qualifiers.append(meaning)

    def figure(self, measures):
        self.take_before()
        number = read(self.rest)
        if number.is_over:
            self.add(("over",))
        written, self.rest = self.rest[: len(self.rest) - len(number.rest)], number.rest
        if SPAN.match(self.rest):
            self.refuse(_("This is a span of numbers: a figure has one."))
        is_glued = written[-1:].isdigit() and re.match(r"[a-z]", self.rest)
        self.take_behind()
        if money := self.take(MONEY):
            self.currencies.append(CODES[money])
        self.take_behind()
        unit = re.sub(rf"\s*(?:{BEHIND})$", self.at_end, self.rest).strip()
        value = self.checked(number.value)
        if self.currencies:
            return self.money(value, unit, measures)
        return self.count(value, unit, is_glued, written, measures)

    def at_end(self, found):
        self.add(MEANING_BEHIND[found[0].strip()])
        return ""

    def checked(self, value):
        if value >= MOST or value != value.quantize(Decimal("0.0001")):
            self.refuse(_("A figure has at most 16 digits before the point and 4 after it."))
        return Decimal(f"{value.normalize():f}")

    def all_qualifiers(self):
        """What the words say together: two that differ are for a person to choose from."""
        found = list(dict.fromkeys(each for meaning in self.qualifiers for each in meaning))
        return tuple(found or ["exactly"])

    def money(self, value, unit, measures):
        if unit:
            self.refuse(_("“%(text)s” stands after the amount: write only the figure.") % {"text": unit})
        said = [set(codes) for codes in self.currencies]
        codes = set.intersection(*said)
        if not codes:
            self.refuse(_("Two currencies are named."))
        codes = tuple(code for code in Statement.Currency.values if code in codes)
        return Reading(value, self.all_qualifiers(), codes, "", tuple(each for each in measures if each.is_money))

    def count(self, value, unit, is_glued, written, measures):
        counted = [measure for measure in measures if not measure.is_money]
        exact = [measure for measure in counted if unit and unit in spellings(measure)]
        if not exact:
            if re.search(r"\d|[万亿]", unit):
                self.refuse(_("There is more than one number: a statement has one figure."))
            if is_glued or NO_UNIT.match(unit) or (re.fullmatch(r"(?:19|20)\d\d", written.strip()) and unit.startswith("年")):
                self.refuse(_("“%(text)s” cannot be read as a figure.") % {"text": self.text.strip()})
        near = [measure for measure in counted if unit and any(is_near(unit, each) for each in spellings(measure))]
        sure = exact[0] if len(exact) == 1 else None
        return Reading(value, self.all_qualifiers(), (), unit, tuple(exact or near), sure)


def spellings(measure):
    """How the unit of a measure, or the measure itself, is written after a number."""
    return {plain(text) for text in (measure.unit_en, measure.unit_one_en, measure.unit_zh, measure.name_en, measure.name_zh) if text}


def is_near(unit, spelling):
    """Whether one holds the other, as whole words where they are Latin: 个 and 个国际品牌, "brands" and "international brands"."""
    shorter, longer = sorted((unit, spelling), key=len)
    return bool(re.search(rf"(?<![a-z]){re.escape(shorter)}(?![a-z])", longer))


def parse(text, measures=()):
    """The Reading of `text` by the units of `measures`; raises Unreadable, which says why."""
    if len(text) > LONGEST:
        raise Unreadable(_("Write only the figure, in at most %(count)d characters.") % {"count": LONGEST})
    if not plain(text):
        raise Unreadable(_("There is nothing to read."))
    return Reader(text).figure(list(measures))
