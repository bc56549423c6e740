"""Proposed changes that the server fills in: the form of a row as it is stored, with what a page of its own would change in it."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.access.admin_addresses import options_of
from portal.admin.form.comparing import shown_by, shown_by_all
from portal.admin.form.proposals import Replay, keep_proposal
from portal.admin.form.submission import Purpose, Submission
from portal.models import Record
from portal.review.consequences.rehearsal import NOT_YET_SAID
from portal.review.corrections import REASON


def put_in(form, values):
    """Let an unbound form show `values`, {name of a field: value of the column}, in place of what is stored."""
    form.initial |= {name: getattr(value, "pk", value) for name, value in values.items()}
    return form


def changed_on_form(form, changed):
    """{name of a field: value} of what the form of a row shows otherwise of `changed`: (the row with other values, names of the columns
    that differ, {list: keys}); as it stands where it is such a dictionary already. One field may hold several columns."""
    if isinstance(changed, dict):
        return changed
    row, names, lists = changed
    shown = {name: value for name, value in type(form)(instance=row).initial.items() if name not in lists}
    before = {name: value for name, value in form.initial.items() if name not in lists}
    return {name: value for name, value in shown.items() if value != before.get(name)} | {
        name: keys for name, keys in lists.items() if name in names
    }


def filled_by(formset, part, lists):
    """{name of a field: value} of a row that is not stored, as its form shows it: one field may hold several columns; `lists` are
    {name: keys}."""
    shown = type(formset.empty_form)(instance=part, **formset.get_form_kwargs(None)).initial | lists
    return {name: value for name, value in shown.items() if name != formset.model._meta.pk.name}


def sent_with(form, formsets, added):
    """{name of the control: texts} that a browser would send of the form and its rows, with those `added`: [(row, {list: keys})]."""
    sent = shown_by(form)
    for formset in formsets:
        rows = [shown_by(each) for each in formset.initial_forms]
        stored = len(rows)
        for part, lists in added:
            if isinstance(part, formset.model):
                rows.append(shown_by(put_in(formset.empty_form, filled_by(formset, part, lists))))
        sent |= {f"{formset.prefix}-TOTAL_FORMS": [str(len(rows))], f"{formset.prefix}-INITIAL_FORMS": [str(stored)]}
        sent |= {f"{formset.prefix}-{place}-{name}": texts for place, row in enumerate(rows) for name, texts in row.items()}
    return {name: texts for name, texts in sent.items() if texts}  # a control without a text is not sent at all


@transaction.atomic
def propose(request, row, changes, added=(), why=""):
    """Keep as a proposed change, by the user of `request`, that `changes`, {row or part of it: {field: value}, or what `changed_on_form`
    takes}, are written on the form of `row`, and the parts `added`, which are not saved, each alone or as (part, {list: keys}). Returns it;
    None where it would change nothing.

    Whoever calls it holds the lock of the record. Raises ValidationError with what the form says where it would refuse them:
    nothing is kept then.
    """
    model = apps.get_model(options_of(row.kind).label) if isinstance(row, Record) else type(row)
    carrier = admin.site.get_model_admin(model).carrying(Submission(Purpose.PROPOSAL))
    stored = carrier.get_object(request, row.pk)
    opened = shown_by_all(*carrier.forms_of(request, stored))
    form, formsets = carrier.forms_of(request, stored)  # others: a form that was read keeps what it showed
    values = {part.pk: found for part, found in changes.items()}
    put_in(form, changed_on_form(form, values.get(row.pk, {})))
    for formset in formsets:
        for each in formset.initial_forms:
            put_in(each, changed_on_form(each, values.get(each.instance.pk, {})))
    parts = [each if isinstance(each, tuple) else (each, {}) for each in added]
    proposal = keep_proposal(request, carrier.opts.label_lower, row, sent_with(form, formsets, parts), opened, why)
    if proposal and (refusals := refusals_of(request, proposal)):
        raise ValidationError(refusals)
    return proposal


def refusals_of(request, proposal):
    """What the form says against a proposed change: it is written for that, and taken back."""
    with transaction.atomic():
        refusals = Replay(request, proposal).write({REASON[0]: NOT_YET_SAID})
        transaction.set_rollback(True)
    return refusals
