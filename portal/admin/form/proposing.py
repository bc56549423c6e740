"""ProposingAdmin: the form that saves, or proposes a change where its row is public, and the page of the row's history."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.access.roles import may_work, record_of
from portal.admin.form.comparing import OPENED, read_opened
from portal.admin.form.proposals import NOT_PROPOSED, keep_proposal
from portal.admin.form.stale_saves import BRINGS_FILES, Guarded
from portal.admin.form.submission import Purpose, Submission
from portal.admin.history import imports_of, page_of_entries
from portal.models import Statement
from portal.review.corrections import REASON

UNCHANGED = _("Nothing that can be proposed here was changed, so there is nothing to propose.")


class Unchanged(Exception):
    """A form that was sent as a proposal changes nothing."""


class ProposingAdmin(Guarded):
    """Admin on whose form an Editor proposes changes of what is public, with the history of each row in place of Django's log."""

    object_history_template = "admin/history.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_propose"
        return [path("<path:object_id>/propose/", self.admin_site.admin_view(self.propose_view), name=name), *super().get_urls()]

    def may_propose(self, request, obj):
        record = record_of(obj)
        return record is not None and record.published_at is not None and may_work(request.user)

    def figures_at_stake(self, obj):
        """Statements whose figures a save of `obj` may change."""
        return Statement.objects.none()

    def propose_view(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.may_propose(request, obj):
            raise PermissionDenied
        submission = Submission.of(request, Purpose.PROPOSAL)
        if request.FILES:
            submission.refusals.append(BRINGS_FILES)
        title = _("Propose a change: %(name)s") % {"name": obj}
        context = {"title": title, "is_proposal": True, "show_delete": False}
        carrier = self.carrying(submission)
        try:
            return carrier.respond(request, object_id, extra_context=context)
        except Unchanged:
            submission.refusals.append(UNCHANGED)  # so that the form is shown as it was sent
            return carrier.respond(request, object_id, extra_context=context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.is_proposed = self.submission.is_proposal
        form.asks = not self.submission.is_replay  # what was proposed was asked about then
        return form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.is_proposed = self.submission.is_proposal
            formset.form.asks = not self.submission.is_replay
            yield formset, inline

    def save_model(self, request, obj, form, change):
        if not self.submission.is_proposal:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if not self.submission.is_proposal:
            super().save_related(request, form, formsets, change)
        elif not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            raise Unchanged
        else:
            sent = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_PROPOSED}
            opened, why = read_opened(request.POST.get(OPENED)), request.POST.get("_why", "").strip()
            if keep_proposal(request, self.opts.label_lower, form.instance, sent, opened, why) is None:
                raise Unchanged

    def construct_change_message(self, request, form, formsets, add=False):
        return [] if self.submission.is_proposal else super().construct_change_message(request, form, formsets, add)

    def log_change(self, request, obj, message):
        return None if self.submission.is_proposal else super().log_change(request, obj, message)

    def response_change(self, request, obj):
        if not self.submission.is_proposal:
            return super().response_change(request, obj)
        messages.success(request, _("Your change is proposed: a Publisher decides. The public page stays as it is until then."))
        return HttpResponseRedirect(self.address_of(obj))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            is_proposal, record = self.submission.is_proposal, record_of(obj)
            figures = self.figures_at_stake(obj).published().with_figures()
            context |= {
                "may_propose": not is_proposal and self.may_propose(request, obj),
                "open_proposals": record.proposals.open().select_related("proposed_by") if record else [],
                "asks_reason": not is_proposal and self.has_change_permission(request, obj) and figures.exists(),
                "reasons": {name.removeprefix("_"): request.POST.get(name, "") for name in REASON},
                "why": request.POST.get("_why", ""),
            }
            if is_proposal:
                context |= {"show_save_and_continue": False, "show_save_and_add_another": False, "show_delete": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_ordering(self, request):
        """The order of the model, which Django drops where the rows have an annotated count."""
        return self.ordering or self.opts.ordering

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = page_of_entries(self, obj.pk, request)
        context = {
            "title": _("History: %(name)s") % {"name": obj},
            "subtitle": None,
            "page": page,
            "imports": imports_of(obj.pk, request.user),
            "page_range": page.paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "original": obj,
            "back": self.address_of(obj),
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        return self.admin_site.page(request, self.object_history_template, context)
