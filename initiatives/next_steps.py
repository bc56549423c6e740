"""The next steps of cooperation intentions that are due: what the desk tells whoever is in charge of them."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.models import Intention, IntentionStep
from initiatives.models.intentions import OFF_LADDER, Step
from portal.desk.sections import LINES, DeskLine, Section
from portal.text.partial_dates import day_in_words

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


def next_steps_section(user):
    """The section of the desk: a line for each, the longest due first."""
    rows, today, lines = next_steps_due(user), timezone.localdate(), []
    for row in rows.select_related("initiative", "follow_up")[:LINES]:
        url = reverse("admin:initiatives_intention_follow_up", args=[row.pk])
        day = day_in_words(row.follow_up.next_on)
        notes = [
            row.follow_up.next_step,
            _("overdue since %(day)s") % {"day": day} if row.follow_up.next_on < today else day,
            str(row.initiative),
        ]
        lines.append(DeskLine(row, url, [(_("Open"), url)], notes, name=row.subject))
    more = f"{reverse('admin:initiatives_intention_changelist')}?whose=mine"
    return Section("next-steps", _("Next steps with partners"), _("No next step is due."), lines, rows.count(), more)
