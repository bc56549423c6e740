"""Intellectual property, and what protects it."""

from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enterprises import kinds
from enterprises.admin import protection, several_rows
from enterprises.admin.events import happened
from enterprises.admin.several_rows import COPY
from enterprises.models import Availability, CustomsRecordal, IntellectualProperty, RightEvent, Trademark, TrademarkRegistration
from enterprises.renewals import explanations
from enterprises.warnings import doubts_about_recordal, doubts_about_registration
from portal.admin.form.inlines import RowsInline
from portal.admin.form.lines import OnLine
from portal.admin.form.rows import RowsFormSet
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import StatementInline
from portal.text.fields import LineField


class DerivedInline(RowsInline):
    """Rows of rights, each with what its dates come to by the law, and the end of its term offered where it is typed."""

    readonly_fields = ["derived"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_events()

    @admin.display(description=_("derived from the dates"))
    def derived(self, row):
        if row._state.adding:
            return _("The end of the term is derived once the row is saved.")
        day = explanations.offer(row)
        said = format_html_join("", "<p>{}</p>", ((sentence,) for sentence in explanations.explain(row, timezone.localdate())))
        offered = format_html('<datalist id="ends-{}"><option value="{}"></datalist>', row.pk, day.isoformat()) if day else ""
        return format_html("{}{}", said, offered)


class OfferedEnd(forms.ModelForm):
    """Offers the end of the term by the law where somebody types it: the browser lists it, without a script."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and "expires_on" in self.fields and explanations.offer(self.instance):
            attrs = self.fields["expires_on"].widget.attrs
            attrs["list"] = f"ends-{self.instance.pk}"
            attrs.pop("autocomplete", None)  # some browsers offer nothing where it is off


class RegistrationInline(DerivedInline):
    model = TrademarkRegistration
    form = OfferedEnd
    autocomplete_fields = ["passage"]
    readonly_fields = ["derived", "copied"]
    line = ("territory", "number", OnLine("nice_class", "nice_class", _("class {}")), OnLine("expires_on", "expires_on", _("until {}")))
    fieldsets = [
        (
            None,
            {
                "description": _("One row for each class: an office gives one number to all classes of a filing."),
                "fields": [
                    ("territory", "route", "number"),
                    ("nice_class", "nice_edition"),
                    ("filed_on", "international_registered_on", "registered_on"),
                    ("expires_on", "checked_on"),
                    "derived",
                    "passage",
                    "copied",
                ],
            },
        )
    ]

    @admin.display(description=_("the same elsewhere"))
    def copied(self, row):
        if row._state.adding:
            return self.get_empty_value_display()
        page = reverse("admin:enterprises_intellectualproperty_registrations", args=[row.trademark_id])
        return format_html('<a href="{}?{}={}">{}</a>', page, COPY, row.pk, _("Copy it with another territory or class"))


class RecordalForm(OfferedEnd):
    """Takes the number of a registration that is typed on the same form in place of one that is saved."""

    number_of_new = LineField(blank=True, max_length=50).formfield(
        label=_("or a registration typed above"),
        help_text=_("Its number, and where it has several classes the class: 12345678 / 25."),
    )


class RecordalFormSet(RowsFormSet):
    registrations = None  # the formset of the same page

    def clean(self):
        """Let recordals name registrations that are saved with them."""
        super().clean()
        for form in self.forms:
            text = form.cleaned_data.get("number_of_new") if form.is_valid() else ""
            if text and form not in self.deleted_forms:
                self.name_registration(form, text)

    def name_registration(self, form, text):
        number, _slash, nice_class = (part.strip() for part in text.partition("/"))
        deleted = self.registrations.deleted_forms
        rows = [row for row in self.registrations.forms if row.is_valid() and row not in deleted]
        rows = [row.instance for row in rows if row.cleaned_data.get("number") == number]
        rows = [row for row in rows if nice_class in ("", str(row.nice_class))]
        if form.cleaned_data.get("registration"):
            form.add_error("number_of_new", gettext("Choose a registration that is saved, or name one that is typed above, not both."))
        elif not rows:
            form.add_error("number_of_new", gettext("No registration of this number and class stands above."))
        elif len(rows) > 1:
            form.add_error("number_of_new", gettext("Several stand above: add the class, such as %(text)s.") % {"text": f"{number} / 25"})
        else:
            form.instance.registration = rows[0]  # it has its key already, and is saved before
            try:
                form.instance.validate_constraints()
            except ValidationError as refused:
                form.add_error("number_of_new", refused.messages)


class RecordalInline(DerivedInline):
    model = CustomsRecordal
    line = ("number", "right", "registration", "holder", OnLine("expires_on", "expires_on", _("until {}")))
    form = RecordalForm
    formset = RecordalFormSet
    autocomplete_fields = ["holder", "passage"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("right", "number"),
                    ("registration", "number_of_new"),
                    "holder",
                    ("effective_on", "expires_on"),
                    "derived",
                    "passage",
                ]
            },
        )
    ]

    def get_queryset(self, request):
        """With the events of the registrations, too, by which a recordal ends."""
        events = Prefetch("registration__events", RightEvent.objects.standing(), to_attr="standing_events")
        return super().get_queryset(request).prefetch_related(events)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "registration" in formset.form.base_fields:
            formset.form.base_fields["registration"].queryset = TrademarkRegistration.objects.filter(trademark=obj and obj.pk)
        return formset

    @admin.display(description=_("or a registration typed above"))
    def number_of_new(self, recordal):
        """A name on the form, which no recordal keeps."""
        return self.get_empty_value_display()


class AvailabilityInline(RowsInline):
    model = Availability
    line = ("category", OnLine(Availability.place, "territory"), "exclusivity", "term")
    autocomplete_fields = ["passage"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "One row for each product category and territory. What no source states stays empty: the page then says so."
                ),
                "fields": [
                    ("category_en", "category_zh", "nice_classes"),
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
    initial_kind = kinds.CULTURAL_PRODUCT
    rows_inline = RegistrationInline  # the controls of the page that makes several rows
    change_form_template = "enterprises/rights_form.html"
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

    def get_urls(self):
        of_all = protection.urls(self) if self.model is IntellectualProperty else ()
        return [*of_all, *several_rows.urls(self), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= happened.in_context(self, request, obj)
        context["rows_page"] = self.address_of(obj, "registrations") if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        of_page = {inline.model: formset for formset, inline in zip(formsets, inlines, strict=True)}
        if CustomsRecordal in of_page:
            of_page[CustomsRecordal].registrations = of_page.get(TrademarkRegistration)
        return formsets, inlines

    def save_related(self, request, form, formsets, change):
        """Tells what is unusual about the rows that were changed, and about the recordals that rest on them or on the owner."""
        super().save_related(request, form, formsets, change)
        rows = [row.instance.pk for formset in formsets for row in formset.forms if row.has_changed()]
        registrations = form.instance.registrations.filter(pk__in=rows)
        concerned = Q() if "owner" in form.changed_data else Q(pk__in=rows) | Q(registration__in=registrations)
        recordals = form.instance.recordals.filter(concerned).select_related("registration", "property")
        doubts = chain(*map(doubts_about_registration, registrations), *map(doubts_about_recordal, recordals))
        for doubt in dict.fromkeys(doubts):  # the classes of one number share their dates
            messages.warning(request, doubt)


@admin.register(Trademark)
class TrademarkAdmin(PropertyAdmin):
    note = ""
    initial_kind = kinds.TRADEMARK
