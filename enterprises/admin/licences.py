"""Licences that were granted: the form, and the list of licensees."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models import Licence
from enterprises.models.territories import Territories
from enterprises.renewals.months import months_after
from portal.access.admin_addresses import admin_page_of
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.name_search import FindsByName
from portal.models import Paper
from portal.text.ordering import by_name


class LicensedTerritoryFilter(admin.SimpleListFilter):
    title, parameter_name = _("territory"), "territory"

    def lookups(self, request, model_admin):
        codes = Licence.objects.exclude(territory="").order_by().values_list("territory", flat=True).distinct()
        return [("worldwide", _("worldwide")), *by_name((code, Territories().name(code)) for code in codes), ("none", _("not listed"))]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "worldwide":
                return queryset.filter(is_worldwide=True)
            case "none":
                return queryset.filter(is_worldwide=False, territory="")
        return queryset.filter(territory=self.value())


class LicenceEndFilter(admin.SimpleListFilter):
    title, parameter_name = _("end"), "end"

    def lookups(self, request, model_admin):
        return [
            ("ended", _("ended")),
            ("3", _("ends within 3 months")),
            ("12", _("ends within 12 months")),
            ("later", _("ends later")),
            ("open", _("without an end")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "ended":
                return queryset.filter(ends_on__lt=today)
            case "3" | "12":
                return queryset.filter(ends_on__range=(today, months_after(today, int(self.value()))))
            case "later":
                return queryset.filter(ends_on__gt=months_after(today, 12))
            case "open":
                return queryset.filter(ends_on=None)
        return queryset


class DoneFilter(admin.SimpleListFilter):
    """Whether the day of a step is on record."""

    column = ""

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        return queryset.filter(**{f"{self.column}__isnull": self.value() == "no"}) if self.value() in ("yes", "no") else queryset


class FiledForRecordFilter(DoneFilter):
    title, parameter_name, column = _("filed for record"), "filed", "filed_for_record_on"


class ToldToCustomsFilter(DoneFilter):
    title, parameter_name, column = _("told to customs"), "told", "told_to_customs_on"


@admin.register(Licence)
class LicenceAdmin(FindsByName, FieldsAdmin, ProposingAdmin):
    note = _("who has a licence of what, where and until when")
    change_form_template = "enterprises/licence.html"
    list_display = [
        "licensee_shown",
        "property",
        "category_shown",
        "place",
        "starts_on",
        "ends_on",
        "filed_for_record_on",
        "told_to_customs_on",
    ]
    columns_of_file = (
        *("licensee_shown", "property", "category_shown", "place", "signed_on", "starts_on", "ends_on"),
        *("filed_for_record_on", "record_number", "told_to_customs_on"),
    )
    list_filter = [LicensedTerritoryFilter, LicenceEndFilter, FiledForRecordFilter, ToldToCustomsFilter]
    list_select_related = ["property", "licensee"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = [
        *("property__name_en", "property__name_zh", "licensee__name_en", "licensee__name_zh"),
        *("licensee_name", "category_en", "category_zh", "record_number"),
    ]
    search_help_text = _("Part of the name of a mark, a work or a licensee, a product category, or the number of the record.")
    autocomplete_fields = ["property", "licensee"]
    fieldsets = [
        (_("What and to whom"), {"fields": ["property", ("licensee", "licensee_name"), ("category_en", "category_zh")]}),
        (
            _("Where and how long"),
            {"fields": [("territory", "is_worldwide", "exclusivity"), ("signed_on", "starts_on", "ends_on")]},
        ),
        (
            _("What was done about it"),
            {
                "description": _("An unfiled licence does not bind third parties in good faith; customs are told of each licensee."),
                "fields": [("filed_for_record_on", "record_number"), "told_to_customs_on"],
            },
        ),
        (_("Contract and note"), {"classes": ["collapse"], "fields": ["contract", "note"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "contract" in form.base_fields:
            key = request.POST.get("property") or (obj.property_id if obj else request.GET.get("property"))
            form.base_fields["contract"].queryset = Paper.objects.filter(record=key)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["mark_page"] = admin_page_of(obj.property)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("licensee"), ordering="licensee_name")
    def licensee_shown(self, licence):
        return str(licence.licensee or licence.licensee_name)

    @admin.display(description=_("product category"), ordering="category_en")
    def category_shown(self, licence):
        return licence.category or self.get_empty_value_display()

    @admin.display(description=_("territory"), ordering="territory")
    def place(self, licence):
        return licence.place() or self.get_empty_value_display()
