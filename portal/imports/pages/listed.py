"""The list of imports: who sent which file, when, and what became of it."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from portal.admin.list_groups import add_page
from portal.imports.pages.opening import for_those_who_work
from portal.models import SheetImport
from portal.sheets.columns import sheet_kinds

IMPORTS_PER_PAGE = 50
OWN_IMPORTS, ALL_IMPORTS = "mine", "all"

add_page(
    "records", _("Imports of sheets"), _("lists that came as a file: preview, result, and the way back"), "imports", "portal.change_record"
)


@for_those_who_work
def imports_page(request):
    """All imports or the reader's own, the newest first."""
    found = SheetImport.objects.select_related("by")
    whose = request.GET.get("whose", ALL_IMPORTS)
    if whose == OWN_IMPORTS:
        found = found.filter(by=request.user.pk)
    page = Paginator(found, IMPORTS_PER_PAGE).get_page(request.GET.get("p", 1))
    for each in page.object_list:
        each.rows_are = getattr(sheet_kinds.get(each.kind), "label", "")
    context = {
        "title": gettext("Imports of sheets"),
        "is_list": True,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "whose": [
            (ALL_IMPORTS, pgettext("imports", "all"), whose != OWN_IMPORTS),
            (OWN_IMPORTS, pgettext("imports", "mine"), whose == OWN_IMPORTS),
        ],
    }
    return admin.site.page(request, "admin/imports/list.html", context)
