"""The audit log: the list in which Publishers read it."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.audit import detail_in_words, detail_of_export, kind_in_words, record_action
from portal.admin.form.read_only import ReadOnly
from portal.exchange.csv_lists import csv_response
from portal.models import AuditEntry
from portal.text.ordering import by_name

Action = AuditEntry.Action
AT_ONCE = 2000  # rows in memory


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = _("kind of row"), "model"

    def lookups(self, request, model_admin):
        labels = AuditEntry.objects.exclude(model="").order_by().values_list("model", flat=True).distinct()
        return by_name((label, capfirst(kind_in_words(label))) for label in labels)

    def queryset(self, request, queryset):
        return queryset.filter(model=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    has_download = False  # it has a file of its own
    list_display = ["moment", "who", "action", "row_kind", "name", "detail_shown", "address"]
    list_display_links = None
    list_filter = ["action", ("user", admin.RelatedOnlyFieldListFilter), KindFilter]
    list_select_related = ["user"]
    list_per_page = 100
    show_full_result_count = False
    date_hierarchy = "at"
    search_fields = ["user_name", "user__first_name", "user__last_name", "name", "row", "detail", "address"]
    search_help_text = _("Part of a person’s name, of what it was done to, or of a network address.")
    change_list_template = "admin/audit_log.html"
    change_form_template = "admin/audit_line.html"
    fields = list_display
    note = _("who did what, and when; nobody changes it")

    @admin.display(description=_("at"), ordering="at")
    def moment(self, entry):
        return timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")

    @admin.display(description=_("person"), ordering="user_name")
    def who(self, entry):
        return str(entry.user) if entry.user else entry.user_name

    @admin.display(description=_("kind of row"), ordering="model")
    def row_kind(self, entry):
        return kind_in_words(entry.model)

    @admin.display(description=_("detail"))
    def detail_shown(self, entry):
        return detail_in_words(entry)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})})

    def get_urls(self):
        return [path("export/", self.admin_site.admin_view(self.export_view), name="portal_auditentry_export"), *super().get_urls()]

    def export_view(self, request):
        """The list as it is filtered, as a CSV file; by POST, since each export is itself a line of the log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            entries = self.get_changelist_instance(request).get_queryset(request)
        except (IncorrectLookupParameters, ValidationError):
            messages.warning(request, _("The filter in the address cannot be read, so nothing was exported."))
            return HttpResponseRedirect(reverse("admin:portal_auditentry_changelist"))
        last = entries.order_by("-pk").values_list("pk", flat=True).first() or 0
        entries = entries.filter(pk__lte=last)  # without the line that this writes
        record_action(request, Action.EXPORTED, detail=detail_of_export(request, entries.count()))
        return csv_response(self.rows(entries), "audit-log")

    def rows(self, entries):
        yield [
            gettext(name)
            for name in ("at", "person", "name of the account", "action", "kind of row", "key", "name", "detail", "network address")
        ]
        for entry in entries.iterator(chunk_size=AT_ONCE):
            yield [
                self.moment(entry),
                self.who(entry),
                entry.user_name,
                entry.get_action_display(),
                kind_in_words(entry.model),
                entry.row,
                entry.name,
                detail_in_words(entry),
                entry.address or "",
            ]
