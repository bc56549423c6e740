"""Deadlines on the desk: how many are overdue or near, mine, as deputy and everybody's, and the first of each."""

from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.renewals.months import months_after
from enterprises.tasks.charge import MAY_SEE, Charges
from enterprises.tasks.entries import OVERDUE_STATE, HandedOver, open_entries, rows_in_private, shown
from enterprises.tasks.filters import DEPUTY, EVERYBODY, MINE, DeadlineFilter
from enterprises.working_days.arithmetic import ONE_DAY
from portal.desk.added_sections import Section
from portal.listing.kept import kept

LINES_OF_A_PERIOD = 4


class Period(NamedTuple):
    """A row of the table: what falls due from one day to another, both included; a side may be open."""

    label: str
    first: Any
    last: Any

    def holds(self, entry):
        return (self.first is None or entry.day >= self.first) and (self.last is None or entry.day <= self.last)

    def filters(self, today):
        """What narrows the list to it."""
        if self.last == today - ONE_DAY:
            return {"state": OVERDUE_STATE}
        return {"due_from": self.first.isoformat()} | ({"due_to": self.last.isoformat()} if self.last else {})


def periods(today):
    """Overdue, this month, the rest of this quarter, later."""
    end_of_month = months_after(today.replace(day=1), 1) - ONE_DAY
    end_of_quarter = months_after(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3) - ONE_DAY
    found = [Period(_("Overdue"), None, today - ONE_DAY), Period(_("This month"), today, end_of_month)]
    if end_of_quarter > end_of_month:
        found.append(Period(_("This quarter"), end_of_month + ONE_DAY, end_of_quarter))
    return [*found, Period(_("Later"), max(end_of_month, end_of_quarter) + ONE_DAY, None)]


class DueCount(NamedTuple):
    count: int
    url: str
    label: str


class DueRow(NamedTuple):
    label: str
    cells: list
    lines: list
    url: str  # of the list of those whose lines these are


class DueTable(NamedTuple):
    heads: list
    rows: list
    of_everybody: bool  # whether the lines are everybody's, since nothing is in the user's charge


def list_url(today, period, whose):
    chosen = period.filters(today) | {"whose": whose}
    query = urlencode({name: chosen[name] for name in DeadlineFilter.base_fields if chosen.get(name)})  # as the list itself writes it
    return f"{reverse('admin:enterprises_task_changelist')}?{query}"


class DueToUser(NamedTuple):
    """What the desk says of deadlines to one user, by the places of `periods`."""

    counts: dict  # {whose: [how many in each period]}
    first: list  # [[DueEntry] of each period, the first of those that are shown]
    number_own: int

    @property
    def properties(self):
        return {entry.property_id for entries in self.first for entry in entries}


def due_for(user, today):
    charges, entries, found = Charges(), open_entries(today), periods(today)
    columns = {MINE: [], DEPUTY: [], EVERYBODY: entries}
    for entry in entries:
        responsible, deputy = charges.of(entry)
        if user.pk in (responsible, deputy):
            columns[MINE if responsible == user.pk else DEPUTY].append(entry)
    own = sorted(columns[MINE] + columns[DEPUTY], key=lambda entry: (entry.day, entry.key))
    first = [list(islice(filter(period.holds, own or entries), LINES_OF_A_PERIOD)) for period in found]
    return DueToUser({whose: [sum(map(period.holds, of_whom)) for period in found] for whose, of_whom in columns.items()}, first, len(own))


def deadlines_section(user):
    """The Section of deadlines for those who may see them: what falls due within a year, and all that is overdue."""
    if not user.has_perm(MAY_SEE):
        return None
    today = timezone.localdate()
    due = kept("deadlines on the desk", lambda: due_for(user, today), user.pk, besides=(today, HandedOver.read().seal, rows_in_private()))
    lines = iter(shown([entry for entries in due.first for entry in entries], Charges(due.properties)))
    heads = [(MINE, _("Mine")), (DEPUTY, _("As deputy")), (EVERYBODY, _("Everybody’s"))]
    rows = [
        DueRow(
            period.label,
            [DueCount(due.counts[whose][place], list_url(today, period, whose), f"{head} – {period.label}") for whose, head in heads],
            [deadline_line(next(lines), today) for _entry in of_period],
            list_url(today, period, EVERYBODY),
        )
        for place, (period, of_period) in enumerate(zip(periods(today), due.first, strict=True))
    ]
    return Section(
        "deadlines",
        _("What falls due"),
        _("Nothing is due within a year."),
        [row for row in rows if row.lines],
        due.number_own,
        reverse("admin:enterprises_task_changelist"),
        template="enterprises/_desk_deadlines.html",
        more_of=DueTable([head for _whose, head in heads], rows, not due.number_own),
    )


class DeadlineLine(NamedTuple):
    shown: Any
    url: str
    state: str  # where it is overdue


def deadline_line(line, today):
    url = reverse("admin:enterprises_task_change", args=[quote(line.entry.key)])
    return DeadlineLine(line, url, line.entry.state_in_words(today) if line.entry.is_overdue(today) else "")
