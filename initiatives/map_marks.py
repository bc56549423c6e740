"""Where the marks of the map stand: a few each at its place with its name, many gathered where they would touch, each name where nothing
else stands. A mark of several places leads to a closer map."""

from dataclasses import dataclass
from functools import partial
from math import hypot

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from initiatives import geography

MAP_WIDTH, MAP_TOP, MAP_HEIGHT = 1200, 8, 490  # of the map, in its units
SINGLE_PLACES = 8  # places that all stand on their own, beside their point where need be
AWAY_FROM_HOME = 24  # units from the middle of its ring to the name of Gansu
DISC, CLEAR = 17, 6  # the radius of a numbered mark where it is largest, and what stays free around it
CLOSER_BY, CLOSEST = 2.5, 4  # how much closer each closer map is, and how many there are
REACH, REACH_ON_A_PHONE = 46, 100  # units within which marks would touch, or be too near for a finger
MOST_ROUTES = 24  # marks to which a line is drawn
MOST_NAMES = 12  # that the title of a mark of several places has
LETTERS, SMALL_LETTERS = (22, 11.5), (15.5, 8.2)  # units of a Chinese and of another letter on middling and on wide windows
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


@dataclass(frozen=True)
class MapWindow:
    """The part of the map that is shown, around the `middle`; the whole of it where `closer` is 0."""

    middle: tuple = (MAP_WIDTH / 2, MAP_TOP + MAP_HEIGHT / 2)
    closer: int = 0

    @property
    def scale(self):
        return CLOSER_BY**self.closer

    @property
    def corner(self):
        """Its left upper corner: no window shows what lies beyond the map."""
        wide, high = MAP_WIDTH / self.scale, MAP_HEIGHT / self.scale
        x, y = self.middle[0] - wide / 2, self.middle[1] - high / 2
        return min(max(x, 0), MAP_WIDTH - wide), min(max(y, MAP_TOP), MAP_TOP + MAP_HEIGHT - high)

    def at(self, point):
        """Where a point of the whole map stands in the window."""
        x, y = self.corner
        return round((point[0] - x) * self.scale, 1), round((point[1] - y) * self.scale + MAP_TOP, 1)

    def inside(self, point, edge):
        """The same, at least `edge` within the window: no disc is cut off."""
        x, y = self.at(point)
        return min(max(x, edge), MAP_WIDTH - edge), min(max(y, MAP_TOP + edge), MAP_TOP + MAP_HEIGHT - edge)

    def holds(self, point):
        x, y = self.at(point)
        return 0 <= x <= MAP_WIDTH and MAP_TOP <= y <= MAP_TOP + MAP_HEIGHT

    @property
    def transform(self):
        """The same for what is drawn in the units of the whole map."""
        x, y = self.corner
        return f"translate({-x * self.scale:.1f} {MAP_TOP - y * self.scale:.1f}) scale({self.scale:g})"


@dataclass
class MapMark:
    """A disc on the map, for one place or for several, of which the first is where most is."""

    places: list
    at: tuple  # where its place is in the window
    address: str
    disc: tuple = None  # where its disc stands
    label_at: tuple = None  # x, y and anchor of its label; None where it has no room
    is_ringed: bool = False
    is_for_wide: bool = False  # whether the label has room in a wide window only

    @property
    def first(self):
        return self.places[0]

    @property
    def number(self):
        """What its disc says: the place's number in the table, or how many places it is."""
        return self.first.number if len(self.places) == 1 else len(self.places)

    @property
    def label(self):
        if len(self.places) == 1:
            return self.first.name
        named = {"place": self.first.name, "more": len(self.places) - 1}
        return gettext("%(place)s +%(more)d") % named

    @property
    def title(self):
        """What is read of it: the names of its places, and of what was shown in a single one as far as that is at hand."""
        if len(self.places) == 1:
            names = [row.name for row in self.first.rows]
            return pgettext("between words", ": ").join(filter(None, [str(self.first.name), between_names(names)]))
        names = [str(place.name) for place in self.places[:MOST_NAMES]]
        rest = len(self.places) - len(names)
        if rest:
            names.append(gettext("%(n)d more") % {"n": rest})
        return between_names(names)

    @property
    def ring(self):
        """The radius of the ring of a single place, known to the country only; in a crowd that of the disc, where no ring is drawn."""
        return self.first.ring if self.is_ringed else DISC + 4

    @property
    def is_only_put_forward(self):
        return all(place.is_only_put_forward for place in self.places)

    @property
    def lead(self):
        """The line from the ring to a mark that had to stand aside."""
        return None if self.disc == self.at else towards(self.at, self.disc, self.ring, DISC - 4)

    def route(self, home):
        """The data of the line from Gansu, bent upwards; none for what lies within reach of its own ring."""
        (x, y), (u, v) = home, self.at
        far = hypot(u - x, v - y)
        if far < 45:
            return None
        bend = (x + u) / 2 + (v - y) * 0.3, (y + v) / 2 - abs(u - x) * 0.3
        (a, b), (c, d) = towards((x, y), bend, 15, 0)[0], towards(self.at, bend, self.ring, 0)[0]
        return f"M{a} {b}Q{bend[0]:.1f} {bend[1]:.1f} {c} {d}"


def between_names(names):
    return pgettext("between names", "; ").join(names)


def towards(start, end, from_start, from_end):
    """The line from `start` to `end` without its ends: ((x, y), (x, y))."""
    far = hypot(end[0] - start[0], end[1] - start[1]) or 1
    step = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    return tuple(
        (round(point[0] + sign * away * step[0], 1), round(point[1] + sign * away * step[1], 1))
        for point, away, sign in ((start, from_start, 1), (end, from_end, -1))
    )


def wide(text, letters=LETTERS):
    """How many units of the map a label takes."""
    return sum(letters[0] if ord(letter) > 0x2E80 else letters[1] for letter in str(text))


def box_of_disc(disc):
    x, y = disc
    return x - DISC - CLEAR, y - DISC - CLEAR, x + DISC + CLEAR, y + DISC + CLEAR


def box_of_label(text, disc, side, letters=LETTERS):
    """What a label on that side of a disc covers: (left, top, right, bottom)."""
    (x, y), half = disc, letters[0] * 0.6
    reach = DISC + 10 + wide(text, letters)
    return (x, y - half, x + reach, y + half) if side == "start" else (x - reach, y - half, x, y + half)


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shared(one, other):
    """The area that both boxes cover."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)


def is_off(box):
    return box[0] < 0 or box[2] > MAP_WIDTH or box[1] < MAP_TOP or box[3] > MAP_TOP + MAP_HEIGHT


def label_beside(mark, side):
    """Where the label of a mark begins or ends on that side of its disc."""
    away = (DISC + 7) if side == "start" else -(DISC + 7)
    return round(mark.disc[0] + away, 1), round(mark.disc[1] + 5, 1), side


def name_of_home(home, taken=()):
    """Where the name of Gansu stands by its ring, (x, y, anchor), and what it covers: on the left, or where that is `taken` on the
    right, below or above, whichever covers least."""
    (x, y), reach = home, AWAY_FROM_HOME + wide(gettext("Gansu"))
    tries = [
        ((x - AWAY_FROM_HOME, y + 6, "end"), (x - reach, y - 14, x, y + 14)),
        ((x + AWAY_FROM_HOME, y + 6, "start"), (x, y - 14, x + reach, y + 14)),
        ((x, y + 40, "middle"), (x - reach / 2, y + 22, x + reach / 2, y + 48)),
        ((x, y - 24, "middle"), (x - reach / 2, y - 48, x + reach / 2, y - 20)),
    ]
    return min(tries, key=lambda tried: sum(shared(tried[1], box) for box in taken))  # the first of the best


def around_home(home, taken=()):
    """What the ring of Gansu and its name cover."""
    x, y = home
    return [(x - 22, y - 22, x + 22, y + 22), name_of_home(home, taken)[1]]


def overlap(mark, taken, found):
    """How much the disc and the label of a mark would cover of what is `taken`, or leave of the map; `found` is where they would stand."""
    own = [box_of_disc(found[0]), box_of_label(mark.label, *found)]
    return 10 * sum(map(is_off, own)) + sum(meet(box, other) for box in own for other in taken)


def set_out_few(marks, home):
    """Gives each mark its disc and label: at its point, or as near as nothing else stands."""
    taken = around_home(home)
    for mark in sorted(marks, key=lambda mark: -mark.ring):
        tries = [
            ((round(mark.at[0] + dx, 1), round(mark.at[1] + dy, 1)), side)
            for dx, dy in (ASIDE if mark.ring > DISC else ASIDE[1:])
            for side in (("start", "end") if dx >= 0 else ("end", "start"))
        ]
        mark.disc, side = min(tries, key=partial(overlap, mark, taken))  # the first of the best
        taken += [box_of_disc(mark.disc), box_of_label(mark.label, mark.disc, side)]
        mark.label_at = label_beside(mark, side)


def set_out_many(marks, home):
    """Gives each mark its disc at its point, and a label where that covers nothing: the largest places first."""
    for mark in marks:
        mark.disc = mark.at
    discs = [box_of_disc(mark.disc) for mark in marks]
    taken = [*around_home(home, discs), *discs]
    for mark in sorted(marks, key=lambda mark: -sum(place.total for place in mark.places)):
        others = [box for box in taken if box != box_of_disc(mark.disc)]
        for letters, side in ((LETTERS, "start"), (LETTERS, "end"), (SMALL_LETTERS, "start"), (SMALL_LETTERS, "end")):
            box = box_of_label(mark.label, mark.disc, side, letters)
            if not is_off(box) and not any(meet(box, other) for other in others):
                mark.label_at, mark.is_for_wide = label_beside(mark, side), letters is SMALL_LETTERS
                taken.append(box)
                break


def gathered(places, window, reach):
    """[[place, …]] of those in the window, the places with most first: each stands for those that are within reach of it."""
    groups = []
    for place in places:
        at = window.inside(place.at, reach / 2)
        near = [(hypot(at[0] - x, at[1] - y), group) for group, (x, y) in groups]
        distance, group = min(near, default=(reach, None), key=lambda found: found[0])
        if distance < reach:
            group.append(place)
        else:
            groups.append(([place], at))
    return [group for group, _at in groups]


def closer_map(group, window, reach):
    """The address of the first closer map on which these places stand apart; where none is close enough, their line of the table."""
    first, *others = group
    far = max(hypot(first.at[0] - other.at[0], first.at[1] - other.at[1]) for other in others)
    for closer in range(window.closer + 1, CLOSEST + 1):
        if far * CLOSER_BY**closer >= reach:
            return f"{reverse('map')}?near={first.code.lower()}&closer={closer}"
    return f"{'' if window.closer else reverse('map')}#place-{first.code.lower()}"


def marks_of(places, window, home, reach=REACH):
    """The MapMarks of `places`, those with most first."""
    inside = [place for place in places if place.at and (window.holds(place.at) or not window.closer)]
    if len(inside) <= SINGLE_PLACES:
        marks = [MapMark([place], window.at(place.at), place.address, is_ringed=True) for place in inside]
        set_out_few(marks, home)
        return marks
    marks = []
    for group in gathered(inside, window, reach):
        address = group[0].address if len(group) == 1 else closer_map(group, window, reach)
        marks.append(MapMark(group, window.inside(group[0].at, reach / 2), address))
    set_out_many(marks, home)
    return marks


def routes_to(marks, home):
    """[(the data of the line from Gansu, whether nothing took place there yet)] of the marks to which one is drawn; none where they are
    many."""
    return [(mark.route(home), mark.is_only_put_forward) for mark in marks] if len(marks) <= MOST_ROUTES else []


def home_in(window):
    return window.at(geography.project(*geography.GANSU))
