"""Imports for templates: where a sheet of the rows of a list is sent."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from portal.access.roles import may_work
from portal.models import Record
from portal.sheets.columns import sheet_kinds

register = template.Library()


@register.simple_tag(takes_context=True)
def import_address(context, opts):
    """The address at which a sheet of the rows of a list, whose model has the `opts`, is sent; empty where none is taken."""
    if not may_work(context["request"].user):
        return ""
    code = next((kind.code for kind in sheet_kinds.values() if kind.model is opts.model), "")
    if not code and opts.model is not Record:
        return ""
    query = f"?{urlencode({'kind': code})}" if code else ""
    return f"{reverse('imports_send')}{query}"
