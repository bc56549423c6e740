"""Controls of forms, drawn without templates as with them."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from portal.text.plain_controls import PlainControls

pytestmark = pytest.mark.once
NASTY = "<b>\"'&"


def without_blanks(control):
    return re.sub(r"\n\s*\n", "\n", str(control)).strip()


class Everything(forms.Form):
    line = forms.CharField(max_length=9, help_text="Short.", widget=forms.TextInput({"data-a": NASTY, "hidden": True, "list": False}))
    number = forms.DecimalField(initial="1234.5")
    day = forms.DateField(initial="2025-04-21")
    secret = forms.CharField(widget=forms.PasswordInput)
    unseen = forms.CharField(initial=NASTY, widget=forms.HiddenInput)
    tick = forms.BooleanField(initial=True)
    text = forms.CharField(initial=f"one\n{NASTY}", widget=forms.Textarea({"lang": "zh-Hans"}))
    choice = forms.ChoiceField(
        choices=[("", "—"), (NASTY, NASTY), ("Group", [(1, gettext_lazy("Delete")), ("2", SafeString("<i>"))])], initial=1
    )
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["a", "b"])
    counted = forms.ChoiceField(choices=[(1, 1234.5)])
    file = forms.FileField()
    radio = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


@pytest.mark.parametrize("data", [None, {"line": NASTY, "tick": "", "several": ["b"], "choice": "2", "day": "no day", "number": "1 000"}])
def test_every_control_is_drawn_as_the_templates_of_django_draw_it(data):
    plain, django = Everything(data, renderer=PlainControls()), Everything(data, renderer=DjangoTemplates())
    for field in plain:
        assert without_blanks(field) == without_blanks(django[field.name]), field.name
        assert without_blanks(field.errors) == without_blanks(django[field.name].errors), field.name
        label = {"contents": NASTY, "attrs": {"class": "required", "data-a": NASTY}}
        assert without_blanks(field.label_tag(**label)) == without_blanks(django[field.name].label_tag(**label)), field.name
    assert without_blanks(plain.non_field_errors()) == without_blanks(django.non_field_errors())
