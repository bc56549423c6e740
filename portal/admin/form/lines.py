"""The line by which a row stands on a form: what it says in short, before it is opened."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist

from portal.text.languages.pairs import columns, stems

FIRST_OF = "|"  # between the names of controls of which one is read; where spaces stand between them, all are


class OnLine(NamedTuple):
    """A part of a line that is no field or pair of its row."""

    by: object  # the name of an attribute, or a function of the row
    controls: str  # that say it
    pattern: str = "{}"  # in which it is said


class PartOfLine(NamedTuple):
    text: str
    controls: str  # the names of those that it follows while they are filled in, without the row's prefix
    pattern: str


def parts_on_line(form, parts):
    """[PartOfLine] of the row of `form`. `parts` are names of fields and of pairs, or OnLine."""
    line = []
    for part in parts:
        if isinstance(part, str):
            part = OnLine(part, FIRST_OF.join(columns(part)) if part in stems(type(form.instance)) else part)
        text = said_at(form, part.by)
        line.append(PartOfLine(text and str(part.pattern).format(text), part.controls, part.pattern))
    return line


def said_at(form, name):
    """What the row says at `name`, as its controls show it; empty where it says nothing."""
    row = form.instance
    if callable(name):
        return str(name(row) or "")
    field = form.fields.get(name)
    column = next((each for each in row._meta.fields if each.name == name and each.many_to_one), None)
    if column is not None and field is not None:
        loaded, key = getattr(field, "loaded", None) or {}, getattr(row, column.attname)
        if chosen := loaded.get(key) or loaded.get(str(key)):
            return str(field.label_from_instance(chosen))
    shown = getattr(row, f"get_{name}_display", None)
    try:
        shown = shown() if shown else getattr(row, name, "")
    except ObjectDoesNotExist:
        return ""
    if isinstance(shown, date):
        return shown.isoformat()
    return "" if shown is None else str(shown)
