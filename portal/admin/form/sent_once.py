"""Forms of the admin that are taken once, come back with what was typed, and list above themselves what is wrong with them."""

import copy
import json
from contextlib import nullcontext

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.audit import record_action
from portal.access.kept_forms.ended_sessions import brought_back
from portal.access.kept_forms.form_token import text_for
from portal.access.kept_forms.sent_twice import once
from portal.admin.form.mistakes import files_again, lacks_reason, mistakes_of_form, parts_of_form
from portal.admin.form.patterns import RowsOnPage
from portal.admin.form.submission import NOTHING_SENT, Submission
from portal.models import AuditEntry
from portal.server.retried_requests import run_request

SIGNED_OUT = gettext_lazy("This was not saved: your sign-in had ended. What you typed is here again; look through it, then save.")


def refuse_what_came_back(request, form):
    """Have a form of a page of our own refused that was sent without a session and is shown again."""
    if form.is_bound and brought_back(request):
        form.full_clean()
        form.add_error(None, SIGNED_OUT)


def context_of(request, form):
    """What the templates of such pages take beside their form."""
    return {"opened_form": text_for(request), "mistakes": mistakes_of_form(form) if form.is_bound else []}


class Kept(admin.ModelAdmin):
    """An admin whose forms are sent once and not lost (see portal/access/kept_forms), and whose work is written into the audit log, in
    place of Django's own log, which nobody else could read.

    A form is handled by a copy of the admin that carries its Submission.
    """

    submission = NOTHING_SENT

    def address_of(self, obj, page="change"):
        """The address of a page of `obj` in this very admin."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[obj.pk])

    def carrying(self, submission):
        """A copy of this admin for one submission."""
        carrier = copy.copy(self)
        carrier.submission = submission
        return carrier

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return self.carrying(Submission.of(request)).respond(request, object_id, form_url, extra_context)

    def respond(self, request, object_id, form_url="", extra_context=None):
        """The response to a form: drawn where it is opened, and where it is sent taken once, in one transaction."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)

        def send(before):
            carrier = self.carrying(self.submission.sent(before))  # anew where a collision has it sent again
            response = carrier.take(request, object_id, form_url, extra_context)
            if object_id is not None and response.status_code == 302 and self.get_object(request, unquote(object_id)):
                return response, object_id
            return response, carrier.submission.made

        with self.files_of(request):
            return run_request(request, lambda: once(request, send, lambda row: self.sent_twice(request, row)))

    def files_of(self, request):
        """The context in which a form is taken that came with files: they are read before it, and tidied up after it."""
        return nullcontext()

    def take(self, request, object_id, form_url, extra_context):
        """The response to a form that is sent for the first time."""
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_inline_instances(self, request, obj=None):
        """Django's, each with the submission: what may be done with its rows depends on it."""
        found = []
        for inline_class in self.get_inlines(request, obj):
            inline = inline_class(self.model, self.admin_site, submission=self.submission)
            may_add = inline.has_add_permission(request, obj)
            if may_add or inline.has_view_or_change_permission(request, obj) or inline.has_delete_permission(request, obj):
                inline.max_num = inline.max_num if may_add else 0
                found.append(inline)
        return found

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Django's, with what is sent itself: of a long form a copy for each kind of its rows takes longer than to check them."""
        if request.method != "POST":
            return super().get_formset_kwargs(request, obj, inline, prefix)
        opening = copy.copy(request)
        opening.method = "GET"
        return super().get_formset_kwargs(opening, obj, inline, prefix) | {"data": request.POST, "files": request.FILES}

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        found = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for rows in found:
            rows.__class__ = RowsOnPage
        return found

    def delete_view(self, request, object_id, extra_context=None):
        delete = super().delete_view
        if request.method != "POST":
            return delete(request, object_id, extra_context)
        return run_request(request, lambda: delete(request, object_id, extra_context))

    def response_action(self, request, queryset):
        """What is deleted in a list goes as what is deleted on its own page, in one transaction."""
        act = super().response_action
        is_deletion = "delete_selected" in request.POST.getlist("action")
        return run_request(request, lambda: act(request, queryset)) if is_deletion else act(request, queryset)

    def sent_twice(self, request, row):
        """The answer to a form that was saved already: the row that it made or changed."""
        obj = self.get_object(request, unquote(row))
        if obj is None:
            messages.warning(request, _("It was saved already, and deleted since."))
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj)
        messages.success(request, _("It was sent twice and saved once: this is it."))
        return HttpResponseRedirect(self.address_of(obj))

    def response_add(self, request, obj, post_url_continue=None):
        self.submission.made = quote(obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def refusals(self, request, obj):
        """Why a form that is sent is not saved, whatever it says; `obj` is None where it adds a row."""
        if self.submission.is_brought_back:
            return [SIGNED_OUT]
        if self.submission.files_refused:
            return [self.submission.files_refused]
        made = self.get_object(request, unquote(self.submission.before)) if self.submission.before and obj is None else None
        if made is None:
            return []
        link = format_html('<a href="{}">{}</a>', self.address_of(made), made)
        return [format_html(_("{} was saved from this very page. To save what stands here as another one, save again."), link)]

    def get_formsets_with_inlines(self, request, obj=None):
        return self.submission.kept(lambda: list(super(Kept, self).get_formsets_with_inlines(request, obj)), obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        fields = kwargs.pop("fields") if "fields" in kwargs else flatten_fieldsets(self.get_fieldsets(request, obj))

        def build():
            return super(Kept, self).get_form(request, obj, change=change, fields=fields, **kwargs)

        form = build() if kwargs or fields is None else self.submission.kept(build, obj, change, *fields)
        refusals = self.refusals(request, obj) if request.method == "POST" else []
        if not refusals:
            return form

        class Refused(form):
            def clean(self):
                cleaned = super().clean()
                self.add_error(None, refusals)
                return cleaned

        return Refused

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        inlines, shown = context["inline_admin_formsets"], context["adminform"].form
        parts = parts_of_form(context["adminform"], inlines)
        mistakes = [mistake for part in parts for mistake in part.mistakes]
        refusals = self.refusals(request, obj) if request.method == "POST" and not self.submission.is_replay else []
        if refusals and not mistakes and len(shown.non_field_errors()) == len(refusals):  # nothing is wrong with what it says
            context |= {"refusals": refusals, "errors": []}
        context |= {
            "opened_form": text_for(request, form_url, is_another=bool(self.submission.before)),
            "parts": parts,
            "mistakes": mistakes,
            "lacks_reason": lacks_reason(shown, inlines),
            "files_again": files_again(self.submission.files_to_choose, inlines),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def log_addition(self, request, obj, message):
        return log_work(request, AuditEntry.Action.ADDED, obj, message)

    def log_change(self, request, obj, message):
        return log_work(request, AuditEntry.Action.CHANGED, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            log_work(request, AuditEntry.Action.DELETED, obj)


def log_work(request, action, obj, message="", name=""):
    detail = json.dumps(message, ensure_ascii=False) if isinstance(message, list) else message
    record_action(request, action, obj, name=name, detail=detail)
