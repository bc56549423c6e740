"""The file of an import as it was sent, and the same sheet with what is wrong marked in it; each download is a line of the audit log."""

import io
from contextlib import closing

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from portal.access.audit import record_action
from portal.imports.marked import comments_of, marked_workbook
from portal.imports.pages.opening import of_one_import
from portal.imports.receiving import open_file
from portal.models import AuditEntry, ImportedRow
from portal.server.costly_work import or_again, slot
from portal.sheets.files.workbooks import FileRefused, open_workbook
from portal.sheets.writing_xlsx import TYPE_OF_WORKBOOKS


def only_saved(response):
    """A file of somebody else's making: saved, never shown, never kept by a proxy."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@of_one_import
def file_page(request, sheet_import):
    try:
        file = open_file(sheet_import)
    except FileNotFoundError:
        raise Http404 from None
    record_action(request, AuditEntry.Action.OPENED_PAPER, sheet_import)
    return only_saved(FileResponse(file, as_attachment=True, filename=sheet_import.file_name, content_type="application/octet-stream"))


@require_GET
@or_again
@of_one_import
def marked_page(request, sheet_import):
    """A workbook of the sheet as it was, whatever its file was, wrong cells marked and commented; of one whose sheet is known."""
    if not sheet_import.sheet:
        raise Http404
    comments = comments_of(sheet_import.rows.filter(state=ImportedRow.State.WRONG))
    try:
        with slot(f"marked {sheet_import.pk}"), closing(open_file(sheet_import)) as file:
            rows = open_workbook(file, sheet_import.file_name).rows(sheet_import.sheet)
            content = marked_workbook(sheet_import.sheet, rows, comments, sheet_import.options)
    except FileNotFoundError:
        raise Http404 from None
    except FileRefused as refused:
        raise PermissionDenied(refused.reason) from refused
    record_action(request, AuditEntry.Action.OPENED_PAPER, sheet_import)
    stem = sheet_import.file_name.rpartition(".")[0] or sheet_import.file_name
    return only_saved(FileResponse(io.BytesIO(content), as_attachment=True, filename=f"{stem}-marked.xlsx", content_type=TYPE_OF_WORKBOOKS))
