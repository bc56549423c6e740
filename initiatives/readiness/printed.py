"""What the readiness sheet shows in type: as data, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.text.fields import reads_chinese
from portal.text.partial_dates import day_in_words


def data_of_sheet(sheet):
    """All that templates/sheets/readiness.typ sets."""
    destination = sheet.destination
    return {
        "language": "zh" if reads_chinese() else "en",
        "portal": _("Going Global"),
        "title": _("Readiness sheet"),
        "show": sheet.exhibition.name,
        "place": destination.place if destination.territory else _("country or region not entered"),
        "days": sheet.days,
        "made": _("Made on %(day)s; private") % {"day": day_in_words(sheet.today)},
        "participants": [participant_data(each) for each in sheet.participants],
        "nobody": _("Nobody who shows something is entered."),
        "evidence_title": _("What to bring home"),
        "evidence": sheet.evidence(),
    }


def participant_data(participant):
    marks = [{"name": each.mark.name, "cells": [cell_data(cell) for cell in each.cells]} for each in participant.marks]
    sections = [
        section(_("Customs recordals for goods that leave China"), participant.recordals, _("none entered")),
        section(_("Licences that reach there"), participant.licences, _("none entered")),
        section(_("Deadlines until the show closes"), participant.deadlines, _("none entered")),
    ]
    return {
        "name": participant.organization.name,
        "roles": participant.roles,
        "marks_title": _("Marks at the destination"),
        "marks": marks,
        "no_marks": _("No mark is entered."),
        "sections": sections,
        "missing_title": _("Papers missing"),
        "missing": participant.missing,
        "no_missing": _("none of those asked for"),
    }


def section(title, points, empty):
    return {"title": title, "empty": empty, "points": [{"name": each.name, "text": each.text, "ready": each.is_ready} for each in points]}


def cell_data(cell):
    rests = [_("according to %(rows)s") % {"rows": pgettext("within a list", ", ").join(map(str, cell.rows))}] if cell.rows else []
    return {"state": str(cell.state), "label": str(cell.label), "reason": cell.reason, "notes": [*cell.notes, *rests]}
