"""The steps of a record between a draft and the public: who may take them, when, and what each leaves behind."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.audit import record_action, stored_detail
from portal.access.roles import PUBLISH, may_work
from portal.models import AuditEntry, Record, ReviewStep
from portal.models.locking.order import lock
from portal.models.public import is_public
from portal.review.corrections import note_correction as correct
from portal.review.corrections import reason, since_withdrawal
from portal.review.languages import language_refusal as refusal_by_language

Step = ReviewStep.Step
STEP_REASON = "step"  # the reason of a row of history that a step of the review wrote: the step itself is shown in its place


class Move:
    """One step that a person may take. `refusal` says, in their language, why they may not; `take_step` takes it."""

    key = ""
    label = ""
    needs_note = False
    is_judging = False  # taken by Publishers only
    asks_when = False
    asks_public_reason = False
    warns = ""  # what whoever takes the step should know before
    needs_seen = False  # only what the person has seen as it is now
    changes_public = False  # what it changes is told before it is taken
    consequences = ""  # the heading of what is told, where it does not change it yet
    note_label = gettext_lazy("Note")

    def refusal(self, record, user):
        """Why `user` may not take this step with `record`; empty where they may."""
        raise NotImplementedError

    def changes(self, user, public_from):
        """{column: value} of the record after the step."""
        raise NotImplementedError

    def step(self, public_from):
        return self.logged


def state_in_words(record):
    if record.is_published:
        return _("public")
    if record.is_scheduled:
        return _("scheduled")
    if record.submitted_at:
        return _("waits for review")
    return _("draft, returned") if record.returned_at else _("draft")


class Send(Move):
    key, logged = "send", Step.SENT
    label = gettext_lazy("Send to review")
    note_label = gettext_lazy("Note for the reviewer")
    consequences = gettext_lazy("Once it is public")
    becomes = gettext_lazy("waits for review")

    def refusal(self, record, user):
        if not may_work(user):
            return _("Your account may not change records.")
        if record.published_at:
            return _("It is public or scheduled already.")
        if record.submitted_at:
            return _("It waits for review already.")
        return refusal_by_language(record) or refusal_of_pictures(record)

    def changes(self, user, public_from):
        return {"submitted_at": timezone.now(), "submitted_by": user, "returned_at": None}


def refusal_of_pictures(record):
    """Why the pictures of the record cannot go public with it; empty where they can."""
    if uncredited := record.pictures.uncredited().count():
        return _("Credit or rights are missing for %(count)d of its pictures.") % {"count": uncredited}
    return ""


class TakeBack(Move):
    key, logged = "take-back", Step.TAKEN_BACK
    label = gettext_lazy("Take back from review")
    becomes = gettext_lazy("draft")

    def refusal(self, record, user):
        if not record.submitted_at:
            return _("It does not wait for review.")
        if record.submitted_by_id != user.pk:
            return _("Only who sent it takes it back; a Publisher returns it.")
        return ""

    def changes(self, user, public_from):
        return {"submitted_at": None, "submitted_by": None}


class Return(Move):
    key, logged = "return", Step.RETURNED
    label = gettext_lazy("Return with a comment")
    note_label = gettext_lazy("What is to be mended")
    needs_note = is_judging = True
    becomes = gettext_lazy("draft, returned")

    def refusal(self, record, user):
        if not user.has_perm(PUBLISH):
            return _("Only Publishers judge records.")
        return "" if record.submitted_at else _("It does not wait for review.")

    def changes(self, user, public_from):
        return {"submitted_at": None, "returned_at": timezone.now()}


class Publish(Move):
    key = "publish"
    label = gettext_lazy("Publish")
    asks_when = needs_seen = is_judging = changes_public = True
    becomes = gettext_lazy("public")

    def refusal(self, record, user):
        if not user.has_perm(PUBLISH):
            return _("Only Publishers publish.")
        if record.is_published:
            return _("It is public already.")
        if why := refusal_by_language(record) or refusal_of_pictures(record):
            return why
        if not settings.REVIEW_BY_ANOTHER:
            return ""
        if not record.is_scheduled and not record.submitted_at:
            return _("Nobody has sent it to review.")
        if record.submitted_by_id == user.pk:
            return _("You sent it to review yourself: another Publisher publishes it.")
        return ""

    def changes(self, user, public_from):
        return {"published_at": public_from or timezone.now(), "submitted_at": None, "returned_at": None}

    def step(self, public_from):
        return Step.SCHEDULED if public_from and public_from > timezone.now() else Step.PUBLISHED


class Withdraw(Move):
    key, logged = "withdraw", Step.WITHDRAWN
    label = gettext_lazy("Withdraw")
    warns = gettext_lazy(
        "Its address answers at once that it was withdrawn, and it leaves every page, list and feed. It can be published again like any "
        "draft. Statements of other records that name it in their words stay until they are changed:"
    )
    note_label = gettext_lazy("Reason")
    needs_note = asks_public_reason = is_judging = changes_public = True
    becomes = gettext_lazy("draft")

    def refusal(self, record, user):
        if not user.has_perm(PUBLISH):
            return _("Only Publishers withdraw.")
        return "" if record.published_at else _("It is neither public nor scheduled.")

    def changes(self, user, public_from):
        return {"published_at": None}


MOVES = {move.key: move for move in (Send(), TakeBack(), Return(), Publish(), Withdraw())}


def may_judge(user, proposal):
    """Whether a person may accept or decline a proposed change."""
    return user.has_perm(PUBLISH) and (proposal.proposed_by_id != user.pk or not settings.REVIEW_BY_ANOTHER)


def may_take_back(user, proposal):
    """Whether a person may take back a proposed change: whoever proposed it, and Publishers."""
    return proposal.proposed_by_id == user.pk or user.has_perm(PUBLISH)


def version_seen(record):
    """Which state of a record a person has seen."""
    return record.updated_at.isoformat()


def unseen(record, seen):
    """Why somebody does not decide of the record who saw the state of it that `seen` names; empty where that is how it is now."""
    if not seen:
        return _("Which state of it you saw was not said: look at it first.")
    return "" if seen == version_seen(record) else _("It was changed while you judged it: look at it again.")


def changed_since_sent(record):
    """Whether somebody changed what waits for review after it was sent."""
    return record.submitted_at is not None and record.updated_at > record.submitted_at


def moves_for(record, user):
    """The steps that `user` may take with `record` now."""
    return [move for move in MOVES.values() if not move.refusal(record, user)]


def belong_together(records, user):
    """Those of `records` that may be published together with what they hide: each was sent to review, and `user` judges it."""
    return [record for record in records if record.submitted_at and not MOVES["publish"].refusal(record, user)]


@transaction.atomic
def take_step(move, keys, user, note="", public_from=None, seen=None, public_reason=""):
    """Take one step with the records of those keys, all of them at one moment. `seen`, {key: `version_seen` of the record},
    says what the person saw: what was changed since is not published unseen, nor is what nobody says they saw.

    Returns (the records it was taken with, [(record, why not)]). The rows are locked: of two who decide at once the second
    is told that there is nothing left to decide.
    """
    lock(Record.objects.filter(pk__in=keys))
    taken, refused = [], []
    for record in Record.objects.specific().filter(pk__in=keys).order_by("pk"):
        why = move.refusal(record, user)
        if not why and move.needs_seen:
            why = unseen(record, (seen or {}).get(record.pk))
        corrected = since_withdrawal(record) if move.needs_seen and not why else []
        if corrected and not note:
            why = _("A figure that was public reads otherwise now: publish it with a note that says why.")
        if why:
            refused.append((record, why))
            continue
        for before, after in corrected:
            correct(before, after, user, reason(note))
        row = record.specific
        changes = move.changes(user, public_from)
        for name, value in (changes | {"updated_at": changes.get("submitted_at") or timezone.now()}).items():
            setattr(row, name, value)
        row._change_reason, row._history_user = STEP_REASON, user
        row.save()
        log_step(row, move.step(public_from), user, note, row.published_at if move.asks_when else None, public_reason)
        taken.append(row)
    return taken, refused


def log_step(record, step, user, note="", public_from=None, public_reason=""):
    """Append one step to the record's history, and to the audit log."""
    record_action(None, AuditEntry.Action.REVIEWED, record, user=user, detail=stored_detail(step=step, note=note))
    told = {"note": note, "public_from": public_from, "public_reason": public_reason}
    return ReviewStep.objects.create(record_id=record.pk, step=step, user=user, **told)


def was_public(record):
    """Whether the public could ever read the record: by the steps of its review, or by the states of it that its history kept."""
    if record.is_published:
        return True
    scheduled = None
    steps = record.steps.filter(step__in=[Step.PUBLISHED, Step.SCHEDULED, Step.WITHDRAWN]).order_by("at", "pk")
    for step, at, public_from in steps.values_list("step", "at", "public_from"):
        came_about = scheduled is not None and scheduled <= at
        without_step = step == Step.WITHDRAWN and scheduled is None  # by the fixtures, or before there were steps
        if step == Step.PUBLISHED or came_about or without_step:
            return True
        scheduled = public_from if step == Step.SCHEDULED else None
    kept = type(record.specific).history.filter(id=record.pk)
    return kept.filter(is_public(moment=F("history_date"))).exists()


def refusal_of_deletion(record):
    """Why nobody may delete the record, superusers neither; empty where it may be deleted. What was public stays on record with
    all that was decided of it."""
    if record.is_scheduled:
        return _("It is scheduled: withdraw it first.")
    if record.is_published:
        return _("It is public: withdraw it instead, with a reason. What was public is not deleted.")
    return _("It was public: it stays, withdrawn, and is not deleted.") if was_public(record) else ""
