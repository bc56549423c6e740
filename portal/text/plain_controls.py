"""Controls of forms, their labels and what is wrong with them, as Django's templates draw them, put together without a template: a
long form has thousands."""

from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

FOLDER = "django/forms/widgets/"
INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "time", "datetime", "checkbox", "input")
OPTION = f"{FOLDER}select_option.html"


def html_of(value):
    return conditional_escape(value if hasattr(value, "__html__") else str(value))


def html_of_attributes(widget):
    said = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    return "".join(f" {html_of(name)}" if value is True else f' {html_of(name)}="{html_of(value)}"' for name, value in said)


def draw_input(widget):
    value = "" if widget["value"] is None else f' value="{html_of(widget["value"])}"'
    return f'<input type="{html_of(widget["type"])}" name="{html_of(widget["name"])}"{value}{html_of_attributes(widget)}>'


def draw_textarea(widget):
    value = html_of(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{html_of(widget["name"])}"{html_of_attributes(widget)}>\n{value}</textarea>'


def draw_select(widget):
    drawn = [f'<select name="{html_of(widget["name"])}"{html_of_attributes(widget)}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            drawn.append(f'\n  <optgroup label="{html_of(name)}">')
        drawn += [
            f'\n  <option value="{html_of(each["value"])}"{html_of_attributes(each)}>{html_of(each["label"])}</option>' for each in options
        ]
        if name:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


def draw_label(context):
    label = html_of(context["label"])
    return f"<{context['tag']}{html_of_attributes(context)}>{label}</{context['tag']}>" if context["use_tag"] else label


def draw_errors(context):
    errors = context["errors"]
    if not errors:
        return ""
    field = getattr(errors, "field_id", None)
    of_field = f' id="{html_of(field)}_error"' if field else ""
    return f'<ul class="{html_of(context["error_class"])}"{of_field}>{"".join(f"<li>{html_of(each)}</li>" for each in errors)}</ul>'


def is_plain(widget):
    """Whether each of its options is one of Django's, with a text for a label: a number would be said by the rules of a language."""
    options = (option for _name, options, _index in widget["optgroups"] for option in options)
    return all(each["template_name"] == OPTION and isinstance(each["label"], (str, Promise)) for each in options)


DRAWN = {f"{FOLDER}{name}.html": draw_input for name in INPUTS} | {f"{FOLDER}textarea.html": draw_textarea}
AROUND_CONTROLS = {
    "django/forms/label.html": draw_label,
    "django/forms/errors/list/default.html": draw_errors,
    "django/forms/errors/list/ul.html": draw_errors,
}


class PlainControls(DjangoTemplates):
    """The renderer of forms: Django's, but for the controls that stand in each of them."""

    def render(self, template_name, context, request=None):
        if draw := DRAWN.get(template_name):
            return SafeString(draw(context["widget"]))
        if draw := AROUND_CONTROLS.get(template_name):
            return SafeString(draw(context))
        if template_name == f"{FOLDER}select.html" and is_plain(context["widget"]):
            return SafeString(draw_select(context["widget"]))
        return super().render(template_name, context, request)
