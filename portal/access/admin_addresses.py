"""The addresses of the staff’s pages about records."""

from functools import cache
from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse

from portal.models import Record


@cache
def options_of(kind):
    """The model, of those with an admin, that is for the fewest kinds beside this one: exhibitions, rather than initiatives."""
    models = [model for model in admin.site._registry if issubclass(model, Record) and kind in model.KINDS]
    return min(models, key=lambda model: len(model.KINDS))._meta


def admin_page_of(record, page="change", *arguments):
    """The address of a page of `record` in the admin of its own kind, whatever table the object is of."""
    options = options_of(record.kind)
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[record.pk, *arguments])


def list_of(**query):
    """The address of the list of all records, narrowed."""
    return f"{reverse('admin:portal_record_changelist')}?{urlencode(query)}"
