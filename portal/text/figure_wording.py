"""A figure as people read it: never without its qualifier, never rounded."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.text.fields import reads_chinese
from portal.text.partial_dates import day_in_words
from portal.text.pinyin import has_chinese

SPELLED_SCALES = {
    "en": [(Decimal(10**9), "{} billion"), (Decimal(10**6), "{} million")],
    "zh": [(Decimal(10**8), "{}亿"), (Decimal(10**4), "{}万")],
}


class Qualifier(TextChoices):
    """How close a figure is, as its source says."""

    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", pgettext_lazy("before a figure", "about")
    NEARLY = "nearly", pgettext_lazy("before a figure", "nearly")
    OVER = "over", pgettext_lazy("before a figure", "over")
    AT_LEAST = "at-least", pgettext_lazy("before a figure", "at least")
    UP_TO = "up-to", pgettext_lazy("before a figure", "up to")


class Currency(TextChoices):
    """The unit of a figure that is money."""

    CNY = "CNY", _("yuan")
    HKD = "HKD", _("Hong Kong dollars")
    MOP = "MOP", _("Macao patacas")
    USD = "USD", _("US dollars")
    EUR = "EUR", _("euros")
    GBP = "GBP", _("pounds sterling")
    JPY = "JPY", _("yen")
    SGD = "SGD", _("Singapore dollars")


@dataclass(frozen=True)
class Figure:
    """The parts of a figure in the reader's language; `str()` gives the whole phrase. No tuple: Django's lists would show its parts."""

    qualifier: str  # "nearly"; empty for an exact figure
    number: str  # "1.5 million"
    unit: str  # "yuan"

    def __str__(self):
        is_close = not self.unit or self.unit.startswith("%") or (reads_chinese() and not self.unit[0].isascii())
        amount = f"{self.number}{'' if is_close else ' '}{self.unit}"
        return ("" if reads_chinese() else " ").join(filter(None, (self.qualifier, amount)))


def number_in_words(value):
    """`value` (a Decimal) with "million" or 万 where that shows it exactly in at most four decimals, else in digits."""
    for size, pattern in SPELLED_SCALES["zh" if reads_chinese() else "en"]:
        if value >= size:
            part = value / size
            if part == part.quantize(Decimal("0.0001")):
                return pattern.format(number_format(part.normalize(), use_l10n=True))
            break
    whole = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return with_separators(whole)


def with_separators(number):
    """1410 → "1,410", in either language."""
    return number_format(number, use_l10n=True, force_grouping=True)


class Grouped(int):
    """A whole number that templates write as `with_separators`: within a text in the plural, too, which it chooses."""

    def __str__(self):
        return with_separators(int(self))


def as_grouped(number):
    return Grouped(number + 0) if isinstance(number, int) else with_separators(number)  # + 0: what is lazy is no int itself


def qualifier_in_words(qualifier):
    """What stands before a number: "nearly"; empty where it is exact."""
    return {
        "about": pgettext("before a figure", "about"),
        "nearly": pgettext("before a figure", "nearly"),
        "over": pgettext("before a figure", "over"),
        "at-least": pgettext("before a figure", "at least"),
        "up-to": pgettext("before a figure", "up to"),
    }.get(qualifier, "")


def read_statement(statement):
    """The Figure of a statement that has one."""
    measure = statement.measure
    if measure.is_money:
        unit = statement.get_currency_display()
    elif statement.value == 1 and not reads_chinese():
        unit = measure.unit_one_en or measure.unit_en
    else:
        unit = measure.unit
    return Figure(qualifier_in_words(statement.qualifier), number_in_words(statement.value), str(unit))


SPELLED = {"en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], "zh": "一二三四五六七八九十"}


def is_said_in(text, figure, quoted=""):
    """Whether `text` itself says the number of `figure` with its qualifier, in digits, spelled, or in the words `quoted` of its source:
    "Over 600 brands were there" and "over 600"."""
    phrases = [("" if reads_chinese() else " ").join(filter(None, (figure.qualifier, figure.number))), quoted]
    if not figure.qualifier and figure.number.isdigit() and 1 <= int(figure.number) <= 10:
        phrases.append(
            f"{SPELLED['zh'][int(figure.number) - 1]}{figure.unit}" if reads_chinese() else SPELLED["en"][int(figure.number) - 1]
        )
    return any(_stands_in(text, said) for said in phrases if said)


def _stands_in(text, said):
    """Whether `said` stands in `text` and is no piece of a longer number or word: Chinese writes no spaces."""
    if said.isascii() and not reads_chinese():
        before, after = r"(?<![\w.,-])", r"(?!\w|[.,]\d)"
    else:
        before, after = r"(?<![\d.,])", r"(?![.,]?\d|[万亿])"
    return bool(re.search(f"{before}{re.escape(said)}{after}", text, re.IGNORECASE))


def read_amount(row):
    """The Figure of a row that holds an amount of money by itself, in `value`, `qualifier` and `currency`."""
    return Figure(qualifier_in_words(row.qualifier), number_in_words(row.value), str(row.get_currency_display()))


def count_in_words(statement):
    """The figure of a count where what is counted is said already: "nearly 100"; Chinese keeps the unit, with its measure word."""
    figure = read_statement(statement)
    return str(figure if reads_chinese() else Figure(figure.qualifier, figure.number, ""))


def after_unit(statement):
    """What of the measure's name follows the unit where the name begins with it as whole words ("exhibitors at the show" after
    "330 exhibitors"), with the space or comma it begins with; None where it does not, and the whole name is still to be said."""
    measure = statement.measure
    for unit in filter(None, (statement.figure.unit, measure.unit)):
        if found := re.match(rf"{re.escape(unit)}(?!\w)", measure.name, re.IGNORECASE):
            return measure.name[found.end() :]
    return None


def around_figure(statement):
    """(what of the measure's name stands before the figure, what after it) where they read as one phrase: ("", " at the show") of
    "330 exhibitors at the show"; 国际品牌, （整个展会） of 国际品牌超过600个（整个展会）. None where they only stand side by side."""
    rest = after_unit(statement)
    if rest is not None:
        return "", rest
    name, unit = statement.measure.name, statement.figure.unit
    if not reads_chinese() or not has_chinese(name) or not (statement.measure.is_money or re.fullmatch("[一-鿿]", unit)):
        return None
    before, bracket, after = name.partition("（")
    return before, bracket + after


def limits_in_words(statement):
    """What limits a statement beside its wording: "period: from 1 May 2025; named as an example"; empty where nothing does."""
    day = day_in_words(statement.as_of)
    limits = [period_in_words(statement), day and gettext("as of %(day)s") % {"day": day}]
    limits += [gettext("named as an example")] if statement.is_example else []
    return pgettext("between remarks", "; ").join(filter(None, limits))


def period_in_words(statement):
    """For when a figure holds: "period: 1 May 2025 to 3 May 2025"; empty where no period is known."""
    first, last = (day_in_words(day) for day in (statement.period_starts_on, statement.period_ends_on))
    if first and last:
        return gettext("period: %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("period: from %(first)s") % {"first": first}
    return gettext("period: until %(last)s") % {"last": last} if last else ""


def with_unit(number, measure):
    """A further count of what `measure` counts, beside one in full: Chinese repeats the unit, English does not. Without a
    measure Chinese has its general one."""
    if not reads_chinese():
        return str(number)
    return f"{number}{measure.unit if measure else '个'}"
