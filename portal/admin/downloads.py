"""Every list of the staff's site as a file: what is listed, or its parts, as a workbook or as text."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from portal.access.audit import record_action, stored_detail
from portal.access.roles import may_work
from portal.exchange.csv_lists import csv_response
from portal.media.temporary_files import folder
from portal.models import AuditEntry, Enquiry
from portal.server.costly_work import or_again, slot
from portal.sheets.blank_sheets import write_blank_sheet
from portal.sheets.columns import Column, sheet_kinds
from portal.sheets.naming import Naming
from portal.sheets.outgoing import Outgoing, about, kind_of_list, outgoing_for, parts_in_order, parts_of_list
from portal.sheets.writing_xlsx import ROWS_OF_A_SHEET, TYPE_OF_WORKBOOKS, write_workbook
from portal.text.figure_wording import Grouped

OWN = "records"  # the choice of one row for each row of the list


def has_download(model_admin):
    """Whether the list of an admin can be downloaded here: not where it says otherwise, for it has a file of its own, and not what
    visitors say of themselves."""
    return model_admin.model is not Enquiry and getattr(model_admin, "has_download", True)


def name_of_download(model):
    return f"{model._meta.app_label}_{model._meta.model_name}_download"


def urls_of_downloads(site):
    """The addresses of the page of each list of `site`, "exhibition/download/", and of the templates: `admin:sheet_template`."""

    def page(model_admin):
        return site.admin_view(or_again(lambda request: download(model_admin, request)))

    return [
        path("sheet-templates/<slug:code>.xlsx", site.admin_view(blank_sheet), name="sheet_template"),
        *(
            path(f"{model._meta.app_label}/{model._meta.model_name}/download/", page(model_admin), name=name_of_download(model))
            for model, model_admin in site._registry.items()
            if has_download(model_admin)
        ),
    ]


class DownloadForm(forms.Form):
    rows = forms.ChoiceField(label=_("One row for each"), widget=forms.RadioSelect)
    format = forms.ChoiceField(choices=[("xlsx", ".xlsx"), ("csv", ".csv")])

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, initial={"rows": OWN}, **kwargs)
        self.fields["rows"].choices = offers


def offers_for(model_admin, user):
    """{key: (label, SheetKind or None, path)} of what a row of the file may stand for."""
    model = model_admin.model
    offers = {OWN: (model._meta.verbose_name, kind_of_list(model), "")}
    for kind, path_to_record in parts_of_list(model):
        if kind.model is not model and user.has_perm(f"{kind.model._meta.app_label}.view_{kind.model._meta.model_name}"):
            offers[kind.code] = (kind.model._meta.verbose_name, kind, path_to_record)
    return offers


def download(model_admin, request):
    """The page where somebody chooses what to download of a list, as it is filtered and ordered; a POST gives the file."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    back = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")
    try:
        listed = model_admin.get_changelist_instance(request)
        rows = listed.get_queryset(request)
    except (IncorrectLookupParameters, ValidationError):
        messages.warning(request, _("The filter in the address cannot be read, so nothing was exported."))
        return HttpResponseRedirect(back)
    offers = offers_for(model_admin, request.user)
    form = DownloadForm(request.POST or None, offers=[(key, capfirst(label)) for key, (label, *_rest) in offers.items()])
    if request.method == "POST" and form.is_valid():
        chosen, extension = form.cleaned_data["rows"], form.cleaned_data["format"]
        outgoing = outgoing_of(model_admin, request, rows, *offers[chosen][1:])
        count = outgoing.rows.count()
        if extension == "xlsx" and count > ROWS_OF_A_SHEET:
            form.add_error(
                None, _("A workbook holds at most %(count)d rows: narrow the list, or take the .csv.") % {"count": ROWS_OF_A_SHEET}
            )
        else:
            filters = filters_in_words(listed)
            note(request, model_admin, offers[chosen][0], count, extension, filters)
            name = model_admin.opts.model_name if chosen == OWN else chosen
            return csv_response(outgoing.texts(), name) if extension == "csv" else workbook_response(outgoing, name, filters, request.user)
    context = {
        "title": _("Download this list"),
        "form": form,
        "opts": model_admin.opts,
        "count": rows.count(),
        "filters": filters_in_words(listed),
        "back": f"{back}?{request.GET.urlencode()}" if request.GET else back,
        "kind": offers[OWN][1] if may_work(request.user) else None,
    }
    return model_admin.admin_site.page(request, "admin/download.html", context)


def outgoing_of(model_admin, request, rows, kind, path_to_record):
    """What goes out of `rows`, the queryset of a list: themselves, or their parts."""
    if kind is None:
        names = getattr(model_admin, "columns_of_file", None) or model_admin.get_list_display(request)
        columns = tuple(column_shown(model_admin, name) for name in names if name != "action_checkbox")
        return Outgoing(capfirst(str(model_admin.opts.verbose_name_plural)), columns, rows, Naming())
    if path_to_record:
        rows = parts_in_order(kind, path_to_record, rows)
    outgoing = outgoing_for(kind, rows, request.user)
    return outgoing if path_to_record else replace(outgoing, title=capfirst(str(model_admin.opts.verbose_name_plural)))


def column_shown(model_admin, name):
    """A column of a list as it stands on the page, for rows that have no columns of their own; an admin may name others, which it would
    show as well, in `columns_of_file`."""

    def write(row):
        value = lookup_field(name, row, model_admin)[2]
        if value == model_admin.get_empty_value_display():
            return None
        shown = getattr(row, f"get_{name}_display", None)
        if shown and isinstance(value, str):
            return str(shown())
        if isinstance(value, Grouped):
            return int(value)
        if isinstance(value, Model):
            return str(value)
        if isinstance(value, datetime):
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        return strip_tags(value) if isinstance(value, SafeString) else str(value) if isinstance(value, Promise) else value

    label = label_for_field(name, model_admin.model, model_admin)
    return Column(str(name), label, (), None, write, width=24)


def filters_in_words(listed):
    """What narrows a list, in words: "state: draft; “silk”"."""
    said, colon = [], pgettext("between words", ": ")
    for spec in listed.filter_specs:
        chosen = [choice for choice in list(spec.choices(listed))[1:] if choice.get("selected")]
        said += [f"{spec.title}{colon}{choice['display']}" for choice in chosen]
    if listed.query:
        said.append(f"“{listed.query}”")
    return pgettext("between remarks", "; ").join(said)


def note(request, model_admin, label, count, extension, filters):
    """Write into the audit log who took what."""
    record_action(
        request,
        AuditEntry.Action.EXPORTED,
        name=capfirst(str(model_admin.opts.verbose_name_plural)),
        detail=stored_detail("list-exported", count=count, each=str(label), format=extension, filter=filters or "–"),
    )


def workbook_response(outgoing, name, filters, user):
    """The file as a download; it is written to the disk, not into memory, and is gone from there once it is opened."""
    moment = timezone.localtime()
    with slot(f"list {user.pk}"), folder("list") as place:
        file = place / "list.xlsx"
        write_workbook(str(file), outgoing, about(outgoing, filters, str(user), moment), moment)
        response = FileResponse(
            file.open("rb"), as_attachment=True, filename=f"{name}-{moment.date()}.xlsx", content_type=TYPE_OF_WORKBOOKS
        )
    response["Cache-Control"] = "private, no-store"
    return response


def blank_sheet(request, code):
    """The template of a kind of rows, to be filled in and imported."""
    kind = sheet_kinds.get(code)
    if kind is None:
        raise Http404
    if not may_work(request.user):
        raise PermissionDenied
    moment, file = timezone.localtime(), BytesIO()
    write_blank_sheet(file, kind, moment)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{code}-template.xlsx", content_type=TYPE_OF_WORKBOOKS)
    response["Cache-Control"] = "private, no-store"
    return response
