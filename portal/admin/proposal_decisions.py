"""The page on which a proposed change is accepted, declined or taken back."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.admin_addresses import admin_page_of
from portal.admin.form.proposals import Replay
from portal.admin.form.read_only import ReadOnly
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.admin.name_search import FindsByName
from portal.admin.publish_together import ANNOUNCED, SEEN_STATES, TOGETHER, chosen_together, offered_drafts, seen_states
from portal.models import ProposedChange, Record, ReviewStep
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.review.consequences.rehearsal import NOT_YET_SAID, publish_at_once, rehearse
from portal.review.corrections import REASON, has_reason
from portal.review.steps import MOVES, log_step, may_judge, may_take_back, take_step, unseen, version_seen
from portal.text.fields import ParagraphField

ProposalState, Step = ProposedChange.State, ReviewStep.Step
DECISION_MESSAGES = {
    ProposalState.ACCEPTED: _("The change is written and public."),
    ProposalState.DECLINED: _("The change is declined; whoever proposed it reads your comment."),
    ProposalState.DROPPED: _("Your proposed change is taken back."),
}
STEP_OF_STATE = {ProposalState.ACCEPTED: Step.ACCEPTED, ProposalState.DECLINED: Step.DECLINED, ProposalState.DROPPED: Step.DROPPED}


def paragraph(label, rows, help_text=""):
    return ParagraphField(blank=True).formfield(label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class DecisionForm(forms.Form):
    """Comment on a proposed change; where a public figure changes, its reasons in two languages, which are public."""

    comment = paragraph(_("Comment"), 3)

    def __init__(self, *args, asks_reason, **kwargs):
        super().__init__(*args, **kwargs)
        if asks_reason:
            help_text = _("For the public log of corrections: a figure that is public changes.")
            self.fields |= {name: paragraph(label, 2, help_text) for name, label in zip(REASON, REASON_LABELS, strict=True)}


REASON_LABELS = (_("Reason for the correction, in English"), _("Reason for the correction, in Chinese"))


@admin.register(ProposedChange)
class ProposedChangeAdmin(FindsByName, ReadOnly, admin.ModelAdmin):
    """Admin of proposed changes: each is decided on its page, and none is edited."""

    list_display = ["record", "proposed_by", "proposed_at", "state", "decided_by", "decided_at"]
    list_filter = ["state", ("proposed_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["record", "proposed_by", "decided_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["record__name_en", "record__name_zh", "note"]
    note = _("changes of what is public, waiting for a Publisher")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise PermissionDenied  # a change is proposed on the form of its record
        proposal = self.get_object(request, unquote(object_id))
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        is_open = proposal.state == ProposalState.OPEN
        replay = Replay(request, proposal)
        form = DecisionForm(request.POST or None, asks_reason=is_open and replay.corrects_public_figures())
        refuse_what_came_back(request, form)
        errors = []
        if request.method == "POST":
            decision = next((state for state in DECISION_MESSAGES if f"_{state}" in request.POST), None)
            errors = again(lambda: self.decide(request, proposal, decision, form)) if form.is_valid() else []
            if form.is_valid() and not errors:
                message = DECISION_MESSAGES[decision]
                if decision == ProposalState.ACCEPTED and not proposal.record.is_published:
                    message = _("The change is written; the record is not public.")
                messages.success(request, message)
                return HttpResponseRedirect(reverse("admin:portal_record_change", args=[proposal.record_id]))
        refusals, judges = replay.refusals() if is_open else [], is_open and may_judge(request.user, proposal)
        together = chosen_together(request, [proposal.record])
        consequences = self.consequences_of(request, proposal, together) if judges and not refusals else None
        context = {
            "title": _("Proposed change: %(name)s") % {"name": proposal.record},
            "proposal": proposal,
            "changes": replay.changes() if is_open else [],
            "refusals": refusals,
            "form": form,
            "errors": errors,
            **context_of(request, form),
            "preview_link": admin_page_of(proposal.record, "preview_link"),
            "may_judge": judges,
            "consequences": consequences,
            "offered": offered_drafts(consequences, [proposal.record], together, request.user),
            "controls": {"seen": SEEN_STATES, "announced": ANNOUNCED, "together": TOGETHER},
            "seen": f"{proposal.record_id} {version_seen(proposal.record)}",
            "may_drop": is_open and may_take_back(request.user, proposal),
            "opts": self.opts,
            **(extra_context or {}),
        }
        return self.admin_site.page(request, "admin/proposal.html", context)

    def consequences_of(self, request, proposal, together):
        """Consequences in public of accepting `proposal` and publishing the records `together` with it."""

        def accept():
            Replay(request, proposal, request.user).write({REASON[0]: NOT_YET_SAID})
            publish_at_once(together)

        keys = [record.pk for record in together]
        return rehearse(accept, keys, also=[proposal.record_id], around=[proposal.record_id])

    def decide(self, request, proposal, decision, form):
        """Carry out `decision`; returns the reasons against it, [] where it is done."""
        with transaction.atomic():
            lock(Record.objects.filter(pk__in=[proposal.record_id, *seen_states(request)]))
            [current] = lock(ProposedChange.objects.filter(pk=proposal.pk))
            if current.state != ProposalState.OPEN:
                return [gettext("This change was decided already.")]
            if decision is None:
                return [gettext("Accept the change or decline it.")]
            allowed = (may_take_back if decision == ProposalState.DROPPED else may_judge)(request.user, current)
            if not allowed:
                raise PermissionDenied
            comment = form.cleaned_data["comment"]
            if decision == ProposalState.DECLINED and not comment:
                return [gettext("Say in a comment why you decline it.")]
            if decision == ProposalState.ACCEPTED:
                if why := unseen(current.record, seen_states(request).get(current.record_id)):
                    return [why]
                together = chosen_together(request, [current.record])
                if request.POST.get(ANNOUNCED) != self.consequences_of(request, current, together).seal:
                    return [gettext("What changes in public is not what you had before you: look at it, and accept it once more.")]
                asks = REASON[0] in form.fields
                if asks and not has_reason(form.cleaned_data):
                    return [gettext("Say why the public figure changes, in English or Chinese.")]
                reasons = {name: form.cleaned_data[name] for name in REASON if asks}
                replay = Replay(request, current, request.user)
                if not replay.changes():
                    return [gettext("There is nothing left to change.")]
                if errors := replay.write(reasons):
                    transaction.set_rollback(True)
                    return errors
                _taken, refused = take_step(
                    MOVES["publish"], [record.pk for record in together], request.user, comment, seen=seen_states(request)
                )
                if refused:
                    transaction.set_rollback(True)
                    return [f"{record}: {why}" for record, why in refused]
            current.state, current.comment = decision, comment
            current.decided_by, current.decided_at = request.user, timezone.now()
            current.save()
            log_step(current.record, STEP_OF_STATE[decision], request.user, comment)
        return []
