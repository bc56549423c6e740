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

from portal.text.figure_refusals import SPAN, a_span, reason_at_beginning, reason_behind
from portal.text.figure_wording import Currency, Qualifier
from portal.text.numbers import Unreadable, read_number
from portal.text.pinyin import CHINESE

LONGEST_FIGURE = 120  # characters
FIGURE_LIMIT = Decimal(10) ** 16  # the column holds fewer
SIMPLIFIED = str.maketrans("萬億餘約過將達兩個圓幣總計連續參貳陸‐‑−", "万亿余约过将达两个元币总计连续参贰陆---")

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
        "过",
        "不止",
    ),
    "at-least": ("at least", "no fewer than", "no less than", "not less than", "至少", "不少于", "不低于", "最少"),
    "up-to": ("up to", "at most", "no more than", "not more than", "最多", "至多", "不超过", "不多于", "不高于"),
}
AFTER = {
    "about": ("or so", "左右", "上下"),
    "at-least": ("or more", "及以上", "以上"),
    "up-to": ("or less", "or fewer", "及以下", "以下", "以内"),
    "over": ("-odd", "有余"),
    ("over", "at-least"): ("-plus", "plus", "+"),
}
FILLERS = ("a total of", "in total", "altogether", "一共", "总共", "共计", "总计", "合计", "共有", "共", "达到", "达")
WITHOUT_QUALIFIER = ("less than", "fewer than", "under", "below", "不到", "不足", "不满", "未满", "未达", "低于", "少于")
CURRENCIES = {
    "CNY": ("yuan", "rmb", "renminbi", "cny", "元人民币", "人民币元", "人民币", "元", "圆"),
    "USD": ("us dollars", "u.s. dollars", "us$", "usd", "美元", "美金"),
    "HKD": ("hong kong dollars", "hk$", "hkd", "港元", "港币"),
    "MOP": ("macao patacas", "patacas", "pataca", "mop$", "mop", "澳门元", "澳门币"),
    "EUR": ("euros", "euro", "eur", "€", "欧元"),
    "GBP": ("pounds sterling", "gbp", "£", "英镑"),
    "JPY": ("japanese yen", "yen", "jpy", "日元", "日圆"),
    "SGD": ("singapore dollars", "s$", "sgd", "新加坡元", "新元"),
    ("USD", "HKD", "SGD"): ("dollars", "dollar", "$"),
    ("CNY", "JPY"): ("¥",),
}
BARE_YUAN = ("元", "圆")  # of whichever currency is named besides: 港币150万元
ABBREVIATIONS = {"k": 10**3, "mn": 10**6, "mln": 10**6, "bn": 10**9}  # of money; m may be a thousand, a million or metres
OVER_BEHIND = re.compile(r"(个?[年月天周]|个?小时|个|倍|届|次|吨|公里|平方米|米)(?:余|多(?!媒体|功能|语|国|方|边|元))")


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
REFUSED_QUALIFIERS, _of_refused = phrases({"": WITHOUT_QUALIFIER})
PER_CENT = re.compile(r"\b(?:per ?cent|pct)\b\.?(?! points?\b)")  # "%" in words; 百分之, which stands before its number, see below
AMID = re.compile(rf"(?<![a-z单状多公纪])(?:{MONEY})$")


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

    def questions(self):
        """What the person has to decide: (column of a statement, the question, [(value, label)] from which to choose)."""
        comma = pgettext("within a list", ", ")
        asked = [
            ("qualifier", _("Choose the qualifier: %(choices)s."), offered_choices(Qualifier, self.qualifiers)),
            ("currency", _("Choose the currency: %(choices)s."), offered_choices(Currency, self.currencies)),
        ]
        for column, question, offers in asked:
            if len(offers) > 1:
                yield column, question % {"choices": comma.join(label for _value, label in offers)}, offers
        offers = [(measure.pk, str(measure)) for measure in self.measures]
        if self.measure is None and offers:
            yield "measure", _("Choose the measure: %(choices)s.") % {"choices": comma.join(label for _value, label in offers)}, offers
        elif self.measure is None and self.unit:
            yield "measure", _("No measure has the unit “%(unit)s”: choose one.") % {"unit": self.unit}, offers
        elif self.measure is None:
            yield "measure", _("Choose the measure: the text names no unit."), offers

    def asks(self):
        """The questions alone, as sentences."""
        return [question for _column, question, _offers in self.questions()]


def offered_choices(choices, keys):
    return [(key, str(choices(key).label)) for key in keys]


def plain_figure(text):
    """`text` as it is compared: half-width, lower case, simplified where it is about numbers, single spaces, none at a character."""
    parts = text.replace("m²", "㎡").split("㎡")  # whose compatible form is "m2"
    folded = "㎡".join(unicodedata.normalize("NFKC", part) for part in parts).casefold().translate(SIMPLIFIED)
    spaced = PER_CENT.sub("%", re.sub(r"\s+", " ", folded)).strip(" \"'“”‘’「」").rstrip("。.")
    return re.sub(rf" (?=[{CHINESE}])|(?<=[{CHINESE}]) ", "", spaced)


def odd_sign(text):
    """The first sign of `text` that would turn into other digits: ½, ², ①, Ⅳ; empty where there is none."""
    return next((sign for sign in text.replace("m²", "") if unicodedata.category(sign) in ("No", "Nl") and sign != "〇"), "")


class FigureReader:
    def __init__(self, text):
        self.text = text
        self.rest = plain_figure(text)
        self.qualifiers, self.currencies = [], []  # of each that is named, what it may mean
        self.yuan = []  # where 元 stands alone
        self.run = ""  # 连续, of which the unit is part: 连续三年

    def refuse(self, reason):
        raise Unreadable(reason)

    def take(self, pattern):
        """The phrase of `pattern` that the rest begins with, taken off it; None where there is none."""
        found = re.match(rf"\s*({pattern})\s*", self.rest)
        if found:
            self.rest = self.rest[found.end() :]
        return found and found[1]

    def take_money(self):
        money = self.take(MONEY)
        if money:
            (self.yuan if money in BARE_YUAN else self.currencies).append(CODES[money])
        return money

    def take_before(self):
        while True:
            if self.take(FILLER) or self.take_money():
                continue
            if word := self.take(BEFORE):
                self.qualifiers.append(MEANING_BEFORE[word])
            else:
                break
        if (word := self.take(REFUSED_QUALIFIERS)) is not None:
            self.refuse(_("No qualifier says “%(word)s”: fill in the fields yourself.") % {"word": word})
        self.run = self.take("连续") or ""

    def take_behind(self):
        while (word := self.take(BEHIND)) or self.take(FILLER):
            if word:
                self.qualifiers.append(MEANING_BEHIND[word])

    def figure(self, measures):
        self.take_before()
        is_per_cent = self.take("百分之") is not None
        if reason := reason_at_beginning(self.rest):
            self.refuse(reason)
        number = read_number(self.rest)
        if number.is_over:
            self.qualifiers.append(("over",))
        written, self.rest = self.rest[: len(self.rest) - len(number.rest)].strip(), number.rest
        if SPAN.match(self.rest):
            self.refuse(a_span())
        if is_per_cent:
            self.rest = f"%{self.rest}"
        size = self.take(rf"(?:{'|'.join(ABBREVIATIONS)})(?![a-z])")
        is_glued = written[-1:].isdigit() and re.match(r"[a-z]", self.rest)
        if over := OVER_BEHIND.match(self.rest):
            self.qualifiers.append(("over",))
            self.rest = over[1] + self.rest[over.end() :]
        self.take_behind()
        while self.take_money():
            self.take_behind()
        is_money = self.currencies or self.yuan
        if is_money:
            self.take("[整正]$")
        unit = self.run + re.sub(rf"\s*(?:{BEHIND})$", self.at_end, self.rest).strip()
        if size and not is_money:
            self.refuse(_("“%(text)s” may change the size of the number: write the number in full.") % {"text": size})
        if number.is_bare and not self.qualifiers and not is_per_cent:
            self.refuse(_("“%(text)s” may only mean “many”: write the number in full.") % {"text": written})
        value = self.checked(number.value * ABBREVIATIONS.get(size, 1))
        if is_money:
            return self.money(value, unit, written, measures)
        return self.count(value, unit, is_glued, written, measures)

    def at_end(self, found):
        self.qualifiers.append(MEANING_BEHIND[found[0].strip()])
        return ""

    def checked(self, value):
        if value >= FIGURE_LIMIT or value != value.quantize(Decimal("0.0001")):
            self.refuse(_("A figure has at most 16 digits before the point and 4 after it."))
        return Decimal(f"{value.normalize():f}")

    def all_qualifiers(self):
        """What the words say together: two that differ are for a person to choose from."""
        found = list(dict.fromkeys(each for meaning in self.qualifiers for each in meaning))
        return tuple(found or ["exactly"])

    def money(self, value, unit, written, measures):
        if unit:
            after = _("“%(text)s” stands after the amount: write only the figure.") % {"text": unit}
            self.refuse(reason_behind(unit, written) or after)
        codes = set.intersection(*map(set, self.currencies or self.yuan))
        if not codes:
            self.refuse(_("Two currencies are named."))
        if self.yuan and "CNY" in codes:
            codes = {"CNY"}
        codes = tuple(code for code in Currency.values if code in codes)
        return Reading(value, self.all_qualifiers(), codes, "", tuple(each for each in measures if each.is_money))

    def count(self, value, unit, is_glued, written, measures):
        counted = [measure for measure in measures if not measure.is_money]
        exact = [measure for measure in counted if unit and unit in spellings(measure)]
        if not exact:
            if reason := reason_behind(unit, written):
                self.refuse(reason)
            if money := AMID.search(unit):
                self.refuse(_("“%(text)s” stands between the number and its currency.") % {"text": unit[: money.start()].strip() or unit})
            if is_glued:
                self.refuse(_("“%(text)s” cannot be read as a figure.") % {"text": self.text.strip()})
        near = [measure for measure in counted if unit and any(is_near(unit, each) for each in spellings(measure))]
        sure = exact[0] if len(exact) == 1 else None
        return Reading(value, self.all_qualifiers(), (), unit, tuple(exact or near), sure)


def spellings(measure):
    """How the unit of a measure, or the measure itself, is written after a number: in Chinese also both, 个 and 国际品牌（整个展会）
    as 个国际品牌."""
    both = measure.unit_zh + measure.name_zh.partition("（")[0]
    texts = (measure.unit_en, measure.unit_one_en, measure.unit_zh, measure.name_en, measure.name_zh, both)
    return {plain_figure(text) for text in texts if text}


def is_near(unit, spelling):
    """Whether one holds the other, as whole words where they are Latin: 个 and 个国际品牌, "brands" and "international brands"."""
    shorter, longer = sorted((unit, spelling), key=len)
    return bool(re.search(rf"(?<![a-z]){re.escape(shorter)}(?![a-z])", longer))


def parse(text, measures=()):
    """The Reading of `text` by the units of `measures`; raises Unreadable, which says why."""
    if len(text) > LONGEST_FIGURE:
        raise Unreadable(_("Write only the figure, in at most %(count)d characters.") % {"count": LONGEST_FIGURE})
    if not plain_figure(text):
        raise Unreadable(_("There is nothing to read."))
    if sign := odd_sign(text):
        raise Unreadable(_("“%(sign)s” is not read: write the number in plain digits.") % {"sign": sign})
    return FigureReader(text).figure(list(measures))
