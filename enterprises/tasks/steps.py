"""What staff do about a deadline: it is done, waived, handed over, or opened again."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.deadlines.deriving import deadline_of
from enterprises.models import Task
from enterprises.tasks.charge import MAY_WAIVE, MAY_WORK
from enterprises.tasks.following import tasks_kept
from portal.access.audit import record_action
from portal.models import AuditEntry
from portal.models.locking.order import lock


class TaskStep(models.TextChoices):
    DONE = "done", _("It is done")
    HAND_OVER = "handed over", _("Hand it over")
    WAIVED = "waived", _("Waive it")
    REOPENED = "reopened", _("Open it again")


WORKED_ON_MEANWHILE = _("Somebody else has worked on this meanwhile. See what was done, then send yours again.")


class StepRefused(Exception):
    """A step cannot be taken; the text says why, in words."""


def version_of(task):
    """What a page saw of a task, so that nobody acts on what changed meanwhile: a task that was only told of is like none."""
    return f"{task.state} {task.sequence} {task.person_id or ''}" if task else f"{Task.State.OPEN} 0 "


def task_steps_for(user, task, deadline):
    """[TaskStep] that `user` may take; `task` is None where nobody was told yet, `deadline` is None where nothing is due any more."""
    if not user.has_perm(MAY_WORK):
        return []
    may_waive = user.has_perm(MAY_WAIVE)
    state = task.state if task else Task.State.OPEN
    if state == Task.State.OPEN:
        return [TaskStep.DONE, TaskStep.HAND_OVER, *([TaskStep.WAIVED] if may_waive else [])] if deadline or task else []
    may_reopen = state == Task.State.DONE or (state == Task.State.WAIVED and may_waive)
    return [TaskStep.REOPENED] if may_reopen and deadline else []


@transaction.atomic
def take_task_step(request, key, seen, step, *, done_on=None, how="", paper=None, reason="", person=None):
    """Take one step with the deadline `key`; returns its Task. Raises StepRefused where it cannot be taken, or where somebody else has
    worked on it since it was `seen`."""
    deadline = deadline_of(key, timezone.localdate())
    is_new = not Task.objects.filter(key=key).exists()
    if is_new and deadline is None:
        raise StepRefused(_("Nothing of this kind is due any more."))
    if is_new:
        tasks_kept([deadline], step)
    [task] = lock(Task.objects.filter(key=key))
    if version_of(task) != seen:
        raise StepRefused(WORKED_ON_MEANWHILE)
    if step not in task_steps_for(request.user, task, deadline):
        raise StepRefused(_("This cannot be done with it as it stands now."))
    now = timezone.now()
    match step:
        case TaskStep.DONE:
            task.state, task.done_on, task.how, task.paper = Task.State.DONE, done_on, how, paper
        case TaskStep.WAIVED:
            task.state, task.reason = Task.State.WAIVED, reason
        case TaskStep.HAND_OVER:
            task.person = person
        case TaskStep.REOPENED:
            task.state, task.done_on, task.how, task.paper, task.reason = Task.State.OPEN, None, "", None, ""
            task.closing_event, task.day = None, deadline.day
    if step != TaskStep.HAND_OVER:
        task.sequence += 1
        is_closed = step != TaskStep.REOPENED
        task.closed_by_id, task.closed_at = (request.user.pk, now) if is_closed else (None, None)
    task.changed_at = now
    task._change_reason = str(step.value)
    task.full_clean()
    task.save()
    record_action(request, AuditEntry.Action.CHANGED, task, name=f"{task.property} · {task.what}", detail=str(step.value))
    return task
