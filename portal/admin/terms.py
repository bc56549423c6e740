"""The department's vocabulary."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.admin.finding import FindsTerms
from portal.admin.forms import Asking
from portal.admin.history import HistoryAdmin
from portal.admin.parts import show_change
from portal.models import Measure, Record, Sector, Technology
from portal.models.related_counts import number_of
from portal.review.corrections import WITHOUT_REASON, has_reason, noted
from portal.text.languages.pairs import either


class TermAdmin(FindsTerms, Asking, HistoryAdmin):
    """A term, with the number of rows that use it; `uses` names their relation, `record_field` the way to it from a record."""

    uses = record_field = ""
    list_display = ["shown_name", "name_zh", "use_count"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name_en", "name_zh"]
    fields = [("name_en", "name_zh")]

    def get_queryset(self, request):
        relation = self.opts.get_field(self.uses)
        used = number_of(relation.related_model.objects.all(), relation.field.name)
        return super().get_queryset(request).annotate(use_count=used)

    @admin.display(description=_("name"), ordering=either("name"))
    def shown_name(self, term):
        return term.name_en or term.name_zh

    @admin.display(description=_("used"), ordering="use_count")
    def use_count(self, term):
        return term.use_count

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and form.has_changed():
            show_change(Record.objects.filter(**{self.record_field: form.instance}))


@admin.register(Sector)
class SectorAdmin(TermAdmin):
    uses, record_field = "organizations", "organization__sectors"


@admin.register(Technology)
class TechnologyAdmin(TermAdmin):
    uses, record_field = "initiatives", "initiative__technologies"


class MeasureForm(forms.ModelForm):
    def clean(self):
        """The words of a measure are part of every figure that the public reads."""
        cleaned = super().clean()
        figures = self.instance.statements.published()
        if self.instance.pk and self.has_changed() and not has_reason(self.data) and figures.exists():
            raise ValidationError(WITHOUT_REASON)
        return cleaned


@admin.register(Measure)
class MeasureAdmin(TermAdmin):
    form = MeasureForm
    uses, record_field = "statements", "statements__measure"
    list_display = ["shown_name", "name_zh", "is_money", "unit_en", "unit_zh", "use_count"]
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
                "description": _(
                    "A count has a unit, in one language at least. An amount of money has none: its currency stands with the figure."
                ),
                "fields": ["is_money", ("unit_en", "unit_one_en"), "unit_zh"],
            },
        ),
    ]
    fields = None

    def save_model(self, request, obj, form, change):
        with noted(list(obj.statements.values_list("pk", flat=True)), request.user, request.POST):
            super().save_model(request, obj, form, change)

    def figures_at_stake(self, obj):
        return obj.statements.all()
