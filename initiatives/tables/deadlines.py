"""Deadlines of rights by quarter and state: what is due is derived, what staff did about it is on record."""

from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from enterprises.deadlines.deriving import USUAL_HORIZON
from enterprises.models import IntellectualProperty, Organization, Task
from enterprises.models.territories import Territories
from enterprises.renewals.months import months_after
from enterprises.tasks.charge import MAY_SEE, Charges
from enterprises.tasks.entries import OVERDUE_STATE, closed_entries, open_entries, shown
from initiatives.tables.table import LACKS_MARKET, LACKS_SECTOR, LACKS_YEAR, Placed, TableCell, TableColumn, YearlyTable
from portal.text.ordering import by_name
from portal.text.partial_dates import day_in_words


class DeadlinesByQuarter(YearlyTable):
    key = "deadlines"
    title = _("Deadlines by quarter and state")
    lede = _(
        "What is due of trademarks, recordals and licences, by the quarter of its day, and what was done about it. For staff: who may see "
        "deadlines sees this table. Without “Until”, what falls due within twelve months is counted."
    )
    note = _("what is open, overdue, done or waived, quarter by quarter")
    permission = MAY_SEE
    beside = ("admin:enterprises_task_changelist",)
    asks = ("market", "sector")
    lacks = {
        LACKS_YEAR: _("a day"),
        LACKS_MARKET: _("a territory"),
        LACKS_SECTOR: _("a sector of the right holder"),
    }
    counts = {
        "deadlines": _("Deadlines"),
        **{state: label for state, label in Task.State.choices if state == Task.State.OPEN},
        OVERDUE_STATE: pgettext_lazy("state of a deadline", "overdue"),
        **{state: label for state, label in Task.State.choices if state != Task.State.OPEN},
    }
    columns = (
        TableColumn(_("Day"), 14),
        TableColumn(_("What"), 32),
        TableColumn(_("Mark"), 36),
        TableColumn(_("Number"), 24),
        TableColumn(_("Right holder"), 36),
        TableColumn(_("State"), 24),
        TableColumn(_("Done on"), 14),
    )
    market_label = _("Territory")
    latest_first = False  # what is overdue stands before what is to come
    group_label, group_in_caption = _("Territory"), _("territory")

    @classmethod
    def markets(cls):
        return by_name((code, name) for code, name in Territories())

    def placed(self):
        self.today = timezone.localdate()
        asked_until, usual = self.asked.last_day, months_after(self.today, USUAL_HORIZON)
        until = asked_until if asked_until and asked_until > usual else None
        properties = self.seen(IntellectualProperty.objects)
        if self.chosen("sector"):
            properties = properties.filter(owner__sectors=self.chosen("sector"))
        owners = dict(properties.order_by().values_list("pk", "owner"))
        with_sector = set(Organization.objects.filter(sectors__isnull=False).order_by().values_list("pk", flat=True))
        entries = [*open_entries(self.today, until), *closed_entries()]
        entries = [entry for entry in entries if entry.property_id in owners]
        self.entries = dict(enumerate(sorted(entries, key=lambda entry: (entry.day or date.max, entry.key))))
        return [
            Placed(
                key,
                (entry.day, entry.day) if entry.day else None,
                entry.territory,
                {"deadlines": key, self.state_of(entry): key},
                entry.territory,
                owners[entry.property_id] in with_sector,
            )
            for key, entry in self.entries.items()
        ]

    def state_of(self, entry):
        return OVERDUE_STATE if entry.is_overdue(self.today) else entry.state

    def period_of(self, days):
        return days[0].year, (days[0].month + 2) // 3

    def period_name(self, period):
        return gettext("%(year)d, quarter %(quarter)d") % {"year": period[0], "quarter": period[1]}

    def period_days(self, period):
        year, quarter = period
        return f"{year}-{quarter * 3 - 2:02}", f"{year}-{quarter * 3:02}"

    def group_names(self, groups):
        territories = Territories()
        return by_name((code, territories.name(code)) for code in groups if code)

    def no_group_name(self):
        return gettext("territory not listed")

    def rows_of(self, keys):
        lines = shown([self.entries[key] for key in keys], Charges({self.entries[key].property_id for key in keys}))
        return {key: self.cells(line) for key, line in zip(keys, lines, strict=True)}

    def cells(self, line):
        entry = line.entry
        notes = [entry.approximate] if entry.approximate else []
        return [
            TableCell(day_in_words(entry.day), notes=notes, values=(entry.day,)),
            TableCell(capfirst(entry.what_in_words)),
            TableCell(records=[line.property] if line.property else []),
            TableCell(line.right),
            TableCell(records=[line.holder] if line.holder else []),
            TableCell(entry.state_in_words(self.today)),
            TableCell(day_in_words(entry.done_on), values=(entry.done_on,)),
        ]
