"""Tasks follow their deadlines: made once, dated anew with the former day kept, closed by what was done, told again once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from enterprises.deadlines.deriving import open_deadlines
from enterprises.models import CalendarDay, LegalRule, Reminder, Task
from enterprises.tasks.following import follow, follow_event, tasks_kept
from enterprises.tasks.history import changes_of, former_days
from enterprises.tasks.reminding import remind
from enterprises.working_days.changes import calendar_changed
from portal.models import Mail
from tests.admin_pages import messages_of, send
from tests.factories import make_licence, make_recordal, make_registration, make_right_event

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def days(what="customs-change"):
    return [task.day.isoformat() for task in Task.objects.filter(what=what).order_by("key")]


def reminders_of(person, what="customs-change"):
    return Reminder.objects.filter(person=person, task__what=what)


@pytest.mark.engine("sqlite", "postgresql")
def test_a_task_is_made_once_whoever_asks(registration):
    deadlines = open_deadlines(date(2026, 11, 29))
    assert [deadline.what for deadline in deadlines] == ["renewal"]
    first, second = tasks_kept(deadlines), tasks_kept(deadlines)
    assert first == second
    [task] = Task.objects.all()
    assert (task.key, task.day, task.property_id) == (deadlines[0].key, date(2026, 12, 20), registration.trademark_id)
    assert [row.history_change_reason for row in task.history.all()] == ["told"]


# cascade: what happened → what it opens for each recordal in force, and its day
CASCADE = [
    ({"verb": "holder-renamed", "holder": True, "happened_on": date(2026, 9, 18)}, ["2026-11-05"]),
    ({"verb": "renewed", "registration": True, "happened_on": date(2026, 9, 1)}, ["2026-10-19"]),
    ({"verb": "contact-changed", "recordal": True, "happened_on": date(2026, 1, 5)}, ["2026-02-14"]),
]


@pytest.mark.parametrize(("fields", "expected"), CASCADE, ids=["renamed", "renewed", "contact"])
def test_an_event_opens_the_task_at_customs(recordal, holder, fields, expected):
    subjects = {"holder": holder, "registration": recordal.registration, "recordal": recordal}
    event = make_right_event(**{name: subjects[name] if value is True else value for name, value in fields.items()})
    [task] = follow_event(event)
    assert days() == expected
    assert (task.recordal_id, task.event_id, task.what) == (recordal.pk, event.pk, "customs-change")
    assert follow_event(event) == []
    assert days() == expected


def test_each_recordal_in_force_gets_its_own(mark, recordal, holder):
    make_recordal(
        mark,
        number="T2024-2",
        registration=recordal.registration,
        holder_id=holder.pk,
        effective_on=date(2024, 5, 1),
        expires_on=date(2034, 1, 9),
    )
    make_recordal(mark, number="T2010-1", holder_id=holder.pk, effective_on=date(2010, 5, 1), expires_on=date(2020, 4, 30))
    follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18)))
    assert days() == ["2026-11-05", "2026-11-05"]


@pytest.mark.engine("sqlite", "postgresql")
def test_the_same_event_entered_twice_opens_one_task(recordal, holder):
    renamed = {"holder": holder, "happened_on": date(2026, 9, 18)}
    follow_event(make_right_event("holder-renamed", **renamed))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_right_event("holder-renamed", **renamed)
    follow_event(make_right_event("holder-renamed", registration=recordal.registration, happened_on=date(2026, 9, 18)))
    assert days() == ["2026-11-05"]


@pytest.mark.engine("sqlite", "postgresql")
def test_a_corrected_event_dates_the_task_anew_and_reminds_once(clock, staff, recordal, holder):
    clock(date(2026, 9, 21))
    wrong = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    [task] = follow_event(wrong)
    remind()
    told = reminders_of(staff["li"]).count()
    assert told == 1
    right = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1), replaces=wrong, reason="Misread.")
    assert follow_event(right) == []
    task.refresh_from_db()
    assert (task.day, task.sequence, task.event_id) == (date(2026, 10, 19), 1, right.pk)
    assert former_days(task) == [date(2026, 11, 5)]
    [change] = [change for change in changes_of(task) if change.is_dated_anew]
    assert (change.former_day, change.day, change.words) == (date(2026, 11, 5), date(2026, 10, 19), "an event was entered or corrected")
    for _run in range(3):
        remind()
    assert reminders_of(staff["li"]).count() == told + 1
    assert set(reminders_of(staff["li"]).values_list("day", flat=True)) == {date(2026, 11, 5), date(2026, 10, 19)}


@pytest.mark.engine("sqlite", "postgresql")
def test_a_changed_calendar_dates_the_task_anew_and_reminds_once(clock, staff, recordal, holder):
    clock(date(2026, 9, 21))
    [task] = follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1)))
    remind()
    assert days() == ["2026-10-19"]
    CalendarDay.objects.filter(day=date(2026, 10, 10)).delete()  # a Saturday again, which had been made a working day
    assert calendar_changed(staff["publisher"]) == ["1 deadline has another day now."]
    task.refresh_from_db()
    assert (task.day, task.sequence) == (date(2026, 10, 20), 1)
    assert former_days(task) == [date(2026, 10, 19)]
    assert changes_of(task)[0].words == "the calendar of working days was changed"
    for _run in range(2):
        remind()
    assert reminders_of(staff["li"]).count() == 2


def test_a_changed_rule_dates_the_task_anew_without_a_word_from_anybody(clock, staff, recordal, holder):
    clock(date(2026, 9, 21))
    [task] = follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1)))
    LegalRule.objects.filter(subject="customs-change").update(length=20)
    remind()
    task.refresh_from_db()
    assert task.day == date(2026, 9, 29)
    assert (task.sequence, former_days(task)) == (1, [date(2026, 10, 19)])


def test_a_rule_that_is_changed_in_the_admin_dates_the_task_anew_at_once(client, clock, staff, recordal, holder):
    clock(date(2026, 9, 21))
    [task] = follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1)))
    rule = LegalRule.objects.get(subject="customs-change")
    client.force_login(staff["publisher"])
    response = send(client, f"/admin/enterprises/legalrule/{rule.pk}/change/", length="20")
    assert "1 deadline has another day now." in messages_of(response)
    task.refresh_from_db()
    assert task.day == date(2026, 9, 29)
    assert changes_of(task)[0].words == "a rule was changed"


def test_what_was_overdue_when_it_was_entered_is_told(staff, mark, registration, holder):
    recordal = make_recordal(
        mark, number="T2020-9", holder_id=holder.pk, registration=registration, effective_on=date(2020, 5, 1), expires_on=date(2026, 12, 20)
    )
    follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2025, 1, 20)))
    assert days() == ["2025-03-07"]
    remind()
    assert [row.step for row in reminders_of(staff["li"])] == ["late"]
    assert recordal.number in Mail.objects.get(to="li@example.org").body


def test_the_update_at_customs_closes_the_task_and_a_correction_opens_it_again(recordal, holder):
    [task] = follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18)))
    told = make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 10, 9))
    follow_event(told)
    task.refresh_from_db()
    assert (task.state, task.done_on, task.closing_event_id) == ("done", date(2026, 10, 9), told.pk)
    earlier = make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 8, 9), replaces=told, reason="Another one.")
    follow_event(earlier)
    task.refresh_from_db()
    assert (task.state, task.done_on, task.closing_event) == ("open", None, None)


def test_only_what_was_told_since_the_change_closes_the_task(recordal, holder):
    make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 9, 1))
    follow_event(make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18)))
    told = make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 9, 10))
    follow_event(told)
    assert Task.objects.get().state == "open"
    told = make_right_event("told-to-customs", recordal=recordal, happened_on=date(2026, 10, 10), replaces=told, reason="Misread.")
    follow_event(told)
    task = Task.objects.get()
    assert (task.state, task.done_on, task.closing_event) == ("done", date(2026, 10, 10), told)


def test_what_is_due_no_more_is_over(registration):
    [task] = tasks_kept(open_deadlines(date(2026, 11, 29))).values()
    registration.expires_on = date(2036, 12, 20)
    registration.save()
    follow()
    task.refresh_from_db()
    assert (task.state, task.done_on) == ("over", None)
    registration.expires_on = date(2026, 12, 20)
    registration.save()
    follow()
    task.refresh_from_db()
    assert (task.state, task.sequence) == ("open", 2)


def test_a_task_that_is_acted_on_years_ahead_stays_open(mark):
    far = make_registration(mark, registered_on=date(2024, 1, 10), expires_on=date(2034, 1, 9))
    [deadline] = [each for each in open_deadlines(date(2026, 11, 29), date(2040, 1, 1)) if each.registration_id == far.pk]
    [task] = tasks_kept([deadline]).values()
    assert follow() == []
    task.refresh_from_db()
    assert task.state == "open"


def test_what_staff_closed_stays_as_they_left_it(registration):
    [task] = tasks_kept(open_deadlines(date(2026, 11, 29))).values()
    Task.objects.update(state="waived", reason="The mark is given up.")
    registration.expires_on = date(2036, 12, 20)
    registration.save()
    assert follow() == []
    task.refresh_from_db()
    assert task.state == "waived"


def test_a_licence_opens_and_its_end_closes_nothing_of_another(recordal, mark):
    licence = make_licence(mark, territory="CN", signed_on=date(2026, 8, 20), starts_on=date(2026, 8, 20), ends_on=date(2030, 1, 1))
    event = make_right_event("licensed", licence=licence, happened_on=date(2026, 8, 20))
    tasks = follow_event(event)
    assert {(task.what, task.day) for task in tasks if task.what == "customs-change"} == {("customs-change", date(2026, 10, 8))}
