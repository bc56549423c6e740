"""What the lists of records can be narrowed by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from portal.models import Statement


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("draft")),
            ("waiting", _("waits for review")),
            ("returned", _("returned")),
            ("scheduled", _("scheduled")),
            ("public", _("public")),
        ]

    def queryset(self, request, queryset):
        verbs = {
            "draft": queryset.drafts,
            "waiting": queryset.waiting,
            "returned": queryset.returned,
            "scheduled": queryset.scheduled,
            "public": queryset.published,
        }
        return verbs[self.value()]() if self.value() in verbs else queryset


class ChineseNameFilter(admin.SimpleListFilter):
    title = _("name in Chinese")
    parameter_name = "chinese"

    def lookups(self, request, model_admin):
        return [("missing", _("missing")), ("unconfirmed", _("to be confirmed")), ("confirmed", _("confirmed"))]

    def queryset(self, request, queryset):
        match self.value():
            case "missing":
                return queryset.filter(name_zh="")
            case "unconfirmed":
                return queryset.exclude(name_zh="").filter(name_zh_confirmed=False)
            case "confirmed":
                return queryset.filter(name_zh_confirmed=True)
        return queryset


class StatementsFilter(admin.SimpleListFilter):
    title = _("statements")
    parameter_name = "statements"

    def lookups(self, request, model_admin):
        return [("with", _("with statements")), ("without", _("without statements")), ("figures", _("with figures"))]

    def queryset(self, request, queryset):
        stated = Statement.objects.filter(record=OuterRef("pk"))
        match self.value():
            case "with":
                return queryset.filter(Exists(stated))
            case "without":
                return queryset.filter(~Exists(stated))
            case "figures":
                return queryset.filter(Exists(stated.with_figures()))
        return queryset


class FiguresFilter(admin.SimpleListFilter):
    title = _("figure")
    parameter_name = "figure"

    def lookups(self, request, model_admin):
        return [("with", _("with a figure")), ("without", _("without a figure"))]

    def queryset(self, request, queryset):
        match self.value():
            case "with":
                return queryset.with_figures()
            case "without":
                return queryset.filter(measure=None)
        return queryset


class CountryFilter(admin.SimpleListFilter):
    """The countries and regions that are on record, not all 249."""

    title = _("country or region")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = model_admin.model.objects.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
        return [*((code, countries.name(code)) for code in codes), ("none", _("not on record"))]

    def queryset(self, request, queryset):
        if self.value():
            return queryset.filter(country="" if self.value() == "none" else self.value())
        return queryset
