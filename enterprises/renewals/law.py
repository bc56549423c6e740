"""The rules of renewal: dated rows with their sources, in law.json. A new law is a new row; a date is looked up by the day of expiry.

`confidence` is H where the text itself was read, M or L where others report it: staff are told that it is to be confirmed.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from enterprises.renewals.months import end_of_term, months_after
from portal.text.fields import reads_chinese
from portal.text.partial_dates import day_after


class Clock(NamedTuple):
    """One period within which a declaration is filed. Without `due_on` nobody has to."""

    declaration: Any
    opens_on: date
    due_on: Any
    grace_ends_on: Any


class Declaration(NamedTuple):
    """What an office wants to be told between two renewals, in months from a day of the registration."""

    name_en: str
    name_zh: str
    counts_from: str
    opens_months: int
    due_months: Any  # None: one may, at any time
    grace_months: int
    repeats_months: Any
    source_en: str
    source_zh: str

    @property
    def name(self):
        return self.name_zh if reads_chinese() else self.name_en

    @property
    def source(self):
        return self.source_zh if reads_chinese() else self.source_en

    def clock(self, row, today):
        """The Clock that opened last, or the first of all where none has; None where the day that it counts from is not on record."""
        start = getattr(row, self.counts_from)
        if start is None:
            return None
        later = 0
        if self.repeats_months:
            while months_after(start, self.opens_months + later + self.repeats_months) <= today:
                later += self.repeats_months
        due_on = grace_ends_on = None
        if self.due_months:
            due_on = months_after(start, self.due_months + later)
            grace_ends_on = months_after(due_on, self.grace_months)
        return Clock(self, months_after(start, self.opens_months + later), due_on, grace_ends_on)


class Rule(NamedTuple):
    """How long what is protected lasts and when it may be renewed, as the law has it from one day until another (None: open)."""

    protects: str  # "registration" or "recordal"
    route: str  # of a registration
    territory: str  # empty: any
    first: Any
    last: Any
    counts_from: tuple  # columns of the row: the first of them that holds a day
    term_months: int
    ends_day_before: bool
    opens_months_before: int
    grace_months_after: int
    confidence: str
    source_en: str
    source_zh: str
    address: str = ""  # of the official text, where it is known
    depends_months: int = 0  # for so long an international registration falls with its basic mark
    declarations: tuple = ()

    @property
    def source(self):
        return self.source_zh if reads_chinese() else self.source_en

    @property
    def to_be_confirmed(self):
        return self.confidence != "H"

    def holds_on(self, day):
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def starts_on(self, row):
        return next(filter(None, (getattr(row, name) for name in self.counts_from)), None)

    def first_end(self, start):
        return end_of_term(start, self.term_months, self.ends_day_before)

    def next_end(self, expires_on):
        """When the term ends that follows the one that ended on `expires_on`: where terms end the day before, it begins the day
        after, so that 28 February 2026 is followed by 29 February 2036."""
        return self.first_end(day_after(expires_on) or expires_on if self.ends_day_before else expires_on)

    def opens_on(self, expires_on):
        return months_after(expires_on, -self.opens_months_before)

    def grace_ends_on(self, expires_on):
        return months_after(expires_on, self.grace_months_after)


def rule_from(row):
    days = {name: row.pop(key) for name, key in (("first", "from"), ("last", "until"))}
    row["counts_from"] = tuple(row["counts_from"])
    row["declarations"] = tuple(Declaration(**each) for each in row.get("declarations", ()))
    return Rule(**row, **{name: text and date.fromisoformat(text) for name, text in days.items()})


RULES = [rule_from(row) for row in json.loads(Path(__file__).with_name("law.json").read_text(encoding="utf-8"))]


def rules_for(protects, route="", territory=""):
    """The Rules of all times for one sort of right: those of the territory itself, or else those that hold in any."""
    found = [rule for rule in RULES if (rule.protects, rule.route) == (protects, route) and rule.territory in ("", territory)]
    return [rule for rule in found if rule.territory] or found


def rules_of(row):
    """The Rules of all times for a trademark registration or a customs recordal."""
    is_registration = hasattr(row, "territory")
    return rules_for("registration", row.route, str(row.territory)) if is_registration else rules_for("recordal")


def rule_on(row, day):
    """The Rule for this right that is in force on that day; None where none is on record."""
    return next((rule for rule in rules_of(row) if rule.holds_on(day)), None)
