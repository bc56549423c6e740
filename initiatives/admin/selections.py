"""Selection rounds, their categories, and who was put forward in them."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from initiatives import kinds
from initiatives.admin.partial_dates import PartialDateField, PartialDatesForm, YearField, partial_date_in_words
from initiatives.models import Nomination, SelectionCategory, SelectionRound, SelectionStage
from portal.admin.form.inlines import PartInline
from portal.admin.list_groups import add_group
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.record_parts import PartAdmin
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import StatementInline
from portal.models import Statement
from portal.models.related_counts import number_of
from portal.text.languages.pairs import either

add_group(60, "selections", _("Selections in detail"), "initiatives.selectioncategory", "initiatives.nomination")


def counts_of(round_key):
    """The statements that may give the count of a category: those of its own round that have a figure."""
    return Statement.objects.with_figures().filter(record=round_key)


class CategoryInline(PartInline, admin.TabularInline):
    model = SelectionCategory
    fields = ["position", "name_en", "name_zh", "statement"]
    show_change_link = True

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "statement" in formset.form.base_fields:
            formset.form.base_fields["statement"].queryset = counts_of(obj and obj.pk)
        return formset


class StageForm(PartialDatesForm):
    opened = PartialDateField(label=_("From"))
    closed = PartialDateField(label=_("Until"))

    partial_dates = {"opened": ("opened_on", "opened_precision"), "closed": ("closed_on", "closed_precision")}


class StageInline(PartInline, admin.StackedInline):
    model = SelectionStage
    form = StageForm
    autocomplete_fields = ["bodies", "passage"]
    fieldsets = [
        (
            None,
            {
                "description": _("As the sources of this very round tell of them: who decides differs by round, and any may be absent."),
                "fields": [("position", "kind"), ("name_en", "name_zh"), "bodies", ("opened", "closed"), "passage"],
            },
        )
    ]

    @admin.display(description=_("From"))
    def opened(self, stage):
        return partial_date_in_words(stage.opened_on, stage.opened_precision) or self.get_empty_value_display()

    @admin.display(description=_("Until"))
    def closed(self, stage):
        return partial_date_in_words(stage.closed_on, stage.closed_precision) or self.get_empty_value_display()


@admin.register(SelectionRound)
class SelectionRoundAdmin(RecordAdmin):
    initial_kind = kinds.SELECTION_ROUND
    list_display = [*RecordAdmin.list_display[:2], "years", *RecordAdmin.list_display[2:]]
    readonly_fields = ["years"]
    inlines = [CategoryInline, StageInline, StatementInline, PictureInline, AlternativeNameInline, PaperInline]

    def get_fieldsets_of_kind(self, request, obj):
        can_change = obj is None or self.has_change_permission(request, obj)
        description = _("The years for which the selection is held, where its title gives them.")
        return [(_("When"), {"description": description, "fields": [("first_year", "last_year")] if can_change else ["years"]})]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("first_year", "last_year"):
            kwargs |= {"form_class": YearField, "widget": AdminTextInputWidget(attrs={"inputmode": "numeric", "class": "vIntegerField"})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("years"), ordering="first_year")
    def years(self, selection):
        return f"{selection.first_year}–{selection.last_year}" if selection.first_year else self.get_empty_value_display()


class NominationInline(PartInline, admin.TabularInline):
    model = Nomination
    fields = ["organization", "initiative", "is_unnamed_project"]
    autocomplete_fields = ["organization", "initiative"]
    show_change_link = True


@admin.register(SelectionCategory)
class SelectionCategoryAdmin(PartAdmin):
    note = _("added on the form of their round; who was put forward")
    list_display = ["name_shown", "round", "nomination_count", "count_stated"]
    list_filter = [("round", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["round", "statement__measure"]
    search_fields = ["name_en", "name_zh", "round__name_en", "round__name_zh"]
    search_help_text = _("Part of the name of a category or of its round.")
    readonly_fields = ["round"]
    inlines = [NominationInline]
    fieldsets = [
        (
            None,
            {
                "description": _("Name only the candidates that a source names; the statement says how many there were."),
                "fields": ["round", ("name_en", "name_zh"), "position", "statement"],
            },
        )
    ]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "statement" in form.base_fields:
            form.base_fields["statement"].queryset = counts_of(obj and obj.round_id)
        return form

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(nomination_count=number_of(Nomination.objects.all(), "category"))

    @admin.display(description=_("category"), ordering=either("name"))
    def name_shown(self, category):
        return category.name

    @admin.display(description=_("named"), ordering="nomination_count")
    def nomination_count(self, category):
        return category.nomination_count

    @admin.display(description=_("put forward, as stated"))
    def count_stated(self, category):
        return category.statement.figure if category.statement else None
