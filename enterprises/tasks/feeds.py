"""Deadlines in the calendars of staff, at an address that is itself the key to them."""

from datetime import timedelta

from django.contrib.admin.utils import quote
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from enterprises.tasks.addresses import address_behind
from enterprises.tasks.charge import Charges
from enterprises.tasks.choices import language_of_reminders
from enterprises.tasks.entries import shown
from enterprises.tasks.filters import EVERY_STATE, DeadlineFilter
from enterprises.tasks.following import follow, tasks_kept, tasks_of
from portal.models.locking.retrying import again
from portal.server.costly_work import or_again, slot
from portal.server.refusals import read_only
from portal.site.machine_readable import calendars
from portal.site.machine_readable.head_links import tag_of

CLOSED_FOR = timedelta(days=365)  # whatever is closed for longer has left the calendars that read it
MOST_DEADLINES = 5000  # of one calendar: the nearest


@read_only
@or_again
def calendar_of_deadlines(request, token):
    """The calendar of an address, in the language of its person. One that was revoked, or whose person may see deadlines no more, is
    answered like one that never was."""
    address = address_behind(token)
    if address is None:
        raise Http404
    with slot(f"calendar of deadlines {address.pk}"), override(language_of_reminders(address.person)):
        events = calendar_events(request, address, timezone.localdate())
        response = calendars.calendar_response(_("Deadlines"), tag_of(language_of_reminders(address.person)), events, "deadlines.ics")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def calendar_events(request, address, today):
    """The Events of a CalendarAddress. Whoever reads them is told, so that each open deadline has its task from then on."""
    charges = Charges()
    again(lambda: follow(today=today))
    wanted = DeadlineFilter(QueryDict(address.filters))
    entries = wanted.entries(address.person, today, charges, EVERY_STATE, timezone.now() - CLOSED_FOR)[:MOST_DEADLINES]
    deadlines = [entry.deadline for entry in entries if entry.deadline]
    tasks = again(lambda: tasks_kept(deadlines)) | tasks_of(entry.key for entry in entries if not entry.deadline)
    return [calendar_event(request, line, tasks[line.entry.key], today) for line in shown(entries, charges) if line.entry.day]


def calendar_event(request, line, task, today):
    entry = line.entry
    name = _("%(what)s: %(title)s") % {"what": capfirst(entry.what_in_words), "title": line.title}
    if entry.approximate:
        name = _("%(name)s (approximate)") % {"name": name}
    people = pgettext("between names", "; ").join(map(str, line.people))
    told = [
        entry.state_in_words(today) if entry.deadline is None or entry.is_overdue(today) else "",
        entry.deadline.in_sum() if entry.deadline else "",
        line.holder and _("right holder: %(name)s") % {"name": line.holder.name},
        people and _("in charge: %(people)s") % {"people": people},
    ]
    return calendars.Event(
        key=f"deadline {entry.key}",
        name=name,
        first=entry.day,
        last=entry.day,
        changed_at=task.changed_at,
        url=request.build_absolute_uri(reverse("admin:enterprises_task_change", args=[quote(entry.key)])),
        location=line.territory,
        description="\n".join(filter(None, told)),
        is_inferred=bool(entry.approximate),
        sequence=task.sequence,
        is_cancelled=entry.deadline is None,
    )
