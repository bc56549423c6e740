"""Fieldsets of forms, drawn without templates as with Django's."""

import re

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.forms.models import modelform_factory
from django.template.loader import render_to_string

from portal.admin.form.drawn_fields import fieldset_html
from portal.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NASTY = "<b>\"'&"
COLUMNS = ["wording_en", "wording_zh", "quoted", "is_example", "value", "as_of"]
WIDGETS = {"as_of": forms.HiddenInput}
FIELDSETS = [
    {"fields": ["quoted", ("wording_en", "wording_zh"), ("is_example", "as_of"), "is_example", "as_of"], "name": None},
    {"fields": [("value", "figure_in_words"), "value"], "name": NASTY, "description": "<i>Both</i> or none."},
    {"fields": ["value"], "name": "Figure", "classes": ["collapse", "last"]},
    {"fields": ["figure_in_words", ("figure_in_words", "quoted")], "name": "Read", "classes": ["collapse"]},
]


def plain(html):
    """The HTML without what a browser does not tell apart there: blanks beside tags and at the end of a class."""
    html = re.sub(r'class="([^"]*)"', lambda found: f'class="{" ".join(found[1].split())}"', str(html))
    return re.sub(r"\s*([<>])\s*", r"\1", html)


@pytest.mark.parametrize("number", range(len(FIELDSETS)))
@pytest.mark.parametrize("data", [None, {"wording_en": "x" * 5000, "value": NASTY, "quoted": NASTY, "as_of": "2025"}])
def test_every_fieldset_is_drawn_as_the_template_of_django_draws_it(number, data):
    texts = {"help_texts": {"value": "<b>a number</b>", "as_of": "unseen"}, "labels": {"quoted": NASTY}}
    form = modelform_factory(Statement, fields=COLUMNS, widgets=WIDGETS, **texts)(data, prefix="rows-0")
    form.full_clean()  # what came is checked before it is drawn
    model_admin = admin.site.get_model_admin(Statement)
    fieldset = Fieldset(form, readonly_fields=["figure_in_words"], model_admin=model_admin, **FIELDSETS[number])
    context = {"fieldset": fieldset, "heading_level": 4, "prefix": "rows", "id_prefix": 0, "id_suffix": number}
    drawn = fieldset_html(fieldset, f"rows-0-{number}-heading", 4)
    assert plain(drawn) == plain(render_to_string("admin/includes/fieldset.html", context))
