"""Countries and regions in forms: for Chinese readers China first, and found as one types."""

import pytest
from django import forms
from django.utils.translation import gettext_lazy, override

from portal.text.place_choices import PlaceChoices, PlaceSelect
from portal.text.plain_controls import PlainControls
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", ["Afghanistan", "Åland Islands", "Albania"]), ("zh-hans", ["中国", "中国香港", "中国澳门", "中国台湾", "阿尔巴尼亚"])],
)
def test_the_list_begins_with_china_for_who_reads_chinese(client, language, first):
    options = visit(client, f"/{language}/enquiry/").one("select", id="id_country").all("option")
    assert [option.text for option in options[1 : len(first) + 1]] == first
    assert len({option["value"] for option in options}) == len(options) == 250


def test_each_place_has_its_names_in_both_languages_and_its_codes_for_the_script(client):
    page = visit(client, "/en/enquiry/")
    select = page.one("select", id="id_country")
    names = {option["value"]: option["data-names"] for option in select.all("option")}
    assert {"德国", "DEU"} <= set(names["DE"].split("|"))
    assert {"Macau", "澳门", "MAC"} <= set(names["MO"].split("|"))
    assert names[""] is None


@pytest.mark.parametrize("renderer", [PlainControls(), forms.renderers.DjangoTemplates()], ids=lambda each: type(each).__name__)
def test_whichever_is_chosen_the_list_is_drawn_as_django_draws_it(renderer):
    """Its options are kept as they were drawn once, for each language."""
    choices = PlaceChoices([("", gettext_lazy("Please choose")), ("DE", "Germany & all"), ("MO", "Macao"), ("<>", "no place")])
    for language in ("en", "zh-hans", "en"):
        for number, value in enumerate(["DE", "MO", "", None, "XX", "<>", "DE"]):
            widget, attributes = PlaceSelect({"id": f"<{number}>"}, choices), {"required": bool(number % 2)}
            with override(language):
                drawn = widget.render("place", value, attributes, renderer)
                assert drawn == forms.Select.render(widget, "place", value, attributes, renderer), (language, value)
