"""What may be added up, and what is refused with its reason."""

from datetime import date
from decimal import Decimal

import pytest

from portal.sheets.sums import Addend, WhyNotAdded, YearOrPeriod, add_up, by_year_and_measure

YEAR_2025 = (date(2025, 1, 1), date(2025, 12, 31))
SPRING, MAY = (date(2025, 3, 1), date(2025, 5, 31)), (date(2025, 5, 1), date(2025, 5, 31))
SUMMER = (date(2025, 6, 1), date(2025, 8, 31))
SEVEN_YEARS = (date(2011, 1, 1), date(2017, 12, 31))


def figure(value, about="show-a", qualifier="exactly", currency="CNY", measure="revenue", **fields):
    return Addend(about, measure, Decimal(value), qualifier, currency, **fields)


@pytest.mark.parametrize(
    ("figures", "total", "why_not"),
    [
        ([figure(1_500_000), figure(2_000_000, "show-b")], 3_500_000, []),
        ([figure(1_500_000, qualifier="nearly"), figure(2_000_000, "show-b")], None, ["QUALIFIED"]),
        ([figure(1, qualifier="over"), figure(2, "show-b", qualifier="over")], None, ["QUALIFIED"]),
        ([figure(1_000_000), figure(1_000_000, "show-b", currency="HKD")], None, ["CURRENCIES"]),
        ([figure(1, period=SPRING), figure(2, period=SUMMER)], 3, []),
        ([figure(1, period=SPRING), figure(2, period=MAY)], None, ["OVERLAPPING"]),
        ([figure(1, period=SPRING), figure(2, "show-b", period=MAY)], 3, []),
        ([figure(1, period=SPRING), figure(2)], None, ["PERIODS", "OVERLAPPING"]),
        ([figure(1, period=YEAR_2025), figure(2, "show-b", period=SEVEN_YEARS)], None, ["PERIODS"]),
        ([figure(1), figure(2, "show-b", measure="visitors", currency="")], None, ["MEASURES", "CURRENCIES"]),
        ([figure(1, as_of=date(2025, 5, 1)), figure(2, "show-b", as_of=date(2025, 6, 1))], None, ["DAYS"]),
        ([figure(1, as_of=date(2025, 5, 1)), figure(2, "show-b")], None, ["DAYS"]),
        ([figure(1), figure(2)], None, ["DIFFERING"]),
        ([figure(330, adding="whole-show", currency=""), figure(12, "show-b", currency="")], None, ["WHOLE_SHOW"]),
        ([figure(3, adding="", currency=""), figure(4, "show-b", adding="", currency="")], None, ["NOT_SAID"]),
        ([figure(330)], None, []),
        ([], None, []),
    ],
)
def test_figures_are_added_up_or_refused_with_the_reason(figures, total, why_not):
    added = add_up(figures)
    assert (added.total, [WhyNotAdded(reason).name for reason in added.why_not]) == (total, why_not)
    shown = sorted(figures, key=lambda each: each.currency)  # whatever is said of them, each is shown
    assert (added.figures, added.told_again) == (shown, 0)


def test_the_same_figure_of_two_sources_counts_once_and_that_is_said():
    added = add_up([figure(5, row="first"), figure(5, row="second"), figure(7, "show-b")])
    assert (added.total, added.told_again, [each.row for each in added.figures]) == (12, 1, ["first", None])


def test_currencies_are_added_up_each_by_itself():
    told = [(figure(2, "b", currency="HKD"), 2025), (figure(1), 2025), (figure(3, "c"), 2025)]
    [parts] = by_year_and_measure(told).values()
    assert [(part.figures[0].currency, part.total) for part in parts] == [("CNY", 4), ("HKD", None)]


def test_a_figure_stands_in_the_year_of_its_period_else_under_its_own_period_else_in_the_year_of_its_record():
    long, short, plain = (figure(1, about=each, period=period) for each, period in (("a", SEVEN_YEARS), ("b", MAY), ("c", (None, None))))
    found = by_year_and_measure([(long, 2017), (short, 2024), (plain, 2017), (figure(4, "d", period=(date(2025, 5, 1), None)), 2025)])
    assert [place for place, _measure in found] == [
        YearOrPeriod(None, SEVEN_YEARS),
        YearOrPeriod(2025),
        YearOrPeriod(2017),
        YearOrPeriod(None, (date(2025, 5, 1), None)),
    ]
