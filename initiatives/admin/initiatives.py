"""Programmes, projects and exhibitions, and who takes part in them."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.admin.organizations import OrganizationAdmin
from initiatives import kinds
from initiatives.admin import readiness
from initiatives.admin.intentions import IntentionInline
from initiatives.admin.partial_dates import PartialDateField, PartialDatesForm, partial_date_in_words
from initiatives.intentions_on_pages import counts_reported
from initiatives.models import Exhibition, Initiative, Participation, Programme, Project
from portal.admin.filters import CountryFilter, RecordStateFilter, StatementsFilter
from portal.admin.form.inlines import ListInline, RowsInline
from portal.admin.form.record_form import RecordForm
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import StatementInline


class YearFilter(admin.SimpleListFilter):
    """By year only: a month or a day may be one that nobody knows."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        return [(day.year, str(day.year)) for day in model_admin.model.objects.dates("starts_on", "year", order="DESC")]

    def queryset(self, request, queryset):
        offered = {str(year) for year, _text in self.lookup_choices}
        return queryset.filter(starts_on__year=self.value()) if self.value() in offered else queryset


class ParticipantInline(RowsInline):
    model = Participation
    fields = [("organization", "role", "passage")]
    line = ("organization", "role", "passage")
    autocomplete_fields = ["organization", "passage"]
    verbose_name = _("participant")
    verbose_name_plural = _("who took part")


class InitiativeOfOrganizationInline(RowsInline):
    model = Participation
    fields = [("initiative", "role", "passage")]
    line = ("initiative", "role", "passage")
    autocomplete_fields = ["initiative", "passage"]
    verbose_name = _("participation")
    verbose_name_plural = _("what it takes part in")


# organizations do not know of initiatives, which are built on them
OrganizationAdmin.begin_with(InitiativeOfOrganizationInline)


class PartsInline(ListInline):
    model = Initiative
    fk_name = "part_of"
    fields = ["kind", "starts", "published_at"]
    readonly_fields = ["starts"]
    verbose_name_plural = _("its parts and editions")

    @admin.display(description=_("starts on"))
    def starts(self, initiative):
        return partial_date_in_words(initiative.starts_on, initiative.starts_precision) or self.get_empty_value_display()


class InitiativeForm(PartialDatesForm, RecordForm):
    starts = PartialDateField(label=_("Starts"))
    ends = PartialDateField(label=_("Ends"))

    partial_dates = {"starts": ("starts_on", "starts_precision"), "ends": ("ends_on", "ends_precision")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "used_count" in self.fields:
            reported = counts_reported().filter(record=self.instance.pk)
            self.fields["used_count"].queryset = reported.select_related("measure", "passage__source")
            self.fields["used_count"].label_from_instance = lambda count: f"{count.figure} · {count.passage.source}"


@admin.register(Initiative)
class InitiativeAdmin(RecordAdmin):
    note = _("programmes, projects and exhibitions in one list")
    form = InitiativeForm
    initial_kind = kinds.PROJECT
    list_display = [*RecordAdmin.list_display[:2], "kind", "starts", "country", *RecordAdmin.list_display[3:]]
    list_filter = [RecordStateFilter, "kind", CountryFilter, YearFilter, "format", "is_recurring", StatementsFilter]
    autocomplete_fields = ["part_of", "technologies"]
    inlines = [ParticipantInline, StatementInline, IntentionInline, PictureInline, PartsInline, AlternativeNameInline, PaperInline]
    fieldsets_of_kind = (
        (
            _("When and where"),
            {
                "description": _("Only what a source gives. A month or a year without a day is shown as that span."),
                "fields": [
                    ("starts", "ends"),
                    "dates_inferred",
                    "is_only_put_forward",
                    "country",
                    "country_inferred",
                    ("city_en", "city_zh"),
                    ("venue_en", "venue_zh"),
                ],
            },
        ),
        (
            _("Type"),
            {"fields": [("format", "is_recurring"), "part_of", "part_of_inferred", "technologies"]},
        ),
    )

    def get_fieldsets_of_kind(self, request, obj):
        """With the choice among reported counts of intentions, where there are several."""
        fieldsets = super().get_fieldsets_of_kind(request, obj)
        if obj is None or counts_reported().filter(record=obj.pk).count() < 2:
            return fieldsets
        return (*fieldsets, (_("Cooperation intentions"), {"fields": ["used_count"]}))

    @admin.display(description=_("starts on"), ordering="starts_on")
    def starts(self, initiative):
        return partial_date_in_words(initiative.starts_on, initiative.starts_precision) or self.get_empty_value_display()

    @admin.display(description=_("ends on"), ordering="ends_on")
    def ends(self, initiative):
        return partial_date_in_words(initiative.ends_on, initiative.ends_precision) or self.get_empty_value_display()


@admin.register(Programme, Project)
class InitiativeOfOneKindAdmin(InitiativeAdmin):
    note = ""


@admin.register(Exhibition)
class ExhibitionAdmin(InitiativeAdmin):
    note = ""
    change_form_template = "initiatives/exhibition_form.html"

    def get_urls(self):
        return [*readiness.urls(self), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and readiness.may_see_sheets(request.user):
            context["readiness"] = reverse("admin:readiness", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)
