"""Fieldsets as Django's admin/includes/fieldset.html (5.2) draws them, put together without a template: a form has dozens of fields."""

from django.utils.html import conditional_escape

from portal.text.plain_controls import html_of


def as_it_stands(field):
    """The control of a field, Django's AdminField; or what stands at one that is only read, an AdminReadonlyField."""
    return conditional_escape(field.contents() if field.is_readonly else field.field)


def field_html(field, is_alone, drawn):
    if field.is_readonly:
        name, help_text, is_hidden = (field.field[key] for key in ("name", "help_text", "is_hidden"))
        errors, control_id, control = "", "", f'<div class="readonly">{drawn(field)}</div>'
    else:
        bound = field.field
        name, help_text, is_hidden, control_id = bound.name, bound.help_text, bound.is_hidden, bound.id_for_label
        errors, control = "" if is_alone else field.errors(), drawn(field)
    hidden, label = " hidden" if is_hidden else "", field.label_tag()
    of_field = f" field-{name}" if name else ""
    box = "" if is_alone else f" fieldBox{of_field}{' errors' if errors else ''}{hidden}"
    inside = f"{control}{label}" if field.is_checkbox else f"{label}\n{control}"
    row = f'<div class="flex-container{box}{" checkbox-row" if field.is_checkbox else ""}">{inside}</div>'
    help_id = f' id="{html_of(control_id)}_helptext"' if control_id else ""
    helped = f'\n<div class="help{hidden}"{help_id}><div>{help_text}</div></div>' if help_text else ""
    return f"<div>{errors}{row}{helped}</div>"


def line_html(line, drawn):
    """Fields that stand beside each other."""
    fields, is_alone = list(line), len(line.fields) == 1
    errors = line.errors() if is_alone else ""
    names = [each.field["name"] if each.is_readonly else each.field.name for each in fields]
    classes = "".join(f" field-{name}" for name in names if name)
    inside = "\n".join([field_html(each, is_alone, drawn) for each in fields])
    inside = f"{errors}{inside}" if is_alone else f'<div class="flex-container form-multiline">{inside}</div>'
    return f'<div class="form-row{" errors" if errors else ""}{"" if line.has_visible_field else " hidden"}{classes}">{inside}</div>'


def fieldset_html(fieldset, heading, level, drawn=as_it_stands):
    """`heading` is the id of its heading, of that level; `drawn` gives the control of a field."""
    name, is_collapsible = html_of(fieldset.name or ""), bool(fieldset.name) and fieldset.is_collapsible
    labelled = f' aria-labelledby="{heading}"' if name else ""
    parts = [f'<fieldset class="module aligned {fieldset.classes}"{labelled}>']
    if name:
        title = f'<h{level} id="{heading}" class="fieldset-heading">{name}</h{level}>'
        parts.append(f"<details><summary>{title}</summary>" if is_collapsible else title)
    if fieldset.description:
        parts.append(f'<div class="description">{fieldset.description}</div>')
    parts += [line_html(line, drawn) for line in fieldset]
    return "\n".join([*parts, "</details>" if is_collapsible else "", "</fieldset>"])
