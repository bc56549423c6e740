"""A file is sent: what it may be, what its rows are, and which of its columns are known."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.kept_forms.sent_twice import once
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.imports.looking import look_at_file, match_by_itself
from portal.imports.pages.opening import for_those_who_work
from portal.imports.receiving import check_size_of_sheet, receive, sent_before
from portal.imports.running import ask_for
from portal.models import SheetImport
from portal.server.retried_requests import run_request
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import FileRefused

TAKEN = (".xlsx", ".xls", ".ods", ".csv", ".txt")


def choices_of_kinds():
    return [(code, capfirst(str(kind.label))) for code, kind in sheet_kinds.items()]


class SheetFileForm(forms.Form):
    """The file, which is looked into at once: `looks` is what stands in it."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(TAKEN)}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )
    kind = forms.ChoiceField(label=_("What the rows are"), required=False)

    looks = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        most = filesizeformat(settings.PAPER_MEGABYTES * 1024 * 1024)
        self.fields["file"].help_text = gettext("A table: .xlsx, .xls, .ods or .csv, of at most %(most)s.") % {"most": most}
        self.fields["kind"].choices = [("", gettext("found by the headings")), *choices_of_kinds()]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        check_size_of_sheet(upload)
        try:
            self.looks = look_at_file(upload.file, upload.name)
        except FileRefused as refused:
            raise ValidationError(" ".join(filter(None, (refused.reason, refused.remedy)))) from refused
        upload.seek(0)
        return upload


@for_those_who_work
def send_page(request):
    """The page on which a file is chosen; once it was sent, its import's own page."""
    is_sent = request.method == "POST"
    data = (request.POST, request.FILES) if is_sent else (None, None)
    form = SheetFileForm(*data, initial={"kind": request.GET.get("kind", "")})
    refuse_what_came_back(request, form)
    if is_sent and form.is_valid():
        keys = []
        response = run_request(request, lambda: once(request, lambda _before: take_file(request, form, keys), to_import))
        if response is not None:
            if keys:
                begin(request, keys[-1], form.looks)
            return response
    context = {"title": gettext("Import a sheet"), "form": form, "kinds": sheet_kinds.values(), **context_of(request, form)}
    return admin.site.page(request, "admin/imports/send.html", context)


def to_import(key):
    return HttpResponseRedirect(reverse("imports_one", args=[key]))


def take_file(request, form, keys):
    """(response, key of the import, which is put into `keys`, too); no response where the file is refused, which its field then says."""
    try:
        sheet_import = receive(request.user, form.cleaned_data["file"])
    except ValidationError as refused:
        form.add_error("file", refused)
        return None, ""
    sheet_import.kind = form.cleaned_data["kind"]
    sheet_import.save(update_fields=["kind"])
    keys.append(sheet_import.pk)
    return to_import(sheet_import.pk), sheet_import.pk


def begin(request, key, looks):
    """Have a file read of which sheet, kind and columns are known; of another one a person says what they are."""
    sheet_import = SheetImport.objects.get(pk=key)
    if match_by_itself(sheet_import, looks):
        ask_for(sheet_import, SheetImport.Job.READ, request.user)
    if before := sent_before(sheet_import).select_related("by").first():
        text = gettext("This very file was imported before, by %(who)s. What stands in it and was not changed since is left as it is.")
        messages.info(request, text % {"who": before.by})
