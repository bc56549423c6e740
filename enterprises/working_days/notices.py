"""Reads a notice of days off as it is pasted: from gov.cn, a newspaper or a mail, with its broken lines and signs of every width.

Each sentence is read, or named as one that was not: nothing falls away in silence. What does not add up is told as a doubt.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.models.working_days import FIRST_YEAR
from enterprises.working_days.holidays import HOLIDAYS, holiday_in_words
from enterprises.working_days.sentences import HAN_NUMBER, NotRead, dates_in, is_of, is_remark, number_of_days, read_sentence
from portal.text.dates import small_number
from portal.text.partial_dates import day_in_words

TRADITIONAL = str.maketrans(
    "節勞動陽國慶週農曆臘補調開總關於務辦廳與連號個們發佈區職機構準現將體處聯係滿還間",
    "节劳动阳国庆周农历腊补调开总关于务办厅与连号个们发布区职机构准现将体处联系满还间",
)
SIGNS_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜", "-") | {"；": ";"})
BLOCKS = re.compile(r"<\s*(?:/\s*)?(?:p|br|div|li|tr|h\d|table|ul|ol|section)\b[^>]*>", re.IGNORECASE)
TAGS = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
MACHINE_DATE = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
KNOWN_HOLIDAYS = "|".join([*HOLIDAYS, "清明", "端午", "中秋", "国庆", "五一", "新年"])
HEAD = re.compile(
    r"(?:^|(?<=[。;\n]))"
    rf"(?:\(?(?:{HAN_NUMBER}|\d{{1,2}})[)、.,]+(?:\d{{4}}年)?(?P<numbered>[^\d:。,;()\n]{{1,24}}?)(?:放假安排|假期)?(?::|(?=\d))"
    rf"|(?:\d{{4}}年)?(?P<known>(?:{KNOWN_HOLIDAYS})(?:[、和与及,](?:{KNOWN_HOLIDAYS}))*)(?:放假安排|假期)?(?::|(?=\d)))"
)
TITLE = re.compile(r"[^。;:\n]{0,20}关于\d{4}年[^。;:\n]{0,30}?安排的通知")
YEAR_OF_TITLE = re.compile(r"关于(\d{4})年")
YEAR_BEFORE = re.compile(r"(\d{4})年(?:部分|全国|国家)?(?:法定)?(?:节假日|放假|假期|休假)")
SIGNED = re.compile(r"(?:国务院办公厅)?\n?(\d{4})年(\d{1,2})月(\d{1,2})日(?=\n|$)")
FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节", "五一": "劳动节", "新年": "元旦", "元旦节": "元旦"}


class UnreadableNotice(ValueError):
    """A text that is no notice, or of which the year is not known; its text says so in the reader's language."""


class DayOfNotice(NamedTuple):
    day: date
    is_working: bool
    holiday: str


class Sum(NamedTuple):
    """The days off of a holiday beside what the notice says that they are; `said` is None where it does not."""

    holiday: str
    counted: int
    said: Any

    @property
    def agrees(self):
        return self.said in (None, self.counted)


@dataclass
class NoticeRead:
    """What a notice says: its days, their sums, what was doubtful, and what was taken for a remark, all as the notice has it."""

    year: int
    title: str
    published_on: Any
    days: dict = field(default_factory=dict)  # {day: DayOfNotice}
    sums: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    remarks: list = field(default_factory=list)

    @property
    def days_off(self):
        return [each for _day, each in sorted(self.days.items()) if not each.is_working]

    @property
    def said(self):
        """{holiday: how many days off the notice says that it has}, as it says last."""
        return {each.holiday: each.said for each in self.sums if each.said is not None}

    @property
    def working_days(self):
        return [each for _day, each in sorted(self.days.items()) if each.is_working]


def plain(text):
    """A pasted text in simplified characters, half-width signs and arabic numbers, without spaces; lines end where clauses do."""
    if TAGS.search(text):
        text = html.unescape(TAGS.sub("", BLOCKS.sub("\n", text)))
    text = unicodedata.normalize("NFKC", text).translate(TRADITIONAL).translate(SIGNS_ALIKE)
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cf", "Cc", "Zs", "Zl", "Zp"))
    text = re.sub(rf"{HAN_NUMBER}(?=[月日号天])", lambda found: str(small_number(found[0]) or found[0]), text)
    text = MACHINE_DATE.sub(r"\1年\2月\3日", text)
    text = re.sub(r"\n+", "\n", text).strip("\n")
    return re.sub(rf"(?<![。;:班假休天厅])\n(?!{HAN_NUMBER}、|\d{{4}}年\d+月\d+日(?:\n|$)|(?:{KNOWN_HOLIDAYS}).{{0,8}}:)", "", text)


def year_in(text):
    """The year that a plain notice is about; None where nothing says so, or where two things do."""
    years = set(YEAR_OF_TITLE.findall(text)) or set(YEAR_BEFORE.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def published_in(text, year):
    """(the day under a plain notice, the notice without it)."""
    for found in reversed(list(SIGNED.finditer(text))):
        try:
            signed = date(*map(int, found.groups()))
        except ValueError:
            continue
        if signed.year in (year - 1, year):
            return signed, text[: found.start()] + "\n" + text[found.end() :]
    return None, text


def items_of(text):
    """(holiday, its text) of each part of a plain notice; what stands before the first has no holiday."""
    heads = list(HEAD.finditer(text))
    yield "", text[: heads[0].start()] if heads else text
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        names = re.split("[、和与及,]", head["numbered"] or head["known"])
        yield "、".join(FULL_NAMES.get(name, name) for name in names), text[head.end() : end]


def sentences_of(text):
    return [each for each in re.split(r"[。;\n]", text) if each.strip(",.:、-")]


def read_notice(text, year=None):
    """The NoticeRead of a pasted notice of `year`, or of the year that it names; raises UnreadableNotice."""
    text = plain(text)
    named = year_in(text)
    if year is None and named is None:
        raise UnreadableNotice(_("The text does not say for which year it is: paste its title, too, or type the year."))
    if year is not None and named not in (None, year):
        raise UnreadableNotice(_("The text is the notice of %(named)d, not of %(year)d.") % {"named": named, "year": year})
    year = year or named
    if year < FIRST_YEAR:
        raise UnreadableNotice(_("Give the year of the notice with four digits, from 1949 on."))
    title = TITLE.search(text)
    published_on, text = published_in(text, year)
    reading = NoticeRead(year, title[0] if title else "", published_on)
    for holiday, said in items_of(text):
        read_item(reading, holiday, sentences_of(said))
    if not reading.days:
        raise UnreadableNotice(
            _("No day off and no working day was read. Paste the notice in Chinese, as gov.cn has it: “一、元旦：1月1日放假…”.")
        )
    named = {name for each in reading.days.values() for name in each.holiday.split("、")}
    if missing := [holiday for holiday in HOLIDAYS if holiday not in named]:
        holidays = pgettext("within a list", ", ").join(map(holiday_in_words, missing))
        reading.doubts.append(_("The notice does not name: %(holidays)s.") % {"holidays": holidays})
    return reading


def read_item(reading, holiday, sentences):
    """Add what the sentences about one holiday say to `reading`."""
    off, said = set(), None
    for sentence in sentences:
        if is_remark(sentence) or (not dates_in(sentence) and number_of_days(sentence) is None):
            reading.remarks.append(sentence)
            continue
        try:
            groups, is_whole = read_sentence(sentence, reading.year, starts_year="元旦" in holiday)
        except NotRead:
            groups, is_whole = [], False
        if not groups and not holiday:
            reading.remarks.append(sentence)
            continue
        if not is_whole or (not groups and not off):
            reading.doubts.append(_("Not read, or not all of it: “%(sentence)s”") % {"sentence": sentence})
        for group in groups:
            for each in group.days:
                take(reading, each, group.is_working, holiday, sentence)
            off |= set() if group.is_working else {each.day for each in group.days}
        if (number := number_of_days(sentence)) is not None:
            said = number
            counted = len(with_weekends(off)) if "连休" in sentence else len(off)
            if counted != number:
                about = {"holiday": holiday_in_words(holiday), "said": number, "counted": counted, "sentence": sentence}
                doubt = _("%(holiday)s: the notice counts %(said)d days off, %(counted)d were read: “%(sentence)s”")
                reading.doubts.append(doubt % about)
            if "连休" in sentence and counted == number:
                said = len(off)
    if off or said:
        reading.sums.append(Sum(holiday, len(off), said))


def with_weekends(days):
    """`days` with the weekend that touches them, for 与周末连休 counts it."""
    found = set(days)
    for step in (timedelta(days=1), timedelta(days=-1)):
        for day in days:
            while (day := day + step).weekday() > 4:
                found.add(day)
    return found


def take(reading, found, is_working, holiday, sentence):
    """Add one day to `reading`, with what is doubtful about it."""
    day, about = found.day, {"day": day_in_words(found.day), "sentence": sentence, "year": reading.year}
    if day.year != reading.year and (day.year, day.month) != (reading.year - 1, 12):
        reading.doubts.append(_("%(day)s is neither in %(year)d nor in the December before, and is left out: “%(sentence)s”") % about)
        return
    if not is_of(day, found.weekday):
        about |= {"weekday": WEEKDAYS[day.weekday()], "said": WEEKDAYS[found.weekday]}
        reading.doubts.append(_("%(day)s is a %(weekday)s; the notice says %(said)s: “%(sentence)s”") % about)
    if is_working and day.weekday() < 5 and day not in reading.days:
        reading.doubts.append(_("%(day)s is no day of a weekend, people work on it anyway: “%(sentence)s”") % about)
    if day in reading.days and reading.days[day].is_working != is_working:
        reading.doubts.append(_("%(day)s was named as the contrary before; what is said last holds: “%(sentence)s”") % about)
    reading.days[day] = DayOfNotice(day, is_working, holiday)
