"""What is done of an import apart from requests: read, written, taken back. What is due stands in its row (see portal.server.jobs).

Whoever does it takes a lease on the row, and makes it longer while at work. A worker that dies leaves a lease that runs out: then
it is done again, at most MOST_BEGINNINGS times. Each of the three is one transaction at its end, so that nothing is half stored.
"""

import logging

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from portal.access.audit import record_action, stored_detail
from portal.imports.leases import CannotBeDone, LostLease, NotNow, WorkProgress, free_of_work, take_lease
from portal.imports.reading import read_import
from portal.imports.undoing import undo_import
from portal.imports.writing import write_import
from portal.models import AuditEntry, SheetImport
from portal.text.told import told_text as _

Job, ImportState = SheetImport.Job, SheetImport.State
MOST_BEGINNINGS = 3
FEW_ROWS = 200  # that a request reads, writes or takes back itself
SMALL_FILE = 60_000  # bytes of a file that a request reads itself: some two hundred rows
MAY_FOLLOW = {
    Job.READ: (ImportState.COLUMNS, ImportState.PREVIEW, ImportState.FAILED),
    Job.WRITE: (ImportState.PREVIEW,),
    Job.UNDO: (ImportState.WRITTEN,),
}
FAILS = {Job.READ: ImportState.FAILED, Job.WRITE: ImportState.FAILED, Job.UNDO: ImportState.WRITTEN}
CAN_BE_MENDED = {Job.READ: ImportState.COLUMNS, Job.WRITE: ImportState.PREVIEW, Job.UNDO: ImportState.WRITTEN}
logger = logging.getLogger(__name__)


def is_small(sheet_import, job):
    return sheet_import.size <= SMALL_FILE if job == Job.READ else sheet_import.total <= FEW_ROWS


def ask_for(sheet_import, job, user, seal="", changed=()):
    """Have `job` done: at once where it is small, so that `sheet_import` says afterwards what came of it, else by the worker. `seal` is
    that of `what_would_happen`, or of `what_would_come_back`, which the person saw: where it differs by then nothing is written. `changed`,
    {column: value}, is written of the import in the same moment. Raises NotNow, with nothing written, where the import is in another state,
    or something is being done already."""
    asked = {
        "job": job,
        "asked_at": timezone.now(),
        "tries": 0,
        "done": 0,
        "stage": SheetImport.Stage.WAITING,
        "failure": "",
        "seal": seal,
        "language": get_language() or sheet_import.language,
        "held_by": "",
        "held_until": None,
        **dict(changed),
    } | ({"undone_by_id": user.pk} if job == Job.UNDO else {})
    waiting = SheetImport.objects.filter(pk=sheet_import.pk, job=Job.NONE, state__in=MAY_FOLLOW[job])
    if not waiting.update(**asked):
        raise NotNow(gettext("Something else was done with this import meanwhile."))
    if is_small(sheet_import, job):
        run_import(sheet_import.pk)
    sheet_import.refresh_from_db()


DOES = {Job.READ: read_import, Job.WRITE: write_import, Job.UNDO: undo_import}


def run_import(key):
    """Do what is asked of the import of this key, unless somebody else does. What fails for the database is tried again by the worker;
    any other failure, or the last try, ends it with nothing stored."""
    kept = take_lease(key)
    if kept is None:
        return
    if kept.tries > MOST_BEGINNINGS:
        give_up(kept, _("It was begun %(tries)d times and never ended. Nothing was stored.") % {"tries": MOST_BEGINNINGS})
        return
    try:
        with override(kept.language or "en"):
            DOES[kept.job](kept, WorkProgress(kept))
    except LostLease:
        logger.warning("The import %s is done by another worker.", key)
    except CannotBeDone as refused:
        give_up(kept, refused.why, CAN_BE_MENDED)
    except DatabaseError as error:
        logger.error("The import %s waits for the database: %s", key, " ".join(str(error).split()))
        if transaction.get_connection().in_atomic_block:
            raise
        SheetImport.objects.filter(pk=key, held_by=kept.held_by).update(held_by="", held_until=None)
        raise
    except Exception:
        logger.exception("The import %s failed.", key)
        give_up(kept, _("The portal failed at it; whoever runs the server finds the error in the log. Nothing was stored."))


def give_up(kept, why, states=FAILS):
    """End the work without anything stored, and leave the import in one of `states`, {job: state}."""
    ended = free_of_work() | {"state": states[kept.job], "failure": why}
    SheetImport.objects.filter(pk=kept.pk, held_by=kept.held_by).update(**ended)


def run_imports():
    """A job of `manage.py work`: each import that somebody waits for, the first that was asked for first."""
    tried = set()
    while True:
        due = SheetImport.objects.exclude(job=Job.NONE).exclude(pk__in=tried)
        due = due.filter(Q(held_until=None) | Q(held_until__lte=timezone.now())).order_by("asked_at", "pk")
        key = due.values_list("pk", flat=True).first()
        if key is None:
            return
        tried.add(key)
        run_import(key)
        yield key


def drop(sheet_import, user):
    """Give up an import that is not written: its rows go, its file stays with the list of imports. Raises NotNow while it is worked at."""
    states = (ImportState.COLUMNS, ImportState.PREVIEW, ImportState.FAILED)
    with transaction.atomic():
        if not SheetImport.objects.filter(pk=sheet_import.pk, job=Job.NONE, state__in=states).update(state=ImportState.DROPPED):
            raise NotNow(gettext("Something else was done with this import meanwhile."))
        sheet_import.rows.all().delete()
        record_action(None, AuditEntry.Action.CHANGED, sheet_import, user=user, detail=stored_detail("import-dropped"))
    sheet_import.refresh_from_db()
