"""Addresses of the tables that are asked for each year, beneath /admin/tables/."""

from django.contrib import admin
from django.urls import path

from initiatives.admin.yearly_tables import OFFERED_TABLES, pages_of, tables_page

urlpatterns = [
    path("", admin.site.admin_view(tables_page), name="tables"),
    *(page for table in OFFERED_TABLES for page in pages_of(table)),
]
