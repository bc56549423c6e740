"""Organizations, intellectual property, and what protects it."""

from itertools import chain

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from enterprises.models import (
    Availability,
    CustomsRecordal,
    Enterprise,
    IntellectualProperty,
    Organization,
    Trademark,
    TrademarkRegistration,
)
from enterprises.rules import doubts_about_recordal, doubts_about_registration
from portal.admin.filters import CountryFilter, StateFilter, StatementsFilter
from portal.admin.forms import ListInline, PartInline
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import StatementInline
from portal.models import Kind


class OwnedInline(ListInline):
    model = IntellectualProperty
    fk_name = "owner"
    fields = ["kind", "published_at"]
    verbose_name_plural = _("intellectual property that it owns")


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    note = _("enterprises, institutions, government bodies, partner companies")
    initial_kind = Kind.INSTITUTION
    list_filter = [
        StateFilter,
        "kind",
        StatementsFilter,
        CountryFilter,
        ("sectors", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = [*RecordAdmin.search_fields, "credit_code"]
    search_help_text = _("Part of a name in English or Chinese, another name, the address, or the credit code.")
    autocomplete_fields = ["sectors", "parent"]
    staff_fields = ("private_contact",)
    inlines = [StatementInline, OwnedInline, PictureInline, AlternativeNameInline, PaperInline]
    fieldsets_of_kind = (
        (
            _("What it is"),
            {
                "description": _("Only what a source or the organization itself states; leave the rest empty."),
                "fields": ["credit_code", "sectors", "parent", "website"],
            },
        ),
        (
            _("Where it is"),
            {"fields": ["country", ("region_en", "region_zh"), ("address_en", "address_zh")]},
        ),
    )


@admin.register(Enterprise)
class EnterpriseAdmin(OrganizationAdmin):
    note = ""


class RegistrationInline(PartInline, admin.StackedInline):
    model = TrademarkRegistration
    autocomplete_fields = ["passage"]
    fieldsets = [
        (
            None,
            {
                "description": _("One row for each class: an office gives one number to all classes of a filing."),
                "fields": [
                    ("territory", "route", "number"),
                    ("nice_class", "nice_edition"),
                    ("filed_on", "registered_on", "expires_on", "checked_on"),
                    "passage",
                ],
            },
        )
    ]


class RecordalInline(PartInline, admin.StackedInline):
    model = CustomsRecordal
    autocomplete_fields = ["holder", "passage"]
    fieldsets = [
        (
            None,
            {"fields": [("right", "number"), ("registration", "holder"), ("effective_on", "expires_on"), "passage"]},
        )
    ]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "registration" in formset.form.base_fields:
            formset.form.base_fields["registration"].queryset = TrademarkRegistration.objects.filter(trademark=obj and obj.pk)
        return formset


class AvailabilityInline(PartInline, admin.StackedInline):
    model = Availability
    autocomplete_fields = ["passage"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "One row for each product category and territory. What no source states stays empty: the page then says so."
                ),
                "fields": [
                    ("category_en", "category_zh"),
                    ("territory", "is_worldwide", "exclusivity"),
                    ("term_en", "term_zh", "checked_on"),
                    "passage",
                ],
            },
        )
    ]


@admin.register(IntellectualProperty)
class PropertyAdmin(RecordAdmin):
    note = _("trademarks, groups of trademarks, cultural products, copyright works")
    initial_kind = Kind.CULTURAL_PRODUCT
    list_display = [*RecordAdmin.list_display, "owner"]
    list_select_related = ["owner"]
    search_fields = [*RecordAdmin.search_fields, "registrations__number", "recordals__number"]
    search_help_text = _("Part of a name in English or Chinese, another name, the address, or the number of a registration or recordal.")
    autocomplete_fields = ["owner"]
    inlines = [
        RegistrationInline,
        RecordalInline,
        AvailabilityInline,
        StatementInline,
        PictureInline,
        AlternativeNameInline,
        PaperInline,
    ]
    fieldsets_of_kind = (
        (
            _("Owner and licensing"),
            {"fields": ["owner", ("licensing_en", "licensing_zh")]},
        ),
    )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        registrations = form.instance.registrations.all()
        recordals = form.instance.recordals.select_related("registration", "property")
        for doubt in chain(*map(doubts_about_registration, registrations), *map(doubts_about_recordal, recordals)):
            messages.warning(request, doubt)


@admin.register(Trademark)
class TrademarkAdmin(PropertyAdmin):
    note = ""
    initial_kind = Kind.TRADEMARK
