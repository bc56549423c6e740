"""Where marks are protected: the page of the table, and the table as a file. Private, as what is in hand about rights is."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseNotAllowed
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from enterprises.models import IntellectualProperty
from enterprises.protection.asking import MatrixForm
from enterprises.protection.destinations import coming
from enterprises.protection.matrix import Matrix
from portal.access.admin_addresses import admin_page_of
from portal.access.audit import detail_of_export, record_action
from portal.admin.list_groups import add_page
from portal.exchange.csv_lists import csv_response
from portal.models import AuditEntry
from portal.site.paging import nearest

SEE_RIGHTS = "enterprises.view_licence"  # of those to whom what is in hand about rights is open
MARKS_PER_PAGE = 40


add_page(
    "records",
    gettext_lazy("Where marks are protected"),
    gettext_lazy("marks and the destinations of coming shows, class by class"),
    "admin:protection",
    SEE_RIGHTS,
)


def private(response):
    response["Cache-Control"] = "private, no-store"
    return response


def may_see(user):
    return user.has_perm(SEE_RIGHTS)


def urls(model_admin):
    """The addresses of the table, beside the list of marks."""
    view = model_admin.admin_site.admin_view
    return [
        path("protection/", view(lambda request: matrix_page(model_admin, request)), name="protection"),
        path("protection/export/", view(lambda request: export(request)), name="protection_export"),
    ]


def matrix_page(model_admin, request):
    if not may_see(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    shows = coming(today)
    form = MatrixForm(request.GET, shows)
    context = {"title": _("Where marks are protected"), "opts": IntellectualProperty._meta, "form": form, "shows": shows, "today": today}
    if form.is_valid():
        matrix = Matrix(form, today)
        paginator = Paginator(matrix.listed() if matrix.destinations else [], MARKS_PER_PAGE)
        page = paginator.page(nearest(request.GET.get("page", ""), paginator.num_pages))
        context |= {
            "matrix": matrix,
            "page": page,
            "pages": paginator.get_elided_page_range(page.number),
            "rows": matrix.page_rows(page.object_list) if matrix.destinations else [],
            "query": request.GET.urlencode(),
        }
    return private(model_admin.admin_site.page(request, "enterprises/protection.html", context))


def export(request):
    """The table as it is asked for, a line for each mark, destination and class; by POST, since each export is a line of the log."""
    if not may_see(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    today = timezone.localdate()
    form = MatrixForm(request.GET, coming(today))
    lines = list(lines_of_matrix(Matrix(form, today))) if form.is_valid() else []
    record_action(request, AuditEntry.Action.EXPORTED, detail=detail_of_export(request, len(lines)))
    return csv_response([headings(), *lines], "protection")


def headings():
    return [
        *(_("mark"), _("right holder"), _("show"), _("country or region"), _("days"), _("Nice class"), _("state"), _("reason")),
        *(_("notes"), _("registrations"), _("address")),
    ]


def lines_of_matrix(matrix):
    listed = matrix.listed()
    for row in matrix.page_rows(listed if matrix.state else listed.all()):
        for destination, cells in row.columns:
            for cell in cells:
                if matrix.state in ("", cell.state):
                    yield line_of_cell(row.mark, destination, cell)


def line_of_cell(mark, destination, cell):
    comma = pgettext("within a list", ", ")
    return [
        *(mark.name, mark.owner or "", destination.name, destination.place, destination.days_in_words),
        *(comma.join(map(str, cell.nice_classes)), cell.label, cell.reason, " · ".join(cell.notes)),
        *(" · ".join(map(str, cell.rows)), admin_page_of(mark)),
    ]
