"""Who opens which page of an import, and what all of them show."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from portal.access.roles import PUBLISH, may_work
from portal.models import SheetImport
from portal.sheets.columns import sheet_kinds


def for_those_who_work(view):
    """A page of the staff's site for those who may write records."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not may_work(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(checked)


def of_one_import(view):
    """A page about one import: the view takes it in place of its key."""

    @wraps(view)
    def opened(request, key):
        found = get_object_or_404(SheetImport.objects.select_related("by", "undone_by", "source"), pk=key)
        return view(request, found)

    return for_those_who_work(opened)


def may_go_on(user, sheet_import):
    """Whether a user may choose, confirm and give up: what is written is in the charge of whoever sent the sheet."""
    return sheet_import.by_id == user.pk


def may_take_import_back(user, sheet_import):
    return sheet_import.by_id == user.pk or user.has_perm(PUBLISH)


def only_whoever_sent_it(user, sheet_import):
    """Refuse others what only whoever sent the sheet may do."""
    if not may_go_on(user, sheet_import):
        raise PermissionDenied(gettext("Only whoever sent the sheet goes on with it."))


def rows_kind(sheet_import):
    """The SheetKind of its rows; None while nobody knows."""
    return sheet_kinds.get(sheet_import.kind)


def page_about(request, template, sheet_import, **context):
    """A page of the staff's site about one import."""
    kind = rows_kind(sheet_import)
    shared = {
        "title": sheet_import.file_name,
        "sheet_import": sheet_import,
        "kind": kind,
        "may_go_on": may_go_on(request.user, sheet_import),
        "may_undo": may_take_import_back(request.user, sheet_import),
        "State": SheetImport.State,
    }
    return admin.site.page(request, template, shared | context)
