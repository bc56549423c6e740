"""What the desk tells whoever is in charge of cooperation intentions."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.next_steps import next_steps_due
from portal.desk.added_sections import LINES, DeskLine, Section, register_section
from portal.text.partial_dates import day_in_words


def next_steps_section(user):
    """A line for each next step that is due, the longest due first; None for who may not see follow-ups, or has none due."""
    if not user.has_perm("initiatives.view_followup"):
        return None
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
    if not lines:
        return None
    more = f"{reverse('admin:initiatives_intention_changelist')}?whose=mine"
    return Section("next-steps", _("Next steps with partners"), _("No next step is due."), lines, rows.count(), more)


register_section(30, next_steps_section)
