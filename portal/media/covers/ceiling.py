"""The portal's ceiling: all four pigments, drawn once, larger and finer than any cover."""

import math
from functools import lru_cache

from portal.media.covers.borders import PAIRS_OF_COLOURS, lozenge
from portal.media.covers.drawing import Art, bead_box, beads, box, disc, path, short, way

FRAME, FIELD = 424, 312  # half the side of the frame, and of the square inside it


def pendants(a):
    """The valance: pendants that hang outwards from the frame."""
    n = 14
    step = 2 * FRAME / n

    def flag(cls, half, tip):
        return path(cls, way("M", -step * half, 0, "H", step * half, "L", 0, -step * tip, "Z"))

    def tongue(cls, half, neck, tip):
        edge = ("H", step * half, "V", -step * neck, "L", 0, -step * tip, "L", -step * half, -step * neck)
        return path(cls, way("M", -step * half, 0, *edge, "Z"))

    bell = f'<circle class="g" r="4.6" cy="{short(-step * 1.36)}"/>'
    drops = [a.define(flag("k", 0.52, 1.34) + flag(main, 0.46, 1.2) + flag(tint, 0.27, 0.76) + bell) for main, tint in PAIRS_OF_COLOURS]
    back = a.define(tongue("k", 0.3, 0.82, 0.98) + tongue("p", 0.25, 0.78, 0.92))
    fringe = a.define(
        "".join(a.use(back, -FRAME + k * step, -FRAME) for k in range(n + 1))
        + "".join(a.use(drops[k % 4], -FRAME + (k + 0.5) * step, -FRAME) for k in range(n))
        + a.use(drops[2], -FRAME, -FRAME, -45)
    )
    return "".join(a.use(fringe, turn=90 * k) for k in range(4))


def ceiling_frame(a):
    """Half medallions, beads, chequers."""
    outer = box(430, "k") + box(FRAME, "azd") + box(FRAME, "sg", ' stroke-width="2.5"') + bead_box(410, 56, 9, "p")
    gap = 395 * 2 / 12
    r = gap * 0.56

    def medallion(rim, n, outer, inner, heart):
        return a.define(
            disc(r, "k")
            + disc(r * 0.95, rim)
            + beads(r * 0.84, 28, 3.4, "p")
            + a.ring(n, r * 0.16, r * 0.76, outer, inner, fat=0.9)
            + disc(r * 0.24, heart)
        )

    pair = medallion("azd", 12, "azt", "az", "g"), medallion("mad", 10, "mat", "ma", "oc")
    clip = a.define('<path d="M-395-395H395V-338H-395Z"/>', "clipPath")
    row = "".join(a.use(pair[k % 2], -395 + k * gap, -395 if k % 2 == 0 else -338) for k in range(13))
    run = a.define(f'<g clip-path="url(#{clip})">{row}</g>')
    sides = "".join(a.use(run, turn=90 * k) for k in range(4))
    inner = box(338, "k") + box(335, "g") + box(331, "oct") + bead_box(323, 46, 8, "ci") + box(314, "k") + box(FIELD, "mad")
    return outer + box(397, "k") + box(395, "ci") + sides + inner


def corners(a, half, tones, back, disc_a, disc_b, n=16):
    """Quarter rosettes in the corners of a square, and two leaves on each of its sides."""
    clip = a.define(box(half, ""), "clipPath")
    fan = a.define(
        a.ring(n, half * 0.2, half * 0.66, back, fat=1, start=180 / n)
        + a.ring(n, half * 0.2, half * 0.58, tones[0], tones[1], tones[2], fat=1)
        + disc(half * 0.3, "k")
        + disc(half * 0.285, disc_a)
        + beads(half * 0.24, 24, half * 0.026, "p")
        + disc(half * 0.19, disc_b)
        + a.ring(8, half * 0.02, half * 0.17, "p", "g", fat=0.8)
    )
    leaf = a.define(path(tones[0], "M-20 0C-26-16 4-22-2-52 20-30 26-14 20 0Z") + path(tones[1], "M-9 0C-12-8 5-12 1-30 13-16 14-8 9 0Z"))
    out = a.quarters(half, clip, fan)
    k = 1.1 * half / FIELD
    for turn in range(4):
        for side in (-1, 1):
            place = f"translate({short(side * half * 0.30)} {short(-half)})rotate(180)scale({short(-side * k)} {short(k)})"
            out += f'<g transform="rotate({90 * turn})"><use href="#{leaf}" transform="{place}"/></g>'
    return out


def lozenge_run(a, half, deep, n, tones):
    """A run of lozenges along each side of a square."""
    w, y = 2 * half / n, -half + deep / 2 + 1
    shapes = ((0.5, tones[0]), (0.36, tones[1]), (0.16, tones[2]))
    name = a.define("".join(path(cls, lozenge(-half + (k + 0.5) * w, y, w * s, deep * s)) for k in range(n) for s, cls in shapes))
    return "".join(a.use(name, turn=90 * k) for k in range(4))


def first_turn(a, s):
    return (
        box(s, "k")
        + box(s - 3, "oc")
        + lozenge_run(a, s - 3, 24, 18, ("p", "ci", "oct"))
        + box(s - 30, "k")
        + box(s - 32, "azt")
        + bead_box(s - 39, 26, 7, "azd")
        + box(s - 46, "az")
        + corners(a, s - 46, ("azt", "p", "ci"), "azd", "mat", "ma")
    )


def second_turn(s):
    return box(s, "k") + box(s - 2, "ci") + bead_box(s - 9, 19, 7.5, "p") + box(s - 16, "k") + box(s - 17.5, "cit")


def lotus(a, r):
    return (
        a.ring(24, r * 0.5, r, "ma", "mat", "p", fat=0.98)
        + a.ring(16, r * 0.36, r * 0.84, "p", "cit", "ci", fat=1.0, start=11.25)
        + a.ring(16, r * 0.28, r * 0.66, "ci", "cit", "p", fat=1.0)
        + disc(r * 0.47, "k")
        + a.ring(8, r * 0.1, r * 0.46, "azt", "az", "p", fat=1.04, start=22.5)
        + disc(r * 0.2, "k")
        + disc(r * 0.185, "g")
        + beads(r * 0.13, 10, r * 0.04, "ci")
        + disc(r * 0.07, "ci")
    )


@lru_cache
def ceiling():
    """The portal's own ceiling as inline SVG, 1000 x 1000 units."""
    a = Art("ceiling", "portal")
    out = f'<g class="turn t0">{pendants(a)}{ceiling_frame(a)}{corners(a, FIELD, ("mat", "p", "ci"), "ma", "cit", "ci")}</g>'
    s = FIELD * math.sqrt(0.5) * 0.992
    out += f'<g transform="rotate(45)"><g class="turn t1">{first_turn(a, s)}</g></g>'
    s = (s - 46) * math.sqrt(0.5) * 0.99
    out += f'<g class="turn t2">{second_turn(s)}</g>'
    q = s - 17.5
    out += corners(a, q, ("ci", "oct", "cid"), "oc", "ma", "mat", 12)
    out += disc(q * 1.0, "k") + disc(q * 0.975, "g") + disc(q * 0.95, "azd")
    out += f'<g class="turn lotus">{lotus(a, q * 0.93)}</g>'
    return a.picture(out, "cv ceiling", "-500 -500 1000 1000")
