"""Deadlines of customs recordals, and the cascade: what happened to a right, its holder or its licensees is told to customs, once."""

from datetime import date

import pytest

from enterprises.deadlines.deriving import open_deadlines, with_rows
from enterprises.renewals.status import of_recordal, of_registration
from tests.factories import make_enterprise, make_licence, make_recordal, make_registration, make_right_event, make_trademark
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = "2026-11-28"


def day(text):
    return text and date.fromisoformat(text)


def told(today=TODAY, until=None):
    """[(what, last day)] of all that is due at customs."""
    return [(each.what, each.day.isoformat()) for each in open_deadlines(day(today), day(until)) if each.recordal_id]


@pytest.fixture
def holder():
    return make_enterprise(slug="works")


@pytest.fixture
def right(holder):
    return make_registration(make_trademark(slug="mark", owner_id=holder.pk), number="1234567", expires_on=date(2030, 5, 20))


@pytest.fixture
def recordal(right, holder):
    return make_recordal(right.trademark, registration=right, holder_id=holder.pk, effective_on=date(2020, 6, 15))


def another(recordal, **fields):
    fields = {"registration": recordal.registration, "holder": recordal.holder, "effective_on": date(2020, 6, 15)} | fields
    return make_recordal(recordal.property, **fields)


def test_a_holder_who_is_renamed_changes_every_recordal(recordal, holder):
    another(recordal)
    event = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    assert told() == [("customs-change", "2026-11-05"), ("customs-change", "2026-11-05")]
    deadline = next(each for each in open_deadlines(day(TODAY)) if each.recordal_id == recordal.pk)
    assert deadline.key == f"customs-change:{recordal.pk}:{event.pk}"
    assert deadline.in_sum().startswith("18 September 2026 + 30 working days = 5 November 2026; Rule: Regulations on Customs Protection")
    assert [(shown.recordal, shown.event, shown.property.pk) for shown in with_rows([deadline])] == [
        (recordal, event, recordal.property_id)
    ]


@pytest.mark.parametrize(
    ("verb", "happened_on", "last"),
    [
        ("renewed", "2026-09-01", "2026-10-19"),
        ("contact-changed", "2026-01-05", "2026-02-14"),  # a Saturday on which people work
        ("other-change", "2025-01-20", "2025-03-07"),  # entered late, overdue, not skipped
        ("holder-renamed", "2026-09-18", "2026-11-05"),
    ],
)
def test_what_happens_to_the_mark_is_told_to_customs(recordal, right, verb, happened_on, last):
    make_right_event(verb, registration=right, happened_on=day(happened_on))
    assert told() == [("customs-change", last)]


def test_a_contact_may_change_in_the_recordal_itself(recordal):
    make_right_event("contact-changed", recordal=recordal, happened_on=date(2026, 1, 5))
    assert told() == [("customs-change", "2026-02-14")]


@pytest.mark.parametrize("is_event", [True, False])
def test_a_licence_is_told_when_it_begins_and_when_it_ends(recordal, is_event):
    for verb, column in (("licensed", "signed_on"), ("licence-ended", "ends_on")):
        licence = make_licence(recordal.property, **({} if is_event else {column: date(2026, 8, 20)}))
        if is_event:
            make_right_event(verb, licence=licence, happened_on=date(2026, 8, 20))
        assert told() == [("customs-change", "2026-10-08")]
        if is_event:
            make_right_event("told-to-customs", licence=licence, happened_on=date(2026, 9, 1))
        else:
            licence.told_to_customs_on = date(2026, 9, 1)
            licence.save()
        assert told() == []


def test_a_licence_for_elsewhere_is_none_of_the_customs_business(recordal):
    make_licence(recordal.property, territory="JP", signed_on=date(2026, 8, 20))
    assert told() == []
    make_licence(recordal.property, is_worldwide=True, signed_on=date(2026, 8, 20))
    assert told() == [("customs-change", "2026-10-08")]


@pytest.mark.parametrize("fields", [{"expires_on": date(2025, 5, 20)}, {"effective_on": date(2026, 9, 19)}])
def test_a_recordal_that_is_not_in_force_is_not_changed(right, holder, fields):
    make_recordal(right.trademark, registration=right, holder_id=holder.pk, **{"effective_on": date(2015, 6, 15)} | fields)
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    assert [what for what, _day in told() if what == "customs-change"] == []


def test_the_same_renaming_is_told_once(recordal, right, holder):
    first = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    make_right_event("holder-renamed", registration=right, happened_on=date(2026, 9, 18))
    (deadline,) = open_deadlines(day(TODAY))
    assert deadline.key == f"customs-change:{recordal.pk}:{first.pk}"


def test_a_corrected_event_dates_its_deadline_anew_and_the_key_stays(recordal, holder):
    wrong = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    (before,) = open_deadlines(day(TODAY))
    better = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1), replaces=wrong, reason="As published.")
    (after,) = open_deadlines(day(TODAY))
    assert (before.key, before.day) == (after.key, date(2026, 11, 5))
    assert (after.day, after.event_id) == (date(2026, 10, 19), better.pk)
    again = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 2), replaces=better, reason="Again.")
    (last,) = open_deadlines(day(TODAY))
    assert (last.key, last.event_id) == (before.key, again.pk)


def test_a_change_that_customs_were_told_of_is_closed(recordal, holder):
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 9, 17))
    assert told() == [("customs-change", "2026-11-05")]  # it was told of something before
    make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 10, 8))
    assert told() == []


def test_over_a_year_without_a_notice_the_day_is_approximate(recordal, holder):
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 11, 27))
    (deadline,) = open_deadlines(day(TODAY))
    assert deadline.is_approximate
    assert deadline.day.year == 2027
    assert "approximate: the working days of 2027 are not entered" in deadline.in_sum()


@pytest.mark.parametrize("verb", ["invalidated", "cancelled", "lapsed"])
def test_a_mark_that_ended_ends_its_recordal_at_once_and_the_recordal_is_cancelled(client, recordal, right, verb):
    make_right_event(verb, registration=right, happened_on=date(2026, 9, 30))
    assert str(of_recordal(recordal, day(TODAY)).label) == "ended with its registration"
    assert told() == [("customs-cancellation", "2026-11-17")]
    page = visit(client, "/en/trademarks/mark/")
    assert "ended with its registration" in page.one("section", aria_labelledby="recordals").text
    assert verb in page.one("section", aria_labelledby="registrations").text
    make_right_event("cancelled", recordal=recordal, happened_on=date(2026, 10, 8))
    assert told() == []


def test_a_mark_whose_grace_went_by_ends_its_recordal_without_an_event(recordal, right):
    right.expires_on = date(2026, 4, 3)
    right.save()
    recordal.expires_on = date(2030, 6, 14)
    recordal.save()
    assert told("2026-10-08") == []
    assert told("2026-10-09") == [("customs-cancellation", "2026-11-18")]  # counted from 8 October, the last day of the grace
    recordal.refresh_from_db()
    assert str(of_recordal(recordal, day("2026-10-09")).label) == "ended with its registration"


def test_an_assignment_cancels_the_recordal_of_the_former_holder_and_the_new_one_records_anew(client, recordal, right, holder):
    new = make_enterprise()
    make_right_event("assigned", registration=right, happened_on=date(2026, 9, 30), new_owner_id=new.pk)
    found = [(each.what, each.holder_id, each.day) for each in open_deadlines(day(TODAY)) if each.recordal_id]
    assert found == [
        ("customs-cancellation", holder.pk, date(2026, 11, 17)),
        ("recordal-anew", new.pk, date(2026, 11, 17)),
    ]
    assert str(of_recordal(recordal, day(TODAY)).label) == "ended with the assignment of its mark"
    assert "ended with the assignment" in visit(client, "/en/trademarks/mark/").one("section", aria_labelledby="recordals").text
    make_recordal(right.trademark, registration=right, holder_id=new.pk, effective_on=date(2026, 11, 1))
    assert told() == [("customs-cancellation", "2026-11-17")]
    make_right_event("holder-renamed", holder=new, happened_on=date(2026, 11, 10))
    assert ("customs-change", "2026-12-22") in told()  # of the new recordal, not of the old one
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("dates", "end_of_right", "today", "what", "opens_on", "last", "file_by"),
    [
        ({"effective_on": "2020-06-15"}, "2035-01-31", "2030-01-01", "recordal-renewal", "2029-12-14", "2030-06-14", None),
        ({"effective_on": "2020-06-15"}, None, "2030-01-01", "recordal-renewal", "2029-12-14", "2030-06-14", None),
        ({"effective_on": "2020-06-15"}, "2028-01-31", "2027-11-01", "recordal-renewal", "2027-07-31", "2028-01-31", None),
        ({"expires_on": "2026-08-31"}, "2036-01-01", "2026-03-01", "recordal-renewal", "2026-02-28", "2026-08-31", None),
        ({"expires_on": "2026-10-03"}, "2036-01-01", "2026-09-01", "recordal-renewal", "2026-04-03", "2026-10-03", "2026-09-30"),
        ({"expires_on": "2026-11-30"}, "2044-02-29", "2026-11-30", "recordal-renewal", "2026-05-30", "2026-11-30", None),
        ({"expires_on": "2026-10-03"}, "2036-01-01", "2026-10-04", "recordal-anew", None, "2026-10-03", None),
    ],
)
def test_a_recordal_is_renewed_before_it_ends_and_recorded_anew_after(dates, end_of_right, today, what, opens_on, last, file_by):
    right = make_registration(expires_on=day(end_of_right)) if end_of_right else None
    fields = {name: day(text) for name, text in dates.items()}
    recordal = make_recordal(right and right.trademark, registration=right, **fields)
    found = next(each for each in open_deadlines(day(today)) if each.recordal_id == recordal.pk)
    assert (found.what, found.opens_on, found.day, found.file_by) == (what, day(opens_on), day(last), day(file_by))
    assert found.to_be_confirmed  # article 10 was read, but how days are counted is inferred
    if file_by:
        assert "file by Wednesday 30 September 2026, the last working day before" in found.in_sum()
    if end_of_right is None:
        assert "Unless the right ends sooner" in found.in_sum()


@pytest.mark.parametrize(
    ("expires_on", "end_of_right", "following"),
    [
        ("2026-11-30", "2044-02-29", "2036-11-30"),
        ("2024-02-29", "2040-01-01", "2034-02-28"),
        ("2026-11-30", "2030-05-20", "2030-05-20"),  # the right ends sooner
    ],
)
def test_a_renewed_recordal_has_ten_years_or_until_its_right_ends(expires_on, end_of_right, following):
    right = make_registration(expires_on=day(end_of_right))
    recordal = make_recordal(right.trademark, registration=right, expires_on=day(expires_on))
    make_right_event("renewed", recordal=recordal, happened_on=day(expires_on))
    assert [each.day for each in open_deadlines(day("2029-11-01"), day("2037-01-01")) if each.what == "recordal-renewal"] == [
        day(following)
    ]


def test_a_mark_that_was_renewed_in_grace_has_lost_its_recordal_which_is_recorded_anew(client, holder):
    mark = make_trademark(slug="mark", owner_id=holder.pk)
    right = make_registration(mark, registered_on=date(2016, 5, 21), expires_on=date(2026, 5, 20))
    recordal = make_recordal(mark, registration=right, holder_id=holder.pk, effective_on=date(2018, 1, 1), expires_on=date(2026, 5, 20))
    assert told("2026-10-01") == []  # the mark itself is renewed first
    make_right_event("renewed", registration=right, happened_on=date(2026, 10, 15), expires_on=date(2036, 5, 20))
    assert told("2026-10-16") == [("recordal-anew", "2026-05-20")]
    fresh = type(right).objects.get(pk=right.pk)
    assert of_registration(fresh, day("2026-10-16")).key == "in-force"
    assert of_recordal(type(recordal).objects.get(pk=recordal.pk), day("2026-10-16")).key == "expired"
    make_recordal(mark, registration=right, holder_id=holder.pk, effective_on=date(2026, 11, 1))
    assert told("2026-11-28") == []


def test_a_recordal_that_ends_with_its_mark_says_to_renew_the_mark_first(holder):
    right = make_registration(expires_on=date(2026, 12, 31))
    make_recordal(right.trademark, registration=right, effective_on=date(2020, 6, 15))
    found = [each for each in open_deadlines(day(TODAY)) if each.what == "recordal-renewal"]
    assert ["renew the mark first" in each.in_sum() for each in found] == [True]


def test_a_recordal_without_a_registration_hears_of_its_mark_in_china_only():
    mark = make_trademark()
    at_home, abroad = make_registration(mark), make_registration(mark, territory="JP")
    make_recordal(mark, effective_on=date(2020, 6, 15))
    make_right_event("renewed", registration=abroad)
    assert told() == []
    make_right_event("renewed", registration=at_home)
    assert told() == [("customs-change", "2026-10-19")]
