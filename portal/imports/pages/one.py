"""The page of one import: where it stands, and what comes next."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.imports.leases import NotNow
from portal.imports.pages.once_more import send_once_more
from portal.imports.pages.opening import of_one_import, only_whoever_sent_it, page_about
from portal.imports.pages.preview import PAGE_OF_ROWS, ROWS_PER_PAGE, SHOWN_ROWS, RowsShown, preview_page
from portal.imports.running import ImportState, ask_for, drop
from portal.models import ImportedRow, ProposedChange, SheetImport
from portal.server.jobs.beating import worker_is_there

ImportJob = SheetImport.Job
LOOKS_AGAIN = 3  # seconds after which a browser asks how far the work is
WAITS_LONG = timedelta(seconds=10)  # after which it is said that nobody does it
AGAIN, DROP, ONCE_MORE = "again", "drop", "once-more"  # names of the buttons
STAGES_OF_WORK = {
    ImportJob.READ: (SheetImport.Stage.WAITING, SheetImport.Stage.READING, SheetImport.Stage.MATCHING),
    ImportJob.WRITE: (SheetImport.Stage.WAITING, SheetImport.Stage.MATCHING, SheetImport.Stage.WRITING),
    ImportJob.UNDO: (SheetImport.Stage.WAITING, SheetImport.Stage.WRITING),
}
RESULT_FILTERS = {  # what the rows of an import that was written are narrowed to
    "all": (_("all"), Q()),
    "made": (_("made"), Q(state=ImportedRow.State.NEW, proposal="") & ~Q(after="")),
    "changed": (_("changed"), Q(state=ImportedRow.State.CHANGED, proposal="") & ~Q(after="")),
    "proposed": (_("proposed"), ~Q(proposal="")),
    "same": (_("unchanged"), Q(state=ImportedRow.State.SAME)),
    "left": (_("not imported"), Q(after="", proposal="") & ~Q(state=ImportedRow.State.SAME)),
}


@of_one_import
def import_page(request, sheet_import):
    """Preview, progress or result, as the import stands; its file may be read again, or the import given up."""
    if request.method == "POST" and ONCE_MORE in request.POST and sheet_import.state == ImportState.WRITTEN:
        only_whoever_sent_it(request.user, sheet_import)
        return send_once_more(request, sheet_import)
    if request.method == "POST" and (AGAIN in request.POST or DROP in request.POST):
        only_whoever_sent_it(request.user, sheet_import)
        return begin_again(request, sheet_import)
    if sheet_import.job:
        return progress_page(request, sheet_import)
    if sheet_import.state == ImportState.PREVIEW:
        return preview_page(request, sheet_import)
    if sheet_import.state == ImportState.COLUMNS and sheet_import.by_id == request.user.pk:
        return HttpResponseRedirect(reverse("imports_columns", args=[sheet_import.pk]))
    return result_page(request, sheet_import)


def begin_again(request, sheet_import):
    """Have the file read once more, or give the import up."""
    try:
        if DROP in request.POST:
            drop(sheet_import, request.user)
            messages.success(request, gettext("The import is given up; nothing of it was stored."))
            return HttpResponseRedirect(reverse("imports"))
        ask_for(sheet_import, ImportJob.READ, request.user)
    except NotNow as refused:
        messages.warning(request, str(refused))
    return HttpResponseRedirect(reverse("imports_one", args=[sheet_import.pk]))


def progress_page(request, sheet_import):
    """How far the work is. The browser asks again by itself; the page may be closed."""
    stages, now = STAGES_OF_WORK[sheet_import.job], sheet_import.stage or SheetImport.Stage.WAITING
    reached = stages.index(now) if now in stages else 0
    waits = not sheet_import.held_by and sheet_import.asked_at and timezone.now() - sheet_import.asked_at > WAITS_LONG
    response = page_about(
        request,
        "admin/imports/progress.html",
        sheet_import,
        stages=[
            (SheetImport.Stage(stage).label, "done" if place < reached else "now" if place == reached else "")
            for place, stage in enumerate(stages)
        ],
        seconds=LOOKS_AGAIN,
        is_alone=bool(waits and not worker_is_there()),
    )
    response["Refresh"] = str(LOOKS_AGAIN)
    return response


def result_page(request, sheet_import):
    """What became of an import and of each of its rows."""
    rows = sheet_import.rows.all()
    numbers = {key: rows.filter(condition).count() for key, (_words, condition) in RESULT_FILTERS.items()}
    asked = request.GET.get(SHOWN_ROWS, "all")
    show = asked if asked in RESULT_FILTERS else "all"
    page = Paginator(rows.filter(RESULT_FILTERS[show][1]), ROWS_PER_PAGE).get_page(request.GET.get(PAGE_OF_ROWS, 1))
    proposals = ProposedChange.objects.filter(pk__in=[row.proposal for row in page.object_list if row.proposal]).in_bulk()
    shown = RowsShown(sheet_import, page.object_list).shown()
    for each in shown:
        each.proposal = proposals.get(each.row.proposal)
    return page_about(
        request,
        "admin/imports/result.html",
        sheet_import,
        filters=[
            (key, words, numbers[key], key == show) for key, (words, _condition) in RESULT_FILTERS.items() if numbers[key] or key == show
        ],
        number_proposed=numbers["proposed"],
        show=show,
        page=page,
        pages=page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        rows=shown,
        is_written=sheet_import.state == ImportState.WRITTEN,
        may_read_again=sheet_import.state == ImportState.FAILED and sheet_import.by_id == request.user.pk,
    )
