"""Changes of what is public, proposed by Editors: filled in on the ordinary form and kept, until a Publisher decides."""

import copy

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpResponseRedirect, QueryDict
from django.urls import path
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.kept_forms.form_token import FORM
from portal.access.roles import may_work, record_of
from portal.admin.comparing import in_words, plain, read_opened, rows_sent, shown_by
from portal.admin.forms import is_proposed, is_replayed
from portal.admin.guard import OPENED
from portal.models import Passage, ProposedChange, ReviewStep, Statement
from portal.review.corrections import FIGURE, REASON, public_figures
from portal.review.proposals import writes_proposals
from portal.review.steps import log
from portal.text.confirmations import MEANT

NOT_PROPOSED = {
    "csrfmiddlewaretoken", OPENED, FORM, MEANT, "_save", "_continue", "_addanother", "_saveasnew", "_popup", "_to_field", "_why",
    "_sitting",
}  # fmt: skip


class Unchanged(Exception):
    """What was sent says nothing else than what is stored."""


class Replay:
    """A proposed change, sent to the form of its row again: to be compared, shown, or written."""

    def __init__(self, request, proposal, user=None):
        """`user` stands behind what is written; without one it is who proposed it."""
        self.proposal = proposal
        self.admin = admin.site.get_model_admin(apps.get_model(proposal.form))
        self.request = copy.copy(request)
        self.request.method, self.request.POST, self.request._files = "POST", QueryDict(mutable=True), MultiValueDict()
        self.request.user, self.request.is_replay = user or proposal.proposed_by, True
        self.request._messages = BaseStorage(self.request)  # what the admin would say of a save is not said
        for name, found in proposal.sent.items():
            self.request.POST.setlist(name, found)
        self.row = self.admin.get_object(self.request, proposal.row)  # None where it was deleted meanwhile

    @cached_property
    def merged(self):
        return self.admin.merge(self.request, self.row, self.request.POST, self.proposal.opened)

    def refusals(self):
        """Why the change cannot be written any more, in words: what it changes was changed meanwhile."""
        if self.row is None:
            return [gettext("The row that it changes was deleted.")]
        return [
            gettext("%(where)s was changed meanwhile to “%(theirs)s”.")
            % {"where": " · ".join(part for part in (each.part, each.label) if part), "theirs": each.theirs}
            for each in self.merged.conflicts
        ]

    def write(self, reasons):
        """Write the change; `reasons` is {control: text} for the log of corrections. Returns the texts of what is refused,
        empty where it is written."""
        if refusals := self.refusals():
            return refusals
        self.request.POST = self.merged.data
        self.request.POST.update(reasons)
        response = self.admin.changeform_view(self.request, self.proposal.row)
        if response.status_code == 302:
            return []
        errors = response.context_data["errors"]  # lists of a field's errors, and single ones of rows
        return [str(error) for group in errors for error in ([group] if isinstance(group, str) else group)]

    @cached_property
    def forms(self):
        """The form as stored, and [(formset as stored, [(key, what was sent)])]."""
        form, formsets = self.admin.forms_of(self.request, self.row)
        return form, [(formset, rows_sent(self.request.POST, formset)) for formset in formsets]

    def changes(self):
        """[(part, label, stored now, proposed)] of everything that it changes."""
        if self.row is None:
            return []
        form, formsets = self.forms
        opened = self.proposal.opened
        found = list(changed_controls("", form, opened.get("", {}), self.proposal.sent))
        for formset, rows in formsets:
            label = capfirst(formset.model._meta.verbose_name)
            stored = {str(each.instance.pk): each for each in formset.initial_forms}
            for key, sent in rows:
                if key and formset.is_fixed:
                    continue
                form = stored.get(key, formset.empty_form)
                name = str(form.instance) if key in stored else gettext("new")
                part = f"{label}: {name}"
                if sent.get(DELETION_FIELD_NAME):
                    found.append((part, gettext("row"), gettext("stands"), gettext("deleted")))
                else:
                    found += changed_controls(part, form, opened.get(formset.prefix, {}).get(key, {}), sent)
        return found

    def corrects_public_figures(self):
        """Whether it changes or takes out a figure that the public reads."""
        if self.row is None:
            return False
        _form, formsets = self.forms
        opened = self.proposal.opened
        touched = {
            key
            for formset, rows in formsets
            if formset.model is Statement
            for key, sent in rows
            if key and corrects(sent, opened.get(formset.prefix, {}).get(key, {}))
        }
        if isinstance(self.row, Statement) and corrects(self.proposal.sent, opened.get("", {})):
            touched.add(self.row.pk)
        return bool(public_figures(touched))


@writes_proposals
def write(request, proposal, reasons):
    return Replay(request, proposal).write(reasons)


def corrects(sent, opened):
    """Whether what was sent for a statement changes its figure or takes it from the public: see `touches_figure`."""
    changed = {name for name in (*FIGURE, "passage") if plain(sent.get(name, [])) != plain(opened.get(name, []))}
    hides = "passage" in changed and not Passage.objects.published().filter(pk__in=sent["passage"]).exists()
    return bool(sent.get(DELETION_FIELD_NAME)) or hides or bool(changed & set(FIGURE))


def changed_controls(part, form, opened, sent):
    for name, stored in shown_by(form).items():
        proposed, was = ([text for text in found.get(name, []) if text] for found in (sent, opened))
        bound = form.fields.get(name)
        is_said = bound and (not bound.widget.is_hidden or hasattr(bound, "in_words"))
        if is_said and plain(proposed) not in (plain(was), plain([text for text in stored if text])):
            yield part, str(bound.label), in_words(form, name, stored), in_words(form, name, proposed)


class Proposing(admin.ModelAdmin):
    """An admin on whose form an Editor proposes changes of what is public."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_propose"
        return [path("<path:object_id>/propose/", self.admin_site.admin_view(self.propose_view), name=name), *super().get_urls()]

    def may_propose(self, request, obj):
        record = record_of(obj)
        return record is not None and record.published_at is not None and may_work(request.user)

    def figures_at_stake(self, obj):
        """The statements whose figures a save of `obj` may change."""
        return Statement.objects.none()

    def propose_view(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.may_propose(request, obj):
            raise PermissionDenied
        request.is_proposal = True
        title = _("Propose a change: %(name)s") % {"name": obj}
        context = {"title": title, "is_proposal": True, "show_delete": False}
        try:
            return self.changeform_view(request, object_id, extra_context=context)
        except Unchanged:
            request.is_unchanged = True  # so that the form is refused, and shown as it was sent
            return self.changeform_view(request, object_id, extra_context=context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if is_proposed(request) and request.FILES:
            request.brings_files = True
        form = super().get_form(request, obj, change=change, **kwargs)
        form.is_proposed = is_proposed(request)
        form.asks = not is_replayed(request)  # what was proposed was asked about then
        return form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.is_proposed = is_proposed(request)
            formset.form.asks = not is_replayed(request)
            yield formset, inline

    def save_model(self, request, obj, form, change):
        if not is_proposed(request):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if not is_proposed(request):
            super().save_related(request, form, formsets, change)
        elif not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            raise Unchanged
        else:
            record, why = record_of(form.instance), request.POST.get("_why", "").strip()
            proposal = ProposedChange(
                record_id=record.pk,
                form=self.opts.label_lower,
                row=form.instance.pk,
                sent={name: request.POST.getlist(name) for name in request.POST if name not in NOT_PROPOSED},
                opened=read_opened(request.POST.get(OPENED)),
                note=why,
                proposed_by=request.user,
            )
            if not Replay(request, proposal).changes():
                raise Unchanged
            proposal.save(force_insert=True)
            log(record, ReviewStep.Step.PROPOSED, request.user, why)

    def construct_change_message(self, request, form, formsets, add=False):
        return [] if is_proposed(request) else super().construct_change_message(request, form, formsets, add)

    def log_change(self, request, obj, message):
        return None if is_proposed(request) else super().log_change(request, obj, message)

    def response_change(self, request, obj):
        if not is_proposed(request):
            return super().response_change(request, obj)
        messages.success(request, _("Your change is proposed: a Publisher decides. The public page stays as it is until then."))
        return HttpResponseRedirect(self.address_of(obj))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            is_proposal, record = is_proposed(request), record_of(obj)
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
