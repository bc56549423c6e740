"""The file of an import once more, for the other rows that stand in it: after the exhibitions, who took part in them."""

from contextlib import closing

from django.contrib import messages
from django.core.files import File
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from portal.imports.headings import likely_kinds
from portal.imports.looking import look_into
from portal.imports.receiving import open_file, receive
from portal.sheets.files.workbooks import FileRefused


def send_once_more(request, sheet_import):
    """Begin a new import of the same file and sheet, as the likeliest kind of rows that has a place for what the first left out; a person
    goes on with its columns."""
    try:
        look = next((each for each in look_into(sheet_import) if each.name == sheet_import.sheet), None)
        with closing(open_file(sheet_import)) as kept:
            copy = receive(request.user, File(kept, name=sheet_import.file_name))
    except (FileRefused, FileNotFoundError):
        messages.warning(request, gettext("The file is not there any more: send it again."))
        return HttpResponseRedirect(reverse("imports_send"))
    if look is not None:
        likely = likely_kinds(look.headings, (sheet_import.file_name, look.name))
        others = [each for each in likely if each.kind.code != sheet_import.kind and not each.missing]
        adding = [each for each in others if any(key and place not in sheet_import.matched for place, key in each.matched.items())]
        copy.sheet, copy.kind = look.name, next((each.kind.code for each in (*adding, *others)), "")
        copy.save(update_fields=["sheet", "kind"])
    return HttpResponseRedirect(reverse("imports_columns", args=[copy.pk]))
