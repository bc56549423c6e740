"""The next steps of cooperation intentions: which are due, and of whom."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from initiatives.models import Intention, IntentionStep
from initiatives.models.intentions import OFF_LADDER, Step

WEEKS = timedelta(days=14)


def overdue(path=""):
    """The condition on follow-ups, or on what `path` leads from, that the day of the next step has passed."""
    return Q(**{f"{path}next_on__lt": timezone.localdate()})


def open_intentions(rows):
    """Those of `rows`, with their state, of which something may still become."""
    return rows.exclude(state__in=(*OFF_LADDER, Step.DELIVERED))


def next_steps_due(user):
    """Open intentions in the charge of `user`, or of which they are the deputy, whose next step was due or is within WEEKS."""
    rows = open_intentions(Intention.objects.with_state(IntentionStep.objects.all()))
    own = Q(follow_up__responsible=user) | Q(follow_up__deputy=user)
    return rows.filter(own, follow_up__next_on__lte=timezone.localdate() + WEEKS).order_by("follow_up__next_on", "pk")
