"""The pages of the tables that are asked for each year: all of them in a list, each with its filters, and as a workbook."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.tables import deadlines, exhibitions, intentions, nominations, participations
from initiatives.tables.asking import TableForm
from initiatives.tables.charts import chart_of
from initiatives.tables.counting import ROWS_OF_A_PAGE, Tabulated
from initiatives.tables.sheets import workbook_of
from portal.access.audit import detail_of_export, record_action
from portal.admin.list_groups import add_group, add_page
from portal.models import AuditEntry
from portal.sheets.writing_xlsx import TYPE_OF_WORKBOOKS
from portal.site.paging import nearest

OFFERED_TABLES = (
    exhibitions.ExhibitionsAbroad,
    participations.WhatEnterprisesTookPartIn,
    nominations.NominationsAndOutcomes,
    intentions.IntentionsByShow,
    deadlines.DeadlinesByQuarter,
)

add_group(27, "tables", gettext_lazy("Tables for the year"))
for offered in OFFERED_TABLES:
    add_page("tables", offered.title, offered.note, f"table-{offered.key}", offered.permission, beside=offered.beside)


def kept_private(response):
    response["Cache-Control"] = "private, no-store"
    return response


def tables_page(request):
    """All tables that the reader may see."""
    tables = [table for table in OFFERED_TABLES if request.user.has_perm(table.permission)]
    if not tables:
        raise PermissionDenied
    return admin.site.page(request, "initiatives/yearly_tables.html", {"title": _("Tables for the year"), "tables": tables})


def tabulated_for(request, table):
    """The Tabulated of what a request asks for; raises PermissionDenied."""
    if not request.user.has_perm(table.permission):
        raise PermissionDenied
    asked = TableForm(request.GET, table)
    return Tabulated(table(asked, request.user))


def yearly_table_page(request, table):
    tabulated = tabulated_for(request, table)
    paginator = Paginator(tabulated.chosen, ROWS_OF_A_PAGE)
    page = paginator.page(nearest(request.GET.get("page", ""), paginator.num_pages))
    periods, further_periods = tabulated.counted_on_page()
    lines, further_lines = tabulated.figure_lines()
    context = {
        "title": table.title,
        "table": tabulated.table,
        "form": tabulated.asked,
        "group": tabulated.group_name(tabulated.asked.chosen["group"]) if "group" in tabulated.asked.chosen else "",
        "totals": tabulated.numbers(),
        "periods": periods,
        "further_periods": further_periods,
        "chart": chart_of(tabulated.numbers_by_period(), latest_first=table.latest_first),
        "lacking": tabulated.lacking_lines(),
        "remarks": list(tabulated.table.remarks()),
        "figure_lines": lines,
        "further_lines": further_lines,
        "groups": tabulated.groups_of(page.object_list),
        "page": page,
        "pages": paginator.get_elided_page_range(page.number),
        "made_on": timezone.localdate(),
        "file": f"{reverse(f'table-{table.key}-file')}?{tabulated.asked.query()}",
    }
    return kept_private(admin.site.page(request, "initiatives/yearly_table.html", context))


def table_file(request, table):
    """The table as it is asked for, as a workbook; by POST, since each export is a line of the log."""
    tabulated = tabulated_for(request, table)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    today = timezone.localdate()
    record_action(request, AuditEntry.Action.EXPORTED, name=str(table.title), detail=detail_of_export(request, len(tabulated.chosen)))
    response = HttpResponse(workbook_of(tabulated, request.user.get_full_name() or request.user.get_username(), today), TYPE_OF_WORKBOOKS)
    response["Content-Disposition"] = f'attachment; filename="{table.key}-{today}.xlsx"'
    return kept_private(response)


def pages_of(table):
    """The two addresses of a table."""
    view = admin.site.admin_view
    return [
        path(f"{table.key}/", view(lambda request: yearly_table_page(request, table)), name=f"table-{table.key}"),
        path(f"{table.key}/table.xlsx", view(lambda request: table_file(request, table)), name=f"table-{table.key}-file"),
    ]
