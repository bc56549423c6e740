"""Reminders: who is told of which deadlines, at 12, 6, 3 and 1 months, a week, the day, and once it is overdue, in one digest a person.

What was told is a row, written in one transaction with the mail, by one process at a time: two that send at the same moment tell each
thing once. Of several steps that have come since somebody was told, the latest alone is told, so that a missed night is one mail. A
deadline whose day moved is told again, at the step that it is at by then. Reminders aim at the day as it is counted: that it moves past a
holiday is a gift.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from enterprises.models import Reminder, Task
from enterprises.renewals.months import months_after
from enterprises.tasks.charge import Audience, Charges
from enterprises.tasks.choices import language_of_reminders
from enterprises.tasks.entries import open_entries, shown
from enterprises.tasks.following import TASKS_AT_ONCE, follow, tasks_kept
from portal.mails.writing import write_mail
from portal.models.locking.order import one_at_a_time
from portal.models.locking.retrying import again

SENDING = "reminders"  # the name under which they are written, by one process at a time
MONTHS_BEFORE = {"12m": 12, "6m": 6, "3m": 3, "1m": 1}
ONE_WEEK = timedelta(days=7)
MOST_LINES_OF_A_DIGEST = 200  # of one digest; the rest is in the list


def reminder_step(deadline, today):
    """The latest step of a Deadline that has come: "12m" … "1m", "1w", "0d"; once its day has passed "late", within its grace "late-1m",
    "late-1w" and "late-0d" as well, and "lost" once nothing can be done. None more than a year before."""
    if today > deadline.last:
        return "lost" if deadline.late_until else "late"
    if today > deadline.day:
        end = deadline.late_unmoved
        steps = [("late-0d", end), ("late-1w", end - ONE_WEEK), ("late-1m", months_after(end, -1))]
        return next((step for step, day in steps if today >= day > deadline.day), "late")
    day = deadline.unmoved
    steps = [("0d", day), ("1w", day - ONE_WEEK), *((step, months_after(day, -count)) for step, count in reversed(MONTHS_BEFORE.items()))]
    return next((step for step, first in steps if today >= first), None)


class Due(NamedTuple):
    """That somebody is to be told of a DueEntry."""

    person: Any
    entry: Any
    step: str


def due_reminders(today):
    """[Due], by people and days: what they were not told yet. Reads only."""
    told = set(Reminder.objects.filter(task__state=Task.State.OPEN).order_by().values_list("task__key", "person", "step", "day"))
    charges, audience, due = Charges(), Audience.by_mail(), []
    for entry in open_entries(today):
        if step := reminder_step(entry.deadline, today):
            for person in audience.of(entry, charges):
                if (entry.key, person.pk, step, entry.day) not in told:
                    due.append(Due(person, entry, step))
    return due


def by_person(due):
    """{Person: [Due]}, in the order of their names."""
    found = defaultdict(list)
    for each in sorted(due, key=lambda each: (each.person.username, each.entry.day, each.entry.key)):
        found[each.person].append(each)
    return found


def whole_address(path):
    """The whole address of a page, where no request says on which host: "https://portal.example.org/admin/"."""
    return f"{settings.PORTAL_ADDRESS}{path}"


def remind(today=None):
    """Write the reminders that are due, and a digest to each person; returns {Person: [Due]}."""
    today = today or timezone.localdate()

    def act():
        one_at_a_time(SENDING)
        follow(today=today)
        found = by_person(due_reminders(today))
        tasks = tasks_kept([each.entry.deadline for due in found.values() for each in due])
        for person, due in found.items():
            mail = write_digest(person, due, today)
            rows = [
                Reminder(task=tasks[each.entry.key], person_id=person.pk, step=each.step, day=each.entry.day, mail=mail) for each in due
            ]
            Reminder.objects.bulk_create(rows, batch_size=TASKS_AT_ONCE)
        return found

    return again(act)


def write_digest(person, due, today):
    """The Mail that tells `person` of what is due, by language and by urgency."""
    lines = shown([each.entry for each in due[:MOST_LINES_OF_A_DIGEST]])
    with override(language_of_reminders(person)):
        groups = grouped(lines, today)
        context = {
            "name": str(person),
            "groups": groups,
            "count": len(due),
            "unshown": max(len(due) - MOST_LINES_OF_A_DIGEST, 0),
            "list_url": whole_address(reverse("admin:enterprises_task_changelist")),
            "choice_url": whole_address(reverse("admin:enterprises_task_reminders")),
        }
    return write_mail(person.email, "enterprises/reminder_mail.txt", language_of_reminders(person), is_private=True, **context)


class DigestLine(NamedTuple):
    shown: Any
    state: str  # where it is overdue
    url: str


def grouped(lines, today):
    """[(heading, [DigestLine])] of the lines of a digest: overdue first, then by how near they are."""
    headings = [
        (gettext("Overdue"), lambda entry: entry.is_overdue(today)),
        (gettext("Within a week"), lambda entry: entry.day <= today + ONE_WEEK),
        (gettext("Within a month"), lambda entry: entry.day <= months_after(today, 1)),
        (gettext("Later"), lambda entry: True),
    ]
    groups = {heading: [] for heading, _holds in headings}
    for line in lines:
        heading = next(heading for heading, holds in headings if holds(line.entry))
        url = whole_address(reverse("admin:enterprises_task_change", args=[quote(line.entry.key)]))
        groups[heading].append(DigestLine(line, line.entry.state_in_words(today) if line.entry.is_overdue(today) else "", url))
    return [(heading, found) for heading, found in groups.items() if found]
