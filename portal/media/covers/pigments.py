"""The families of colours: what a collection of records is painted in, one row each."""

from typing import Any, NamedTuple


class Pigment(NamedTuple):
    paints: tuple[Any, ...]  # d, m, i, t of a drawing, deep to tint: names of PAINTS in standalone.py, or (light, dark)
    counters: tuple[str, ...]  # the pigments of the ceiling that may stand against it
    pattern: str  # of its frieze: a function of borders.py
    ground: str  # the letter on which that stands
    is_woven: bool = False  # drawn by the woven compositions only


PIGMENTS = {
    "enterprise": Pigment(("azd", "az", "azi", "azt"), ("cinnabar", "ochre", "malachite"), "halves", "t"),
    "project": Pigment(("mad", "ma", "mai", "mat"), ("ochre", "cinnabar", "azurite"), "vine", "d"),
    "exhibition": Pigment(("cid", "ci", "cii", "cit"), ("malachite", "azurite", "ochre"), "petals", "d"),
    "trademark": Pigment(("ocd", "oc", "oci", "oct"), ("azurite", "malachite", "cinnabar"), "lozenges", "d", is_woven=True),
    "selection": Pigment(
        (("#33281D", "#221A12"), ("#6A5742", "#5A4936"), ("#A08B6E", "#8A765A"), ("#E2D3B6", "#B9A580")),
        ("azurite", "malachite", "cinnabar"),
        "scales",
        "d",
    ),
}
