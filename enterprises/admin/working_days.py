"""The working days of China: a notice is pasted, what was read from it is looked at, and then it is saved."""

from hashlib import sha256

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from enterprises.kept_for_a_request import forget
from enterprises.models import HolidayNotice
from enterprises.models.working_days import FIRST_YEAR, LAST_YEAR
from enterprises.working_days.changes import calendar_changed
from enterprises.working_days.keeping import changes_by, write_days
from enterprises.working_days.notices import UnreadableNotice, read_notice
from enterprises.working_days.wording import holidays_as_rows
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.list_groups import add_group
from portal.models.history import SHIPPED
from portal.models.locking.order import one_at_a_time

add_group(65, "law", _("Law and calendar"), "enterprises.holidaynotice", "enterprises.legalrule")

CONFIRMED = "_confirmed"  # the control that says which reading somebody looked at
TO_BE_CONFIRMED = "to-be-confirmed"


class NoticeForm(forms.ModelForm):
    year = forms.IntegerField(
        label=capfirst(_("year")),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Only where the text does not say for which year it is."),
    )
    preview = None  # NoticeRead that is to be confirmed

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields.pop("year", None)
        if "text" in self.fields:
            self.fields["text"].widget.attrs |= {"rows": 16, "lang": "zh-Hans"}

    def clean(self):
        """Read the text, and refuse it until what was read from it is confirmed."""
        cleaned = super().clean()
        text, adding = cleaned.get("text"), self.instance._state.adding
        if not text or "year" in self.errors:
            return cleaned
        try:
            self.read = read_notice(text, cleaned.get("year") if adding else self.instance.year)
        except UnreadableNotice as error:
            self.add_error("text", str(error))
            return cleaned
        if adding and HolidayNotice.objects.filter(pk=self.read.year).exists():
            address = reverse("admin:enterprises_holidaynotice_change", args=[self.read.year])
            said = _('The working days of {} are entered already. <a href="{}">Change them there</a>.')
            self.add_error("text", format_html(said, self.read.year, address))
        elif adding:
            cleaned["year"] = self.instance.year = self.read.year
        if not self.errors and (adding or "text" in self.changed_data) and self.data.get(CONFIRMED) != self.digest:
            self.preview = self.read
            self.add_error(None, ValidationError(_("Compare what was read with the notice, then confirm it."), code=TO_BE_CONFIRMED))
        return cleaned

    @property
    def digest(self):
        """Tells one reading from another: what was confirmed is saved, and nothing else."""
        said = [self.read.year, self.cleaned_data["text"], *self.read.days.values(), *self.read.doubts]
        return sha256(repr(said).encode()).hexdigest()[:16]

    def only_asks(self):
        """Whether nothing is wrong with the form, and it is to be confirmed."""
        errors = self.errors.as_data()
        return set(errors) == {NON_FIELD_ERRORS} and [error.code for error in errors[NON_FIELD_ERRORS]] == [TO_BE_CONFIRMED]


@admin.register(HolidayNotice)
class HolidayNoticeAdmin(FieldsAdmin, ProposingAdmin):
    form = NoticeForm
    note = _("working days of China, year by year")
    change_form_template = "enterprises/notice_form.html"
    list_display = ["shown_year", "published_on", "number_off", "number_working", "whence"]
    actions = None

    def get_queryset(self, request):
        last = HolidayNotice.history.filter(year=OuterRef("pk")).order_by("-history_date", "-history_id")
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_off=Count("days", filter=Q(days__is_working=False)),
                number_working=Count("days", filter=Q(days__is_working=True)),
                last_reason=Subquery(last.values("history_change_reason")[:1]),
                last_user=Subquery(last.values("history_user__username")[:1]),
                last_at=Subquery(last.values("history_date")[:1]),
            )
        )

    def get_fieldsets(self, request, obj=None):
        description = _(
            "Paste the whole notice of the State Council’s General Office, with its title. Where a later notice changes the year, add its "
            "sentences at the end: what is said last holds. Nothing is saved before you have seen what was read."
        )
        return [(None, {"description": description, "fields": ["text", "address", "published_on", *(["year"] if obj is None else [])]})]

    @admin.display(description=_("year"), ordering="year")
    def shown_year(self, notice):
        return str(notice.year)

    @admin.display(description=_("days off"), ordering="number_off")
    def number_off(self, notice):
        return notice.number_off

    @admin.display(description=_("adjusted working days"), ordering="number_working")
    def number_working(self, notice):
        return notice.number_working

    @admin.display(description=_("confirmed"))
    def whence(self, notice):
        if notice.last_reason == SHIPPED or notice.last_at is None:
            return _("comes with the portal")
        when = date_format(localtime(notice.last_at), "DATE_FORMAT")
        return _("by %(person)s on %(day)s") % {"person": notice.last_user or self.get_empty_value_display(), "day": when}

    def take(self, request, object_id, form_url, extra_context):
        one_at_a_time("notices of working days")  # two who add one year: the second is told so
        return super().take(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        read = form.read
        obj.title, obj.published_on = read.title or obj.title, obj.published_on or read.published_on
        super().save_model(request, obj, form, change)
        if write_days(read):
            self.tell_changes(request)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        forget()
        self.tell_changes(request)

    def tell_changes(self, request):
        for sentence in calendar_changed(request.user):
            messages.info(request, sentence)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        preview = getattr(form, "preview", None) if form.is_bound else None
        if preview and form.only_asks():
            context |= {"errors": [], "title": _("Is this what the notice says?")}
        if preview:
            context |= {
                "preview": preview,
                "confirms": (CONFIRMED, form.digest),
                "rows": list(holidays_as_rows(preview.days.values(), preview.said)),
                "changes": changes_by(preview) if change else [],
            }
        elif obj is not None:
            context["rows"] = list(holidays_as_rows(obj.days.all()))
        context["show_save_and_add_another"] = context["show_save_and_continue"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)
