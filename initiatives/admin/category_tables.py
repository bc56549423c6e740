"""The table of a category, every nominee by every stage, and one outcome entered for many nominees at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from initiatives.admin.outcome_forms import REASON_IS_DUE, OutcomeForm
from initiatives.deciding import enter, intended, lock_records
from initiatives.models import Nomination, NominationEvent
from initiatives.standing_events import with_day
from portal.access.kept_forms.sent_twice import once
from portal.access.roles import may_work
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.server.retried_requests import run_request

TICKED, CORRECTED, CONFIRM = "nominee", "correct", "confirmed"  # the controls of the page


@dataclass
class TableRow:
    """One nominee: `cells` hold the events of no stage, and those of each stage."""

    nomination: Any
    cells: list


def table_rows(category, stages):
    """The TableRows of a category, by the names of the nominees, with the events on record; those that were replaced are `struck`."""
    rows = Nomination.objects.filter(category=category).select_related("category__round", "organization", "initiative")
    events = NominationEvent.objects.filter(nomination__category=category).in_order().select_related("stage__passage__source")
    replaced = set(events.exclude(replaces=None).values_list("replaces", flat=True))
    told = {}
    for event in events:
        event.is_struck = event.pk in replaced
        event.in_words = with_day(event) if event.stage is None else in_its_column(event)
        told.setdefault((event.nomination_id, event.stage_id), []).append(event)
    nominations = sorted(rows, key=lambda nomination: (nomination.nominee.name_sort, nomination.pk))
    columns = [None, *(stage.pk for stage in stages)]
    return [TableRow(each, [told.get((each.pk, column), []) for column in columns]) for each in nominations]


def in_its_column(event):
    """An event without the stage at the head of its column."""
    stage, event.stage = event.stage, None
    said = with_day(event)
    event.stage = stage
    return said


def corrected_by(request, nominations):
    """{key of a nomination: key of the event} of the corrections that are ticked."""
    return {key: request.POST[f"{CORRECTED}-{key}"] for key in nominations if request.POST.get(f"{CORRECTED}-{key}")}


def tell_entered(request, written, proposed, left):
    """Say what became of an entry, and of whom nothing was entered for what is on record."""
    if written:
        text = ngettext("%(count)d event is entered now.", "%(count)d events are entered now.", len(written))
        messages.success(request, text % {"count": len(written)})
    if proposed:
        text = ngettext(
            "%(count)d change is proposed: a Publisher decides.", "%(count)d changes are proposed: a Publisher decides.", len(proposed)
        )
        messages.success(request, text % {"count": len(proposed)})
    if contradicted := [plan for plan in left if plan.is_new and plan.against]:
        names = pgettext("within a list", ", ").join(str(plan.nomination) for plan in contradicted)
        messages.warning(request, gettext("Left out, since something else is entered: %(names)s.") % {"names": names})
    elif not written and not proposed:
        messages.warning(request, gettext("Nothing was new: all of it is entered or proposed already."))


def table_page(model_admin, request, category):
    """The table; what would be entered, once nominees are ticked; and its entry, once that is confirmed."""
    if not model_admin.has_view_or_change_permission(request, category):
        raise PermissionDenied
    may_enter = may_work(request.user)
    if request.method == "POST" and not may_enter:
        raise PermissionDenied
    stages = list(category.round.stages.all())
    rows = table_rows(category, stages)
    keys = {row.nomination.pk for row in rows}
    chosen = [key for key in request.POST.getlist(TICKED) if key in keys]
    form = OutcomeForm(request, category, request.POST if request.method == "POST" else None)
    refuse_what_came_back(request, form)
    is_valid = form.is_bound and form.is_valid()
    if form.is_bound and not chosen:
        form.add_error(None, _("Tick the nominees of whom it is said."))
    corrected = corrected_by(request, chosen)
    if is_valid and corrected and not form.has_reason:
        form.add_error("reason_en", REASON_IS_DUE)
    if is_valid and corrected and not form.cleaned_data["passage"]:
        form.add_error("passage", _("A correction cites the passage that says so."))
    if form.is_bound and not form.errors and CONFIRM in request.POST:
        done = sent_once(request, lambda: send_outcomes(request, category, form, chosen, corrected))
        if done is not None:
            return done
    is_ready = form.is_bound and not form.errors
    found = intended(request.user, {key: form.outcome() for key in chosen}) if is_ready else []
    context = {
        "title": gettext("Nominees and stages: %(name)s") % {"name": category.name},
        "opts": model_admin.opts,
        "original": category,
        "back": model_admin.address_of(category),
        "category": category,
        "stages": stages,
        "rows": rows,
        "chosen": chosen,
        "form": form,
        "may_enter": may_enter,
        "intended": found,
        "corrected": corrected,
        "is_new": any(each.is_new for each in found),
        "controls": {"chosen": TICKED, "correct": CORRECTED, "confirm": CONFIRM},
        **context_of(request, form),
    }
    return model_admin.admin_site.page(request, "initiatives/category_table.html", context)


def send_outcomes(request, category, form, chosen, corrected):
    """(response, key of what was written) of an entry that is confirmed; no response where it is refused, which the form then says."""
    lock_records(category)
    try:
        with transaction.atomic():  # all of it, or nothing
            written, proposed, left = enter(request, {key: form.outcome() for key in chosen}, corrected)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return None, ""
    tell_entered(request, written, proposed, left)
    return HttpResponseRedirect(request.get_full_path()), category.pk


def sent_once(request, send):
    """The response of `send()`, which gives it with the key of what was written; of a form that is sent again that of a reload."""

    def again(_row):
        messages.success(request, gettext("It was sent twice and entered once."))
        return HttpResponseRedirect(request.get_full_path())

    return run_request(request, lambda: once(request, lambda _before: send(), again))
