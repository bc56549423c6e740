"""An import is taken back: first it is said what goes, what comes back and what stays."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.imports.leases import NotNow
from portal.imports.pages.confirming import SEAL, ImportReasonForm
from portal.imports.pages.opening import may_take_import_back, of_one_import, page_about
from portal.imports.running import ask_for
from portal.imports.way_back import what_would_come_back
from portal.models import SheetImport

MOST_STAYING_NAMED = 200  # rows that stay, each with its reason


@of_one_import
def undo_page(request, sheet_import):
    """What taking the import back would do; the button does it."""
    if not may_take_import_back(request.user, sheet_import):
        raise PermissionDenied(gettext("An import is taken back by whoever made it, or by a Publisher."))
    here = reverse("imports_one", args=[sheet_import.pk])
    if sheet_import.job or sheet_import.state != SheetImport.State.WRITTEN:
        return HttpResponseRedirect(here)
    way_back = what_would_come_back(sheet_import, request.user)
    form = ImportReasonForm(request.POST if request.method == "POST" else None, asks_reason=bool(way_back.corrected))
    refuse_what_came_back(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for(sheet_import, SheetImport.Job.UNDO, request.user, request.POST.get(SEAL, ""), form.cleaned_data)
        except NotNow as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(here)
    return page_about(
        request,
        "admin/imports/undo.html",
        sheet_import,
        step_title=gettext("Take the import back"),
        way_back=way_back,
        stays=way_back.stays[:MOST_STAYING_NAMED],
        rest=max(len(way_back.stays) - MOST_STAYING_NAMED, 0),
        form=form,
        controls={"seal": SEAL},
        **context_of(request, form),
    )
