"""One outcome entered for many nominees: what is new, what is on record or proposed already, what contradicts, and how it is written.

For drafts and by Publishers it is written as events; of what is public, Editors propose each as a change of its nomination.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from initiatives.models import Nomination, NominationEvent
from initiatives.standing_events import are_at_odds, with_day
from portal.access.audit import record_action
from portal.access.roles import may_change
from portal.admin.form.server_proposals import propose
from portal.admin.record_parts import show_change
from portal.models import AuditEntry, ProposedChange, Record
from portal.models.locking.order import lock
from portal.text.fields import Localized

NEW_ROW = re.compile(r"events-(\d+)-verb")


@dataclass
class Said:
    """What is entered of each nominee."""

    verb: str
    stage: Any = None
    day: date | None = None
    precision: str = ""
    passage: Any = None
    note_en: str = ""
    note_zh: str = ""
    reason_en: str = ""
    reason_zh: str = ""

    note = Localized("note")

    def is_said_by(self, event):
        """Whether an event says the same: an outcome is one whatever the stage, all else is of its own stage."""
        return event.verb == self.verb and (self.verb in NominationEvent.OUTCOMES or event.stage_id == (self.stage and self.stage.pk))

    def is_contradicted_by(self, event):
        return are_at_odds((self.verb, self.stage.pk if self.stage else None), (event.verb, event.stage_id))


@dataclass
class Intended:
    """What would become of one nominee."""

    nomination: Any
    outcome: Said
    same: Any = None  # the event on record that says so already
    is_waiting: bool = False  # it is proposed already
    against: Any = None  # the event that says otherwise
    will_propose: bool = False

    @property
    def said(self):
        """What would be entered, in words."""
        return with_day(self.event(corrects=False))

    @property
    def against_in_words(self):
        return with_day(self.against)

    @property
    def is_new(self):
        return self.same is None and not self.is_waiting

    def event(self, corrects):
        """The event to be written; `corrects` whether it replaces the one that says otherwise."""
        said = self.outcome
        is_correction = corrects and self.against is not None
        return NominationEvent(
            nomination=self.nomination,
            verb=said.verb,
            stage=said.stage,
            happened_on=said.day,
            happened_precision=said.precision,
            passage=said.passage,
            note_en=said.note_en,
            note_zh=said.note_zh,
            replaces=self.against if is_correction else None,
            reason_en=said.reason_en if is_correction else "",
            reason_zh=said.reason_zh if is_correction else "",
        )


def proposed_events(keys):
    """{key of a nomination: {(verb, key of the stage)}} of the new events in changes that wait for a Publisher."""
    found = {}
    for proposal in ProposedChange.objects.open().filter(form=Nomination._meta.label_lower, row__in=keys):
        for name, texts in proposal.sent.items():
            if (row := NEW_ROW.fullmatch(name)) and not any(proposal.sent.get(f"events-{row[1]}-id", [])):
                stage = next(iter(proposal.sent.get(f"events-{row[1]}-stage", [])), "")
                found.setdefault(proposal.row, set()).add((texts[0], stage))
    return found


def intended(user, outcomes):
    """What is Intended for `outcomes`, {key of a nomination: Said}, in the order of the names of the nominees."""
    rows = Nomination.objects.filter(pk__in=list(outcomes)).select_related("category__round", "organization", "initiative")
    events = NominationEvent.objects.filter(nomination__in=rows.values("pk")).select_related("stage__passage__source")
    replaced = set(events.exclude(replaces=None).values_list("replaces", flat=True))
    standing = {}
    for event in events.in_order():
        if event.pk not in replaced:
            standing.setdefault(event.nomination_id, []).append(event)
    waiting, found = proposed_events(list(outcomes)), []
    for nomination in sorted(rows, key=lambda each: (each.nominee.name_sort, each.pk)):
        outcome, own = outcomes[nomination.pk], standing.get(nomination.pk, [])
        proposed = waiting.get(nomination.pk, ())
        is_outcome = outcome.verb in NominationEvent.OUTCOMES
        stage = outcome.stage.pk if outcome.stage else ""
        found.append(
            Intended(
                nomination,
                outcome,
                same=next((event for event in own if outcome.is_said_by(event)), None),
                is_waiting=any(verb == outcome.verb and (is_outcome or of_stage == stage) for verb, of_stage in proposed),
                against=next((event for event in reversed(own) if outcome.is_contradicted_by(event)), None),
                will_propose=not may_change(user, nomination),
            )
        )
    return found


def added_in_words(event):
    """What the audit log says of it, as of an event that is added on a form."""
    return json.dumps([{"added": {"name": event._meta.verbose_name_raw, "object": str(event)}}], ensure_ascii=False)


def lock_records(category, others=()):
    """Lock the round of a category and `others`, keys of records, in the one order."""
    lock(Record.objects.filter(pk__in={category.round_id, *others}))


def enter(request, outcomes, corrected):
    """Write or propose what is new of `outcomes`. What is contradicted is entered only where `corrected`, {key of a nomination: key of the
    event that was seen}, says so. Returns (written, proposed, left out). Whoever calls it holds the lock of the round; raises
    ValidationError with what is refused."""
    written, proposed, left = [], [], []
    for plan in intended(request.user, outcomes):
        seen = corrected.get(plan.nomination.pk)
        if not plan.is_new or (plan.against and plan.against.pk != seen):
            left.append(plan)
            continue
        event = plan.event(corrects=True)
        event.full_clean(exclude=["replaces"] if event.replaces is None else [])
        if plan.will_propose:
            if propose(request, plan.nomination, {}, [event]):
                proposed.append(plan)
            else:
                left.append(plan)
        else:
            event.save(force_insert=True)
            record_action(request, AuditEntry.Action.CHANGED, plan.nomination, detail=added_in_words(event))
            written.append(replace(plan, same=event))
    if written:
        show_change(Record.objects.filter(pk__in={plan.nomination.category.round_id for plan in written}))
    return written, proposed, left
