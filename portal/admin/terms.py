"""The department's vocabulary."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.name_search import FindsTerms
from portal.admin.record_parts import show_change
from portal.models import Measure, Record, Sector, Technology
from portal.models.related_counts import number_of
from portal.review.corrections import WITHOUT_REASON, has_reason, noted
from portal.text.fields import reads_chinese
from portal.text.figure_wording import Grouped
from portal.text.languages.pairs import either

TERMS_IN_CHINESE = {"shown_name": "shown_chinese_name", "name_zh": "name_en"}  # columns of readers of Chinese


@admin.register(Sector, Technology)
class TermAdmin(FindsTerms, FieldsAdmin, ProposingAdmin):
    """A term, with the number of rows that use it: records, of the app that gives them such terms, or what `uses` names the relation of."""

    uses = ""
    list_display = ["shown_name", "name_zh", "use_count"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name_en", "name_zh"]
    fields = [("name_en", "name_zh")]

    @property
    def relation(self):
        if self.uses:
            return self.opts.get_field(self.uses)
        return next(relation for relation in self.opts.related_objects if issubclass(relation.related_model, Record))

    def get_queryset(self, request):
        used = number_of(self.relation.related_model.objects.all(), self.relation.field.name)
        return super().get_queryset(request).annotate(use_count=used)

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return [TERMS_IN_CHINESE.get(column, column) for column in columns] if reads_chinese() else columns

    @admin.display(description=_("name"), ordering=either("name"))
    def shown_name(self, term):
        return term.name_en or term.name_zh

    @admin.display(description=_("name"), ordering="name_zh")
    def shown_chinese_name(self, term):
        return term.name_zh or term.name_en

    @admin.display(description=_("used"), ordering="use_count")
    def use_count(self, term):
        return Grouped(term.use_count)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and form.has_changed():
            model = self.relation.related_model
            using = model._base_manager.filter(**{self.relation.field.name: form.instance})
            show_change(Record.objects.filter(pk__in=using.values(getattr(model, "ON_PAGE_OF", "pk"))))


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
    uses = "statements"
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
        (_("Entered one by one"), {"fields": ["itemized_as"]}),
        (_("Sums"), {"fields": ["adds_up"]}),
    ]
    fields = None

    def save_model(self, request, obj, form, change):
        with noted(list(obj.statements.values_list("pk", flat=True)), request.user, request.POST):
            super().save_model(request, obj, form, change)

    def figures_at_stake(self, obj):
        return obj.statements.all()
