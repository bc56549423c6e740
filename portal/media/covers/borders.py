"""Border bands: the friezes of covers and pages, the fringe over the footer, the niche of the wall of nominees."""

from functools import lru_cache

from portal.media.covers.drawing import Art, H, W, beads, disc, dotted, ground, line, path, petal, short, way, with_class_names
from portal.media.covers.pigments import PIGMENTS

PAIRS_OF_COLOURS = (("az", "azt"), ("ci", "cit"), ("ma", "mat"), ("oc", "oct"))  # all four, main and tint
TONES = dict.fromkeys("tpe", ("m", "d", "c")) | {"c": ("p", "e", "d")}  # ground → the tones of a pattern on it


def petals(a, y, h, tones, wide):
    x1, x2, x3 = tones
    w = h * 0.62
    shapes = ((x1, 0.5, 0.94), (x2, 0.34, 0.76), (x3, 0.15, 0.5))
    name = a.define("".join(path(cls, petal(w * s, 0, h * t)) for cls, s, t in shapes))
    back = a.define(path(x2, petal(w * 0.5, 0, h * 0.8)))
    behind = "".join(a.use(back, (k + 0.5) * w, y + h) for k in range(-1, int(wide / w) + 2))
    return behind + "".join(a.use(name, k * w, y + h, cls=a.hand.worn()) for k in range(int(wide / w) + 2))


def strip(a, y, h, wide):
    """The id of what cuts a pattern off at the edges of its band."""
    return a.define(f'<rect x="-9" y="{short(y)}" width="{wide + 18}" height="{short(h)}"/>', "clipPath")


def halves(a, y, h, tones, wide):
    x1, x2, x3 = tones
    r = h * 0.74
    clip = strip(a, y, h, wide)
    rim = disc(r, "k") + disc(r * 0.95, x2) + beads(r * 0.84, 26, r * 0.09, "p")
    name = a.define(rim + a.ring(12, r * 0.1, r * 0.74, x1, x3, fat=0.9) + disc(r * 0.2, "g"))
    row = "".join(a.use(name, k * r * 1.5, y + (h if k % 2 else 0)) for k in range(int(wide / r) + 2))
    return f'<g clip-path="url(#{clip})">{row}</g>'


def lozenges(a, y, h, tones, wide):
    x1, x2, x3 = tones
    w, out = h * 0.9, ""
    for k in range(int(wide / w) + 2):
        x, middle = k * w, y + h / 2
        for s, cls in ((0.5, x1), (0.38, "k"), (0.34, x2), (0.18, x3)):
            out += path(cls, lozenge(x, middle, w * s, h * s))
    return out


def lozenge(x, y, half, high):
    return way("M", x - half, y, "L", x, y - high, "L", x + half, y, "L", x, y + high, "Z")


def teeth(a, y, h, tones, wide, field):
    x1, x2, x3 = tones
    w, out = h * 0.5, ""
    for k in range(int(wide / w) + 2):
        for s, cls in ((1, (x1, x2)[k % 2]), (0.6, x3 if k % 2 else field)):
            out += path(cls, way("M", k * w - w * 0.5 * s, y, "h", w * s, "L", k * w, y + h * 0.92 * s, "Z"))
    return out


def vine(a, y, h, tones, wide):
    x1, x2, x3 = tones
    w = h * 1.1
    wave = way("M", -w, y + h / 2)
    for k in range(int(wide / w) + 3):
        wave += way("q", w / 2, h * 0.62 * (-1 if k % 2 else 1), w, 0)
    leaf = a.define(path(x2, petal(h * 0.19, 0, h * 0.44)) + path(x3, petal(h * 0.09, 0, h * 0.28)))
    out = line(x1, h * 0.07, wave)
    for k in range(-1, int(wide / w) + 2):
        s = 1 if k % 2 else -1
        for turn in (-58, 0, 58):
            out += a.use(leaf, (k + 0.5) * w, y + h / 2 + s * h * 0.1, turn + (180 if s < 0 else 0))
    return out


def scales(a, y, h, tones, wide):
    x1, x2, x3 = tones
    r = h * 0.36
    clip = strip(a, y, h, wide)
    name = a.define(disc(r, "k") + disc(r * 0.93, x1) + disc(r * 0.66, x2) + disc(r * 0.36, x3))
    places = [(j, k) for j in range(6) for k in range(int(wide / r / 1.8) + 2)]
    rows = "".join(a.use(name, k * r * 1.8 + (r * 0.9 if j % 2 else 0), y + j * r * 0.72) for j, k in places)
    return f'<g clip-path="url(#{clip})">{rows}</g>'


PATTERNS = {"petals": petals, "halves": halves, "lozenges": lozenges, "vine": vine, "scales": scales}


def band(a, pattern, y, h, tones, field, wide=W):
    """A band of `pattern`, `h` high, from `y` downwards, in three tones on its ground."""
    if pattern == "teeth":
        return teeth(a, y, h, tones, wide, field)
    return PATTERNS[pattern](a, y, h, tones, wide)


def friezes(a):
    """A composition for covers: border bands from the edges of the walls, laid one above another."""
    hand = a.hand
    out, y = ground("d"), -hand.between(0, 20)
    patterns = ["petals", "halves", "lozenges", "teeth", "vine", "scales"]
    last, k = None, 0
    cycle = hand.pick((("m", "t", "d", "p", "c"), ("d", "p", "m", "e", "i"), ("t", "d", "c", "m", "p")))
    while y < H:
        h = hand.pick((38, 54, 72, 96))
        pattern = hand.pick([each for each in patterns if each != last])
        field = cycle[k % len(cycle)]
        tones = TONES.get(field, ("p", "t", "g"))
        out += f'<rect class="{field}" x="-9" y="{short(y)}" width="498" height="{short(h)}"/>'
        out += band(a, pattern, y, h, tones, field)
        out += f'<rect class="k" x="-9" y="{short(y + h)}" width="498" height="9"/>'
        out += dotted(hand.pick(("p", "g")), 4.4, 9.6, way("M", -6, y + h + 4.5, "H", 488))
        y, last, k = y + h + 9, pattern, k + 1
    return out


@lru_cache
def frieze(kind, wide=1440):
    """A border band for a kind: over its column on the home page (wide=480), at the head of its list."""
    a, high = Art(f"frieze-{wide}", kind), 40
    pigment = PIGMENTS[kind]
    pattern, field = pigment.pattern, pigment.ground
    tones = ("m", "d", "c") if field == "t" else ("t", "m", "g")
    body = f'<rect class="{field}" width="{wide}" height="{high}"/>' + band(a, pattern, 0, high - 8, tones, field, wide)
    body += f'<rect class="k" y="{high - 8}" width="{wide}" height="8"/>' + dotted("p", 4, 9, way("M", 4, high - 4, "H", wide))
    return a.picture(body, f"cv cv-{kind} with-{pigment.counters[0]}", f"0 0 {wide} {high}", "xMinYMax")


@lru_cache
def valance():
    """The fringe that hangs from the ceiling's frame: the head of the footer."""
    a, step = Art("valance", "portal"), 36
    drops = [
        a.define(
            path("k", "M-19 0H19L0 50Z")
            + path(main, "M-16.5 0H16.5L0 44Z")
            + path(tint, "M-9 0H9L0 26Z")
            + '<circle class="g" r="2.6" cy="50"/>'
        )
        for main, tint in PAIRS_OF_COLOURS
    ]
    back = a.define(path("p", "M-9 0H9V26L0 32L-9 26Z"))
    body = "".join(a.use(back, k * step) for k in range(41)) + "".join(a.use(drops[k % 4], (k + 0.5) * step) for k in range(40))
    return a.picture(body, "cv ceiling", "0 0 1440 56", "xMidYMin")


@lru_cache
def niche(mark):
    """One niche of the wall, lit and empty, as a group with the id `mark`: a nominee that the source names."""

    def arch(k, cls, extra=""):
        x, y = 46 * k, 146 * k
        foot, shoulder, neck, throat, tip = (148 - share * y for share in (0.589, 0.781, 0.822, 0.89, 0.925))
        point = 148 - 0.959 * y
        up = (50 - x, shoulder, 50 - x * 0.565, neck, 50 - x * 0.283, throat)
        over = (50 - x * 0.152, tip, 50 - x * 0.065, point, 50, 148 - y)
        back = (50 + x * 0.065, point, 50 + x * 0.152, tip, 50 + x * 0.283, throat)
        down = (50 + x * 0.565, neck, 50 + x, shoulder, 50 + x, foot)
        curve = ("C", *up, "C", *over, "C", *back, "C", *down)
        return path(cls, way("M", 50 - x, 148, "V", foot, *curve, "V", 148) + ("" if extra else "Z"), extra)

    body = (
        arch(1, "azd")
        + arch(0.89, "sg", ' stroke-width="2"')
        + arch(0.78, "az")
        + arch(0.7, "sp bead", ' stroke-width="2.6" stroke-dasharray="0 6.6"')
        + arch(0.62, "k")
        + arch(0.59, "oct")
        + arch(0.44, "p")
    )
    return with_class_names(f'<g id="{mark}">{body}</g>')
