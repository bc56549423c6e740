"""Where land, countries and cities lie on the map: dots of land, never a boundary, and one point for each place.

    land.json     rows of [y, [x, …]], rasterized from the land of Natural Earth at 1:110m
    points.json   ISO 3166-1 code → longitude and latitude of the point at which a country or region is labelled
    cities.json   the same for large cities, by their English names
    chinese_cities.json   the English names of these by the Chinese ones

The first three are drawn from Natural Earth, which is in the public domain. A place without a point stands in the table under the
map only.
"""

import json
from functools import cache
from itertools import pairwise
from math import radians
from pathlib import Path

GANSU = 101, 38  # longitude and latitude near the middle of the province: a region, not one of its cities
SCALE, MERIDIAN, CENTRE = 212, 158, (600, 300)  # of the map's units; the Pacific in the middle, Gansu left of it


def project(longitude, latitude):
    """The point of the map, by the Natural Earth projection."""
    l, p = radians((longitude - MERIDIAN + 180) % 360 - 180), radians(latitude)  # noqa: E741 the formula's names
    x = l * (0.8707 - 0.131979 * p**2 + p**4 * (-0.013791 + p**4 * (0.003971 * p**2 - 0.001529 * p**4)))
    y = p * (1.007226 + p**2 * (0.015085 + p**4 * (-0.044475 + 0.028874 * p**2 - 0.005916 * p**4)))
    return round(CENTRE[0] + SCALE * x, 1), round(CENTRE[1] - SCALE * y, 1)


def read_file(name):
    return json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8"))


@cache
def land():
    """The dots as the data of one path of strokes without length, whose round caps are the dots."""
    data = []
    for y, row in read_file("land")["rows"]:
        steps = "m".join(f"{right - left - 0.01:.2f} 0h.01" for left, right in pairwise(row))
        data.append(f"M{row[0]:g} {y:g}h.01" + (f"m{steps}" if steps else ""))
    return "".join(data)


@cache
def points():
    """{code: point of the map}."""
    return {code: project(*point) for code, point in read_file("points").items()}


@cache
def cities():
    """{(code, name in lower case, in either language): point of the map}."""
    points = {(code, name.casefold()): project(*point) for code, found in read_file("cities").items() for name, point in found.items()}
    chinese = {(code, name): english for code, found in read_file("chinese_cities").items() for name, english in found.items()}
    return points | {(code, name): points[code, english.casefold()] for (code, name), english in chinese.items()}


def city(code, names):
    """The point of a city by the first of its names that is known; None where none is. 巴黎市 is 巴黎."""
    return next(filter(None, (cities().get((code, name.casefold().removesuffix("市"))) for name in names)), None)
