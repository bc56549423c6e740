"""The department's vocabulary."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from portal.admin.forms import Asking
from portal.admin.history import HistoryAdmin
from portal.models import Measure, Sector, Technology


class TermAdmin(Asking, HistoryAdmin):
    """A term, with the number of rows that use it; `uses` names their relation."""

    uses = ""
    list_display = ["name_en", "name_zh", "use_count"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name_en", "name_zh"]
    fields = [("name_en", "name_zh")]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(use_count=Count(self.uses))

    @admin.display(description=_("used"), ordering="use_count")
    def use_count(self, term):
        return term.use_count


@admin.register(Sector)
class SectorAdmin(TermAdmin):
    uses = "organizations"


@admin.register(Technology)
class TechnologyAdmin(TermAdmin):
    uses = "initiatives"


@admin.register(Measure)
class MeasureAdmin(TermAdmin):
    uses = "statements"
    list_display = ["name_en", "name_zh", "is_money", "unit_en", "unit_zh", "use_count"]
    list_filter = ["is_money"]
    fieldsets = [
        (
            None,
            {
                "description": _("What a figure counts or values: “exhibitors”, “revenue of an exhibition”."),
                "fields": [("name_en", "name_zh")],
            },
        ),
        (
            _("Unit"),
            {
                "description": _("A count has a unit in both languages. An amount of money has none: its currency stands with the figure."),
                "fields": ["is_money", ("unit_en", "unit_one_en"), "unit_zh"],
            },
        ),
    ]
    fields = None
