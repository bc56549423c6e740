"""The readiness sheet of an exhibition on a page to be printed, and as a PDF. Private, and kept nowhere on the way."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.models import Exhibition
from initiatives.readiness.printed import data_of_sheet
from initiatives.readiness.sheet import ReadinessSheet
from portal.access.admin_addresses import admin_page_of
from portal.media import typesetting
from portal.server.costly_work import or_again, slot

SEE_SHEETS = "enterprises.view_licence"  # of those to whom what is in hand about rights is open


def urls(model_admin):
    view = model_admin.admin_site.admin_view
    return [
        path("<path:key>/readiness/", view(lambda request, key: readiness_page(model_admin, request, key)), name="readiness"),
        path("<path:key>/readiness.pdf", view(or_again(readiness_pdf)), name="readiness_pdf"),
    ]


def may_see_sheets(user):
    return user.has_perm(SEE_SHEETS) and user.has_perm("initiatives.view_exhibition")


def sheet_of(request, key):
    """The sheet of an exhibition, drafts too; raises PermissionDenied."""
    if not may_see_sheets(request.user):
        raise PermissionDenied
    return ReadinessSheet(get_object_or_404(Exhibition.objects.prefetch_related("participations"), pk=key), timezone.localdate())


def readiness_page(model_admin, request, key):
    sheet = sheet_of(request, key)
    context = {
        "title": _("Readiness sheet"),
        "opts": model_admin.opts,
        "original": sheet.exhibition,
        "back": admin_page_of(sheet.exhibition),
        "sheet": sheet,
        "pdf": reverse("admin:readiness_pdf", args=[key]),
    }
    response = model_admin.admin_site.page(request, "initiatives/readiness.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def readiness_pdf(request, key):
    sheet = sheet_of(request, key)
    data = data_of_sheet(sheet)
    with slot(f"readiness {key} {get_language()}"):
        pdf = typesetting.pdf("readiness.typ", data)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="readiness-{sheet.exhibition.slug}-{sheet.today}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
