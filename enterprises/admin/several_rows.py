"""Rows of one international registration, territories × classes, and copies of a row: seen first, then written or proposed."""

import re
import unicodedata
from functools import partial
from hashlib import sha256

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from enterprises.models import TrademarkRegistration
from enterprises.models.territories import Territories
from enterprises.nice_classes import read_classes
from enterprises.renewals.terms import term_of
from portal.access.admin_addresses import admin_page_of
from portal.access.audit import record_action
from portal.access.kept_forms.sent_twice import once
from portal.access.roles import may_change, may_work
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.admin.form.server_proposals import propose
from portal.admin.record_parts import show_change
from portal.models import AuditEntry, Record
from portal.models.locking.order import lock
from portal.server.retried_requests import run_request
from portal.text.date_fields import AsksAboutFarYears
from portal.text.ordering import by_name

FIELDS = [
    *("route", "number", "nice_edition", "filed_on", "international_registered_on", "registered_on", "expires_on", "checked_on"),
    "passage",
]
COPY = "copy"  # the parameter of the page's address that names the row to be copied
SEEN_ROWS = "_seen"  # the control of the form that says which rows it showed
CODES_OF_THE_UNION = {"EM": "EU"}  # WIPO's standard ST.3 calls the office of the European Union so
MOST_REGISTRATIONS = 500  # of one page


def read_codes(text):
    """The territories of "JP, KR, EM", in their order; raises ValidationError where one is not known."""
    codes = [CODES_OF_THE_UNION.get(code, code) for code in re.findall(r"[A-Z]+", unicodedata.normalize("NFKC", text).upper())]
    unknown = [code for code in codes if code not in dict(Territories())]
    if unknown:
        text = _("No territory has the code %(codes)s.") % {"codes": pgettext("within a list", ", ").join(unknown)}
        raise ValidationError(text)
    return list(dict.fromkeys(codes))


class SeveralRowsForm(AsksAboutFarYears, forms.ModelForm):
    territories = forms.MultipleChoiceField(
        label=_("Or choose the territories"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Hold Ctrl to choose several."),
    )
    codes = forms.CharField(
        label=_("Codes of the territories"),
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("As the certificate lists them: JP, KR, SG, EM."),
    )
    classes = forms.CharField(
        label=_("Nice classes"), widget=forms.TextInput(attrs={"class": "vTextField"}), help_text=_("16, 25, 35 or 16-18.")
    )

    field_order = ["number", "route", "codes", "territories", "classes"]

    class Meta:
        model = TrademarkRegistration
        fields = FIELDS

    def __init__(self, mark, *args, **kwargs):
        self.mark = mark
        super().__init__(*args, **kwargs)
        self.fields["territories"].choices = by_name(Territories())
        self.rows, self.skipped = [], []

    def clean_codes(self):
        return read_codes(self.cleaned_data["codes"])

    def clean_classes(self):
        return read_classes(self.cleaned_data["classes"])

    def full_clean(self):
        """Work out the rows once everything else is right."""
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        data = self.cleaned_data
        territories = list(dict.fromkeys([*data["territories"], *data["codes"]]))
        if not territories:
            self.add_error("territories", _("Choose at least one territory, or write its code."))
        elif not data["classes"]:
            self.add_error("classes", _("Write at least one class."))
        elif len(territories) * len(data["classes"]) > MOST_REGISTRATIONS:
            self.add_error(None, _("These are more than %(most)d rows: make them in several steps.") % {"most": MOST_REGISTRATIONS})
        else:
            self.make_rows(territories)

    def make_rows(self, territories):
        stored = TrademarkRegistration.objects.filter(number=self.cleaned_data["number"]).select_related("trademark")
        stored = {(str(row.territory), row.nice_class): row for row in stored}
        for territory in territories:
            for nice_class in self.cleaned_data["classes"]:
                if there := stored.get((territory, nice_class)):
                    self.skipped.append(there)
                    continue
                values = {name: self.cleaned_data[name] for name in FIELDS}
                row = TrademarkRegistration(trademark_id=self.mark.pk, territory=territory, nice_class=nice_class, **values)
                try:
                    row.full_clean(exclude=["trademark"])
                except ValidationError as refused:
                    self.add_error(None, refused.messages)
                    return
                row.ends_on = term_of(row).expires_on
                self.rows.append(row)

    @property
    def seal(self):
        """A digest of the rows that are shown."""
        rows = [(str(row.territory), row.nice_class, *(str(getattr(row, name)) for name in FIELDS)) for row in self.rows]
        return sha256(repr(rows).encode()).hexdigest()[:16]


def urls(model_admin):
    """The address of the page of a mark that makes several registrations at once."""
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_registrations"
    page = model_admin.admin_site.admin_view(partial(several_rows_view, model_admin))
    return [path("<path:object_id>/registrations/", page, name=name)]


def several_rows_view(model_admin, request, object_id):
    mark = model_admin.get_object(request, unquote(object_id))
    if mark is None:
        raise Http404
    if not may_work(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return draw_rows(model_admin, request, mark, rows_form(model_admin, request, mark))
    back = HttpResponseRedirect(admin_page_of(mark))
    return run_request(request, lambda: once(request, partial(make_rows, model_admin, request, mark.pk, back), lambda row: back))


def rows_form(model_admin, request, mark):
    inline = model_admin.rows_inline(model_admin.model, model_admin.admin_site)
    made = forms.modelform_factory(
        TrademarkRegistration, SeveralRowsForm, FIELDS, formfield_callback=partial(inline.formfield_for_dbfield, request=request)
    )
    copied = mark.registrations.filter(pk=request.GET.get(COPY, "")).first()
    initial = {"route": TrademarkRegistration.Route.MADRID}
    if copied:
        initial = {name: getattr(copied, name) for name in FIELDS} | {"territories": [copied.territory.code]}
    return made(mark, request.POST or None, initial=initial)


def make_rows(model_admin, request, key, back, before):
    lock(Record.objects.filter(pk=key))
    mark = model_admin.get_object(request, key)  # it may have come before the public meanwhile
    if mark is None:
        raise Http404
    form = rows_form(model_admin, request, mark)
    refuse_what_came_back(request, form)
    if not form.is_valid() or not form.rows or request.POST.get(SEEN_ROWS) != form.seal:
        return draw_rows(model_admin, request, mark, form), ""
    count = len(form.rows)
    if may_change(request.user, mark):
        for row in form.rows:
            row.save(force_insert=True)
        show_change(Record.objects.filter(pk=mark.pk))
        detail = str(form.rows[0]) if count == 1 else f"{form.rows[0]} … {form.rows[-1]}"
        record_action(request, AuditEntry.Action.CHANGED, mark, detail=detail)
        said = ngettext("%(count)d registration is added.", "%(count)d registrations are added.", count)
    else:
        try:
            propose(request, mark, {}, form.rows, gettext("Rows of registration %(number)s") % {"number": form.rows[0].number})
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return draw_rows(model_admin, request, mark, form), ""
        said = ngettext(
            "%(count)d registration is proposed: a Publisher decides.",
            "%(count)d registrations are proposed: a Publisher decides.",
            count,
        )
    messages.success(request, said % {"count": count})
    return back, str(mark.pk)


def draw_rows(model_admin, request, mark, form):
    context = {
        "title": gettext("Registrations of several territories and classes"),
        "opts": model_admin.opts,
        "original": mark,
        "back": admin_page_of(mark),
        "form": form,
        "is_looked_at": form.is_bound and form.is_valid(),
        "waits": not may_change(request.user, mark),
        "seen": SEEN_ROWS,
        **context_of(request, form),
    }
    return model_admin.admin_site.page(request, "enterprises/several_rows.html", context)
