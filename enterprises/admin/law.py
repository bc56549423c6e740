"""The rules of law: dated rows with their sources, which Publishers change and compare with the official text."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from enterprises.kept_for_a_request import forget
from enterprises.models import LegalRule
from enterprises.renewals.rule_wording import rule_in_sentences
from enterprises.tasks.following import follow_rules
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.text.fields import reads_chinese
from portal.text.partial_dates import day_in_words


class TickedFilter(admin.SimpleListFilter):
    title = _("compared with the official text")
    parameter_name = "compared"

    def lookups(self, request, model_admin):
        return [("no", _("to be compared")), ("yes", _("compared"))]

    def queryset(self, request, queryset):
        return queryset.filter(ticked_on__isnull=self.value() == "no") if self.value() else queryset


@admin.register(LegalRule)
class LegalRuleAdmin(FieldsAdmin, ProposingAdmin):
    note = _("terms, periods and days by which what is due is counted")
    list_display = ["shown_rule", "in_words", "shown_source", "confidence", "compared"]
    list_filter = ["subject", TickedFilter, "confidence", "route"]
    search_fields = ["source_en", "source_zh", "name_en", "name_zh"]
    list_select_related = ["ticked_by"]
    list_per_page = 50
    readonly_fields = ["in_words"]
    actions = None
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A law that changes is a new rule: the old one is in force until the day before, the new one from that day. What is "
                    "due is counted anew at once."
                ),
                "fields": ["in_words", "subject", ("route", "territory"), ("holds_from", "holds_until"), ("name_en", "name_zh")],
            },
        ),
        (
            _("How it counts"),
            {
                "fields": [
                    "counts_from",
                    ("length", "unit"),
                    ("ends_day_before", "ends_with_year"),
                    ("opens_months_before", "opens_months_after"),
                    ("grace_months_after", "repeats_months", "depends_months"),
                    "is_optional",
                ]
            },
        ),
        (
            _("Where the office is closed on the last day"),
            {"fields": [("moved_by", "moves_last_day"), ("moved_source_en", "moved_source_zh"), "moved_confidence"]},
        ),
        (_("Source"), {"fields": [("source_en", "source_zh"), "address", "confidence", "ticked_on"]}),
    ]

    @admin.display(description=_("rule of law"), ordering="subject")
    def shown_rule(self, rule):
        return str(rule)

    @admin.display(description=_("what it says"))
    def in_words(self, rule):
        if rule is None or rule._state.adding:
            return _("What the rule says is put into words once it is saved.")
        return ("" if reads_chinese() else " ").join(rule_in_sentences(rule))

    @admin.display(description=_("source"))
    def shown_source(self, rule):
        if not rule.address:
            return rule.source
        return format_html('<a href="{}" rel="noreferrer">{}</a>', rule.address, rule.source)

    @admin.display(description=_("compared"), ordering="ticked_on")
    def compared(self, rule):
        if rule.ticked_on is None:
            return _("to be compared")
        return _("by %(person)s on %(day)s") % {"person": rule.ticked_by, "day": day_in_words(rule.ticked_on)}

    def save_model(self, request, obj, form, change):
        if "ticked_on" in form.changed_data:
            obj.ticked_by_id = request.user.pk if obj.ticked_on else None
        super().save_model(request, obj, form, change)
        self.rules_changed(request)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self.rules_changed(request)

    def rules_changed(self, request):
        """Have what is due counted by the rules as they are saved now, and tell what that moved."""
        forget()
        for sentence in follow_rules():
            messages.info(request, sentence)
