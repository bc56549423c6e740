"""Who works at an import: a lease on its row, made longer while the work goes on."""

import secrets
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from portal.models import SheetImport
from portal.models.locking.order import lock
from portal.server.jobs.beating import sign

LEASE = timedelta(minutes=2)


class NotNow(Exception):
    """What was asked of an import cannot be done in the state that it is in."""


def take_lease(key):
    """The import of this key, held by who calls, or None where there is nothing to do or somebody else is at it."""
    now = timezone.now()
    free = Q(held_until=None) | Q(held_until__lte=now)
    token = secrets.token_hex(12)
    due = SheetImport.objects.filter(free, pk=key).exclude(job="")
    if not due.update(held_by=token, held_until=now + LEASE, tries=F("tries") + 1):
        return None
    return SheetImport.objects.select_related("by", "undone_by", "source").get(pk=key, held_by=token)


class WorkProgress:
    """Makes the lease longer and says how far the work is, outside every transaction. Raises LostLease where somebody else has it."""

    def __init__(self, sheet_import):
        self.sheet_import = sheet_import

    def __call__(self, stage, done=0, total=None):
        self.sheet_import.stage, self.sheet_import.done = stage, done
        said = {"stage": stage, "done": done, "held_until": timezone.now() + LEASE}
        if total is not None:
            self.sheet_import.total = said["total"] = total
        if not SheetImport.objects.filter(pk=self.sheet_import.pk, held_by=self.sheet_import.held_by).update(**said):
            raise LostLease
        sign()


class LostLease(Exception):
    """The lease ran out, and somebody else took the work over."""


class CannotBeDone(Exception):
    """What was asked of an import cannot be done, for a reason that its person can mend: `why` says it in words, in each language."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


def held(sheet_import):
    """Lock the row of an import whose work is about to be written, until the transaction ends. Raises LostLease."""
    rows = lock(SheetImport.objects.filter(pk=sheet_import.pk))
    if not any(row.job and row.held_by == sheet_import.held_by for row in rows):  # asked of the row as it is once it is locked
        raise LostLease


def free_of_work():
    """{column: value} of an import at which nobody works any more."""
    return {"job": "", "held_by": "", "held_until": None, "stage": "", "failure": ""}
