"""Controls of forms as Django's templates draw them, put together without a template: a long form has thousands."""

from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

FOLDER = "django/forms/widgets/"
INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "time", "datetime", "checkbox", "input")
OPTION = f"{FOLDER}select_option.html"


def escaped(value):
    return conditional_escape(value if hasattr(value, "__html__") else str(value))


def attributes(widget):
    said = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    return "".join(f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"' for name, value in said)


def draw_input(widget):
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"{value}{attributes(widget)}>'


def draw_textarea(widget):
    value = escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{attributes(widget)}>\n{value}</textarea>'


def draw_select(widget):
    drawn = [f'<select name="{escaped(widget["name"])}"{attributes(widget)}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            drawn.append(f'\n  <optgroup label="{escaped(name)}">')
        drawn += [f'\n  <option value="{escaped(each["value"])}"{attributes(each)}>{escaped(each["label"])}</option>' for each in options]
        if name:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


def is_plain(widget):
    """Whether each of its options is one of Django's, with a text for a label: a number would be said by the rules of a language."""
    options = (option for _name, options, _index in widget["optgroups"] for option in options)
    return all(each["template_name"] == OPTION and isinstance(each["label"], (str, Promise)) for each in options)


DRAWN = {f"{FOLDER}{name}.html": draw_input for name in INPUTS} | {f"{FOLDER}textarea.html": draw_textarea}


class PlainControls(DjangoTemplates):
    """The renderer of forms: Django's, but for the controls that stand in each of them."""

    def render(self, template_name, context, request=None):
        if draw := DRAWN.get(template_name):
            return SafeString(draw(context["widget"]))
        if template_name == f"{FOLDER}select.html" and is_plain(context["widget"]):
            return SafeString(draw_select(context["widget"]))
        return super().render(template_name, context, request)
