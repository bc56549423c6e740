"""Reminders: the right people, at each step once, whoever sends and however often, in their own language, in one mail."""

import os
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from enterprises.deadlines.deriving import open_deadlines
from enterprises.models import Reminder, ReminderChoice, Task
from enterprises.tasks import daily
from enterprises.tasks.following import tasks_kept
from enterprises.tasks.reminding import by_person, due_reminders, remind, reminder_step
from portal.mails.sending import send_due
from portal.models import Mail
from tests.factories import make_registration, make_trademark

pytestmark = pytest.mark.django_db

STEPS = [  # of a term that ends on Friday 18 December 2026, with a grace until 18 June 2027
    ("2025-12-17", None),
    ("2025-12-18", "12m"),
    ("2026-06-17", "12m"),
    ("2026-06-18", "6m"),
    ("2026-09-18", "3m"),
    ("2026-11-18", "1m"),
    ("2026-12-10", "1m"),
    ("2026-12-11", "1w"),
    ("2026-12-18", "0d"),
    ("2026-12-19", "late"),
    ("2027-05-17", "late"),
    ("2027-05-18", "late-1m"),
    ("2027-06-11", "late-1w"),
    ("2027-06-18", "late-0d"),
]


@pytest.mark.once
@pytest.mark.parametrize(("today", "step"), STEPS, ids=[today for today, _step in STEPS])
def test_the_latest_step_that_has_come_is_told(mark, today, step):
    make_registration(mark, registered_on=date(2016, 12, 19), expires_on=date(2026, 12, 18))
    [deadline] = open_deadlines(date.fromisoformat(today), date(2026, 12, 31))
    assert reminder_step(deadline, date.fromisoformat(today)) == step


def told():
    """[(whom, step)], in the order of telling."""
    return [(row.person.username, row.step) for row in Reminder.objects.select_related("person").order_by("id")]


def test_those_in_charge_are_told_once_for_each_step(clock, staff, registration):
    remind()
    assert told() == [("li", "1m"), ("wang", "1m")]
    remind()
    assert len(told()) == 2
    for day, step in ((date(2026, 12, 13), "1w"), (date(2026, 12, 20), "0d"), (date(2026, 12, 22), "late")):
        clock(day)
        remind()
        remind()
        assert told()[-2:] == [("li", step), ("wang", step)]
    assert len(told()) == 8


def test_a_missed_month_is_told_by_its_latest_step_alone(clock, staff, registration):
    clock(date(2026, 6, 25))
    remind()
    clock(date(2026, 12, 15))
    remind()
    assert [step for who, step in told() if who == "li"] == ["6m", "1w"]
    assert Mail.objects.filter(to="li@example.org").count() == 2


@pytest.mark.once
def test_one_mail_tells_a_person_all(staff, mark, registration, recordal):
    make_registration(mark, number="88", expires_on=date(2026, 12, 2), registered_on=date(2016, 12, 3))
    remind()
    [digest] = Mail.objects.filter(to="li@example.org")
    assert "2 deadlines" in digest.subject
    assert digest.is_private
    assert "Flying Deer" in digest.body
    assert digest.body.index("2 December 2026") < digest.body.index("20 December 2026")
    assert f"{settings.PORTAL_ADDRESS}/admin/enterprises/task/" in digest.body
    assert "Loess Studio" in digest.body
    list(send_due())
    assert "Flying Deer" in next(sent.body for sent in mail.outbox if sent.to == ["li@example.org"])
    assert not Mail.objects.exclude(body="").exists()


@pytest.mark.once
def test_each_is_told_in_their_own_language(client, staff, registration):
    ReminderChoice.objects.create(person=staff["wang"], language="zh-hans")
    remind()
    english, chinese = (Mail.objects.get(to=f"{name}@example.org") for name in ("li", "wang"))
    assert "renew the registration" in english.body
    assert "飞鹿" in chinese.body
    assert "renew the registration" not in chinese.body
    assert "2026年12月20日" in chinese.body


@pytest.mark.once
def test_the_language_of_the_first_sign_in_is_kept(client, staff):
    staff["li"].set_password("a password of the tests 1")
    staff["li"].save()
    typed = {"username": "li", "password": "a password of the tests 1", "next": "/admin/"}
    client.post("/admin/login/", typed, headers={"accept-language": "zh-hans"})
    assert ReminderChoice.objects.get(person=staff["li"]).language == "zh-hans"
    client.post("/admin/logout/")
    client.post("/admin/login/", typed, headers={"accept-language": "en"})
    assert ReminderChoice.objects.get(person=staff["li"]).language == "zh-hans"


def whom(registration):
    return {person.username for person in by_person(due_reminders(timezone.localdate()))}


def test_whoever_it_was_handed_over_to_is_told_instead(staff, registration):
    [task] = tasks_kept(open_deadlines(timezone.localdate())).values()
    Task.objects.filter(pk=task.pk).update(person=staff["publisher"])
    assert whom(registration) == {"publisher"}


def test_where_nobody_in_charge_can_be_told_the_publishers_are(staff, registration):
    ReminderChoice.objects.create(person=staff["li"], language="en", by_mail=False)
    assert whom(registration) == {"wang"}
    staff["wang"].is_active = False
    staff["wang"].save()
    assert whom(registration) == {"publisher"}


def test_of_a_mark_in_nobodys_charge_the_publishers_are_told(staff):
    make_registration(make_trademark(), expires_on=date(2026, 12, 18), registered_on=date(2016, 12, 19))
    assert whom(None) == {"publisher"}


def test_what_is_done_or_waived_reminds_nobody(staff, registration):
    [task] = tasks_kept(open_deadlines(timezone.localdate())).values()
    for state in ({"state": "done", "done_on": date(2026, 11, 2)}, {"state": "waived", "done_on": None, "reason": "Given up."}):
        Task.objects.filter(pk=task.pk).update(**state)
        assert whom(registration) == set()


def ran(*options):
    out = StringIO()
    call_command("remind", *options, stdout=out)
    return out.getvalue()


@pytest.mark.once
def test_the_command_is_dry_by_default(staff, registration):
    said = ran()
    assert "Li <li@example.org>: 1" in said
    assert "2026-12-20 1m" in said
    assert "Reminders that are due: 2; people: 2. Add --send to write the mails." in said
    assert not Mail.objects.exists()
    assert not Task.objects.exists()
    assert "Reminders written: 2; mails: 2." in ran("--send")
    assert "Reminders written: 0; mails: 0." in ran("--send")
    assert Mail.objects.count() == 2


def test_the_worker_reminds_once_a_day_from_six_on(monkeypatch, staff, registration):
    monkeypatch.setattr(daily, "days_done", set())
    moment = timezone.make_aware(timezone.datetime(2026, 11, 29, 5, 59))
    monkeypatch.setattr(timezone, "localtime", lambda *_: moment)
    assert list(daily.remind_daily()) == []
    moment += timedelta(minutes=1)
    assert [person.username for person in daily.remind_daily()] == ["li", "wang"]
    monkeypatch.setattr(daily, "remind", None)  # what was done is not derived again
    assert list(daily.remind_daily()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_at_one_moment_one_tells_each_thing(staff, mark, threads):
    today = date.today()  # noqa: DTZ011  the other processes have the clock of the machine
    for number in range(30):
        make_registration(mark, number=f"{number}", expires_on=today + timedelta(days=number), registered_on=date(2017, 1, 9))

    def run():
        name = connection.settings_dict["NAME"]
        url = (
            f"sqlite:///{name}"
            if connection.vendor == "sqlite"
            else urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{quote(name)}").geturl()
        )
        command, environment = [sys.executable, "manage.py", "remind", "--send"], os.environ | {"DATABASE_URL": url}
        senders = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True) for _one in range(2)
        ]
        said = [sender.communicate(timeout=120)[0] for sender in senders]
        assert [sender.returncode for sender in senders] == [0, 0]
        rows = list(Reminder.objects.values_list("task", "person", "step", "day"))
        return said, rows, sorted(Mail.objects.values_list("to", flat=True))

    [(said, rows, mails)] = threads(run)
    assert sorted(text.splitlines()[-1] for text in said) == ["Reminders written: 0; mails: 0.", "Reminders written: 60; mails: 2."]
    assert len(rows) == len(set(rows)) == 60
    assert mails == ["li@example.org", "wang@example.org"]
