"""Working days are counted by the notices on record, and what no notice on record says is never said for certain."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises import kept_for_a_request
from enterprises.models import CalendarDay, HolidayNotice
from enterprises.working_days.arithmetic import Counted, working_calendar
from enterprises.working_days.keeping import SHIPPED_NOTICES, days_of
from enterprises.working_days.notices import read_notice
from tests.enterprises.working_days.pasted import ADDRESS, OF_2024

pytestmark = [pytest.mark.django_db, pytest.mark.once]

day = date.fromisoformat


@pytest.fixture(scope="module")
def calendar(kept):
    """2025 and 2026, which come with the portal, and 2024."""
    HolidayNotice.objects.create(year=2024, address=ADDRESS, text=OF_2024)
    CalendarDay.objects.bulk_create(days_of(read_notice(OF_2024)))
    return working_calendar()


ADDED = [  # working_days: from, how many, the day, whether it is final
    ("2026-08-20", 30, "2026-10-08", True),
    ("2026-09-01", 30, "2026-10-19", True),
    ("2026-09-30", 30, "2026-11-17", True),
    ("2026-10-01", 30, "2026-11-17", True),
    ("2026-01-05", 30, "2026-02-14", True),
    ("2026-01-30", 30, "2026-03-19", True),
    ("2026-02-24", 30, "2026-04-07", True),
    ("2025-01-20", 30, "2025-03-07", True),
    ("2025-09-25", 30, "2025-11-12", True),
    ("2025-12-31", 30, "2026-02-12", True),
    ("2026-04-28", 30, "2026-06-11", True),
    ("2025-11-20", 30, "2026-01-04", True),
    ("2024-02-29", 30, "2024-04-12", True),
    ("2026-06-18", 1, "2026-06-22", True),
    ("2026-04-28", 10, "2026-05-14", True),
    ("2026-11-19", 30, "2026-12-31", False),  # the notice of 2027 may reach into December
    ("2026-11-12", 29, "2026-12-23", True),
    ("2026-11-29", 30, "2027-01-08", False),
    ("2026-10-19", -30, "2026-09-01", True),
    ("2026-10-03", 0, "2026-10-03", True),
]


@pytest.mark.parametrize(("start", "number", "end", "is_final"), ADDED)
def test_working_days_are_counted_from_the_day_after(calendar, start, number, end, is_final):
    counted = calendar.add(day(start), number)
    assert (counted.day, counted.is_final) == (day(end), is_final)


WORKED = [  # day, whether people work; None: not known
    ("2026-01-04", True),
    ("2026-02-14", True),
    ("2026-09-20", True),
    ("2026-10-10", True),
    ("2026-10-07", False),
    ("2026-04-06", False),
    ("2026-05-09", True),
    ("2025-10-06", False),
    ("2026-11-27", True),
    ("2026-11-28", False),
    ("2024-06-10", False),
    ("2027-01-04", None),
    ("2027-02-14", None),
    ("2026-12-24", True),
    ("2026-12-26", None),
    ("2026-12-31", None),
    ("2025-12-31", True),
    ("2023-12-29", None),
]


@pytest.mark.parametrize(("asked", "answer"), WORKED)
def test_of_a_day_of_which_no_notice_on_record_speaks_it_is_not_known_whether_people_work(calendar, asked, answer):
    assert calendar.is_working(day(asked)) is answer


@pytest.mark.parametrize(
    ("asked", "forward"),
    [("2026-09-26", "2026-09-28"), ("2026-02-15", "2026-02-24"), ("2026-04-04", "2026-04-07"), ("2026-10-10", "2026-10-10")],
)
def test_a_last_day_rolls_to_the_first_working_day_on_or_after(calendar, asked, forward):
    assert calendar.roll_forward(day(asked)) == Counted(day(forward))


@pytest.mark.parametrize(("asked", "back"), [("2026-10-05", "2026-09-30"), ("2026-05-05", "2026-04-30"), ("2026-02-14", "2026-02-14")])
def test_a_day_rolls_back_to_the_last_working_day_on_or_before(calendar, asked, back):
    assert calendar.roll_back(day(asked)) == Counted(day(back))


def test_a_roll_over_new_year_without_a_notice_names_the_year(calendar):
    assert calendar.roll_forward(day("2026-12-26")) == Counted(day("2026-12-28"), (2027,))
    assert calendar.roll_back(day("2028-01-01")) == Counted(day("2027-12-31"), (2027, 2028))


@pytest.mark.parametrize(
    ("first", "last", "number", "is_final"),
    [("2026-10-01", "2026-10-31", 18, True), ("2026-01-01", "2026-12-31", 248, True), ("2025-01-01", "2025-12-31", 248, True)],
)
def test_the_working_days_of_a_span_are_counted_with_both_ends(calendar, first, last, number, is_final):
    assert calendar.count(day(first), day(last)) == (number, is_final)


def test_a_span_over_a_year_that_is_not_on_record_is_counted_and_not_final(calendar):
    assert calendar.count(day("2026-12-28"), day("2027-01-03")) == (5, False)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_is_as_the_library_has_it(calendar, year):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(358)]
    days += [each for each in (date(year, 12, 24) + timedelta(days=n) for n in range(8)) if year < 2026]
    assert [each for each in days if calendar.is_working(each) != chinese_calendar.is_workday(each)] == []


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_counting_ends_where_the_calendar_does(calendar, edge):
    assert {calendar.add(edge, 30).day, calendar.roll_forward(edge).day, calendar.roll_back(edge).day} == {edge}


def test_the_calendar_is_read_once_for_each_request_and_anew_after_a_save():
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            working_calendar(), working_calendar()
        return len(queries)

    assert asked() == 2
    with kept_for_a_request.kept_meanwhile():
        assert asked() == 1
        assert asked() == 0
        kept_for_a_request.forget()
        assert asked() == 1
    assert asked() == 2


def test_the_shipped_years_are_read_without_a_doubt():
    readings = [read_notice("\n".join(row["text"])) for row in SHIPPED_NOTICES]
    assert [(reading.year, reading.doubts, all(each.agrees for each in reading.sums)) for reading in readings] == [
        (2025, [], True),
        (2026, [], True),
    ]


@pytest.mark.engine("sqlite", "postgresql")
def test_the_shipped_years_come_back_until_staff_change_them():
    HolidayNotice.objects.filter(year=2025).delete()
    HolidayNotice.history.filter(year=2025).delete()
    CalendarDay.history.filter(notice=2025).delete()
    CalendarDay.objects.filter(day="2026-10-10").update(is_working=False)  # as an earlier version of the portal shipped it
    call_command("migrate", verbosity=0)
    assert CalendarDay.objects.filter(notice=2025).count() == 33
    assert CalendarDay.objects.get(day="2026-10-10").is_working
    notice = HolidayNotice.objects.get(year=2025)
    notice.title = "By staff"
    notice.save()
    staffs = CalendarDay.objects.get(day="2025-10-11")
    staffs.is_working = False
    staffs.save()
    HolidayNotice.objects.get(year=2026).delete()
    call_command("migrate", verbosity=0)
    assert list(HolidayNotice.objects.filter(year__gte=2025).values_list("year", "title")) == [(2025, "By staff")]
    assert CalendarDay.objects.get(day="2025-10-11").is_working is False
