"""How the fields of many rows are drawn: what is the same in all of them is drawn once, and each row fills in its controls."""

import copy
import re

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Select
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

PLACE_OF_ROW = "__place__"  # where the number of a row stands
GAP = re.compile("\x00(.*?)\x00")  # where a control stands, or, with its first character FIXED, what is only read
FIXED = "="
PLACE_OF_CONTROL = "\x00place\x00"  # where the prefix of its row stands in a control
REPEATED = (Select, RelatedFieldWidgetWrapper)  # of which many rows have the same choice
FIELDSET = "admin/includes/fieldset.html"

register = template.Library()


class ControlGap(BoundField):
    """A field of a row as a pattern has it, in place of its control a gap."""

    def __str__(self):
        return SafeString(f"\x00{self.name}\x00")


class DrawnLine:
    """Fields of a row that stand beside each other, as Django's template asks for them."""

    errors = ""

    def __init__(self, line):
        self.fields, self.has_visible_field = line.fields, line.has_visible_field
        self.shown = list(line)
        for field in self.shown:
            if field.is_readonly:
                field.contents = SafeString(f"\x00{FIXED}{field.field['field']}\x00")

    def __iter__(self):
        return iter(self.shown)


def look_of(form):
    """What decides how the fields of a row are drawn, beside what is filled in: two rows of one look share a pattern."""
    return tuple((name, str(each.label), str(each.help_text), each.required, type(each.widget)) for name, each in form.fields.items())


def fieldset_html(prefix, place, number, fieldset, lines):
    context = {"fieldset": fieldset, "heading_level": 4, "prefix": prefix, "id_prefix": place, "id_suffix": number}
    if lines is not None:
        context["fieldset"] = type("Drawn", (), {"__iter__": lambda self: iter(lines)})()
        for name in ("name", "classes", "description", "is_collapsible"):
            setattr(context["fieldset"], name, getattr(fieldset, name))
    return render_to_string(FIELDSET, context)


def pattern_of(row, prefix):
    """[text, name of a gap, text, …] of the rows that look like `row`, an InlineAdminForm."""
    drawn = copy.copy(row)
    drawn.form = copy.copy(row.form)
    drawn.form.prefix = f"{prefix}-{PLACE_OF_ROW}"
    drawn.form._bound_fields_cache = {name: ControlGap(drawn.form, field, name) for name, field in row.form.fields.items()}
    parts = [
        fieldset_html(prefix, PLACE_OF_ROW, number, fieldset, [DrawnLine(line) for line in fieldset])
        for number, fieldset in enumerate(drawn)
    ]
    return GAP.split(re.sub(r"\s*\n\s*", "\n", "".join(parts)))


@register.simple_tag
def fields_of_row(rows, row, place):
    """The fields of `row`, one of `rows` of a Django InlineAdminFormSet, as its place among them has them."""
    form, prefix = row.form, rows.formset.prefix
    if form.errors or row.original is None:
        return SafeString("".join(fieldset_html(prefix, place, number, fieldset, None) for number, fieldset in enumerate(row)))
    patterns = rows.__dict__.setdefault("patterns", {})
    if (look := look_of(form)) not in patterns:
        patterns[look] = pattern_of(row, prefix)
    parts, controls = list(patterns[look]), rows.__dict__.setdefault("controls", {})
    parts[0::2] = [text.replace(PLACE_OF_ROW, str(place)) for text in parts[0::2]]
    for at in range(1, len(parts), 2):
        parts[at] = as_it_is_read(row, parts[at][1:]) if parts[at][0] == FIXED else control(form, parts[at], controls)
    return SafeString("".join(parts))


def control(form, name, drawn):
    """The control of a field of a row. One with the same value is `drawn` already for most rows: {(name, value): its HTML}."""
    field, own = form[name], f"{form.prefix}-"
    value = field.value()
    is_repeated = value in (None, "") or isinstance(value, bool) or isinstance(field.field.widget, REPEATED)
    if not is_repeated or not isinstance(value, str | bool | None) or own in str(value):
        return conditional_escape(field)
    key = (name, value, type(value))
    if key not in drawn:
        drawn[key] = conditional_escape(field).replace(own, PLACE_OF_CONTROL)
    return drawn[key].replace(PLACE_OF_CONTROL, own)


def as_it_is_read(row, name):
    """What stands at a field that is only read."""
    field = next((each for each in row.readonly_fields if str(each) == name), name)
    return conditional_escape(AdminReadonlyField(row.form, field, is_first=False, model_admin=row.model_admin).contents())
