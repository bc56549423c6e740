"""The rows that an import writes, within its one transaction: as their forms would leave them, with history, corrections and audit log."""

from contextlib import nullcontext

from portal.access.audit import stored_detail
from portal.exchange.row_writer import RowWriter
from portal.imports import options
from portal.imports.matching import in_some
from portal.imports.new_addresses import give_addresses
from portal.imports.plans import record_of_judged, refuse_what_differs
from portal.imports.proposing import propose_rows
from portal.imports.sheet_as_source import register_sheet
from portal.imports.stored_values import as_json, column_value, digest_of_row, lists_by_row
from portal.models import AuditEntry, Record
from portal.models.history import IMPORTED
from portal.models.locking.order import lock
from portal.review.corrections import REASON, noted
from portal.search.index import index_keys, sort_keys
from portal.text.told import told_text as _

FEW_TO_INDEX = 100  # records whose words are written with them; of more they follow, so that nobody waits for the database so long
LINES_AT_ONCE = 1000  # of the audit log, in one statement


def reason_in_history(sheet_import):
    """The reason of the rows of history that an import writes."""
    return f"{IMPORTED}{sheet_import.pk}"


def write_rows(kept, plan, moment):
    """Write what is planned, within a transaction: rows, their history, corrections, proposals, lines of the audit log, few words."""
    records = lock_records_planned(plan)
    refuse_other_versions(plan)
    writer = RowWriter(moment, reason_in_history(kept), plan.user.pk)
    cite_sheet(kept, plan, writer)
    give_addresses(plan)
    for each in plan.added:
        add_row(each, plan, writer, moment)
        writer.write_many()  # before changes wait, whose corrections are noted down around them
    for each in plan.changed:
        change_row(each, writer, moment)
    for each, event in plan.replaced:
        replace_row(each, event, kept, writer)
    figures = plan.figures
    corrections = noted(figures, plan.user, reasons_of(kept)) if figures else nullcontext()
    with corrections:
        writer.write()
    touch_records(plan, records, moment)
    log_rows(kept, plan, moment)
    propose_rows(kept, plan)
    say_versions(plan)
    keys = keys_to_index(plan)
    if len(keys) <= FEW_TO_INDEX:
        index_keys(sorted(keys))


def forget_written(plan):
    """Let what is planned be as it was judged: what was written of it is rolled back, and may be written again."""
    for each in plan.judged_to_write:
        row = each.row
        if each.is_new and row.passage and getattr(each.instance, "passage_id", "") == row.passage:
            each.instance.passage_id = None
        row.before, row.after, row.proposal, row.passage, row.result = None, "", "", "", ""
        row.row = "" if each.is_new else each.instance.pk
        if each.is_new and plan.kind.is_of_records:
            row.record = ""


def reasons_of(kept):
    return {name: getattr(kept, name.removeprefix("_")) for name in REASON}


def lock_records_planned(plan):
    """Lock the records that are changed, or on whose pages parts are; returns {key: record} as they are now."""
    keys = {record_of_judged(each, plan.kind).pk for each in plan.judged_to_write if not (each.is_new and plan.kind.is_of_records)}
    found = {}
    for some in in_some(keys):
        found.update({record.pk: record for record in lock(Record.objects.filter(pk__in=some))})
    return found


def refuse_other_versions(plan):
    """Nobody changes the rows any more: refuse those that were changed after they were judged."""
    stored = [each for each in plan.judged_to_write if not each.is_new]
    model, versions = plan.kind.model._meta.concrete_model, {}
    for some in in_some({each.row.row for each in stored}):
        rows = list(model._base_manager.filter(pk__in=some))
        lists = lists_by_row(model, [row.pk for row in rows])
        versions.update({row.pk: digest_of_row(row, lists[row.pk]) for row in rows})
    for each in stored:
        if versions.get(each.row.row) != each.row.version:
            each.row.result = _("was changed since it was previewed")
    plan.leave_those_with_results()
    refuse_what_differs(plan.sheet_import, [each.row for each in stored])


def cite_sheet(kept, plan, writer):
    """Where that was asked for, make the sheet a source, and have its rows cited by what cites nothing."""
    written = plan.judged_to_write
    if not kept.options.get(options.AS_SOURCE) or not written:
        return
    kept.source_id, passages = register_sheet(kept, plan.user, written, writer)
    has_passage = any(field.name == "passage" for field in plan.kind.model._meta.fields)
    for each in written:
        each.row.passage = passages[each.row.number]
        if has_passage and each.is_new and each.instance.passage_id is None:
            each.instance.passage_id = each.row.passage


def columns_stored(instance):
    """{column: value} of all that a row has, in its own table and those of its parents."""
    return {field.attname: column_value(instance, field) for field in instance._meta.concrete_fields}


def add_row(each, plan, writer, moment):
    instance = each.instance
    words = {}
    if plan.kind.is_of_records:
        instance.updated_at, words = moment, sort_keys(instance)
        if instance.responsible_id is None:
            instance.responsible_id = plan.user.pk
        each.row.record = instance.pk
    writer.add(type(instance), columns_stored(instance) | {"id": instance.pk} | words | each.lists)
    each.row.row, each.row.before, each.row.result = instance.pk, None, _("added")


def change_row(each, writer, moment):
    instance, changed = each.instance, each.changed
    each.row.before = {name: as_json(each.before[name]) for name in changed}
    columns = {instance._meta.get_field(name).attname for name in changed if name not in each.lists}
    words = {}
    if isinstance(instance, Record):
        instance.updated_at, words = moment, sort_keys(instance)
        columns |= {"updated_at", *words}
        if "slug" in changed:
            instance.keep_address(each.before["slug"])
    writer.change(type(instance), columns_stored(instance) | words | each.lists, columns, [name for name in each.lists if name in changed])
    each.row.result = _("changed")


def replace_row(each, event, kept, writer):
    """Have an event take the place of one that readers may have relied on."""
    event.reason_en, event.reason_zh = kept.reason_en, kept.reason_zh
    writer.add(type(event), columns_stored(event) | {"id": event.pk} | each.lists)
    each.row.before = {}
    each.row.row, each.row.result = event.pk, _("added in the place of another, which is shown struck")


def touch_records(plan, records, moment):
    """The pages of the records of parts show something else."""
    if plan.kind.is_of_records:
        return
    for some in in_some({record_of_judged(each, plan.kind).pk for each in plan.written_at_once} & records.keys()):
        Record.objects.filter(pk__in=some).update(updated_at=moment)


def keys_to_index(plan):
    """The records whose words or values the import changed."""
    return {record_of_judged(each, plan.kind).pk for each in plan.written_at_once}


def log_rows(kept, plan, moment):
    """A line of the audit log for each row that was written."""
    added = {id(each) for each in plan.added}
    detail = stored_detail("by-import", file=kept.file_name)
    lines = [
        AuditEntry(
            at=moment,
            action=AuditEntry.Action.ADDED if id(each) in added else AuditEntry.Action.CHANGED,
            user_id=plan.user.pk,
            user_name=plan.user.get_username()[:150],
            model=each.instance._meta.label_lower,
            row=each.row.row,
            name=(each.row.name or str(each.instance))[:250],
            detail=detail,
        )
        for each in plan.written_at_once
    ]
    AuditEntry.objects.bulk_create(lines, batch_size=LINES_AT_ONCE)


def say_versions(plan):
    """Keep what each row is now, by which an undo finds out whether somebody changed it since."""
    for each, event in [*((each, None) for each in (*plan.added, *plan.changed)), *plan.replaced]:
        each.row.after = digest_of_row(event or each.instance, each.lists)
