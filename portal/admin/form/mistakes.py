"""What is wrong with a form that was refused, listed above it: each error leads to its field, and each part says how many it has."""

from typing import NamedTuple

from django.contrib.admin.utils import flatten
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst

from portal.review.corrections import NO_REASON

REASON_CONTROL = "id_reason_en"  # the id of what an error of the code NO_REASON leads to, wherever it was found


class Mistake(NamedTuple):
    where: str
    text: str
    target: str  # the id of what it leads to


class Part(NamedTuple):
    """A part of a long form, as the list beside it names it."""

    name: str
    heading: str  # its id
    rows: int | None
    mistakes: list
    is_last: bool = False


class Again(NamedTuple):
    """Files that were chosen and came with a form that was not saved: a browser forgets them."""

    where: str
    names: list
    target: str


def joined(*parts):
    return " · ".join(str(part) for part in parts if part)


def as_a_whole(errors, where, target):
    return [Mistake(where, str(error.messages[0]), REASON_CONTROL if error.code == NO_REASON else target) for error in errors.as_data()]


def lacks_reason(form, inlines):
    """Whether a reason for a correction is all that a form, or a row on it, asks for in vain."""
    forms = [form, *(row for inline in inlines for row in inline.formset.forms)]
    codes = [error.code for inline in inlines if inline.formset.is_bound for error in inline.formset.non_form_errors().as_data()]
    return NO_REASON in codes or any(each.is_bound and each.has_error(NON_FIELD_ERRORS, NO_REASON) for each in forms)


def mistakes_of_form(form, where="", row=""):
    """The mistakes at the fields of one form, in their order, without the boxes that some bring along; and of a row what is wrong with it
    as a whole, `row` being its id."""
    found = as_a_whole(form.non_field_errors(), where, row) if row else []
    for field in form:
        target = row if field.is_hidden else field.id_for_label or field.auto_id
        found += [Mistake(joined(where, field.label), str(getattr(text, "words", text)), target) for text in field.errors]
    return found


def mistakes_of_rows(formset, options):
    heading, name = f"{formset.prefix}-heading", capfirst(options.verbose_name)
    found = as_a_whole(formset.non_form_errors(), capfirst(options.verbose_name_plural), heading)
    for place, form in enumerate(formset.forms):
        if form.errors:
            found += mistakes_of_form(form, f"{name} {place + 1}", f"{formset.prefix}-{place}")
    return found


def parts_of_form(adminform, inlines):
    """The Parts of a form of the admin, in the order of the page."""
    mistakes = mistakes_of_form(adminform.form) if adminform.form.is_bound else []
    first, last = [], []
    for place, fieldset in enumerate(adminform):
        targets = {
            (adminform.form[name].id_for_label or adminform.form[name].auto_id)
            for name in flatten(fieldset.fields)
            if name in adminform.form.fields
        }
        part = Part(
            fieldset.name or "",
            f"fieldset-0-{place}-heading",
            None,
            [each for each in mistakes if each.target in targets],
            "last" in fieldset.classes,
        )
        (last if part.is_last else first).append(part)
    rows = [
        Part(
            capfirst(inline.opts.verbose_name_plural),
            f"{inline.formset.prefix}-heading",
            inline.formset.initial_form_count(),
            mistakes_of_rows(inline.formset, inline.opts) if inline.formset.is_bound else [],
        )
        for inline in inlines
    ]
    return [*first, *rows, *last]


def files_again(files, inlines):
    """An Again for each control of `files`, {name of the control: names of files}."""
    found = []
    for name, names in files.items():
        inline = next((each for each in inlines if name.startswith(f"{each.formset.prefix}-")), None)
        place = name.removeprefix(f"{inline.formset.prefix}-").partition("-")[0] if inline else ""
        is_there = (place.isdecimal() and int(place) < inline.formset.total_form_count()) or place == "add"
        target = f"id_{name}" if is_there or not inline else f"{inline.formset.prefix}-heading"
        where = capfirst(inline.opts.verbose_name_plural) if inline else ""
        number = int(place) + 1 if place.isdecimal() else ""
        found.append(Again(joined(where, number), names, target))
    return found
