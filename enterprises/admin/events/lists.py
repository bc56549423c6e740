"""RightEventAdmin: events of rights are entered, listed and corrected by others; none is changed or deleted."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enterprises.admin.events.entering import LOOK, SEEN, RightEventForm
from enterprises.admin.events.subjects import CORRECTS, found_by, record_of_subject, subjects_of
from enterprises.models import RightEvent
from enterprises.tasks.following import follow_event
from portal.access.admin_addresses import admin_page_of
from portal.access.roles import PUBLISH
from portal.admin import papers
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.form.sent_once import log_work
from portal.admin.name_search import FindsByName
from portal.admin.record_parts import show_change
from portal.models import AuditEntry, Record
from portal.models.locking.order import lock
from portal.server.retried_requests import run_request


class WaitingFilter(admin.SimpleListFilter):
    title, parameter_name = _("public effect"), "effect"

    def lookups(self, request, model_admin):
        return [("waits", _("waits for a Publisher"))]

    def queryset(self, request, queryset):
        return queryset.waiting() if self.value() == "waits" else queryset


@admin.register(RightEvent)
class RightEventAdmin(FindsByName, FieldsAdmin, ProposingAdmin):
    note = _("renewals, assignments, new names and what else happened to rights")
    add_form_template = "enterprises/enter_event.html"
    change_form_template = "enterprises/event.html"
    list_display = ["happened_on", "verb", "about", "mark", "paper", "entered_by", "stands"]
    list_display_links = ["happened_on", "verb"]
    list_filter = ["verb", WaitingFilter]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "happened_on"
    ordering = ["-happened_on", "-entered_at", "id"]
    list_select_related = [
        *("registration__trademark", "recordal__property", "licence__property", "licence__licensee", "holder"),
        *("paper", "entered_by", "replaced_by", "proposal"),
    ]
    search_fields = [
        *("registration__number", "recordal__number", "agent"),
        *("registration__trademark__name_en", "registration__trademark__name_zh"),
        *("recordal__property__name_en", "recordal__property__name_zh", "holder__name_en", "holder__name_zh"),
    ]
    search_help_text = _("Part of the name of a mark or an organization, the number of a registration or recordal, or an agent.")
    autocomplete_fields = ["passage", "new_owner"]
    form = RightEventForm
    plan, due = None, ()

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.fieldsets_of_entry(bool(request.GET.get(CORRECTS)))
        term = [("former_expires_on", "expires_on")] if obj.expires_on or obj.former_expires_on else []
        told = [name for name in ("new_owner", "passage", "paper", "agent", "fee", "fee_currency", "note") if getattr(obj, name)]
        corrected = ["replaces", "reason"] if obj.replaces else []
        return [
            (None, {"fields": ["about", "mark", "happened_on", *term, *told, *corrected, "stands", "proposal", "entered_by", "entered_at"]})
        ]

    def fieldsets_of_entry(self, is_correction):
        correction = {
            "description": _("The wrong event stays, struck. Change below what was wrong, and say why."),
            "fields": ["reason"],
        }
        return [
            *([(_("Correction"), correction)] if is_correction else []),
            (_("What happened"), {"fields": ["rows", ("verb", "happened_on"), "expires_on", "new_owner"]}),
            (
                _("What proves it"),
                {
                    "description": _("A paper of this record, a new one, or the passage of a source."),
                    "fields": ["paper", "upload", "passage"],
                },
            ),
            (_("Agent, fee and note"), {"classes": ["collapse"], "fields": ["agent", ("fee", "fee_currency"), "note"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["about", "mark", "stands", "proposal", "entered_by", "entered_at"] if obj else []

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Django asks this of a row where the draft that it belongs to is deleted; nobody deletes an event by itself."""
        return obj is not None and super().has_delete_permission(request, obj)

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied(gettext("An event is not deleted: correct it by another."))

    def files_of(self, request):
        return papers.kept_with(self.submission)

    def get_urls(self):
        confirm = self.admin_site.admin_view(self.confirm_view)
        return [path("<path:object_id>/confirm/", confirm, name="enterprises_rightevent_confirm"), *super().get_urls()]

    def confirm_view(self, request, object_id):
        """Let the public pages follow an event that changes no date, such as an invalidation, and that an Editor entered."""
        event = self.get_object(request, unquote(object_id))
        if request.method != "POST" or event is None or not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        return run_request(request, lambda: self.confirm(request, event.pk, record_of_subject(event.subject)))

    def confirm(self, request, key, record):
        lock(Record.objects.filter(pk=record.pk))
        event = self.get_object(request, key)  # as it is now: another may have confirmed it
        if self.may_confirm(request, event):
            event.waits = False
            event.save()
            show_change(Record.objects.filter(pk=record.pk))
            log_work(request, AuditEntry.Action.CHANGED, event)
        messages.success(request, gettext("The public page follows it now."))
        return HttpResponseRedirect(self.address_of(event))

    def may_confirm(self, request, event):
        return event.waits and event.proposal is None and request.user.has_perm(PUBLISH)

    # ---- entering -------------------------------------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        subjects = subjects_of(request.GET)
        if subjects is None:
            return self.choose(request)
        about = subjects.record
        title = gettext("Correct an event: %(name)s") if subjects.corrected else gettext("Enter an event: %(name)s")
        context = {"title": title % {"name": about}, "about": about, "back": admin_page_of(about)}
        return super().add_view(request, form_url, context | (extra_context or {}))

    def choose(self, request):
        """The page that asks to what it happened."""
        text = request.GET.get("q", "").strip()
        context = {
            "title": gettext("Enter an event"),
            "opts": self.opts,
            "text": text,
            "found": found_by(request, self.admin_site, text) if text else [],
        }
        return self.admin_site.page(request, "enterprises/choose_right.html", context)

    def take(self, request, object_id, form_url, extra_context):
        if object_id is not None:
            return super().take(request, object_id, form_url, extra_context)
        with transaction.atomic():
            subjects = subjects_of(request.GET)
            lock(Record.objects.filter(pk=subjects.record.pk))
            try:
                with transaction.atomic():
                    return super().take(request, object_id, form_url, extra_context)
            except ValidationError as refused:
                self.submission.refusals += refused.messages
                return super().take(request, object_id, form_url, extra_context)

    def refusals(self, request, obj):
        look = [LOOK] if self.plan else []
        return [*super().refusals(request, obj), *self.submission.refusals, *look]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            kwargs["form"] = forms.ModelForm
        form = super().get_form(request, obj, change=change, **kwargs)
        form.carrier, form.user = self, request.user
        form.subjects = subjects_of(request.GET) if obj is None else None
        return form

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        subjects = subjects_of(request.GET)
        if subjects and subjects.corrected:
            event = subjects.corrected[subjects.ticked[0]]
            names = ("verb", "happened_on", "expires_on", "new_owner", "passage", "paper", "agent", "fee", "fee_currency", "note")
            given |= {name: getattr(event, name) for name in names}
        return given

    def save_form(self, request, form, change):
        return form.plan.events[0]

    def save_model(self, request, obj, form, change):
        form.plan.carry_out(request)
        for event in form.plan.events[1:]:
            log_work(request, AuditEntry.Action.ADDED, event)
        for event in form.plan.events:
            follow_event(event)

    def save_related(self, request, form, formsets, change):
        """An event has no rows of its own."""

    def response_add(self, request, obj, post_url_continue=None):
        self.submission.made = quote(obj.pk)
        count = RightEvent.objects.filter(entered_at=obj.entered_at, entered_by=obj.entered_by).count()
        said = ngettext("%(count)d event is entered.", "%(count)d events are entered.", count) % {"count": count}
        messages.success(request, said)
        if obj.proposal:
            messages.info(request, gettext("What it changes in public is proposed: a Publisher decides."))
        return HttpResponseRedirect(f"{admin_page_of(record_of_subject(obj.subject))}#happened-heading")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"plan": self.plan, "due": self.due, "seen": SEEN, "show_delete": False}
        if obj is not None:
            context["confirm"] = self.address_of(obj, "confirm") if self.may_confirm(request, obj) else ""
            context["correct"] = f"../../add/?{CORRECTS}={obj.pk}" if self.may_correct(request, obj) else ""
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if self.plan:  # its box says that nothing is saved yet
            response.context_data["refusals"] = [refusal for refusal in response.context_data.get("refusals", []) if refusal != LOOK]
        return response

    def may_correct(self, request, event):
        return self.has_add_permission(request) and not hasattr(event, "replaced_by")

    # ---- what the list and the page of one show ---------------------------------------------------------------------------------------

    @admin.display(description=_("to what"))
    def about(self, event):
        return str(event.subject)

    @admin.display(description=_("record"))
    def mark(self, event):
        record = record_of_subject(event.subject)
        return format_html('<a href="{}">{}</a>', admin_page_of(record), record)

    @admin.display(description=_("Stands"))
    def stands(self, event):
        if replacement := getattr(event, "replaced_by", None):
            return gettext("replaced: %(reason)s") % {"reason": replacement.reason}
        if event.is_declined:
            return gettext("no: a Publisher declined it, or it was taken back; correct it")
        return gettext("yes, and waits for a Publisher in public") if event.is_waiting else gettext("yes")
