"""What a cell means, by the kind of its column: one row of the table is one cell."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from initiatives.models import Exhibition
from portal.sheets import readers
from portal.sheets.cells import CellSort, RefusedCell, SheetCell
from portal.text.figure_wording import Currency


def text(value):
    return SheetCell(CellSort.TEXT, value, "C5")


def number(value, shown=""):
    return SheetCell(CellSort.NUMBER, Decimal(value), "C5", shown)


def day(value, shown=""):
    return SheetCell(CellSort.DATE, date.fromisoformat(value), "C5", shown)


def on(value, precision="day"):
    return date.fromisoformat(value), precision


def refused(said, *choices):
    """That a cell is refused with a reason or a remedy that says so, and with these texts to choose from."""
    return ("refused", said, list(choices))


SPOILT = refused("Format the column as text, and paste the code again")
DATES = [
    (text("2025.4"), on("2025-04-01", "month")),
    (number("2025.4"), on("2025-04-01", "month")),
    (text("2025.1"), on("2025-01-01", "month")),
    (number("2025.1"), refused("January or October", "2025-01", "2025-10")),
    (number("2025.1", "2025.10"), on("2025-10-01", "month")),
    (number("2025.12"), on("2025-12-01", "month")),
    (number("2025"), on("2025-01-01", "year")),
    (text("2025年4月"), on("2025-04-01", "month")),
    (text("２０２５年４月５日"), on("2025-04-05")),
    (text("二〇二五年五月"), on("2025-05-01", "month")),
    (text("2025/5"), on("2025-05-01", "month")),
    (text("2025.5.21."), on("2025-05-21")),
    (text("21/5/2025"), on("2025-05-21")),
    (text("20250521"), on("2025-05-21")),
    (number("20250521"), on("2025-05-21")),
    (text("2025-05-21 00:00:00"), on("2025-05-21")),
    (text("2025-05-21T09:30:00Z"), on("2025-05-21")),
    (text("2025年5月21日（星期三）上午9:30"), on("2025-05-21")),
    (text("Wed, 21 May 2025"), on("2025-05-21")),
    (text("21 May 2025 (Wed)"), on("2025-05-21")),
    (day("2025-05-21"), on("2025-05-21")),
    (day("2025-05-01", "2025-05"), on("2025-05-01", "month")),
    (text("5/6/2025"), refused("6 May 2025 or 5 June 2025", "2025-05-06", "2025-06-05")),
    (text("2025-02-29"), refused("no day “2025-02-29” in the calendar")),
    (text("至今"), refused("Where no end is known, leave the cell empty.")),
    (text(f"2025{' ' * 30_000}x"), refused("longer than any date")),
    (text("五月"), refused("The year is missing")),
    (text("25.5.21"), refused("four digits")),
    (number("45798"), refused("lost the format", "2025-05-21")),
    (text("2024.12.30-2025.1.3"), refused("names two dates")),
    (text("2025.5-7"), refused("names two dates")),
]
SPANS = [
    (text("2024.12.30-2025.1.3"), (on("2024-12-30"), on("2025-01-03"))),
    (text("2025.5.21—25"), (on("2025-05-21"), on("2025-05-25"))),
    (text("2025年5月28日至6月3日"), (on("2025-05-28"), on("2025-06-03"))),
    (text("2025年4月-6月"), (on("2025-04-01", "month"), on("2025-06-01", "month"))),
    (text("2025.5-7"), (on("2025-05-01", "month"), on("2025-07-01", "month"))),
    (text("2024-2025"), (on("2024-01-01", "year"), on("2025-01-01", "year"))),
    (text("28 May - 3 June 2025"), (on("2025-05-28"), on("2025-06-03"))),
    (text("May 21-25, 2025"), (on("2025-05-21"), on("2025-05-25"))),
    (text("2025.5.21至今"), (on("2025-05-21"), (None, "day"))),
    (text("2025-5-6"), (on("2025-05-06"), (None, "day"))),
    (text("2025.5.25-2025.5.21"), refused("ends before it begins")),
    (text("5.21-5.25"), refused("is no date")),
]
NUMBERS = [
    (text("1,500,000"), Decimal(1500000)),
    (text("１５０万"), Decimal(1500000)),
    (text("3.5亿"), Decimal(350000000)),
    (text("1\u00a0500\u00a0000"), Decimal(1500000)),
    (text("（5）"), Decimal(-5)),
    (text("−5"), Decimal(-5)),
    (text("0"), Decimal(0)),
    (number("30"), Decimal(30)),
    (text("约3万"), refused("more than a number", "30000")),
    (text("1.500"), refused("may be 1,500 or 1.5", "1500", "1.5")),
    (text("'1500"), Decimal("1500")),
    (number("1500", "1500 USD"), Decimal("1500")),
    (number("150", "150万元"), refused("more than a number", "1500000")),
    (text("50%"), refused("part of a whole", "50", "0.5")),
    (number("0.5", "50%"), refused("part of a whole", "50", "0.5")),
    (text("1.5E+11"), refused("does not show all digits")),
    (text("½"), refused("plain digits")),
    (SheetCell(CellSort.ERROR, "#N/A", "C5"), refused("holds an error of the sheet: #N/A")),
    (SheetCell(CellSort.FORMULA, "=A1*2", "C5"), refused("formula without a stored result: =A1*2")),
    (SheetCell(CellSort.YES_NO, True, "C5", "TRUE"), refused("“TRUE” is no number")),
]
CODES = [
    (text("911000001000013428"), "911000001000013428"),
    (text(" 91100000100001342８ "), "911000001000013428"),
    (text("9110 0000\u200b 1000\u00a0013428"), "911000001000013428"),
    (number("12345678"), "12345678"),
    (text("12345678.0"), "12345678"),
    (text("012345"), "012345"),
    (number("12345", "012345"), "012345"),
    (text("'012345"), "012345"),
    (text("9.16201E+17"), SPOILT),
    (number("916201000000000000", "9.16201E+17"), SPOILT),
    (number("911000001000013428"), SPOILT),
    (day("2025-05-01"), SPOILT),
]
WORDS = [
    (text('=HYPERLINK("http://x")'), '=HYPERLINK("http://x")'),
    (text("兰州\n文化"), "兰州文化"),
    (text(" Lan\u200b zhou\u00a0\nCo.,  Ltd.\u3000x "), "Lan zhou Co.,  Ltd.\u3000x"),
    (text(f"a{' ' * 30_000}b"), f"a{' ' * 30_000}b"),
    (number("2025"), "2025"),
    (text("a\x07b"), refused("Character 2 (U+0007)")),
]
YES_OR_NO = [(text(word), True) for word in ("是", "√", "Y", "有", "TRUE", "1")] + [(text(word), False) for word in ("否", "×", "No", "0")]
PLACES = [
    *((text(name), "HK") for name in ("香港", "中国香港", "Hong Kong, China", "HK")),
    (text("USA"), "US"),
    (text("澳"), refused("several", "Australia", "Macao, China")),
    (text("Atlantis"), refused("no country or region that is known")),
]
TABLE = [
    *((readers.read_partial, *row) for row in DATES),
    (readers.read_day, text("2025.4"), refused("gives no day")),
    (readers.read_year, text("２０２５年度"), 2025),
    (readers.read_year, day("2025-05-21"), refused("more than a year", "2025")),
    *((readers.read_span, *row) for row in SPANS),
    *((readers.read_number, *row) for row in NUMBERS),
    (readers.read_whole, text("12.0"), 12),
    (readers.read_whole, number("3.5"), refused("no whole number")),
    *((readers.read_code, *row) for row in CODES),
    *((readers.read_text, *row) for row in WORDS),
    (readers.read_paragraphs, text("一\t\r\n\r二\r\n\r\n"), "一\t\n\n二"),
    (readers.read_several, text("第16类、25类；35"), ["第16类", "25类", "35"]),
    (readers.read_several, text("甲公司；乙公司\nA, B Co., Ltd;甲公司"), ["甲公司", "乙公司", "A, B Co., Ltd"]),
    *((readers.read_yes_no, *row) for row in YES_OR_NO),
    (readers.read_yes_no, text("maybe"), refused("neither yes nor no", "yes", "no")),
    *((readers.read_country, *row) for row in PLACES),
]


def outcome(read, *arguments):
    try:
        return read(*arguments)
    except RefusedCell as error:
        return error


@pytest.mark.parametrize(("read", "cell", "expected"), TABLE, ids=lambda part: part.text[:30] if isinstance(part, SheetCell) else None)
def test_a_cell_is_read_or_refused_with_what_to_do(read, cell, expected):
    with override("en"):
        found = outcome(read, cell)
    if isinstance(expected, tuple) and expected[0] == "refused":
        assert isinstance(found, RefusedCell), found
        assert expected[1] in f"{found.reason} {found.remedy}"
        assert [typed for typed, _label in found.choices] == expected[2]
    else:
        assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_offered_is_read(language):
    with override(language):
        offered = [(read, typed) for read, cell, _expected in TABLE for typed, _label in getattr(outcome(read, cell), "choices", ())]
        assert len(offered) > 12
        assert [(read, typed) for read, typed in offered if isinstance(outcome(read, text(typed)), RefusedCell)] == []


def test_a_figure_keeps_its_qualifier_and_a_number_its_point():
    figure = readers.read_figure(text("近150万元"))
    assert (figure.value, figure.currencies, figure.qualifier) == (1500000, (Currency.CNY,), "nearly")
    assert [readers.read_figure(cell).value for cell in (number("1.234"), number("0"), number("0.5", "50%"))] == [Decimal("1.234"), 0, 50]
    money = readers.read_figure(number("150", "150万元"))
    assert (money.value, money.currencies) == (1500000, (Currency.CNY,))
    assert readers.read_figure(number("0.5", "50%")).unit == "%"


def test_a_choice_is_named_in_either_language():
    choices = Exhibition.Format.choices
    with override("zh-hans"):
        labels = [str(label) for _value, label in choices]
    assert [readers.read_choice(text(label), choices) for label in labels] == [value for value, _label in choices]
    with override("en"):
        labels = [str(label) for _value, label in choices]
        assert [readers.read_choice(text(label.upper()), choices) for label in labels] == [value for value, _label in choices]
        assert [typed for typed, _label in outcome(readers.read_choice, text("?!"), choices).choices] == labels


def test_dashes_and_words_for_nothing_are_nothing_and_zero_is_not():
    nothing = ["", " ", "\u200b", "—", "——", "－", "-", "/", "无", "（无）", "暂无", "N/A", "n/a"]
    something = ["0", "无锡", "NA", "否", "A/B"]
    assert [each for each in nothing + something if readers.is_nothing(text(each))] == nothing
    assert not readers.is_nothing(number("0"))
    assert readers.is_nothing(SheetCell())
