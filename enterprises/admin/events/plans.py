"""What several events entered in one step change, worked out before they are saved: shown first, then written."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.deadlines.deadline import Standing
from enterprises.deadlines.deriving import open_deadlines, with_rows
from enterprises.effects import Writing, mark_of, offered_term, those_corrected_by, written_before
from enterprises.models import IntellectualProperty, Licence, Organization, RightEvent
from enterprises.renewals.terms import GIVES_TERM, end_of_right, term_of
from portal.access.audit import record_action
from portal.access.roles import may_change
from portal.admin.form.server_proposals import propose
from portal.admin.record_parts import show_change
from portal.models import AuditEntry, ProposedChange, Record, ReviewStep
from portal.models.locking.order import lock
from portal.review.steps import log_step, may_take_back
from portal.text.partial_dates import day_in_words

Verb = RightEvent.Verb
OF_EACH = ("verb", "happened_on", "new_owner", "passage", "paper", "agent", "note")


class EventPlan:
    """The events of one step, with what they change. Raises ValidationError where one of them cannot be."""

    def __init__(self, user, subjects, rows, details):
        self.user, self.subjects, self.details = user, subjects, details
        self.record = subjects.record
        self.writing, self.notes = Writing(), []
        self.owner_before = getattr(mark_of(rows[0]), "owner_id", None)
        moment = timezone.now()
        self.events = []
        for place, row in enumerate(rows):
            event = RightEvent(**{subjects.name: row}, entered_by=user, entered_at=moment)
            event.replaces = subjects.corrected.get(row.pk)
            for name in OF_EACH:
                setattr(event, name, details[name])
            event.reason = details.get("reason", "")  # asked for only where something is corrected
            if not place:  # what was paid, was paid for all together
                event.fee, event.fee_currency = details["fee"], details["fee_currency"]
            self.give_term(event, details["expires_on"])
            event.full_clean()
            refuse_doubles(event)
            self.writing.add(event)
            self.events.append(event)
        for row in self.writing.changes:
            row.full_clean()
        self.notice()

    def give_term(self, event, typed):
        """The new term: as it was typed, or else by the law. What a renewal that is corrected gave is taken back before that."""
        if event.verb not in GIVES_TERM:
            return
        row = event.subject
        stored = row.expires_on
        if event.replaces:
            self.take_back(event, row)
        present = term_of(row)
        event.former_expires_on = present.expires_on if event.verb == Verb.RENEWED else None
        if gave_what_is_on_record(event, typed, present):
            event.former_expires_on, event.expires_on, row.expires_on = None, typed, stored
            self.notes.append(_("%(row)s: the present term is entered already, or a later one: its dates stay.") % {"row": row})
            return
        event.expires_on = typed or offered_term(row, event.verb, event.happened_on)
        end = end_of_right(row) if hasattr(row, "registration") else None
        if end and event.expires_on and event.expires_on >= end:
            self.look_at_right(event, row, end)
        if event.verb == Verb.RENEWED and event.expires_on is None:
            text = _("%(row)s: no rule that is entered tells when the new term ends. Type the day of the certificate.") % {"row": row}
            raise ValidationError({"expires_on": text})
        if event.verb == Verb.RENEWED and present.rule:
            days = {"row": row, "first": day_in_words(present.opens_on), "last": day_in_words(present.grace_ends_on)}
            if not present.opens_on <= event.happened_on <= present.grace_ends_on:
                self.notes.append(_("%(row)s: by the law it is renewed from %(first)s to %(last)s. Look at the day once more.") % days)
        row.expires_on = stored

    def look_at_right(self, event, row, end):
        """A recordal ends no later than its right, and is not renewed where that has no later term yet."""
        about = {"row": row, "day": day_in_words(end)}
        if event.former_expires_on and event.expires_on <= event.former_expires_on:
            raise ValidationError({"expires_on": _("%(row)s: its right ends on %(day)s itself. Enter the renewal of that first.") % about})
        if event.expires_on > end:
            self.notes.append(_("%(row)s: its right ends on %(day)s, and the recordal no later. Look at the day once more.") % about)

    def take_back(self, event, row):
        """Let an unsaved `row` stand as it did before the event that `event` corrects."""
        corrected, all_corrected = written_before(event), [each.pk for each in those_corrected_by(event)]
        row.standing_events = [
            each for each in row.standing_events if each.happened_on <= event.replaces.happened_on and each.pk not in all_corrected
        ]
        if changed := corrected and corrected.changed.get("expires_on"):
            row.expires_on = row._meta.get_field("expires_on").to_python(changed[0] or None)

    def notice(self):
        """What is worth a second look."""
        first, details = self.events[0], self.details
        if first.happened_on > timezone.localdate():
            self.notes.append(_("This day has not come yet."))
        if first.verb == Verb.ASSIGNED:
            if details["new_owner"] is None:
                self.notes.append(_("No new owner is named: the owner that is entered stays, and renewals are not told any more."))
            elif details["new_owner"].pk == self.owner_before:
                self.notes.append(_("The new owner is the owner that is entered: is it an assignment?"))
            elif self.subjects.rows.count() > len(self.events):
                self.notes.append(_("The owner of the whole mark changes; not all of its registrations are ticked."))
        if first.verb == Verb.HOLDER_RENAMED:
            self.notes.append(_("The name itself is changed on the form of the organization."))
        if first.verb != Verb.DID_NOT_HAPPEN and details["passage"] is None and details["paper"] is None:
            self.notes.append(_("Neither a paper nor a passage proves it yet."))

    @property
    def lines(self):
        """[(row, what changes, the present value, the new one, whether the present one is left)] in words."""
        return [
            (str(effect.row), effect.label, effect_in_words(effect, effect.old), effect_in_words(effect, effect.new), effect.is_kept)
            for effect in self.writing.effects
        ]

    def due(self):
        """[(Shown, sum in words, whether it is overdue)] of what becomes due by the events: they are written for that, and taken back."""
        today = timezone.localdate()
        owned = Q(owner=self.record.pk) | Q(recordals__holder=self.record.pk)
        within = owned if self.subjects.name == "holder" else Q(pk=self.record.pk)
        with transaction.atomic():
            for row in [*self.writing.changes, *self.events]:
                row.save()
            keys = {event.pk for event in self.events}
            shown = with_rows([deadline for deadline in open_deadlines(today, within=within) if deadline.event_id in keys])
            found = [(each, each.deadline.in_sum(), each.deadline.standing(today) == Standing.OVERDUE) for each in shown]
            transaction.set_rollback(True)
        return found

    @property
    def is_public(self):
        """Whether something changes that the public reads, or will: a date, an owner, or whether the right is there still."""
        if not isinstance(self.record, IntellectualProperty) or self.record.published_at is None:
            return False
        verbs = {each.verb for event in self.events for each in (event, event.replaces) if each}
        return bool(verbs & {*RightEvent.ENDS_RIGHT}) or any(not isinstance(row, Licence) for row in self.writing.changes)

    @property
    def waits(self):
        """Whether what changes in public waits for a Publisher."""
        return self.is_public and not may_change(self.user, self.record)

    @property
    def seal(self):
        """A digest of what is shown: what is saved was seen."""
        said = [(event.verb, str(event.happened_on), str(event.subject.pk)) for event in self.events]
        return sha256(repr((said, [[str(part) for part in line] for line in self.lines], self.waits)).encode()).hexdigest()[:16]

    def carry_out(self, request):
        """Write the events, and what they change; whoever calls it holds the lock of the record."""
        waits = self.waits
        public = {row: columns for row, columns in self.writing.changes.items() if not isinstance(row, Licence)}
        drop_proposals(self.user, self.events)
        if waits:
            self.propose(request, public)
        else:
            self.write(request, public)
        for row in self.writing.changes.keys() - public.keys():
            row.save()
        for event in self.events:
            event.waits = waits
            event.save(force_insert=True)

    def propose(self, request, public):
        """Let the change wait for a Publisher."""
        if not public:  # the status alone: a Publisher confirms the event itself
            return
        changes = {}
        for row, columns in public.items():
            changes[row] = {name.removesuffix("_id"): value for name, value in columns.items()}
        proposal = propose(request, self.record, changes, why=str(self.events[0]))
        for event in self.events:
            event.proposal = proposal

    def write(self, request, public):
        for row in public:
            row.save()
        if self.is_public or public:
            show_change(Record.objects.filter(pk=self.record.pk))
            record_action(request, AuditEntry.Action.CHANGED, self.record, detail=str(self.events[0]))


def gave_what_is_on_record(event, typed, present):
    """Whether a renewal is entered afterwards, of which the present term, or a later one, is on record already."""
    end = present.expires_on
    return bool(event.verb == Verb.RENEWED and typed and end and typed <= end and present.opens_on and event.happened_on < present.opens_on)


def refuse_doubles(event):
    """The database refuses an event that is on record; a correction must not become one either."""
    same = RightEvent.objects.standing().filter(verb=event.verb, happened_on=event.happened_on)
    same = same.filter(**{event.subject_name: event.subject}).exclude(pk__in=[each.pk for each in those_corrected_by(event)])
    if event.replaces and same.exists():
        raise ValidationError(_("This event is entered already."))


def drop_proposals(user, events):
    """Take back what corrected events proposed, as far as nobody decided it and the user may."""
    keys = [event.replaces.proposal_id for event in events if event.replaces]
    for proposal in lock(ProposedChange.objects.open().filter(pk__in=filter(None, keys))):
        if may_take_back(user, proposal):
            proposal.state, proposal.decided_by, proposal.decided_at = ProposedChange.State.DROPPED, user, timezone.now()
            proposal.save()
            log_step(proposal.record, ReviewStep.Step.DROPPED, user)


def effect_in_words(effect, value):
    if effect.column == "owner_id":
        owner = Organization.objects.filter(pk=value).first() if value else None
        return str(owner) if owner else _("nobody yet")
    return day_in_words(value) if value else _("not listed")
