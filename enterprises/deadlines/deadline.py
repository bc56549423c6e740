"""A deadline: the day, how it was reckoned, and what it is about. It has no row; its key names it whatever day it moves to."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from enterprises.deadlines.sums import sum_of


class What(TextChoices):
    RENEWAL = "renewal", _("renew the registration")
    DECLARATION = "declaration", _("declare use")
    OPPOSITION = "opposition", _("last day for others to oppose")
    REVIEW = "review", _("ask for review of the refusal")
    RECORDAL_RENEWAL = "recordal-renewal", _("renew the recordal")
    RECORDAL_ANEW = "recordal-anew", _("record anew at customs")
    CUSTOMS_CHANGE = "customs-change", _("change the recordal")
    CUSTOMS_CANCELLATION = "customs-cancellation", _("cancel the recordal")
    LICENCE_FILING = "licence-filing", _("file the licence for record")
    LICENCE_END = "licence-end", _("the licence ends")


class Standing(TextChoices):
    AHEAD = "ahead", _("not open yet")
    OPEN = "open", _("open")
    LATE = "late", _("in grace")
    OVERDUE = "overdue", _("overdue")


class Deadline(NamedTuple):
    """`key` is "renewal:<registration>:2026-05-20" or "customs-change:<recordal>:<event>", the event being the first of its
    corrections. The rows are named by their keys only: `with_rows` loads those that are shown."""

    key: str
    what: What
    day: date  # the last day, moved where the law moves it
    unmoved: date  # as it is counted
    opens_on: Any = None
    late_until: Any = None  # the last day of the grace, moved; None without one
    late_unmoved: Any = None
    unknown_years: tuple = ()  # whose notices of working days may still move `day`
    late_unknown_years: tuple = ()
    file_by: Any = None  # the working day before a last day on which the office is closed and that nothing moves
    counted_from: Any = None  # None where the last day itself is on record
    rule: Any = None  # a LegalRule; None where none is on record
    property_id: str = ""
    registration_id: Any = None
    recordal_id: Any = None
    licence_id: Any = None
    event_id: Any = None
    holder_id: Any = None
    territory: str = ""
    doubts: tuple = ()  # sentences

    @property
    def is_approximate(self):
        return bool(self.unknown_years)

    @property
    def is_late_approximate(self):
        return bool(self.late_unknown_years)

    @property
    def to_be_confirmed(self):
        """Whether staff are told to look it up: a doubt, or a rule that only others report, of the day or of where it was moved."""
        rule, is_moved = self.rule, self.day != self.unmoved or self.late_until != self.late_unmoved
        return bool(self.doubts) or (rule is not None and (rule.to_be_confirmed or (is_moved and rule.moving_to_be_confirmed)))

    @property
    def last(self):
        """The day after which it is too late: of the grace, where there is one."""
        return self.late_until or self.day

    def standing(self, today):
        if today > self.last:
            return Standing.OVERDUE
        if today > self.day:
            return Standing.LATE
        return Standing.AHEAD if self.opens_on and today < self.opens_on else Standing.OPEN

    def in_sum(self):
        """How the day came about, in the user's language."""
        return sum_of(self)
