"""Rehearses a step, and rolls it back before anybody else can see it."""

from django.db import transaction
from django.utils import timezone

from portal.models import Record, ReviewStep
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.models.public import at
from portal.review.consequences.differences import Consequences, difference, hidden, hidden_keys
from portal.review.consequences.snapshot import take_snapshot
from portal.review.corrections import changed_since_withdrawal, note_correction, reason
from portal.review.steps import version_seen

NOT_YET_SAID = "…"  # stands for the reason that is asked for with the step


def rehearse(act, keys=(), also=(), moment=None, prepare=None, around=None):
    """The Consequences of calling `act` for what the public sees at `moment`, at once where it is None.

    Of the records with these `keys` it is told, too, what stays hidden, and why; of those in `also` only what `act` itself hides.
    What `prepare` does, which is called first, is no consequence. `around` are the keys of records where `act` writes nothing but their
    own rows and those of their parts: what hangs on them is compared then, and not all that is public.
    """
    around = around and {*around, *keys, *also}

    def acted():
        if prepare:
            prepare()
        with at(moment):
            before = take_snapshot(around)
            known = hidden_keys(also, before)
        act()
        with at(moment):
            after = take_snapshot(around, before)
            withdrawn = ReviewStep.objects.filter(step=ReviewStep.Step.WITHDRAWN).order_by().values_list("record", flat=True)
            appearing = difference(before, after).told()
            kept = hidden({*keys, *also}, known, after, set(withdrawn))
        transaction.set_rollback(True)
        return before, after, appearing, kept

    before, after, appearing, kept = again(acted)
    going = difference(after, before)
    going.explain(kept)
    return Consequences(appearing, kept.told(), going.told(), moment)


def still_stands(consequences, keys):
    """Whether what was told is so still: lock the records with these `keys` and all that were told of, until the transaction ends."""
    told = {} if consequences is None else consequences.records
    now = {record.pk: version_seen(record) for record in lock(Record.objects.filter(pk__in={*keys, *told}))}
    return all(now.get(key) == version_seen(record) for key, record in told.items())


def publish_at_once(records, moment=None):
    """Let `records` be public, without a trace of who did it: only within what is rolled back."""
    rows = Record.objects.filter(pk__in=[record.pk for record in records])
    rows.update(published_at=moment or timezone.now(), submitted_at=None, returned_at=None)


def of_publishing(records, user, moment=None):
    """What it changes to publish `records`, at `moment` where one is given."""
    keys = [record.pk for record in records]
    corrected = changed_since_withdrawal(keys)

    def prepare():
        lock(Record.objects.filter(pk__in=keys))
        Record.objects.filter(pk__in=keys).update(published_at=None)

    def publish():
        for before, after in (pair for pairs in corrected.values() for pair in pairs):
            note_correction(before, after, user, reason(NOT_YET_SAID))
        publish_at_once(records, moment)

    return rehearse(publish, keys, moment=moment, prepare=prepare, around=keys)


def of_withdrawing(records):
    """What it changes to withdraw `records`: of those that are scheduled, what will not appear."""
    moment = max((record.published_at for record in records if record.is_scheduled), default=None)
    keys = [record.pk for record in records]

    def withdraw():
        lock(Record.objects.filter(pk__in=keys))
        Record.objects.filter(pk__in=keys).update(published_at=None)

    return rehearse(withdraw, moment=moment, around=keys)
