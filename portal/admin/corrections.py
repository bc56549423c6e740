"""The log of corrections: which public figures were changed or taken out, and why."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.access.admin_addresses import admin_page_of
from portal.admin.form.read_only import ReadOnly
from portal.admin.name_search import FindsByName
from portal.models import Correction


@admin.register(Correction)
class CorrectionAdmin(FindsByName, ReadOnly, admin.ModelAdmin):
    """Read by all staff and written by nobody here: a correction is noted where the figure is changed."""

    list_display = ["at", "of_record", "before_shown", "after_shown", "reason_shown", "user"]
    list_display_links = None
    list_filter = [("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["record", "user"]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "at"
    search_fields = ["record__name_en", "record__name_zh", "before_en", "before_zh", "after_en", "after_zh", "reason_en", "reason_zh"]
    search_help_text = _("Part of a name, of a figure or of a reason.")
    fields = ["at", "of_record", "before_en", "before_zh", "after_en", "after_zh", "reason_en", "reason_zh", "user"]
    note = _("public figures that were changed, and why")

    @admin.display(description=_("record"), ordering="record__name_sort_en")
    def of_record(self, correction):
        return format_html('<a href="{}">{}</a>', admin_page_of(correction.record), correction.record)

    @admin.display(description=_("before"))
    def before_shown(self, correction):
        return correction.before

    @admin.display(description=_("now"))
    def after_shown(self, correction):
        return correction.after or _("taken out")

    @admin.display(description=_("reason"))
    def reason_shown(self, correction):
        return correction.reason

    def view_on_site(self, correction):
        return correction.get_absolute_url() if Correction.objects.published().filter(pk=correction.pk).exists() else None

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})})
