"""Where a registration or a recordal stands today: derived from its dates, never stored.

When one may be renewed is law, and law changes: the windows are dated rows with their sources, in renewals.json, and a day
for which no row is in force has no window.
"""

import json
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.fields import reads_chinese


class Window(NamedTuple):
    """When what is protected may be renewed, as the law has it from one day until another (None: open)."""

    protects: str  # "registration" or "recordal"
    route: str  # of a registration
    territory: str  # empty: any
    first: Any
    last: Any
    opens_months_before: int
    grace_months_after: int
    source_en: str
    source_zh: str

    @property
    def source(self):
        return self.source_zh if reads_chinese() else self.source_en

    def holds(self, protects, route, territory, day):
        in_force = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return in_force and (self.protects, self.route) == (protects, route) and self.territory in ("", territory)


def read():
    rows = json.loads(Path(__file__).with_name("renewals.json").read_text(encoding="utf-8"))
    days = [{name: row.pop(key) for name, key in (("first", "from"), ("last", "until"))} for row in rows]
    dated = [{name: text and date.fromisoformat(text) for name, text in each.items()} for each in days]
    return [Window(**row, **each) for row, each in zip(rows, dated, strict=True)]


WINDOWS = read()


class Status(NamedTuple):
    key: str
    label: Any
    until: Any = None  # the last day of it, where no other date of the row says so
    window: Any = None  # the law behind it, where there is one


def months_after(day, months):
    """The same day of the month `months` later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def status(protects, starts_on, expires_on, today, route="", territory=""):
    """The Status of a right whose protection starts and expires then; None where its dates do not tell."""
    if expires_on is None:
        return Status("in-force", _("in force")) if starts_on and starts_on <= today else None
    window = next((each for each in WINDOWS if each.holds(protects, route, territory, today)), None)
    if today <= expires_on:
        if window and today >= months_after(expires_on, -window.opens_months_before):
            return Status("renewal", _("renewal window"), window=window)
        return Status("in-force", _("in force"))
    if window is None:
        return Status("past", _("date of expiry has passed"))
    grace = months_after(expires_on, window.grace_months_after)
    return Status("grace", _("grace period"), grace, window) if today <= grace else Status("expired", _("expired"), window=window)


def of_registration(row, today):
    if row.expires_on is None and row.registered_on is None:
        return Status("filed", _("filed")) if row.filed_on else None
    found = status("registration", row.registered_on, row.expires_on, today, row.route, str(row.territory))
    return found._replace(label=_("registered")) if found and found.key == "in-force" else found


def of_recordal(row, today):
    return status("recordal", row.effective_on, row.expires_on, today)
