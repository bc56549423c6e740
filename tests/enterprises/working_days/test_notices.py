"""Notices are read as they are pasted; what is not read, or does not add up, is named."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from django.utils.translation import override

from enterprises.working_days.arithmetic import Counted
from enterprises.working_days.notices import UnreadableNotice, read_notice
from enterprises.working_days.wording import counted_in_words
from tests.enterprises.working_days.pasted import OF_2024

TITLE = "国务院办公厅关于2026年部分节假日安排的通知\n"


def said(text, year=None):
    """("2026-01-01 2026-01-02", "2026-01-04") of the days off and the working days of a text, without its doubts about other holidays."""
    read = read_notice(text, year)
    return " ".join(str(each.day) for each in read.days_off), " ".join(str(each.day) for each in read.working_days)


def doubts(text, year=None):
    return [doubt for doubt in read_notice(text, year).doubts if not doubt.startswith("The notice does not name")]


NEW_YEAR = ("2026-01-01 2026-01-02 2026-01-03", "2026-01-04")


@pytest.mark.parametrize(
    "text",
    [
        "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。",
        "１．元旦：１月１日（星期四）至３日（星期六）放假调休，共３天。１月４日（星期日）上班。",
        "（一）元旦：2026年1月1日—3日放假，共3天；1月4日（星期天）正常上班",
        "元旦：1月1日、2日、3日放假，共三天。1月4日补班。",
        "元旦：1月1日至1月3日放假\n1月4日上班",
        "元旦：1月1-3日放假，共计3天，1月4日照常上班。",
        "元旦假期：一月一日至三日放假调休，共三天。一月四日上班。",
        "一、元\u200b旦： 1 月 1 日 （周四） 至 3 日 （周六） 放假 调休 ， 共 3 天 。 1 月 4 日 （周日） 上班 。",
        "一、元旦：1月1日（周四）至3日（周\n六）放假调休，共3天。1月4日\n（周日）上班。",
        "一、元旦：1月1日（周四）至3日（周六）放假調休，共3天。1月4日（週日）上班。",
        "<p>一、<strong>元旦</strong>：1月1日（周四）至3日（周六）放假调休，共3天。</p><p>1月4日（周日）上班。&nbsp;</p>",
        "元旦：2026-01-01至2026-01-03放假，共3天。2026-01-04上班。",
        "元旦：放假时间：1月1日至3日；上班：1月4日。",
    ],
)
def test_one_arrangement_is_read_in_every_writing(text):
    assert said(text, 2026) == said(TITLE + text) == NEW_YEAR
    assert doubts(TITLE + text) == []


@pytest.mark.parametrize(
    ("year", "text", "off", "working"),
    [
        (
            2019,
            "元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。",
            "2018-12-30 2018-12-31 2019-01-01",
            "2018-12-29",
        ),
        (2019, "元旦：12月30日至1月1日放假调休，共3天。12月29日（星期六）上班。", "2018-12-30 2018-12-31 2019-01-01", "2018-12-29"),
        (2023, "元旦：2022年12月31日至2023年1月2日放假调休，共3天。", "2022-12-31 2023-01-01 2023-01-02", ""),
        (2012, "元旦：2012年1月1日至3日放假调休，共3天。2011年12月31日（星期六）上班。", "2012-01-01 2012-01-02 2012-01-03", "2011-12-31"),
        (2024, "一、元旦：1月1日放假，与周末连休。", "2024-01-01", ""),
        (2024, "一、元旦：1月1日放假，与周末连休，共3天。", "2024-01-01", ""),
        (2015, "清明节：4月5日放假，4月6日（星期一）补休。", "2015-04-05 2015-04-06", ""),
        (2025, "一、元旦：1月1日（周三）放假1天，不调休。", "2025-01-01", ""),
        (2023, "清明节：4月5日放假，共1天。", "2023-04-05", ""),
        (
            2019,
            "2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。",
            "2019-05-01 2019-05-02 2019-05-03 2019-05-04",
            "2019-04-28 2019-05-05",
        ),
        (
            2015,
            "九月三日（星期四）至五日（星期六）放假调休，共三天，九月六日（星期日）上班。",
            "2015-09-03 2015-09-04 2015-09-05",
            "2015-09-06",
        ),
    ],
)
def test_other_years_are_read_as_they_were_written(year, text, off, working):
    assert said(text, year) == (off, working)
    assert doubts(text, year) == []


def test_a_whole_notice_gives_what_the_library_has():
    read = read_notice(OF_2024)
    assert (read.year, read.published_on, read.doubts) == (2024, date(2023, 10, 25), [])
    assert [(each.holiday, each.counted) for each in read.sums] == [
        *(("元旦", 1), ("春节", 8), ("清明节", 3), ("劳动节", 5), ("端午节", 1), ("中秋节", 3), ("国庆节", 7)),
    ]
    for number in range(358):
        day = date(2024, 1, 1) + timedelta(days=number)
        works = read.days[day].is_working if day in read.days else day.weekday() < 5
        assert works == chinese_calendar.is_workday(day), day


def test_advice_and_reminders_are_shown_as_remarks_and_are_no_days():
    remarks = read_notice(OF_2024).remarks
    assert any(remark.startswith("鼓励各单位") and "2月9日" in remark for remark in remarks)
    assert date(2024, 2, 9) not in read_notice(OF_2024).days


def test_the_principle_at_the_head_of_a_notice_is_no_holiday():
    head = "除个别特殊情形外，春节自农历除夕起放假调休8天，国庆节自10月1日起放假调休7天，劳动节放假调休5天。自2025年1月1日起，放假的假日增加2天。\n"
    assert said(TITLE + head + "一、元旦：1月1日至3日放假调休，共3天。1月4日上班。") == NEW_YEAR
    assert doubts(TITLE + head + "一、元旦：1月1日至3日放假调休，共3天。1月4日上班。") == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("元旦：1月1日至3日放假，共4天。", "New Year: the notice counts 4 days off, 3 were read: “1月1日至3日放假,共4天”"),
        ("元旦：1月1日（周五）放假。", "1 January 2026 is a Thursday; the notice says Friday: “1月1日(周五)放假”"),
        ("元旦：1月1日放假。1月5日（周一）上班。", "5 January 2026 is no day of a weekend, people work on it anyway: “1月5日(周一)上班”"),
        ("元旦：1月1日放假。将1月2日公休日调至1月4日。", "Not read, or not all of it: “将1月2日公休日调至1月4日”"),
        ("元旦：1月1日放假。2月30日放假。", "Not read, or not all of it: “2月30日放假”"),
        ("元旦：1月1日放假。10月7日至1日放假。", "Not read, or not all of it: “10月7日至1日放假”"),
        (
            "元旦：1月1日放假。2025年10月1日放假。",
            "1 October 2025 is neither in 2026 nor in the December before, and is left out: “2025年10月1日放假”",
        ),
        (
            "元旦：1月1日放假。1月4日上班。1月4日放假。",
            "4 January 2026 was named as the contrary before; what is said last holds: “1月4日放假”",
        ),
    ],
)
def test_what_does_not_add_up_or_is_not_read_is_named_with_its_sentence(text, doubt):
    assert doubts(text, 2026) == [doubt]


def test_holidays_that_are_not_named_are_told():
    with override("zh-hans"):
        assert read_notice("元旦：1月1日放假。春节：2月15日至23日放假。", 2026).doubts == [
            "通知未提及：清明节、劳动节、端午节、中秋节、国庆节。"
        ]


@pytest.mark.parametrize(
    ("text", "year", "english", "chinese"),
    [
        ("元旦：1月1日放假。", None, "The text does not say for which year it is", "文中未说明是哪一年的安排"),
        (TITLE + "元旦：1月1日放假。", 2027, "The text is the notice of 2026, not of 2027.", "文中是2026年的通知，不是2027年的。"),
        ("Notice on the Arrangement of Holidays in 2026. New Year: January 1 to 3.", 2026, "No day off and no working day", "未读出任何"),
        ("hello", 2026, "No day off and no working day", "未读出任何"),
        (TITLE, None, "No day off and no working day", "未读出任何"),
    ],
)
def test_what_is_no_notice_is_refused_in_words(text, year, english, chinese):
    for language, words in (("en", english), ("zh-hans", chinese)):
        with override(language), pytest.raises(UnreadableNotice, match=words):
            read_notice(text, year)


def test_a_day_that_is_not_final_is_told_as_approximate_in_both_languages():
    counted = Counted(date(2027, 3, 15), (2027,))
    assert counted_in_words(counted) == "about 15 March 2027: the working days of 2027 are not entered yet"
    assert counted_in_words(Counted(date(2026, 10, 19))) == "19 October 2026"
    with override("zh-hans"):
        assert counted_in_words(counted) == "约2027年3月15日：2027年的工作日安排尚未录入"
        assert counted_in_words(Counted(date(2028, 1, 4), (2027, 2028))) == "约2028年1月4日：2027、2028年的工作日安排尚未录入"
