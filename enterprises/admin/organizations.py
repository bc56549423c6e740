"""Organizations: enterprises, institutions, government bodies, partner companies."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enterprises import kinds
from enterprises.admin.events import happened
from enterprises.models import Enterprise, IntellectualProperty, Organization
from portal.admin.filters import CountryFilter, InUseFilter, RecordStateFilter, StatementsFilter
from portal.admin.form.inlines import ListInline
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import StatementInline


class OwnedInline(ListInline):
    model = IntellectualProperty
    fk_name = "owner"
    fields = ["kind", "published_at"]
    verbose_name_plural = _("intellectual property that it owns")


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    change_form_template = "enterprises/rights_form.html"
    note = _("enterprises, institutions, government bodies, partner companies")
    initial_kind = kinds.INSTITUTION
    list_filter = [
        RecordStateFilter,
        "kind",
        StatementsFilter,
        CountryFilter,
        ("sectors", InUseFilter),
    ]
    search_fields = [*RecordAdmin.search_fields, "credit_code"]
    search_help_text = _("Part of a name in English or Chinese, another name, the address, or the credit code.")
    autocomplete_fields = ["sectors", "parent"]
    staff_fields = ("private_contact",)
    inlines = [StatementInline, OwnedInline, PictureInline, AlternativeNameInline, PaperInline]
    fieldsets_of_kind = (
        (
            _("Type"),
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

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= happened.in_context(self, request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @classmethod
    def begin_with(cls, inline):
        """Show an inline of an app that is built on this one before all others."""
        cls.inlines = [inline, *cls.inlines]


@admin.register(Enterprise)
class EnterpriseAdmin(OrganizationAdmin):
    note = ""
