"""How the rows of a form are drawn: what is the same in all of them is drawn once, and each fills in its controls."""

import copy
import re

from django import template
from django.contrib.admin.helpers import AdminReadonlyField, InlineAdminFormSet
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import quote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Select
from django.forms.formsets import DELETION_FIELD_NAME
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin.form.drawn_fields import as_it_stands, fieldset_html
from portal.text.plain_controls import html_of

PLACE_OF_ROW = "__place__"  # where the number of a row stands
GAP = re.compile("\x00(.*?)\x00")  # where a control stands, or, with its first character FIXED, what is only read
FIXED = "="
OPEN_GAP, LINE_GAP, LINK_GAP = "+open", "+line", "+link"  # gaps that no control fills
PLACE_OF_CONTROL = "\x00place\x00"  # where the prefix of its row stands in a control
REPEATED = (Select, RelatedFieldWidgetWrapper)  # of which many rows have the same choice

register = template.Library()


class RowsOnPage(InlineAdminFormSet):
    """Rows of one kind on a form: they need the same scripts and styles, whatever their number."""

    @property
    def media(self):
        return self.opts.media + self.formset.media


def gap_named(name):
    return SafeString(f"\x00{name}\x00")


def gap_of(field):
    return gap_named(f"{FIXED}{field.field['field']}" if field.is_readonly else field.field.name)


def look_of(form):
    """What decides how the fields of a row are drawn, beside what is filled in: two rows of one look share a pattern. Labels are those of
    the form's class, the same objects in each row, unless a row has its own."""
    shown = [(name, field) for name, field in form.fields.items() if not field.widget.is_hidden and name != DELETION_FIELD_NAME]
    return tuple([(name, id(each.label), id(each.help_text), each.required, type(each.widget)) for name, each in shown])


def fields_html(row, start, drawn=as_it_stands):
    """The fieldsets of `row`, an InlineAdminForm; the ids of their headings begin with `start`."""
    return "".join([fieldset_html(each, f"{start}-{number}-heading", 4, drawn) for number, each in enumerate(row)])


def keys_html(row, drawn=as_it_stands):
    """The controls that nobody sees: the key of a row, and that of what it belongs to."""
    fields = [row.pk_field() if row.needs_explicit_pk_field() else None, row.fk_field()]
    return "".join([drawn(field) for field in fields if field])


def side_html(rows, row, link, drawn=as_it_stands):
    """What stands beside a stored row: a link to its own page, and the box by which it is deleted."""
    box = ""
    if rows.formset.can_delete and rows.has_delete_permission:
        deletion = row.deletion_field()
        box = f'<span class="delete">{drawn(deletion)} {deletion.label_tag()}</span>'
    return f'<p class="row-side">{link}\n{box}</p>'


def link_html(rows, row):
    if not (rows.opts.show_change_link and rows.opts.has_registered_model):
        return ""
    address = reverse(admin_urlname(rows.opts.opts, "change"), args=[quote(row.original.pk)])
    cls, text = ("inlinechangelink", _("Change")) if rows.has_change_permission else ("inlineviewlink", _("View"))
    return f'<a href="{html_of(address)}" class="{cls}">{text}</a>'


def row_html(rows, row, place, gaps):
    """A row as a line that opens where it is touched. `gaps` are what stands at OPEN_GAP, LINE_GAP and LINK_GAP, and the function that
    draws a control."""
    is_open, line, link, drawn = gaps
    inside = fields_html(row, f"{rows.formset.prefix}-{place}", drawn) + keys_html(row, drawn)
    side = side_html(rows, row, link, drawn) if row.original else ""
    return (
        f"<details open{is_open}>\n<summary>{line}</summary>\n"
        f'<div class="row-body">{conditional_escape(row.form.non_field_errors())}\n{inside}</div>\n</details>\n{side}'
    )


def pattern_of(row, prefix, draw):
    """[text, name of a gap, text, …] of the rows that look like `row`, which `draw` draws."""
    drawn = copy.copy(row)
    drawn.form = copy.copy(row.form)
    drawn.form.prefix = f"{prefix}-{PLACE_OF_ROW}"
    drawn.form._bound_fields_cache = {}
    return GAP.split(draw(drawn))


def filled_in(rows, row, place, fillings, draw):
    """The row by the pattern of its look; `fillings` are {name of a gap: text} beside those of its controls."""
    form = row.form
    patterns, look = rows.__dict__.setdefault("patterns", {}), (tuple(fillings), look_of(form))
    if look not in patterns:
        patterns[look] = pattern_of(row, rows.formset.prefix, draw)
    parts, controls = list(patterns[look]), rows.__dict__.setdefault("controls", {})
    parts[0::2] = [text.replace(PLACE_OF_ROW, place) for text in parts[0::2]]
    for at in range(1, len(parts), 2):
        name = parts[at]
        if name in fillings:
            parts[at] = fillings[name]
        else:
            parts[at] = as_it_is_read(row, name[1:]) if name[0] == FIXED else control(form, name, controls)
    return "".join(parts)


@register.simple_tag
def fieldset_of_form(fieldset, place):
    """The fieldset that is the one of this number on the form itself."""
    return SafeString(fieldset_html(fieldset, f"fieldset-0-{place}-heading", 2))


@register.simple_tag
def fields_of_row(rows, row, place):
    """The fields of `row`, one of `rows` of a Django InlineAdminFormSet, as its place among them has them."""
    if row.form.errors or row.original is None:
        return SafeString(fields_html(row, f"{rows.formset.prefix}-{place}"))
    start = f"{rows.formset.prefix}-{PLACE_OF_ROW}"
    return SafeString(filled_in(rows, row, str(place), {}, lambda drawn: fields_html(drawn, start, gap_of)))


@register.simple_tag
def whole_row(rows, row, place, is_last):
    """One row of a form, whole; the last one is the empty row from which scripts make new ones, where some may be added."""
    is_empty = is_last and rows.has_add_permission
    fillings = {
        OPEN_GAP: ' class="stays-open"' if row.form.is_open() else "",
        LINE_GAP: line_of_row(row, rows.opts.verbose_name),
        LINK_GAP: link_html(rows, row) if row.original else "",
    }
    if row.form.errors or row.original is None:
        html = row_html(rows, row, place, (*fillings.values(), as_it_stands))
    else:
        gaps = (*map(gap_named, fillings), gap_of)
        html = filled_in(rows, row, str(place), fillings, lambda drawn: row_html(rows, drawn, PLACE_OF_ROW, gaps))
    classes = f"{' has_original' if row.original else ''}{' empty-form last-related' if is_empty else ''}"
    own = f"{rows.formset.prefix}-{'empty' if is_empty else place}"
    return SafeString(f'<div class="inline-related form-line{classes}" id="{own}">\n{html}\n</div>')


@register.simple_tag
def line_of_row(row, name):
    """The line of a row, a `name`: what it says before it is opened."""
    form = row.form
    said = [f'<span class="visually-hidden">{html_of(capfirst(name))}: </span>']
    if row.original is None:
        is_new = _("not saved yet")
        said.append(f'<span class="row-new">{html_of(is_new)}</span>')
    for text, controls, pattern in form.line():
        said.append(
            f'<span data-of="{html_of(controls)}" data-pattern="{html_of(pattern)}"{"" if text else " hidden"}>{html_of(text)}</span>'
        )
    if form.is_bound and form.errors:
        number = len(form.errors)
        errors = ngettext("%(n)s error", "%(n)s errors", number) % {"n": number}
        said.append(f'<b class="row-errors">{errors}</b>')
    return SafeString(f'<h3 class="row-line">{"".join(said)}</h3>')


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
