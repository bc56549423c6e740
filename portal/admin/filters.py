"""What the lists of records can be narrowed by."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from portal.desk.gaps import GAPS, lacking
from portal.desk.sections import LAPSING, in_charge
from portal.listing.kept import kept
from portal.models import Picture, Statement
from portal.models.generations import is_in_public
from portal.text.place_choices import in_order_of_reader


class InUseFilter(admin.RelatedOnlyFieldListFilter):
    """By the rows that something of the list belongs to. Each is looked up by its index, which the list need not be read for, and where
    they are many, such as sources, only the chosen one stands there: others are chosen at their own place."""

    MOST = 50

    def field_choices(self, field, request, model_admin):
        using = model_admin.model._default_manager.order_by().filter(**{self.field_path: OuterRef("pk")})
        rows = field.remote_field.model._default_manager.order_by(*self.field_admin_ordering(field, request, model_admin))

        def keys_in_use():
            return list(rows.filter(Exists(using)).values_list("pk", flat=True)[: self.MOST + 1])

        named = (model_admin.model._meta.label, self.field_path)
        keys = kept("rows in use", keys_in_use, *named) if is_in_public(model_admin.model) else keys_in_use()
        if len(keys) > self.MOST:
            keys = self.lookup_val or []
        return [(row.pk, str(row)) for row in rows.filter(pk__in=keys)]

    def has_output(self):
        return super().has_output() or bool(self.lookup_val)


class RecordStateFilter(admin.SimpleListFilter):
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
        states = {
            "draft": queryset.drafts,
            "waiting": queryset.waiting,
            "returned": queryset.returned,
            "scheduled": queryset.scheduled,
            "public": queryset.published,
        }
        return states[self.value()]() if self.value() in states else queryset


class WhoseFilter(admin.SimpleListFilter):
    """By the reader's own part in the records."""

    title = _("my part in them")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("in my charge, or I am the deputy")),
            ("mine-or-sent", _("mine, or sent to review by me")),
            ("others", _("sent to review by others")),
            ("nobody", _("nobody in charge")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                return queryset.filter(in_charge(request.user))
            case "mine-or-sent":
                return queryset.filter(in_charge(request.user) | Q(submitted_by=request.user))
            case "others":
                return queryset.filter(submitted_by__isnull=False).exclude(submitted_by=request.user)
            case "nobody":
                return queryset.filter(responsible=None)
        return queryset


class GapFilter(admin.SimpleListFilter):
    """By what they lack (see portal.desk.gaps)."""

    title = _("what is missing")
    parameter_name = "gap"

    def lookups(self, request, model_admin):
        return [("any", _("anything")), *((key, gap.sort) for key, gap in GAPS.items())]

    def queryset(self, request, queryset):
        if self.value() == "any":
            return lacking(queryset)
        return lacking(queryset, self.value()) if self.value() in GAPS else queryset


class RightsFilter(admin.SimpleListFilter):
    title = _("pictures’ rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [("ending", _("ended, or end in 60 days")), ("ended", _("ended"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        by = {"ending": today + LAPSING, "ended": today - timedelta(days=1)}.get(self.value())
        return queryset.filter(Exists(Picture.objects.lapsing(by).filter(record=OuterRef("pk")))) if by else queryset


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
        rows = model_admin.model.objects.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
        codes = kept("countries on record", lambda: list(rows), model_admin.model._meta.label)
        return [*in_order_of_reader((code, countries.name(code)) for code in codes), ("none", _("not listed"))]

    def queryset(self, request, queryset):
        if self.value():
            return queryset.filter(country="" if self.value() == "none" else self.value())
        return queryset
