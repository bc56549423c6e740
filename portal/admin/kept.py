"""Forms of the admin that are taken once, come back with what was typed, and list above themselves what is wrong with them."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote, unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.kept_forms.form_token import text_for
from portal.access.kept_forms.sent_twice import once
from portal.admin.forms import is_proposed, is_replayed
from portal.admin.mistakes import files_again, lacks_reason, mistakes_of_form, parts_of
from portal.server.retried_requests import run

SIGNED_OUT = gettext_lazy("This was not saved: your sign-in had ended. What you typed is here again; look through it, then save.")


def files_to_choose(request):
    """{name of a control: names of the files} that came with a form that was not saved; a proposal takes none at all."""
    if is_proposed(request):
        return {}
    return getattr(request, "files_to_choose", None) or {name: [file.name for file in found] for name, found in request.FILES.lists()}


def refuse_what_came_back(request, form):
    """Have a form of a page of our own refused that was sent without a session and is shown again."""
    if form.is_bound and hasattr(request, "brought_back"):
        form.full_clean()
        form.add_error(None, SIGNED_OUT)


def context_of(request, form):
    """What the templates of such pages take beside their form."""
    return {"opened_form": text_for(request), "mistakes": mistakes_of_form(form) if form.is_bound else []}


class Kept(admin.ModelAdmin):
    """An admin whose forms are sent once and not lost: see portal/access/kept_forms."""

    def address_of(self, obj, page="change"):
        """The address of a page of `obj` in this very admin."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[obj.pk])

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.is_new_row = object_id is None

        def send():
            response = self.take(request, object_id, form_url, extra_context)
            if object_id is not None and response.status_code == 302 and self.get_object(request, unquote(object_id)):
                request.made = object_id
            return response

        return run(request, lambda: once(request, send, lambda row: self.sent_twice(request, row)))

    def delete_view(self, request, object_id, extra_context=None):
        delete = super().delete_view
        if request.method != "POST":
            return delete(request, object_id, extra_context)
        return run(request, lambda: delete(request, object_id, extra_context))

    def response_action(self, request, queryset):
        """What is deleted in a list goes as what is deleted on its own page, in one transaction."""
        act = super().response_action
        is_deletion = "delete_selected" in request.POST.getlist("action")
        return run(request, lambda: act(request, queryset)) if is_deletion else act(request, queryset)

    def take(self, request, object_id, form_url, extra_context):
        """The response to a form that is sent for the first time."""
        return super().changeform_view(request, object_id, form_url, extra_context)

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
        request.made = quote(obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def refusals(self, request):
        """Why a form that is sent is not saved, whatever it says."""
        if hasattr(request, "brought_back"):
            return [SIGNED_OUT]
        if hasattr(request, "files_refused"):
            return [request.files_refused]
        is_another = hasattr(request, "sent_before") and request.is_new_row
        made = self.get_object(request, unquote(request.sent_before)) if is_another else None
        if made is None:
            return []
        link = format_html('<a href="{}">{}</a>', self.address_of(made), made)
        return [format_html(_("{} was saved from this very page. To save what stands here as another one, save again."), link)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusals = self.refusals(request) if request.method == "POST" else []
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
        parts = parts_of(context["adminform"], inlines)
        mistakes = [mistake for part in parts for mistake in part.mistakes]
        refusals = self.refusals(request) if request.method == "POST" and not is_replayed(request) else []
        if refusals and not mistakes and len(shown.non_field_errors()) == len(refusals):  # nothing is wrong with what it says
            context |= {"refusals": refusals, "errors": []}
        context |= {
            "opened_form": text_for(request, form_url),
            "parts": parts,
            "mistakes": mistakes,
            "lacks_reason": lacks_reason(shown, inlines),
            "files_again": files_again(files_to_choose(request), inlines) if request.method == "POST" else [],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)
