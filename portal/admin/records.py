"""What the admin of every kind of record has in common."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.admin.filters import ChineseNameFilter, StateFilter, StatementsFilter
from portal.admin.forms import Asking, ListInline, PartInline, RecordForm
from portal.admin.history import HistoryAdmin
from portal.admin.parts import show_change
from portal.admin.statements import StatementInline
from portal.indexing import index
from portal.models import AlternativeName, Record, SearchEntry, Statement
from portal.roles import PUBLISH, may_change

NOT_LISTED = (SearchEntry, Record)  # where a record is deleted: what nobody wrote, and its common part


def without_unlisted(lines):
    """The nested list of Django's page that asks before it deletes, without the lines about NOT_LISTED."""
    prefixes = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in NOT_LISTED)
    return [
        without_unlisted(line) if isinstance(line, list) else line
        for line in lines
        if isinstance(line, list) or not line.startswith(prefixes)
    ]


class AlternativeNameInline(PartInline, admin.TabularInline):
    model = AlternativeName
    fields = ["name", "language", "passage"]
    autocomplete_fields = ["passage"]


class RecordList(HistoryAdmin):
    """The columns, filters and search that lists of records share."""

    list_display = ["name_en", "chinese_name", "kind", "state", "published_on", "statement_count"]
    list_filter = [StateFilter, "kind", ChineseNameFilter, StatementsFilter]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name_en", "name_zh", "alternative_names__name", "slug"]
    search_help_text = _("Part of a name in English or Chinese, another name, or the address.")

    def get_queryset(self, request):
        stated = Statement.objects.order_by().filter(record=OuterRef("pk")).values("record").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(statement_count=Coalesce(Subquery(stated), 0))

    def get_list_display(self, request):
        return [name for name in super().get_list_display(request) if name != "kind" or len(self.model.KINDS) > 1]

    def get_list_filter(self, request):
        return [name for name in super().get_list_filter(request) if name != "kind" or len(self.model.KINDS) > 1]

    @admin.display(description=_("name in Chinese"), ordering="name_sort_zh")
    def chinese_name(self, record):
        if not record.name_zh:
            return None
        if record.name_zh_confirmed:
            return format_html('<span lang="zh-Hans">{}</span>', record.name_zh)
        return format_html('<span lang="zh-Hans">{}</span> <span class="unconfirmed">{}</span>', record.name_zh, _("to be confirmed"))

    @admin.display(description=_("state"), ordering="published_at")
    def state(self, record):
        if record.is_published:
            return format_html('<span class="state state-public">{}</span>', _("public"))
        if record.is_scheduled:
            return format_html('<span class="state state-scheduled">{}</span>', _("scheduled"))
        return format_html('<span class="state state-draft">{}</span>', _("draft"))

    @admin.display(description=_("published"), ordering="published_at")
    def published_on(self, record):
        return record.published_at and timezone.localdate(record.published_at)

    @admin.display(description=_("statements"), ordering="statement_count")
    def statement_count(self, record):
        return record.statement_count

    @staticmethod
    def label(record):
        """How a record is told from its namesakes in a list of choices."""
        names = [record.name, record.other_name] if record.other_name else [record.name]
        return f"{' · '.join(names)} ({record.get_kind_display()})"


class RecordAdmin(Asking, RecordList):
    """One kind of record. A subclass gives its own fieldsets and inlines; names, address and staff note are here."""

    form = RecordForm
    fieldsets_of_kind = ()
    inlines = [StatementInline, AlternativeNameInline]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = ["publish", "withdraw"]
    staff_fields = ()
    initial_kind = ""

    def get_fieldsets(self, request, obj=None):
        kind = ["kind"] if len(self.model.KINDS) > 1 else []
        former = ["former_addresses"] if obj and obj.slug_redirects.exists() else []
        return [
            (
                _("Names"),
                {
                    "description": _("What the public reads first, and what a search finds. Write names as their owners print them."),
                    "fields": [*kind, "name_en", "name_zh", "name_zh_confirmed", ("summary_en", "summary_zh")],
                },
            ),
            (
                _("Address and publication"),
                {
                    "description": _("The address is made from the name when you leave it empty. Times are Beijing time (UTC+8)."),
                    "fields": ["slug", *former, "published_at"],
                },
            ),
            *self.get_fieldsets_of_kind(request, obj),
            (_("For staff only"), {"classes": ["last"], "fields": ["staff_note", *self.staff_fields]}),
        ]

    def get_fieldsets_of_kind(self, request, obj):
        return self.fieldsets_of_kind

    def get_inlines(self, request, obj):
        """Without the lists that would be empty: nothing can be added to them here."""
        return [
            inline
            for inline in self.inlines
            if not issubclass(inline, ListInline) or (obj and inline.model.objects.filter(**{inline.fk_name: obj.pk}).exists())
        ]

    def get_readonly_fields(self, request, obj=None):
        fixed = [*super().get_readonly_fields(request, obj), "former_addresses"]
        return fixed if request.user.has_perm(PUBLISH) else [*fixed, "published_at"]

    def get_changeform_initial_data(self, request):
        return {"kind": self.initial_kind} | super().get_changeform_initial_data(request)

    @admin.display(description=_("former addresses"))
    def former_addresses(self, record):
        return ", ".join(record.slug_redirects.values_list("slug", flat=True))

    def view_on_site(self, record):
        stored = Record.objects.filter(pk=record.pk).first()  # what was typed may be no address
        return stored.get_absolute_url() if stored and stored.is_published else None

    def save_model(self, request, obj, form, change):
        obj.updated_at = timezone.now()
        lists = {field.name for field in obj._meta.many_to_many}
        if not change or set(form.changed_data) - lists:  # what only a list changed needs no entry in the history here
            super().save_model(request, obj, form, change)
        if change and form.initial.get("slug", obj.slug) != obj.slug:
            obj.keep_address(form.initial["slug"])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        saved = Record.objects.filter(pk=form.instance.pk)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            show_change(saved)
        else:
            index(saved)

    def get_deleted_objects(self, objs, request):
        lines, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for model in NOT_LISTED:
            counts.pop(model._meta.verbose_name_plural, None)
        return without_unlisted(lines), counts, perms_needed, protected

    def has_publish_permission(self, request):
        return request.user.has_perm(PUBLISH) and self.has_change_permission(request)

    @admin.action(permissions=["publish"], description=_("Publish the selected %(verbose_name_plural)s"))
    def publish(self, request, queryset):
        found = [record for record in queryset if not record.is_published]
        self.set_published_at(request, found, timezone.now())
        text = ngettext("%(count)d record is public now.", "%(count)d records are public now.", len(found))
        self.tell(request, text, len(found))
        others = len(queryset) - len(found)
        text = ngettext("%(count)d record was public already.", "%(count)d records were public already.", others)
        self.tell(request, text, others, messages.INFO)

    @admin.action(permissions=["publish"], description=_("Withdraw the selected %(verbose_name_plural)s"))
    def withdraw(self, request, queryset):
        found = [record for record in queryset if record.published_at]
        self.set_published_at(request, found, None)
        text = ngettext(
            "%(count)d record is a draft again: the public no longer sees it.",
            "%(count)d records are drafts again: the public no longer sees them.",
            len(found),
        )
        self.tell(request, text, len(found))
        others = len(queryset) - len(found)
        text = ngettext("%(count)d record was a draft already.", "%(count)d records were drafts already.", others)
        self.tell(request, text, others, messages.INFO)

    @transaction.atomic
    def set_published_at(self, request, records, moment):
        for record in records:
            record.published_at, record.updated_at = moment, timezone.now()
            record.save(update_fields=["published_at", "updated_at"])
            self.log_change(request, record, [{"changed": {"fields": ["published at"]}}])
        index(Record.objects.filter(pk__in=[record.pk for record in records]))

    def tell(self, request, text, count, level=messages.SUCCESS):
        if count:
            self.message_user(request, text % {"count": count}, level)


@admin.register(Record)
class AnyRecordAdmin(RecordList):
    """All records in one list; each is opened in the form of its own kind."""

    note = _("all kinds in one list")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Asked of one record where the record of its kind is deleted, of which it is the common part."""
        return obj is not None and super().has_delete_permission(request, obj) and may_change(request.user, obj)

    def form_address(self, key, page):
        """The address of `page` ("change", "delete", "history") of the record's own kind."""
        record = Record.objects.filter(pk=key).first()
        model = record and record.specific._meta.model_name
        app = record and record.specific._meta.app_label
        return reverse(f"admin:{app}_{model}_{page}", args=[key]) if record else reverse("admin:portal_record_changelist")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return HttpResponseRedirect(self.form_address(object_id, "change"))

    def delete_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(self.form_address(object_id, "delete"))

    def history_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(self.form_address(object_id, "history"))
