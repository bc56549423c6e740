"""Takes an import back: all of what can be, in one transaction, each row with its history."""

from contextlib import nullcontext
from functools import partial

from django.utils import timezone

from portal.access.audit import record_action, stored_detail
from portal.access.roles import may_work
from portal.exchange.row_writer import RowWriter, column_of, lists_of, other_column_of, own_tables, remove_rows
from portal.imports.leases import CannotBeDone, free_of_work, held
from portal.imports.matching import in_some
from portal.imports.plans import record_of_part
from portal.imports.way_back import UndoPlan, relations_to, rows_referring_to, values_before
from portal.imports.writing import keep_rows
from portal.imports.written_rows import FEW_TO_INDEX, LINES_AT_ONCE, columns_stored, reason_in_history, reasons_of
from portal.models import AuditEntry, Passage, ProposedChange, Record, ReviewStep, SheetImport, Source
from portal.models.history import IMPORTED
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.review.corrections import noted
from portal.review.steps import log_step, refusal_of_deletion
from portal.search.index import index_keys, sort_keys
from portal.text.told import told_text as _


def undo_import(kept, progress):
    """Take back what was written, in one transaction; what was edited since stays, and `result` of its row says so. Raises CannotBeDone."""
    progress(SheetImport.Stage.WRITING, 0)
    user = kept.undone_by or kept.by
    if not may_work(user):
        raise CannotBeDone(_("Your account may not change records."))
    keys = again(partial(take_back, kept, user))
    if len(keys) > FEW_TO_INDEX:
        index_keys(sorted(keys))


def take_back(kept, user):
    """The one transaction; returns the keys of the records that read otherwise now and are still to be indexed."""
    held(kept)
    lock_records_of_import(kept)
    plan = UndoPlan(kept, user)
    if kept.seal and kept.seal != plan.seal():
        raise CannotBeDone(_("What would be taken back is not what was shown: look at it again. Nothing was changed."))
    if plan.way_back.corrected and not (kept.reason_en or kept.reason_zh):
        raise CannotBeDone(_("Public figures or outcomes change: say why, in English or Chinese. Nothing was changed."))
    moment = timezone.now()
    writer = RowWriter(moment, reason_in_history(kept), user.pk)
    touched = {record_of_part(row_now, plan.kind).pk for _row, row_now, _lists in (*plan.restored, *plan.corrected, *plan.gone)}
    gone = {row_now.pk for _row, row_now, _lists in plan.gone}
    with noted(plan.figures, user, reasons_of(kept)) if plan.figures else nullcontext():
        for triple in plan.restored:
            restore_row(triple, writer, moment)
        for row, row_now, lists in plan.corrected:
            event = row_now.taken_back(kept.reason_en, kept.reason_zh)
            writer.add(type(event), columns_stored(event) | {"id": event.pk} | lists)
            row.result = _("taken back by another, which says why")
        delete_rows(plan, writer)
        writer.write()
    for row, proposal in plan.dropped:
        drop_proposal(row, proposal, user, moment)
    forget_source(kept)
    touched -= gone
    if not plan.kind.is_of_records:
        for some in in_some(touched):
            Record.objects.filter(pk__in=some).update(updated_at=moment)
    if len(touched) <= FEW_TO_INDEX:
        index_keys(sorted(touched))
    finish(kept, plan, user, moment)
    return touched


def lock_records_of_import(kept):
    for some in in_some(set(kept.rows.exclude(record="").values_list("record", flat=True))):
        lock(Record.objects.filter(pk__in=some))


def restore_row(triple, writer, moment):
    """Have the old values of a row come back."""
    row, row_now, lists = triple
    before = values_before(type(row_now), row)
    names = {name for name in before if name not in lists}
    address = getattr(row_now, "slug", "")
    for name in names:
        field = row_now._meta.get_field(name)
        setattr(row_now, field.attname, before[name])
    columns, words = {row_now._meta.get_field(name).attname for name in names}, {}
    if isinstance(row_now, Record):
        row_now.updated_at, words = moment, sort_keys(row_now)
        columns |= {"updated_at", *words}
        if "slug" in names:
            row_now.keep_address(address)
    whole = {name: before.get(name, keys) for name, keys in lists.items()}
    writer.change(type(row_now), columns_stored(row_now) | words | whole, columns, [name for name in whole if name in before])
    row.result = _("as it was before")


def delete_rows(plan, writer):
    """Delete what the import had made, with what merely follows it, and have the history say so. Nothing refers to it: the plan asked."""
    for row, row_now, lists in plan.gone:
        listed = [
            (field, between) for name, field in lists_of(plan.model).items() for between in rows_between(field, row_now.pk, lists[name])
        ]
        writer.put_history(plan.model, columns_stored(row_now), listed, "-", writer.moment)
        row.result = _("gone again")
    for some in in_some(row_now.pk for _row, row_now, _lists in plan.gone):
        for field in relations_to(plan.model, that_follow=True):
            field.model._base_manager.filter(**{f"{field.name}__in": some}).delete()
        for table in reversed(own_tables(plan.model)):
            remove_rows(table, some)


def rows_between(field, key, others):
    """The rows between two models, as history keeps them."""
    if not others:
        return []
    rows = field.remote_field.through._base_manager.filter(**{column_of(field): key}).order_by("pk")
    return list(rows.values("id", column_of(field), other_column_of(field)))


def drop_proposal(row, proposal, user, moment):
    """Take a proposed change back; several rows may stand in one."""
    changed = {"state": ProposedChange.State.DROPPED, "decided_by": user.pk, "decided_at": moment}
    if ProposedChange.objects.open().filter(pk=proposal.pk).update(**changed):
        log_step(proposal.record, ReviewStep.Step.DROPPED, user, "")
    row.result = _("the proposed change is taken back")


def forget_source(kept):
    """Delete the source that the sheet became, where nothing cites it, it was never public, nobody worked on it, and no other import rests
    on it."""
    source = Source.objects.filter(pk=kept.source_id).first() if kept.source_id else None
    if source is None or SheetImport.objects.filter(source=source.pk, state=SheetImport.State.WRITTEN).exclude(pk=kept.pk).exists():
        return
    passages = list(source.passages.values_list("pk", flat=True))
    histories = (source.history.all(), Passage.history.filter(source=source.pk))
    is_worked_on = any(rows.exclude(history_change_reason__startswith=IMPORTED).exists() for rows in histories)
    if is_worked_on or refusal_of_deletion(source):
        return
    if rows_referring_to(Passage, passages) or {*rows_referring_to(Source, [source.pk]).get(source.pk, ())} - {
        str(Passage._meta.verbose_name_plural),
        str(SheetImport._meta.verbose_name_plural),
    }:
        return
    SheetImport.objects.filter(pk=kept.pk).update(source=None)
    source.delete()


def finish(kept, plan, user, moment):
    """Say of each row what became of it, and of the import."""
    for row, why in plan.stays:
        row.result = why
    rows = [row for part in (plan.gone, plan.restored, plan.corrected, plan.dropped, plan.stays) for row, *_others in part]
    keep_rows(rows)
    outcome = kept.outcome | {
        "gone": len(plan.gone),
        "restored": len(plan.restored),
        "corrected": len(plan.corrected),
        "dropped": len(plan.dropped),
        "stays": len(plan.stays),
    }
    detail = stored_detail("by-import", file=kept.file_name)
    deeds = {id(triple): AuditEntry.Action.DELETED for triple in plan.gone}
    lines = [
        AuditEntry(
            at=moment,
            action=deeds.get(id(triple), AuditEntry.Action.CHANGED),
            user_id=user.pk,
            user_name=user.get_username()[:150],
            model=plan.model._meta.label_lower,
            row=triple[1].pk,
            name=triple[0].name[:250],
            detail=detail,
        )
        for triple in (*plan.gone, *plan.restored, *plan.corrected)
    ]
    AuditEntry.objects.bulk_create(lines, batch_size=LINES_AT_ONCE)
    record_action(None, AuditEntry.Action.CHANGED, kept, user=user, detail=stored_detail("import-undone", **outcome))
    ended = {"state": SheetImport.State.UNDONE, "undone_at": moment, "undone_by": user.pk, "outcome": outcome}
    SheetImport.objects.filter(pk=kept.pk).update(**ended, **free_of_work())
