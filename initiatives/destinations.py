"""Coming initiatives as destinations, at which the marks of those who take part are to be protected."""

from django.db.models import Prefetch, Q
from django.urls import reverse

from enterprises.protection.destinations import Destination, register_destinations
from initiatives import kinds
from initiatives.facts import when
from initiatives.models import Initiative, Participation
from portal.access.admin_addresses import admin_page_of
from portal.text.partial_dates import last_day_of


def days_at_most(initiative, today):
    """(first, last) of all days on which it may be held, as far as its dates are known; today where none is."""
    starts, ends = initiative.starts_on, initiative.ends_on
    last = last_day_of(ends, initiative.ends_precision) if ends else last_day_of(starts, initiative.starts_precision) if starts else today
    return starts or min(today, last), last


def destination_of(initiative, today):
    """The Destination of an initiative, whose participations are at hand in `participations`."""
    first, last = days_at_most(initiative, today)
    return Destination(
        key=initiative.pk,
        territory=str(initiative.country),
        first=first,
        last=last,
        name=initiative.name,
        days=when(initiative),
        url=admin_page_of(initiative),
        sheet=reverse("admin:readiness", args=[initiative.pk]) if initiative.kind == kinds.EXHIBITION else "",
        holders=tuple(dict.fromkeys(row.organization_id for row in initiative.participations.all())),
    )


@register_destinations
def coming_initiatives(today):
    """Of those whose country or region is on record and that have not ended; a series is held through its editions."""
    dated = Q(ends_on__year__gte=today.year) | Q(ends_on=None, starts_on__year__gte=today.year)  # known to the year, it ends with that
    found = Initiative.objects.filter(dated, is_recurring=False).exclude(country="")
    for initiative in found.prefetch_related(Prefetch("participations", Participation.objects.order_by("role", "id"))):
        if days_at_most(initiative, today)[1] >= today:
            yield destination_of(initiative, today)
