"""Initiatives in the calendars of visitors: those whose first day is on record. A month or a year is no day."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from initiatives.facts import when, where
from initiatives.models import Initiative
from initiatives.models.dates import Precision
from portal.server.refusals import read_only
from portal.site.kept_pages.addresses import reads
from portal.site.machine_readable import calendars
from portal.site.machine_readable.head_links import present_tag
from portal.site.record_pages import find_published, moved

MOST_EVENTS = 1000  # events of the calendar of all, the latest


def calendar_initiatives(initiatives):
    """Those whose first day is on record, and that are not recommended only."""
    return initiatives.filter(starts_precision=Precision.DAY, is_only_put_forward=False)


def event(request, initiative):
    """From its first to its last day, where both are on record; else its first day alone, and named so."""
    name, last = initiative.title, initiative.starts_on
    if initiative.ends_precision == Precision.DAY:
        last = initiative.ends_on
    else:
        name = gettext("%(name)s: first day") % {"name": name}
    said = [initiative.summary, gettext("Dates: %(dates)s") % {"dates": when(initiative)}]
    return calendars.Event(
        key=initiative.pk,
        name=name,
        first=initiative.starts_on,
        last=last,
        changed_at=max(initiative.updated_at, initiative.published_at),
        url=request.build_absolute_uri(initiative.get_absolute_url()),
        location=where(initiative),
        description="\n\n".join(filter(None, said)),
        is_inferred=initiative.dates_inferred,
    )


@reads()
@read_only
def of_one(request, segment, slug):
    """The event of one public initiative; at an address that it had before it leads to its own."""
    found = calendar_initiatives(Initiative.objects.filter(pk=find_published(slug).pk)).first()
    if found is None:
        raise Http404
    if (found.segment, found.slug) != (segment, slug):
        return moved(request, found, reverse(f"{found.segment}-calendar", args=[found.slug]))
    return calendars.calendar_response(found.title, present_tag(), [event(request, found)], f"{found.slug}.ics")


@reads()
@read_only
def all_dated(request):
    """One calendar of all public initiatives whose first day is on record: subscribed to, it follows the record."""
    found = calendar_initiatives(Initiative.objects.published()).order_by("-starts_on", "id")[:MOST_EVENTS]
    events = [event(request, initiative) for initiative in found]
    return calendars.calendar_response(gettext("Going Global"), present_tag(), events, "going-global.ics")
