"""One sentence of a notice: which days it names, and whether people work on them."""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

HAN_NUMBER = "[一二三四五六七八九十]+"
A_DATE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})(?P<sign>[日号])?(?!\d|年|月|天|个)(?:\((?P<note>[^)]*)\))?"
)
WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
WEEKDAYS = {sign: number for number, signs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for sign in signs}
UNTIL = re.compile(r"(?:\(.*?\))?(?:至|到|-)")
AND = re.compile(r"[、,和及与]|以及|")
OFF, WORKS = r"放假|补休|调休|公休|休息|休假|连休", r"上班|补班|工作日|照常工作|正常工作"
VERB_BEHIND = re.compile(rf"[,:为均都是]?(?:共\d+天[,:]?)?(?:全体公民|统一)?(?:正常|照常|全天)?(?:(?P<off>{OFF})|(?P<works>{WORKS}))")
VERB_BEFORE = re.compile(rf"(?:(?P<off>{OFF})|(?P<works>{WORKS}))(?:时间|日期)?[:为]$")
NUMBER_OF_DAYS = re.compile(r"(?:共计?|放假|休息|连休)(\d{1,2})天")
REMARK = re.compile(r"鼓励|建议|提倡|带薪|值班")
LONGEST = 20  # days of one holiday: more are a slip


class DayRead(NamedTuple):
    day: date
    weekday: Any  # 0 for Monday, as the sentence says; None where it says none


class Named(NamedTuple):
    """Days of which a sentence says the same."""

    days: tuple
    is_working: bool


class NotRead(ValueError):
    """A sentence whose days have no single reading."""


def is_remark(sentence):
    """Whether a sentence advises or reminds, and orders no day: 鼓励单位和个人结合落实带薪年休假等制度."""
    return REMARK.search(sentence) is not None


def number_of_days(sentence):
    """What a sentence says that its days off amount to: 共3天; None where it does not."""
    said = NUMBER_OF_DAYS.findall(sentence)
    return int(said[-1]) if said else None


def dates_in(sentence):
    """The matches of A_DATE that are dates: a bare number is one only between the first day of a span and its last, 1月1-3日."""
    return [each for each in A_DATE.finditer(sentence) if each["month"] or each["sign"]]


def is_of(day, weekday):
    return weekday is None or day.weekday() == weekday


def dated(found, before, year, starts_year):
    """The DayRead of a match; `before` is the day before it in the same row of days, which lends its month."""
    number, month = int(found["day"]), found["month"] and int(found["month"])
    weekday = WEEKDAY.search(found["note"] or "")
    weekday = weekday and WEEKDAYS[weekday[1]]
    if month is None and before is None:
        raise NotRead
    try:
        if month is None:
            return DayRead(before.day.replace(day=number), weekday)
        if found["year"]:
            return DayRead(date(int(found["year"]), month, number), weekday)
        likely, other = (year - 1, year) if month == 12 and starts_year else (year, year - 1)
        day = date(likely, month, number)
        if month == 12 and not is_of(day, weekday) and is_of(date(other, month, number), weekday):
            day = date(other, month, number)
        return DayRead(day, weekday)
    except ValueError:
        raise NotRead from None


def span(first, last):
    """The DayReads from one day to another; a December before a January is that of the year before."""
    if last.day < first.day and first.day.month == 12 and last.day.month == 1:
        first = first._replace(day=first.day.replace(year=last.day.year - 1))
    length = (last.day - first.day).days
    if not 0 < length < LONGEST:
        raise NotRead
    between = (DayRead(first.day + timedelta(days=number), None) for number in range(1, length))
    return [first, *between, last]


def read_sentence(sentence, year, starts_year):
    """([Named], whether all dates were read) of a sentence without spaces; `starts_year` is true of what belongs to New Year, so that
    its December is that of the year before. Raises NotRead."""
    matches, named, is_whole, place = dates_in(sentence), [], True, 0
    while place < len(matches):
        start = matches[place].start()
        days = [dated(matches[place], None, year, starts_year)]
        while place + 1 < len(matches):
            between = sentence[matches[place].end() : matches[place + 1].start()]
            is_span, is_list = UNTIL.fullmatch(between), AND.fullmatch(between)
            if not is_span and not is_list:
                break
            following = dated(matches[place + 1], days[-1], year, starts_year)
            days = [*days[:-1], *span(days[-1], following)] if is_span else [*days, following]
            place += 1
        verb = VERB_BEHIND.match(sentence, matches[place].end()) or VERB_BEFORE.search(sentence[:start])
        if verb:
            named.append(Named(tuple(days), is_working=verb["works"] is not None))
        else:
            is_whole = False
        place += 1
    return named, is_whole
