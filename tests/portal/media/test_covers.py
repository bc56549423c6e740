"""The generated covers: one drawing for one record, and nothing in it that a strict page would refuse."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from portal.media import covers
from portal.media.covers.compositions import compositions
from portal.media.covers.pigments import PIGMENTS
from portal.media.covers.standalone import COUNTER, PAINTS
from portal.models import kinds

SVG_WITHOUT_NAMESPACE = {"svg", "g", "defs", "rect", "circle", "path", "use", "clipPath"}


def records_of_the_article():
    """[(id, pigment)] of every record in the fixtures."""
    rows = [row for path in sorted((settings.BASE_DIR / "fixtures").glob("*.json")) for row in json.loads(path.read_text("utf-8"))]
    return [(row["pk"], kinds.of(row["fields"]["kind"]).collection.pigment) for row in rows if row["model"] == "portal.record"]


RECORDS = records_of_the_article()
DRAWINGS = {
    **{f"cover of {key}": covers.cover(key, pigment) for key, pigment in RECORDS},
    **{f"frieze of {kind}": covers.frieze(kind) for kind in PIGMENTS},
    **{f"narrow frieze of {kind}": covers.frieze(kind, 480) for kind in PIGMENTS},
    "valance": covers.valance(),
    "ceiling": covers.ceiling(),
    "niche": covers.niche("lit"),
}
NAMED_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\")|\b(rgb|hsl|oklch|color)a?\(|\b(fill|stroke|color)=")


def ids(drawing):
    return re.findall(r'\bid="([^"]+)"', drawing)


def shapes(drawing):
    """A drawing without what names it: its ids and the colours of its kind."""
    return re.sub(r'\bid="[^"]+"|href="[^"]+"|url\([^)]+\)|^<svg[^>]+>', "", drawing)


@pytest.mark.parametrize("kind", PIGMENTS)
def test_one_id_always_gives_the_same_drawing_and_another_id_another(kind):
    first = covers.cover("silk-road", kind)
    covers.cover.cache_clear()
    assert covers.cover("silk-road", kind) == first
    assert shapes(covers.cover("silk-route", kind)) != shapes(first)


def test_a_cover_is_drawn_once():
    covers.cover.cache_clear()
    covers.cover("silk-road", "project")
    covers.cover("silk-road", "project")
    assert covers.cover.cache_info().hits == 1


@pytest.mark.parametrize("pigment", PIGMENTS)
def test_the_articles_records_of_one_kind_can_be_told_apart(pigment):
    drawn = [shapes(covers.cover(key, each)) for key, each in RECORDS if each == pigment]
    assert len(drawn) > 1
    assert len(set(drawn)) == len(drawn)


def test_intellectual_property_is_drawn_by_the_woven_compositions_and_by_no_other():
    woven = {draw.__name__ for draw in compositions("trademark")}
    assert woven == {"weave", "knots", "plait", "net"}
    for pigment in set(PIGMENTS) - {"trademark"}:
        assert not woven & {draw.__name__ for draw in compositions(pigment)}


@pytest.mark.parametrize("kind", ["trademark", "trademark-group", "cultural-product", "copyright-work"])
def test_every_kind_of_intellectual_property_asks_for_a_woven_cover(kind):
    assert kinds.of(kind).collection.pigment == "trademark"


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_well_formed_and_nothing_but_shapes(name):
    root = ElementTree.fromstring(f'<root xmlns:xlink="http://www.w3.org/1999/xlink">{DRAWINGS[name]}</root>')
    assert {element.tag for element in root.iter()} - {"root"} <= SVG_WITHOUT_NAMESPACE


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_no_style_no_script_and_no_colour_of_its_own(name):
    drawing = DRAWINGS[name]
    assert not re.search(r"\bstyle\b|<script|\bon\w+=|javascript:", drawing)
    assert not NAMED_COLOUR.search(re.sub(r'href="#[^"]+"|url\(#[^)]+\)', "", drawing))
    assert re.search(r'class="[^"]*\ba-', drawing)  # its colours are classes of the style sheet


def test_every_class_of_a_drawing_has_its_rule_in_the_style_sheets():
    sheet = "".join(path.read_text("utf-8") for path in (settings.BASE_DIR / "static" / "css").glob("*.css"))
    used = {one for drawing in DRAWINGS.values() for text in re.findall(r'class="([^"]+)"', drawing) for one in text.split()}
    colours = {one for one in used if one.startswith("a-")} - {"a-turn", "a-lotus", "a-t0", "a-t1", "a-t2"}
    assert len(colours) > 20
    assert sorted(one for one in colours if not re.search(rf"\.{one}\b", sheet)) == []


def test_an_id_stands_once_in_all_that_a_page_can_show_together():
    found = [one for drawing in DRAWINGS.values() for one in ids(drawing)]
    assert len(found) > len(RECORDS)
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_refers_only_to_what_it_defines(name):
    referred = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', DRAWINGS[name])
    assert {one or other for one, other in referred} <= set(ids(DRAWINGS[name]))


@pytest.mark.parametrize("name", [name for name in DRAWINGS if name != "niche"])
def test_a_drawing_is_decoration(name):
    assert 'aria-hidden="true" focusable="false"' in DRAWINGS[name]


def test_a_cover_is_a_file_of_its_own_in_either_scheme(client):
    files = {}
    for scheme in ("light", "dark"):
        response = client.get(f"/covers/exhibition/silk-road-{scheme}.svg")
        assert response.status_code == 200
        assert response["Content-Type"] == "image/svg+xml"
        assert "max-age" in response["Cache-Control"]
        files[scheme] = response.content.decode()
        ElementTree.fromstring(files[scheme])
        assert not re.search("class=|style|<script", files[scheme])
    assert files["light"] != files["dark"]
    assert [client.get(f"/covers/{path}").status_code for path in ("no/silk-road-light.svg", "exhibition/silk-road-blue.svg")] == [404, 404]


def test_the_paints_of_files_are_those_of_the_style_sheets():
    css = "".join((settings.BASE_DIR / "static" / "css" / name).read_text("utf-8") for name in ("portal.css", "parts.css"))
    for letter, both in PAINTS.items():
        assert re.search(rf"--{letter}: light-dark\({both[0]}, {both[1]}\)", css), letter
    for pigment, tones in ((name, row.paints) for name, row in PIGMENTS.items()):
        said = re.search(rf"\.cv-{pigment} {{ --d: (.+?); --m: (.+?); --i: (.+?); --t: (.+?); }}", css).groups()
        assert list(said) == [f"var(--{tone})" if isinstance(tone, str) else f"light-dark({tone[0]}, {tone[1]})" for tone in tones]
    for pigment, (main, tint) in COUNTER.items():
        assert f".with-{pigment} {{ --c: var(--{main}); --e: var(--{tint}); }}" in css
