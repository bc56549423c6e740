"""Lists of countries and regions in forms: China first for Chinese readers, and found as one types (static/js/places.js)."""

from copy import copy

from django import forms
from django.forms.widgets import Script
from django.utils.choices import BaseChoiceIterator
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from portal.text.fields import reads_chinese
from portal.text.ordering import by_name
from portal.text.place_names import labels_of_places, names_of_place

FIRST_IN_CHINESE = ("CN", "HK", "MO", "TW")


def in_order_of_reader(choices):
    """`choices`, pairs of a code and its label, by their labels; for who reads Chinese China stands first."""
    ordered = by_name(choices)
    if not reads_chinese():
        return ordered
    return sorted(ordered, key=lambda choice: FIRST_IN_CHINESE.index(choice[0]) if choice[0] in FIRST_IN_CHINESE else len(FIRST_IN_CHINESE))


class PlaceChoices(BaseChoiceIterator):
    """Choices that all copies of a form share: Django copies a list of them with each field and widget of each row, and reads them all
    through each time, which with every country in it took a tenth of the time of a form with rows."""

    def __init__(self, choices):
        self.choices, self.drawn = list(choices), {}  # drawn: {the language and who draws: the HTML of all of them, none chosen}

    def __iter__(self):
        return iter(self.choices)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class PlaceSelect(forms.Select):
    """A select that a script makes a box to type in, which finds a place by its names in both languages and by its codes."""

    def __init__(self, attrs=None, choices=()):
        # which marks of the select say the script what it says itself
        texts = {"data-places": "", "data-none": _("No country or region of this name"), "data-choose": _("Choose from the list.")}
        super().__init__(texts | (attrs or {}), choices)

    def render(self, name, value, attrs=None, renderer=None):
        """As Django draws it: what a control says of itself each time, its two hundred and fifty options once."""
        if not isinstance(self.choices, PlaceChoices):
            return super().render(name, value, attrs, renderer)
        drawn, key = self.choices.drawn, (get_language(), type(renderer))
        if key not in drawn:
            whole = super().render(name, [], attrs, renderer)
            drawn[key] = whole[whole.index(">") :]
        options, bare = drawn[key], copy(self)
        bare.choices = []
        head = super(PlaceSelect, bare).render(name, None, attrs, renderer)
        chosen = set(self.format_value(value))
        code = next((str(code) for code, _label in self.choices if str(code) in chosen), None)
        if code is not None:
            opening = f'<option value="{escape(code)}"'
            options = options.replace(opening, f"{opening} selected", 1)
        return SafeString(head[: head.index(">")] + options)

    @property
    def media(self):
        return forms.Media(js=[Script("js/places.js", type="module")])

    def create_option(self, name, value, label, *arguments, **options):
        option = super().create_option(name, value, label, *arguments, **options)
        code = str(value)
        if code in labels_of_places():
            others = [each for each in names_of_place(code) if each != str(label)]
            option["attrs"]["data-names"] = "|".join([*others, countries.alpha3(code)])
        return option
