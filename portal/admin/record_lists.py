"""RecordList: the columns, filters, search and actions of the staff's lists of records."""

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.access.roles import PUBLISH
from portal.admin import review
from portal.admin.filters import GapFilter, InUseFilter, RecordStateFilter, RightsFilter, StatementsFilter, WhoseFilter
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.handing_over import hand_over
from portal.admin.name_search import FindsByName
from portal.admin.row_counts import FoundList, WholeList
from portal.models import Statement
from portal.models.missing_languages import half_told_in_private
from portal.models.records import name_order
from portal.models.related_counts import number_of
from portal.text.fields import reads_chinese
from portal.text.figure_wording import Grouped

OF_GAPS = GapFilter.parameter_name
IN_CHINESE = {"shown_name": "shown_chinese_name", "chinese_name": "english_name"}  # columns of readers of Chinese


class RecordChangeList(ChangeList):
    def get_ordering_field_columns(self):
        """The columns by which the list stands: in its own order that of the name in the reader's language, which Django takes for the
        model's."""
        if ORDER_VAR in self.params:
            return super().get_ordering_field_columns()
        first, _key = name_order()
        return {place: "asc" for place, name in enumerate(self.list_display) if self.get_ordering_field(name) == first}


class RecordList(FindsByName, ProposingAdmin):
    """Admin whose list shows records; the lists of one kind and the list of all kinds share it."""

    list_display = ["shown_name", "chinese_name", "kind", "state", "published_on", "statement_count"]
    list_filter = [RecordStateFilter, "kind", StatementsFilter]
    actions = [*review.actions, hand_over]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name_en", "name_zh", "alternative_names__name", "slug"]
    search_help_text = _("Part of a name in English or Chinese, another name, or the address.")

    def get_urls(self):
        return [*review.urls(self), *super().get_urls()]

    def has_step_permission(self, request):
        return request.user.has_perm("portal.change_record")

    def has_publish_permission(self, request):
        return request.user.has_perm(PUBLISH)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and self.has_step_permission(request):
            context |= review.review_on_form(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(statement_count=number_of(Statement.objects.all(), "record"))

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        asked, pages = set(request.GET), (queryset, per_page, orphans, allow_empty_first_page)
        if asked <= {PAGE_VAR, ORDER_VAR}:
            return WholeList(get_language() if ORDER_VAR not in asked else "", *pages)
        narrowing = next((name for name in (SEARCH_VAR, OF_GAPS) if asked <= {PAGE_VAR, name}), "")
        if narrowing:
            related = self.get_list_select_related(request)
            all_rows = self.get_queryset(request).select_related(*related).order_by(*queryset.query.order_by)
            depends_on = (request.GET[narrowing], self.model._meta.label, get_language(), narrowing)
            return FoundList((*depends_on, half_told_in_private()) if narrowing == OF_GAPS else depends_on, all_rows, *pages)
        return Paginator(*pages)

    def get_changelist(self, request, **kwargs):
        return RecordChangeList

    def get_ordering(self, request):
        return name_order()

    def get_list_display(self, request):
        columns = [*super().get_list_display(request), "in_charge"]
        if reads_chinese():
            columns = [IN_CHINESE.get(column, column) for column in columns]
        return [column for column in columns if column != "kind" or len(self.model.KINDS) > 1]

    def get_list_select_related(self, request):
        return [*(super().get_list_select_related(request) or ()), "responsible"]

    def get_list_filter(self, request):
        """Filters of the kind, and those that links of the desk use: whose, gap, rights."""
        state, *others = super().get_list_filter(request)
        responsible = ("responsible", InUseFilter)
        filters = [state, WhoseFilter, responsible, *others, GapFilter, RightsFilter]
        return [item for item in filters if item != "kind" or len(self.model.KINDS) > 1]

    @admin.display(description=_("in charge"), ordering="responsible__username", empty_value="—")
    def in_charge(self, record):
        return record.responsible

    @admin.display(description=_("name"), ordering="name_sort_en")
    def shown_name(self, record):
        """English name, which is the link to the form; the Chinese one where there is no English name."""
        return record.name_en or format_html('<span lang="zh-Hans">{}</span>', record.name_zh)

    @admin.display(description=_("name"), ordering="name_sort_zh")
    def shown_chinese_name(self, record):
        """Chinese name, which is the link to the form for readers of Chinese; the English one where there is no Chinese name."""
        return self.chinese_name(record) or format_html('<span lang="en">{}</span>', record.name_en)

    @admin.display(description=_("name in English"), ordering="name_sort_en")
    def english_name(self, record):
        return format_html('<span lang="en">{}</span>', record.name_en) if record.name_en else None

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
        if record.submitted_at:
            return format_html('<span class="state state-waiting">{}</span>', _("waits for review"))
        if record.returned_at:
            return format_html('<span class="state state-returned">{}</span>', _("returned"))
        return format_html('<span class="state state-draft">{}</span>', _("draft"))

    @admin.display(description=_("published"), ordering="published_at")
    def published_on(self, record):
        return record.published_at and timezone.localdate(record.published_at)

    @admin.display(description=_("statements"), ordering="statement_count")
    def statement_count(self, record):
        return Grouped(record.statement_count)

    @staticmethod
    def label(record):
        return record.label
