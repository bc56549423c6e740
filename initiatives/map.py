"""The map of where the work was shown: one mark for each country or region on record, a dot for each known city."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from math import hypot

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django_countries import countries

from initiatives import geography
from initiatives.models import Initiative
from portal.models import Statement
from portal.models.records import name_order
from portal.text.fields import reads_chinese
from portal.text.ordering import kept_sort_key

MOST_ROWS = 3  # records of one place that the table names; its page has them all
DISC, CLEAR = 17, 6  # the radius of a numbered mark where it is largest, and what stays free around it
ASIDE = [
    (0, 0),
    (58, -14),
    (42, 42),
    (-42, 34),
    (-58, -22),
    (62, 52),
    (-70, 62),
    (64, -58),
    (-64, -70),
    (0, 84),
    (0, -92),
    (110, 0),
    (-110, 20),
]
CROPPED = 270, 990  # what a telephone shows of the map, where every mark lies within
SMALL_COUNTRIES = {"SG", "HK", "MO", "MT", "BH", "MC", "VA", "SM", "LI", "AD", "LU", "BN"}  # too small for a wide ring at this scale


@dataclass
class Place:
    """A country or region with what is on record there."""

    code: str
    counts: dict  # {kind: how many initiatives}
    rows: list = field(default_factory=list)  # the first of them, each with `cited`: the Statement that says most of its place
    number: int = 0  # on the map and in its table
    at: tuple = None  # its point on the map; None where none is known
    disc: tuple = None  # where its numbered mark stands
    label_at: tuple = None  # x, y and anchor of its name
    cities: dict = field(default_factory=dict)  # {point: name} of those whose point is known

    @property
    def name(self):
        return countries.name(self.code)

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def more(self):
        return self.total - len(self.rows)

    @property
    def address(self):
        return reverse("place", args=[self.code.lower()])

    @property
    def ring(self):
        """The radius of its ring: known to the country only."""
        return 7 if self.code in SMALL_COUNTRIES else 30

    @property
    def is_only_put_forward(self):
        """Whether no source says that anything took place there."""
        return not self.more and all(row.is_only_put_forward for row in self.rows)

    @property
    def is_only_inferred(self):
        """Whether no source says in words that anything took place there."""
        return not self.more and all(row.country_inferred for row in self.rows)

    @property
    def lead(self):
        """The line from the ring to a mark that had to stand aside."""
        return None if self.disc == self.at else towards(self.at, self.disc, self.ring, DISC - 4)

    @property
    def route(self):
        """The data of the line from Gansu, bent upwards; none for what lies within reach of its own ring."""
        (x, y), (u, v) = geography.project(*geography.GANSU), self.at
        far = hypot(u - x, v - y)
        if far < 45:
            return None
        bend = (x + u) / 2 + (v - y) * 0.3, (y + v) / 2 - abs(u - x) * 0.3
        (a, b), (c, d) = towards((x, y), bend, 15, 0)[0], towards(self.at, bend, self.ring, 0)[0]
        return f"M{a} {b}Q{bend[0]:.1f} {bend[1]:.1f} {c} {d}"


def towards(start, end, from_start, from_end):
    """The line from `start` to `end` without its ends: ((x, y), (x, y))."""
    far = hypot(end[0] - start[0], end[1] - start[1]) or 1
    step = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    return tuple(
        (round(point[0] + sign * away * step[0], 1), round(point[1] + sign * away * step[1], 1))
        for point, away, sign in ((start, from_start, 1), (end, from_end, -1))
    )


def wide(text):
    """How many units of the map a label takes where it is largest."""
    return sum(22 if ord(letter) > 0x2E80 else 11.5 for letter in text)


def boxes(place, disc, side):
    """What a mark at `disc` with its label on that side covers: (left, top, right, bottom) of each."""
    x, y = disc
    reach = DISC + 10 + wide(place.name)
    label = (x, y - 13, x + reach, y + 13) if side == "start" else (x - reach, y - 13, x, y + 13)
    return [(x - DISC - CLEAR, y - DISC - CLEAR, x + DISC + CLEAR, y + DISC + CLEAR), label]


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def overlap(place, taken, found):
    """How much a mark and its label would cover of what is `taken`, or leave of the map; `found` is where they would stand."""
    own = boxes(place, *found)
    off = sum(left < 0 or right > 1200 or top < 8 or bottom > 498 for left, top, right, bottom in own)
    return 10 * off + sum(meet(box, other) for box in own for other in taken)


def set_out(places):
    """Gives each place with a point its mark and label: at its point, or as near as nothing else stands."""
    x, y = geography.project(*geography.GANSU)
    taken = [(x - 22, y - 22, x + 22, y + 22), (x - 110, y - 14, x, y + 14)]  # the home ring and its name
    for place in sorted(filter(lambda place: place.at, places), key=lambda place: -place.ring):
        tries = [
            ((round(place.at[0] + dx, 1), round(place.at[1] + dy, 1)), side)
            for dx, dy in (ASIDE if place.ring > DISC else ASIDE[1:])
            for side in (("start", "end") if dx >= 0 else ("end", "start"))
        ]

        place.disc, side = min(tries, key=partial(overlap, place, taken))  # the first of the best
        taken += boxes(place, place.disc, side)
        away = (DISC + 7) if side == "start" else -(DISC + 7)
        place.label_at = round(place.disc[0] + away, 1), round(place.disc[1] + 5, 1), side


def cite_places(rows):
    """Gives each initiative `cited`: of its public statements the first that names the place, else the first without a figure."""
    statements = Statement.objects.published().filter(record__in=[row.pk for row in rows]).select_related("passage__source", "measure")
    by_record = defaultdict(list)
    for statement in statements.order_by("passage__source__issued_on", "passage__source", "passage__number", "id"):
        by_record[statement.record_id].append(statement)
    for row in rows:
        found = by_record[row.pk]
        names = [part for part in (countries.name(row.country.code).split(",")[0], row.city_en, row.city_zh) if part]
        naming = [one for one in found if any(name in text for name in names for text in (one.wording_en, one.wording_zh))]
        plain = [one for one in found if not one.figure]  # what names the initiative itself, where no wording names the place
        row.cited = next(iter(naming or plain or found), None)


def shown_places(code=None):
    """[Place] of the public initiatives that have a country or region on record, most first; or the one with this code."""
    public = Initiative.objects.published().exclude(country="")
    if code:
        public = public.filter(country=code)
    found = {}
    for country, kind, count in public.order_by().values_list("country", "kind").annotate(Count("pk")):
        found.setdefault(country, Place(country, {})).counts[kind] = count
    ranked = public.annotate(place_rank=Window(RowNumber(), partition_by=F("country"), order_by=name_order()))
    rows = list(ranked.filter(place_rank__lte=MOST_ROWS).order_by("place_rank"))
    cite_places(rows)
    for row in rows:
        found[row.country.code].rows.append(row)
    columns = ("country", "city_en", "city_zh")
    for country, *names in public.exclude(city_en="", city_zh="").order_by(*columns).values_list(*columns).distinct():
        if point := geography.city(country, names):
            found[country].cities[point] = next(filter(None, reversed(names) if reads_chinese() else names))
    shown = sorted(found.values(), key=lambda place: (-place.total, kept_sort_key(str(place.name))))
    for number, place in enumerate(shown, start=1):
        place.number, place.at = number, geography.points().get(place.code)
    set_out(shown)
    return shown


def world_map(code=None):
    """What templates/initiatives/_map.html draws: the places, and the parts that stay."""
    shown = shown_places(code)
    marks, home = [place for place in shown if place.at], geography.project(*geography.GANSU)
    return {
        "places": shown,
        "marks": marks,
        "land": geography.land(),
        "home": home,
        "origin": (home[0] - 24, home[1] + 6),
        "fits": all(CROPPED[0] <= place.disc[0] <= CROPPED[1] for place in marks),
    }
