"""What forms ask of one row beside the rules of its model: a sheet asks it, too."""

from hashlib import sha256

from django.db import models

from portal.admin.form.two_languages import is_chinese
from portal.models import AlternativeName
from portal.text.date_fields import ENDS, about_far_year
from portal.text.languages.pairs import columns, stems
from portal.text.partial_dates import is_far
from portal.text.told import in_each
from portal.text.told import told_text as _

YEARS = "_year"  # how fields end that hold a year


def against_forms(each, kind, places, meant=()):
    """The problems of a JudgedRow that a form would not let pass. A question that a form lets pass where somebody says so has an "answer":
    it is not asked where that is among `meant`."""
    row, changed = each.row, each.changed
    key, belongs_to = row.values.get("id"), kind.carrier.partition("__")[0]
    if key and row.row != key:
        yield places.of_fields(["id"], row, _("Nothing has this key."), _("Leave the key empty in a row that is new."))
    if belongs_to in changed and not each.is_new:  # the pages of both would change, one of them perhaps public
        said, remedy = _("It stands at another one, and is not moved."), _("Delete it there, and enter it here without its key.")
        yield places.of_fields([belongs_to], row, said, remedy)
    if {"name", "language"} & changed and is_chinese_called_english(each.instance):
        yield places.of_fields(["language"], row, _("The name is Chinese: choose its language."), _("Correct the cell."))
    for name, said, remedy in questions_of_forms(each, changed):
        answer = f"{name} {sha256(str(each.value(name)).encode()).hexdigest()[:16]}"
        if answer not in meant:
            yield places.of_fields([name], row, said, remedy) | {"answer": answer}


def is_chinese_called_english(instance):
    """Whether a row is another name that is Chinese and said to be English."""
    is_name = isinstance(instance, AlternativeName) and instance.language == AlternativeName.Language.ENGLISH
    return is_name and is_chinese(instance.name)


def questions_of_forms(each, changed):
    """(name of a field, what is asked, what to do) of a JudgedRow: what is more often a slip than meant."""
    for english, _chinese in map(columns, stems(type(each.instance))):
        if english in changed and is_chinese(each.value(english)):
            remedy = _("Put it into the column for Chinese, match this column to that, or say that it is meant so.")
            yield english, _("This is Chinese in a column for English."), remedy
    for field in type(each.instance)._meta.concrete_fields:
        if field.name in changed and (year := year_of_value(field, each.value(field.name))) and is_far(year):
            yield field.name, in_each(lambda: about_far_year(year, field.name.endswith(ENDS))), ""  # noqa: B023  said at once


def year_of_value(field, value):
    """The year of a value of a field of days or years; None of another."""
    if isinstance(field, models.DateField):
        return value.year if value else None
    return value if field.name.endswith(YEARS) and isinstance(value, int) else None
