"""Writes the rows of an import, all that is right or nothing."""

import logging
from functools import partial

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.access.audit import record_action, stored_detail
from portal.access.roles import may_work
from portal.exchange.row_writer import update_rows
from portal.imports.judging import counts_of_states
from portal.imports.leases import CannotBeDone, free_of_work, held
from portal.imports.plans import ImportPlan, judged_anew, refuse_what_differs
from portal.imports.written_rows import FEW_TO_INDEX, forget_written, keys_to_index, write_rows
from portal.models import AuditEntry, ImportedRow, SheetImport
from portal.models.locking.retrying import again
from portal.search.index import index_keys
from portal.text.told import told_text as _

logger = logging.getLogger(__name__)
RESULT_COLUMNS = ("row", "record", "before", "version", "after", "proposal", "passage", "result", "state", "changes", "problems")


def write_import(kept, progress):
    """Write what was previewed, in one transaction. Where rows were changed since, or the seal is another, nothing is stored: `failure`
    says so, and `result` of each of those rows. See portal.imports.running; raises CannotBeDone."""
    if not may_work(kept.by):
        raise CannotBeDone(_("Your account may not change records."))
    progress(SheetImport.Stage.MATCHING, 0)
    rows, judged = judged_anew(kept, progress)
    plan = ImportPlan(kept, kept.by, judged)
    try:
        refuse_what_differs(kept, rows)
        if kept.seal and not plan.is_as_shown(kept.seal):
            raise CannotBeDone(_("What would be written is not what was shown: look at it again. Nothing was stored."))
        if plan.number_of_reasons and not (kept.reason_en or kept.reason_zh):
            raise CannotBeDone(_("Public figures or outcomes change: say why, in English or Chinese. Nothing was stored."))
        progress(SheetImport.Stage.WRITING, 0)
        again(partial(write_plan, kept, plan, rows), partial(forget_written, plan))
    except (CannotBeDone, IntegrityError) as refused:
        forget_written(plan)
        keep_new_preview(kept, rows)
        if isinstance(refused, CannotBeDone):
            raise
        logger.warning("The import %s met what somebody else wrote: %s", kept.pk, " ".join(str(refused).split()))
        raise CannotBeDone(_("Somebody entered the same meanwhile: look at the rows again. Nothing was stored.")) from refused
    keys = keys_to_index(plan)
    if len(keys) > FEW_TO_INDEX:
        index_keys(sorted(keys))


def keep_new_preview(kept, rows):
    """What the rows are now, for the person who looks at them again."""
    with transaction.atomic():
        held(kept)
        keep_rows(rows)
        SheetImport.objects.filter(pk=kept.pk).update(counts=counts_of_states(rows))


def keep_rows(rows):
    fields = [ImportedRow._meta.get_field(name) for name in RESULT_COLUMNS]
    stored = [[*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk] for row in rows]
    if stored:
        update_rows(ImportedRow, RESULT_COLUMNS, stored)


def write_plan(kept, plan, rows):
    """The one transaction. Raises CannotBeDone, which takes all of it back."""
    held(kept)
    moment = timezone.now()
    write_rows(kept, plan, moment)
    outcome = {
        "new": len(plan.added),
        "changed": len(plan.changed) + len(plan.replaced),
        "proposed": len({each.row.proposal for each, _event in plan.proposed} - {""}),
        "left": len(plan.left),
    }
    keep_rows(rows)
    record_action(None, AuditEntry.Action.CHANGED, kept, user=plan.user, detail=stored_detail("imported", **outcome))
    written = {"state": SheetImport.State.WRITTEN, "written_at": moment, "outcome": outcome, "done": len(rows), "source": kept.source_id}
    SheetImport.objects.filter(pk=kept.pk).update(**written, **free_of_work())
