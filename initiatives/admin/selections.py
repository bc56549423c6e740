"""Selection rounds, their categories, and who was put forward in them."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from initiatives import kinds
from initiatives.admin.category_tables import table_page
from initiatives.admin.list_pages import list_page
from initiatives.admin.partial_dates import PartialDateField, PartialDatesForm, YearField, partial_date_in_words
from initiatives.models import Nomination, SelectionCategory, SelectionRound, SelectionStage
from portal.admin.filters import InUseFilter
from portal.admin.form.inlines import RowsInline
from portal.admin.form.lines import OnLine
from portal.admin.list_groups import add_group
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.record_parts import PartAdmin
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import StatementInline
from portal.models import Statement
from portal.models.related_counts import number_of
from portal.text.figure_wording import Grouped
from portal.text.languages.pairs import either

DETAILS = ("initiatives.selectioncategory", "initiatives.nomination", "initiatives.officiallist")
add_group(60, "selections", _("Selections in detail"), *DETAILS)


def counts_of(round_key):
    """The statements that may give the count of a category: those of its own round that have a figure."""
    return Statement.objects.with_figures().filter(record=round_key)


def link_to_table(category):
    """The way to the table of a category, named by it."""
    url = reverse("admin:initiatives_selectioncategory_table", args=[category.pk])
    return format_html('<a href="{}">{}<span class="visually-hidden"> {}</span></a>', url, _("nominees and stages"), category.name)


class CategoryInline(RowsInline):
    model = SelectionCategory
    fields = [("position", "name_en", "name_zh"), ("statement", "table")]
    line = ("name", "statement")
    readonly_fields = ["table"]
    show_change_link = True

    @admin.display(description=_("table"))
    def table(self, category):
        return self.get_empty_value_display() if category._state.adding else link_to_table(category)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "statement" in formset.form.base_fields:
            formset.form.base_fields["statement"].queryset = counts_of(obj and obj.pk)
        return formset


class StageForm(PartialDatesForm):
    opened = PartialDateField(label=_("From"))
    closed = PartialDateField(label=_("Until"))

    partial_dates = {"opened": ("opened_on", "opened_precision"), "closed": ("closed_on", "closed_precision")}


class StageInline(RowsInline):
    model = SelectionStage
    form = StageForm
    line = (OnLine(str, "kind"), OnLine("dates", "opened closed"))
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
    list_display = [*RecordAdmin.list_display[:2], "years", "tables", *RecordAdmin.list_display[2:]]
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

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("categories")

    @admin.display(description=_("tables"))
    def tables(self, selection):
        """The tables of its categories, each named by its category."""
        categories = selection.categories.all()
        links = [(reverse("admin:initiatives_selectioncategory_table", args=[each.pk]), each.name) for each in categories]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links) or self.get_empty_value_display()

    @admin.display(description=_("years"), ordering="first_year")
    def years(self, selection):
        return f"{selection.first_year}–{selection.last_year}" if selection.first_year else self.get_empty_value_display()


class NominationInline(RowsInline):
    model = Nomination
    fields = [("organization", "initiative", "is_unnamed_project")]
    line = ("organization", "initiative")
    autocomplete_fields = ["organization", "initiative"]
    show_change_link = True


@admin.register(SelectionCategory)
class SelectionCategoryAdmin(PartAdmin):
    note = _("added on the form of their round; who was submitted or recommended")
    list_display = ["name_shown", "round", "nomination_count", "count_stated", "table"]
    list_filter = [("round", InUseFilter)]
    list_select_related = ["round", "statement__measure"]
    search_fields = ["name_en", "name_zh", "round__name_en", "round__name_zh"]
    search_help_text = _("Part of the name of a category or of its round.")
    readonly_fields = ["round", "table"]
    inlines = [NominationInline]
    fieldsets = [
        (
            None,
            {
                "description": _("Name only the candidates that a source names; the statement says how many there were."),
                "fields": ["round", ("name_en", "name_zh"), "position", "statement", "table"],
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

    def get_urls(self):
        """Addresses, with the table of a category and the page on which an official list is pasted."""
        pages = (("table", table_page), ("list", list_page))
        return [
            *(
                path(f"<path:object_id>/{name}/", self.admin_site.admin_view(self.page(draw)), name=f"initiatives_selectioncategory_{name}")
                for name, draw in pages
            ),
            *super().get_urls(),
        ]

    def page(self, draw):
        """The view of a page about one category."""

        def view(request, object_id):
            category = self.get_object(request, unquote(object_id))
            if category is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            return draw(self, request, category)

        return view

    @admin.display(description=_("table"))
    def table(self, category):
        return link_to_table(category)

    @admin.display(description=_("category"), ordering=either("name"))
    def name_shown(self, category):
        return category.name

    @admin.display(description=_("named"), ordering="nomination_count")
    def nomination_count(self, category):
        return Grouped(category.nomination_count)

    @admin.display(description=_("submitted or recommended, as stated"))
    def count_stated(self, category):
        return category.statement.figure if category.statement else None
