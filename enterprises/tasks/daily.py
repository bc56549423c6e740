"""The job of the worker that reminds, once a day."""

from django.utils import timezone

from enterprises.tasks.reminding import remind

FIRST_HOUR = 6  # of the day, so that a digest is on top of what came in the night
days_done = set()  # the last day on which this process reminded: rows say what was told, this keeps a worker from deriving it each second


def remind_daily():
    """Remind on each day from FIRST_HOUR on, and yield the people who were told. Of several workers, or after a restart, the second finds
    nothing to tell."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR or now.date() in days_done:
        return
    yield from remind(now.date())
    days_done.clear()
    days_done.add(now.date())
