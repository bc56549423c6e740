"""What an event changes of what is on record: columns of its registration, recordal or licence, and the owner of its mark.

An event keeps what it changed, {column: [what stood there, what it gave]}. Where another corrects it, that is taken back first, as far
as nobody has written something else there since; so the columns are right whichever of two was wrong.
"""

from datetime import date
from typing import Any, NamedTuple

from enterprises.models import CustomsRecordal, RightEvent, TrademarkRegistration
from enterprises.renewals.law import rule_on
from enterprises.renewals.terms import end_of_right, term_of

Verb = RightEvent.Verb

# (subject, verb) → [(column, where it comes from in the event, whether it is written only where nothing stands)]
GIVES = {
    ("registration", Verb.FILED): [("filed_on", "happened_on", True)],
    ("registration", Verb.REGISTERED): [("registered_on", "happened_on", False), ("expires_on", "expires_on", False)],
    ("registration", Verb.RENEWED): [("expires_on", "expires_on", False)],
    ("registration", Verb.ASSIGNED): [("owner", "new_owner_id", False)],
    ("recordal", Verb.RECORDED): [("effective_on", "happened_on", False), ("expires_on", "expires_on", False)],
    ("recordal", Verb.RENEWED): [("expires_on", "expires_on", False)],
    ("licence", Verb.LICENSED): [("signed_on", "happened_on", True)],
    ("licence", Verb.FILED_FOR_RECORD): [("filed_for_record_on", "happened_on", False)],
    ("licence", Verb.TOLD_TO_CUSTOMS): [("told_to_customs_on", "happened_on", False)],
    ("licence", Verb.LICENCE_ENDED): [("ends_on", "happened_on", False)],
}


class Effect(NamedTuple):
    """One column of a row that an event gives another value."""

    row: Any
    column: str
    old: Any
    new: Any
    is_kept: bool = False  # somebody wrote something else since, so that the correction leaves it: `old` and `new` are the same

    @property
    def label(self):
        return self.row._meta.get_field(self.column).verbose_name


def mark_of(subject):
    """The intellectual property that a registration, recordal or licence is of; None of an organization."""
    return getattr(subject, "trademark", None) or getattr(subject, "property", None)


def offered_term(subject, verb, happened_on):
    """When by the law the term ends that a renewal gives, of a recordal not after its right does; None where the law on record does
    not tell."""
    if verb != Verb.RENEWED or not isinstance(subject, TrademarkRegistration | CustomsRecordal):
        return None
    present = term_of(subject).expires_on
    rule = present and rule_on(subject, present)
    if not rule:
        return None
    ends = [rule.next_end(present)]
    if isinstance(subject, CustomsRecordal):
        ends += filter(None, [end_of_right(subject)])
    return min(ends)


def target_of(event, column):
    """The row in which an event writes a column, and the column as its model names it."""
    if column == "owner":
        return mark_of(event.subject), "owner_id"
    return event.subject, column


def as_kept(value):
    """A value as an event keeps it."""
    return value.isoformat() if isinstance(value, date) else value or ""


def as_written(row, column, kept):
    """What was kept, as the column holds it."""
    return row._meta.get_field(column).to_python(kept or None) if column != "owner_id" else kept or None


def those_corrected_by(event):
    """The events in whose place `event` stands, the last first."""
    while event := event.replaces:
        yield event


def written_before(event):
    """The event whose changes `event` takes back: of those that it corrects, the last that is followed in public; None where none is."""
    return next((former for former in those_corrected_by(event) if former.is_followed), None)


class Writing:
    """What several events entered together change, worked out one after the other; nothing is written."""

    def __init__(self):
        self.rows = {}  # {(model, key): row}: events of one mark share it
        self.before = {}  # {(model, key, column): what stands there}
        self.kept = set()  # such columns that a correction leaves as somebody wrote them since

    def add(self, event):
        """Work out what `event` changes, and let it keep that."""
        former = written_before(event)
        corrected = former.changed if former else {}
        given = {
            column: (value, only_where_empty)
            for column, source, only_where_empty in GIVES.get((event.subject_name, event.verb), ())
            if (value := getattr(event, source))
        }
        event.changed = {}
        for column in {**corrected, **given}:
            row, name = target_of(event, column)
            if row is None:
                continue
            row = self.rows.setdefault((row._meta.concrete_model, row.pk), row)
            present = getattr(row, name)
            self.before.setdefault((row._meta.concrete_model, row.pk, name), present)
            base = present
            if column in corrected:
                before, after = corrected[column]
                if as_kept(present) not in (before, after):
                    self.kept.add((row._meta.concrete_model, row.pk, name))
                    continue
                base = as_written(row, name, before)
            value, only_where_empty = given.get(column, (base, False))
            if base and (only_where_empty or (event.verb == Verb.RENEWED and value < base)):  # an old renewal shortens nothing
                value = base
            if value != base:
                event.changed[column] = [as_kept(base), as_kept(value)]
            setattr(row, name, value)

    @property
    def effects(self):
        """[Effect] of all columns that get another value, or are left as somebody wrote them."""
        found = []
        for (model, key, column), old in self.before.items():
            row, is_kept = self.rows[model, key], (model, key, column) in self.kept
            if is_kept or getattr(row, column) != old:
                found.append(Effect(row, column, old, getattr(row, column), is_kept))
        return found

    @property
    def changes(self):
        """{row: {column: value}} of what is to be written."""
        found = {}
        for effect in self.effects:
            if not effect.is_kept:
                found.setdefault(effect.row, {})[effect.column] = effect.new
        return found
