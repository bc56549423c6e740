"""The addresses of the pages of imports, below admin/import/."""

from django.urls import path

from portal.imports.pages import on_desk  # noqa: F401  adds its section
from portal.imports.pages.columns_page import columns_page
from portal.imports.pages.confirming import confirm_page
from portal.imports.pages.downloads import file_page, marked_page
from portal.imports.pages.listed import imports_page
from portal.imports.pages.one import import_page
from portal.imports.pages.sending import send_page
from portal.imports.pages.undo import undo_page

urlpatterns = [
    path("", imports_page, name="imports"),
    path("new/", send_page, name="imports_send"),
    path("<slug:key>/", import_page, name="imports_one"),
    path("<slug:key>/columns/", columns_page, name="imports_columns"),
    path("<slug:key>/confirm/", confirm_page, name="imports_confirm"),
    path("<slug:key>/undo/", undo_page, name="imports_undo"),
    path("<slug:key>/file/", file_page, name="imports_file"),
    path("<slug:key>/marked.xlsx", marked_page, name="imports_marked"),
]
