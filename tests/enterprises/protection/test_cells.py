"""Where a mark stands at the destination of a show, class by class: rules of the field, whose right values are written out here."""

from datetime import date

import pytest
from django.utils.translation import override

from enterprises.models import Reach
from enterprises.protection.cells import CellState, together
from enterprises.protection.destinations import Destination
from enterprises.protection.marks import marks_with_rights, protection_of
from enterprises.protection.reach import Reaches
from tests.factories import make_registration, make_right_event, make_trademark

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2026, 11, 29)
DAYS = ("registered_on", "filed_on", "expires_on", "checked_on", "international_registered_on")
MARCH = ("2027-03-01", "2027-03-31")  # a show known to its month


def right(territory, nice_class=16, route="national", **fields):
    """A registration that is in force and was looked up lately, unless the row says otherwise."""
    usual = {"registered_on": "2020-04-16", "filed_on": "2019-04-16", "expires_on": "2030-04-16", "checked_on": "2026-10-01"}
    named = {"territory": territory, "nice_class": nice_class, "route": route} | usual | fields
    return {name: date.fromisoformat(value) if name in DAYS and value else value for name, value in named.items()}


def madrid(territory, nice_class=16, **fields):
    return right(territory, nice_class, "madrid", **{"filed_on": None} | fields)


def eu(nice_class=16, **fields):
    return right("EU", nice_class, "regional", **fields)


def make_mark(*rows, **fields):
    mark = make_trademark(**fields)
    for row in rows:
        make_registration(mark, **row)
    return marks_with_rights().get(pk=mark.pk)


def show(territory, days=MARCH, nice_classes=()):
    return Destination("show", territory, *map(date.fromisoformat, days), nice_classes=nice_classes)


def cells_at(mark, where, today=TODAY):
    return protection_of(mark, where, today, Reaches(Reach.objects.all()))


def said(cells, number):
    """(state, the reason with the notes beside it) of the cell of one class."""
    found = next(cell for cell in cells if cell.nice_classes in ((), (number,)))
    return found.state.value, " | ".join([found.reason, *found.notes])


ONLY_FILED = {"registered_on": None, "expires_on": None}
YOUNG = {"registered_on": "2024-05-20", "expires_on": "2034-05-20"}


@pytest.mark.parametrize(
    ("rows", "where", "number", "state", "expected"),
    [
        # the rows of the department's own table
        ([right("CN"), right("CN", 25), madrid("SG")], show("SG"), 16, "protected", "protected (Madrid, class 16)"),
        ([right("CN"), madrid("SG")], show("SG", nice_classes=(25,)), 25, "other-class", "gap: other class (class 16, not class 25)"),
        (
            [madrid("CN")],
            show("MO", ("2026-12-01", "2026-12-31")),
            16,
            "gap",
            "gap: Macao is not in the Madrid System; national filing only (to be confirmed) (class 16)",
        ),
        ([madrid("CN")], show("HK"), 16, "gap", "gap: check whether Hong Kong can be designated yet (to be confirmed) (class 16)"),
        (
            [eu()],
            show("GB"),
            16,
            "gap",
            "gap: since 2021 an EU registration does not reach the United Kingdom, unless a comparable UK mark is registered (class 16)",
        ),
        (
            [right("US", filed_on="2026-09-01", **ONLY_FILED)],
            show("US"),
            16,
            "applied",
            "applied for, not protected (national office, class 16)",
        ),
        ([right("SG", expires_on="2027-02-15")], show("SG"), 16, "at-risk", "at risk: ends before the show opens, on 15 February 2027"),
        ([madrid("JP", **YOUNG)], show("JP"), 16, "protected", "protected, depends on the basic mark until 20 May 2029"),
        ([right("JP", checked_on="2023-01-10")], show("JP"), 16, "not-checked", "protected as of 10 January 2023; check again"),
        # a right that is there
        ([right("SG")], show("SG"), 16, "protected", "protected (national office, class 16)"),
        ([eu()], show("DE"), 16, "protected", "protected (European Union, class 16)"),
        ([madrid("EU")], show("HR"), 16, "protected", "protected (Madrid, class 16)"),
        ([eu(), right("GB", number="UK00918012345")], show("GB"), 16, "protected", "protected (national office, class 16)"),
        ([eu()], show("GB", ("2020-03-01", "2020-03-03")), 16, "at-risk", "at risk: not yet in force"),
        (
            [eu(filed_on="2010-01-05", registered_on="2010-05-01")],
            show("GB", ("2020-03-01", "2020-03-03")),
            16,
            "protected",
            "protected (European Union",
        ),
        ([right("JP", checked_on="2026-11-28")], show("JP"), 16, "protected", "protected (national office, class 16)"),
        ([right("JP", checked_on="2025-11-29")], show("JP"), 16, "protected", "protected (national office, class 16)"),
        ([right("SG", expires_on="2027-03-31")], show("SG"), 16, "protected", "renewal is due by 31 March 2027"),
        ([right("CN", expires_on="2036-05-20")], show("CN"), 16, "protected", "protected (national office, class 16)"),
        # one that nobody has looked up
        ([right("JP", checked_on="2025-11-28")], show("JP"), 16, "not-checked", "protected as of 28 November 2025; check again"),
        (
            [right("JP", checked_on=None)],
            show("JP"),
            16,
            "not-checked",
            "protected (national office, class 16); never looked up at the office",
        ),
        ([right("JP", filed_on=None, **ONLY_FILED)], show("JP"), 16, "not-checked", "entered without its dates"),
        ([right("TH", expires_on="2026-08-01")], show("TH"), 16, "not-checked", "date of expiry has passed"),
        ([right("SG", filed_on="2016-01-10", expires_on=None)], show("SG"), 16, "not-checked", "first term over; renewal not listed"),
        ([madrid("MO")], show("MO"), 16, "not-checked", "check the entry (Madrid, class 16): Macao is not in the Madrid System"),
        # one that ends, or begins, about the days of the show
        ([right("SG", expires_on="2027-02-15")], show("SG"), 16, "at-risk", "in grace on the show’s days, until 15 August 2027"),
        ([right("SG", expires_on="2027-03-30")], show("SG"), 16, "at-risk", "ends before the show closes, on 30 March 2027"),
        ([right("SG", expires_on="2026-10-31")], show("SG"), 16, "at-risk", "its term ended before the show opens, on 31 October 2026"),
        (
            [right("SG", expires_on="2026-08-15")],
            show("SG"),
            16,
            "at-risk",
            "in grace until 15 February 2027, which is before the show opens",
        ),
        ([right("SG", filed_on="2017-02-10", expires_on=None)], show("SG"), 16, "at-risk", "no renewal is entered"),
        ([right("TH", expires_on="2027-01-31")], show("TH"), 16, "at-risk", "no rule of renewal is entered for it"),
        (
            [madrid("SG", expires_on="2027-01-31")],
            show("SG"),
            16,
            "at-risk",
            "ends before the show opens, on 31 January 2027 (Madrid, class 16)",
        ),
        ([right("SG", registered_on="2027-03-05")], show("SG"), 16, "at-risk", "not yet in force when the show opens"),
        # nothing that counts
        ([madrid("SG", expires_on="2026-01-31")], show("SG"), 16, "gap", "is entered, but: expired"),
        ([right("CN")], show("SG"), 16, "gap", "gap: no registration entered (Singapore, class 16)"),
        ([right("CN")], show("SG"), 16, "gap", "no search of the register there is entered"),
        ([], show("SG"), 16, "gap", "gap: no registration entered (Singapore, no class entered)"),
        ([], show("SG", nice_classes=(9,)), 9, "gap", "gap: no registration entered (Singapore, class 9)"),
        ([right("CN")], show("HK"), 16, "gap", "check whether Hong Kong can be designated yet (to be confirmed)"),
        ([eu()], show("CH"), 16, "gap", "gap: no registration entered (Switzerland, class 16)"),
        ([eu()], show("HR", ("2013-06-01", "2013-06-02")), 16, "gap", "gap: no registration entered (Croatia, class 16)"),
        ([madrid("CN")], show("TW"), 16, "gap", "cannot be designated under the Madrid System"),
        # class by class
        ([right("SG", 35)], show("SG", nice_classes=(16,)), 16, "other-class", "gap: other class (class 35, services, not class 16)"),
        ([right("SG", 35), right("CN", 16)], show("SG"), 35, "protected", "protected (national office, class 35, services)"),
        ([right("SG", expires_on="2027-02-15"), madrid("SG")], show("SG"), 16, "protected", "protected (Madrid, class 16)"),
        ([right("SG", 16, **ONLY_FILED), right("SG", 25)], show("SG"), 16, "applied", "applied for, not protected"),
    ],
)
def test_each_class_says_where_it_stands(rows, where, number, state, expected):
    cells = cells_at(make_mark(*rows), where)
    assert said(cells, number)[0] == state
    assert expected in said(cells, number)[1]


def test_of_a_group_nobody_knows_which_mark_it_is():
    group = make_mark(right("HK"), kind="trademark-group")
    for where in (show("HK"), show("SG")):
        assert said(cells_at(group, where), None) == ("not-known", "not known: the source does not say which marks")


def test_what_happens_to_the_basic_mark_is_said_of_what_depends_on_it():
    mark = make_mark(right("CN", number="12345678"), madrid("JP", **YOUNG))
    basic = mark.registrations.get(territory="CN")
    make_right_event("opposed", registration=basic, happened_on=date(2026, 9, 1))
    state, text = said(cells_at(marks_with_rights().get(pk=mark.pk), show("JP")), 16)
    assert (state, "opposed on 1 September 2026" in text) == ("protected", True)
    cancelled = make_right_event("cancelled", registration=basic, happened_on=date(2026, 11, 1))
    assert said(cells_at(marks_with_rights().get(pk=mark.pk), show("JP")), 16)[0] == "at-risk"
    make_right_event("opposed", registration=basic, happened_on=date(2026, 11, 2), replaces=cancelled, reason="Another mark.")
    assert said(cells_at(marks_with_rights().get(pk=mark.pk), show("JP")), 16)[0] == "protected"
    assert "basic" not in said(cells_at(marks_with_rights().get(pk=mark.pk), show("JP", ("2029-05-21", "2029-05-22"))), 16)[1]


def test_classes_that_say_the_same_are_told_together():
    mark = make_mark(madrid("SG", 25), madrid("SG", 16), right("CN", 9))
    cells = together(cells_at(mark, show("SG")))
    assert [(cell.state, cell.reason) for cell in cells] == [
        (CellState.OTHER_CLASS, "gap: other class (classes 16, 25, not class 9)"),
        (CellState.PROTECTED, "protected (Madrid, classes 16, 25)"),
    ]
    assert [len(cell.rows) for cell in cells] == [2, 2]


def test_what_is_on_record_of_the_law_decides_not_the_code():
    mark = make_mark(madrid("HK"))
    assert said(cells_at(mark, show("HK")), 16)[0] == "not-checked"
    Reach.objects.filter(territory="HK").update(answer="yes", confidence="H")
    assert said(cells_at(mark, show("HK")), 16) == ("protected", "protected (Madrid, class 16)")


def test_it_is_told_in_chinese():
    with override("zh-hans"):
        cells = cells_at(make_mark(madrid("SG")), show("SG", nice_classes=(25,)))
        assert [cell.reason for cell in cells] == ["已获保护（马德里，第16类）", "缺口：类别不同（已有第16类，未有第25类）"]
