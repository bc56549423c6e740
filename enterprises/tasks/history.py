"""What became of a task, from the rows of its history: on which days it fell, why they changed, who did what."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from enterprises.models import Task
from enterprises.tasks import following

WORDS = {
    following.TOLD: _("people were told of it"),
    following.EVENT: _("an event was entered or corrected"),
    following.CALENDAR: _("the calendar of working days was changed"),
    following.RULE_CHANGED: _("a rule was changed"),
    following.OTHER: _("what it is reckoned from was changed"),
    "done": _("done"),
    "waived": _("waived"),
    "handed over": _("handed over"),
    "reopened": _("opened again"),
}


class ChangeOfTask(NamedTuple):
    at: Any
    who: Any
    words: str
    day: Any
    former_day: Any  # where the day was changed
    person: Any  # in whose hands it is since, where that was changed

    @property
    def is_dated_anew(self):
        return self.former_day is not None


def changes_of(task):
    """[ChangeOfTask] of a Task, the latest first."""
    rows = list(task.history.select_related("history_user", "person").order_by("history_date", "history_id"))
    changes = []
    for before, row in zip([None, *rows], rows, strict=False):
        reason = row.history_change_reason or ""
        was_moved = before is not None and before.day != row.day
        was_handed = before is not None and before.person_id != row.person_id
        changes.append(
            ChangeOfTask(
                row.history_date,
                row.history_user,
                str(WORDS.get(reason, reason)),
                row.day,
                before.day if was_moved else None,
                row.person if was_handed else None,
            )
        )
    return changes[::-1]


def former_days(task):
    """The days that a Task had before, the latest first, each once."""
    days = list(Task.history.filter(id=task.pk).order_by("-history_date", "-history_id").values_list("day", flat=True))
    return [day for day in dict.fromkeys(days) if day and day != task.day]
