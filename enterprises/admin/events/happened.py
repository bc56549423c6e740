"""What stands on the form of a mark or an organization of what happened to its rights, and of its licences. Private."""

from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from enterprises.admin.events.subjects import CORRECTS, rights_of
from enterprises.models import Organization, RightEvent


class Happening(NamedTuple):
    """Events that were entered in one step: what was paid stands at one of them."""

    event: Any
    to_what: str
    fee: str
    replacement: Any


class OnForm(NamedTuple):
    happenings: list
    licences: list
    entries: list  # [(address, label)] of the pages on which more is entered
    may_enter: bool
    all_licences: str  # the address of the list


def events_about(record):
    """The events of a record's rights, of the organization that owns it, and those of an organization."""
    events = RightEvent.objects.select_related(
        *("registration", "recordal", "licence__licensee", "licence__property", "holder", "new_owner", "paper", "passage__source"),
        *("entered_by", "replaced_by", "proposal"),
    )
    if isinstance(record, Organization):
        return events.filter(holder=record)
    own = Q(registration__trademark=record.pk) | Q(recordal__property=record.pk) | Q(licence__property=record.pk)
    return events.filter(own | Q(holder=record.owner_id, holder__isnull=False))


def happenings(record):
    """[Happening] in the order of their days."""
    events = events_about(record)

    def step(event):
        return event.happened_on, event.entered_at, event.verb, event.entered_by_id or 0, hasattr(event, "replaced_by")

    for _key, group in groupby(sorted(events, key=step), key=step):
        together = list(group)
        paid = next((event for event in together if event.fee is not None), None)
        fee = f"{paid.fee.normalize():f} {paid.fee_currency}" if paid else ""
        to_what = pgettext("within a list", ", ").join(dict.fromkeys(str(event.subject) for event in together))
        yield Happening(together[0], to_what, fee, getattr(together[0], "replaced_by", None))


def on_form(request, record):
    """OnForm of a record for whoever may see it; None for others."""
    if not request.user.has_perm("enterprises.view_rightevent"):
        return None
    happened = list(happenings(record))
    if isinstance(record, Organization) and not (happened or record.properties.exists() or record.recordals.exists()):
        return None  # most have no rights
    enter = reverse("admin:enterprises_rightevent_add")
    entries = [
        (f"{enter}?{name}={row.pk}", gettext("its name or contact") if name == "holder" else str(row))
        for name, row, _label in rights_of(record)
    ]
    listed = reverse("admin:enterprises_licence_changelist")
    licences = [] if isinstance(record, Organization) else list(record.licences.select_related("licensee"))
    may_enter = request.user.has_perm("enterprises.add_rightevent")
    return OnForm(happened, licences, entries, may_enter, f"{listed}?property__id__exact={record.pk}")


def in_context(model_admin, request, record):
    """What the form of a record takes beside the rest; nothing where it is not stored, or is a proposal."""
    if record is None or model_admin.submission.is_proposal:
        return {}
    return {"on_rights": on_form(request, record), "corrects": CORRECTS}
