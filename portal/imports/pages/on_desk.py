"""The sheets with which a person is to go on, on the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access.roles import may_work
from portal.desk.added_sections import LINES, DeskLine, Section, register_section
from portal.desk.sections import moment
from portal.models import SheetImport

GOES_ON = (SheetImport.State.COLUMNS, SheetImport.State.PREVIEW, SheetImport.State.FAILED)


def imports_section(user):
    """The reader's own imports that are neither written nor given up; nothing where there is none."""
    if not may_work(user):
        return None
    waiting = SheetImport.objects.filter(by=user.pk, state__in=GOES_ON)
    found = list(waiting[: LINES + 1])
    if not found:
        return None
    lines = []
    for each in found[:LINES]:
        url = reverse("imports_one", args=[each.pk])
        state = each.get_job_display() if each.job else each.get_state_display()
        lines.append(DeskLine(each, url, [(_("Go on"), url)], [f"{moment(each.at)} · {state}"], name=each.file_name))
    more = f"{reverse('imports')}?whose=mine"
    return Section("imports", _("Sheets to go on with"), "", lines, waiting.count() if len(found) > LINES else len(found), more)


register_section(60, imports_section)
