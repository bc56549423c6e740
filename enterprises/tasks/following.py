"""Makes the tasks of deadlines and lets them follow: dated anew where the day moved, closed where nothing is due any more.

`follow_event` is called by whoever saves an event, `follow` by whoever changes a rule or the calendar of working days, and by each run that
reminds: a change that nobody told of is found there.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from enterprises.deadlines.deriving import YEARS_SEARCHED, open_deadlines
from enterprises.models import IntellectualProperty, RightEvent, Task
from enterprises.renewals.months import months_after
from portal.models.locking.order import lock, one_at_a_time
from portal.text.figure_wording import Grouped

MAKING = "tasks of deadlines"  # the name under which they are made, one at a time
MONTHS_AHEAD_DONE = 24  # before its day: what happened earlier did something else
TASKS_AT_ONCE = 500
# why a row of history was written; enterprises/tasks/history.py has the words
TOLD, EVENT, CALENDAR, RULE_CHANGED, OTHER = "told", "event corrected", "calendar changed", "rule changed", "dated anew"


def task_of(deadline):
    """A new Task, unsaved."""
    names = ("property_id", "registration_id", "recordal_id", "licence_id", "event_id", "holder_id")
    rows = {name: getattr(deadline, name) for name in names}
    return Task(key=deadline.key, what=deadline.what, territory=deadline.territory, day=deadline.day, **rows)


@transaction.atomic
def tasks_kept(deadlines, why=TOLD):
    """{key: Task} of `deadlines`; those that have none get theirs, once, whoever else makes them at this moment."""
    wanted = {deadline.key: deadline for deadline in deadlines}
    one_at_a_time(MAKING)
    tasks = tasks_of(wanted)
    new = [task_of(deadline) for key, deadline in wanted.items() if key not in tasks]
    Task.objects.bulk_create(new, batch_size=TASKS_AT_ONCE)
    Task.history.bulk_history_create(new, batch_size=TASKS_AT_ONCE, default_change_reason=why)
    return tasks | {task.key: task for task in new}


def tasks_of(keys):
    """{key: Task} of those deadlines that have one."""
    keys, tasks = list(keys), {}
    if len(keys) > TASKS_AT_ONCE:  # more than a database takes as parameters of one query
        wanted = set(keys)
        return {task.key: task for task in Task.objects.all() if task.key in wanted}
    for task in Task.objects.filter(key__in=keys):
        tasks[task.key] = task
    return tasks


def deadlines_of(tasks, today):
    """{key: Deadline} of those of `tasks` whose deadline is still there, however far ahead."""
    found = {deadline.key: deadline for deadline in open_deadlines(today)}
    lacking = {task.property_id for task in tasks if task.key not in found}
    if lacking:
        within = IntellectualProperty.objects.filter(pk__in=lacking) if len(lacking) <= TASKS_AT_ONCE else None
        found |= {deadline.key: deadline for deadline in open_deadlines(today, months_after(today, 12 * YEARS_SEARCHED), within)}
    return found


def is_behind(task, deadline):
    """Whether a task that follows its deadline is behind it."""
    if deadline is None:
        return task.state == Task.State.OPEN
    said = (task.state, task.day, task.event_id, task.holder_id)
    return said != (Task.State.OPEN, deadline.day, deadline.event_id, deadline.holder_id)


def behind_of(rows, today):
    """(keys of those tasks of `rows`, a queryset, that are behind, in their order, {key: Deadline} of what is due)."""
    tasks = list(rows)
    deadlines = deadlines_of(tasks, today) if tasks else {}
    return sorted(task.pk for task in tasks if is_behind(task, deadlines.get(task.key))), deadlines


@transaction.atomic
def follow(why=OTHER, today=None, tasks=None):
    """Bring `tasks`, a queryset, by default all that follow their deadlines, to where these are now; returns those that changed."""
    today = today or timezone.localdate()
    rows = (Task.objects.all() if tasks is None else tasks).followed()
    if not behind_of(rows, today)[0]:
        return []
    one_at_a_time(MAKING)
    behind, deadlines = behind_of(rows.all(), today)  # as they are once nobody else can make or date any
    changed = []
    for start in range(0, len(behind), TASKS_AT_ONCE):
        locked = lock(Task.objects.filter(pk__in=behind[start : start + TASKS_AT_ONCE]).followed())
        closing = [task for task in locked if task.key not in deadlines]
        events, begun = standing_events_of(closing), days_of_events(task.event_id for task in closing)
        for task in locked:
            if is_behind(task, deadline := deadlines.get(task.key)):
                moved_to(task, deadline) if deadline else close_task(task, events, begun)
                task.changed_at = timezone.now()
                changed.append(task)
    Task.objects.bulk_update(changed, FOLLOWING, batch_size=TASKS_AT_ONCE)
    Task.history.bulk_history_create(changed, batch_size=TASKS_AT_ONCE, update=True, default_change_reason=why)
    return changed


FOLLOWING = ["state", "day", "sequence", "event", "holder", "done_on", "closing_event", "closed_by", "closed_at", "changed_at"]


def moved_to(task, deadline):
    """Let an unsaved `task` say what its deadline says."""
    if task.state != Task.State.OPEN or task.day != deadline.day:
        task.sequence += 1
    task.state, task.day, task.event_id, task.holder_id = Task.State.OPEN, deadline.day, deadline.event_id, deadline.holder_id
    task.done_on = task.closing_event_id = task.closed_by_id = task.closed_at = None


def standing_events_of(tasks):
    """[RightEvent] about the rights of `tasks`, the latest entered first."""
    if not tasks:
        return []
    keys = {name: {getattr(task, f"{name}_id") for task in tasks} - {None} for name in ("registration", "recordal", "licence")}
    about = Q(registration__in=keys["registration"]) | Q(recordal__in=keys["recordal"]) | Q(licence__in=keys["licence"])
    return list(RightEvent.objects.standing().filter(about).order_by("-entered_at", "-id"))


def days_of_events(keys):
    """{key of an event: its day}."""
    keys = {*keys} - {None}
    return dict(RightEvent.objects.filter(pk__in=keys).values_list("pk", "happened_on")) if keys else {}


def close_task(task, events, begun):
    """Close an unsaved `task` whose deadline is there no more: done by the latest of `events` that did it, or else over. `begun` are the
    days of the events that set tasks off."""
    task.sequence += 1
    task.closed_at = timezone.now()
    if event := next((event for event in events if is_done_by(task, event, begun.get(task.event_id))), None):
        task.state, task.done_on, task.closing_event_id, task.closed_by_id = (
            Task.State.DONE,
            event.happened_on,
            event.pk,
            event.entered_by_id,
        )
    else:
        task.state = Task.State.OVER


def is_done_by(task, event, begun):
    """Whether `event` is what the task was about: something that was done with the same right, since the day on which the task began
    where an event set it off. What ends a right does nothing that was due for it, but what was due because it had ended; and what corrects
    the event that set the task off only says that there was nothing to do."""
    if event.verb == RightEvent.Verb.DID_NOT_HAPPEN or (event.replaces_id and event.replaces_id == task.event_id):
        return False
    if event.happened_on < (begun or months_after(task.day, -MONTHS_AHEAD_DONE)):
        return False
    if event.licence_id or event.recordal_id:
        is_same = event.licence_id == task.licence_id if event.licence_id else event.recordal_id == task.recordal_id
    else:
        is_same = bool(event.registration_id) and event.registration_id == task.registration_id and not task.recordal_id
    return is_same and (event.verb not in RightEvent.ENDS_RIGHT or task.event_id is not None)


def follow_calendar(person):
    """Let all tasks follow a calendar that `person` changed; yields what to tell them (see enterprises/working_days/changes.py)."""
    yield from told_of(follow(CALENDAR))


def follow_rules():
    """Let all tasks follow rules of law that were changed; yields what to tell whoever did."""
    yield from told_of(follow(RULE_CHANGED))


def told_of(changed):
    if count := len(changed):
        yield ngettext("%(count)s deadline has another day now.", "%(count)s deadlines have another day now.", count) % {
            "count": Grouped(count)
        }


def properties_of(event):
    """The condition on properties that `event` concerns them."""
    if event.holder_id:
        return Q(owner=event.holder_id) | Q(recordals__holder=event.holder_id)
    if event.licence_id:
        return Q(licences=event.licence_id)
    return Q(recordals=event.recordal_id) if event.recordal_id else Q(registrations=event.registration_id)


@transaction.atomic
def follow_event(event, today=None):
    """Let tasks follow `event`, which was just saved: what is due because of it gets its tasks, those that are open are dated anew where it
    corrects another, and closed where it did what they are about. Returns the tasks that are new."""
    today = today or timezone.localdate()
    properties = IntellectualProperty.objects.filter(properties_of(event))
    follow(EVENT, today, Task.objects.filter(property__in=properties.values("pk")))
    due = [deadline for deadline in open_deadlines(today, within=properties) if deadline.event_id == event.pk]
    before = tasks_of(deadline.key for deadline in due)
    return [task for key, task in tasks_kept(due, EVENT).items() if key not in before]
