"""The covers of intellectual property: cloth, knots, plaits and nets, nothing of the caves and nothing like the mark."""

import math

from portal.media.covers.drawing import H, W, disc, dotted, ground, line, path, placed, short, way


def rect(cls, x, y, wide, high):
    return f'<rect class="{cls}" x="{short(x)}" y="{short(y)}" width="{short(wide)}" height="{short(high)}"/>'


def weave(a):
    """Cloth, over and under: plain, basket, twill or herringbone."""
    hand = a.hand
    w, kind = hand.pick((22, 30, 42, 60)), hand.pick(("plain", "basket", "twill", "herringbone"))
    warp, weft = hand.pick((("m", "t"), ("d", "i"), ("t", "d"), ("i", "p"), ("p", "m")))
    thread, cord = hand.pick(("k", "g", "p")), hand.pick(("c", "k", "g"))
    raised = {
        "plain": lambda r, c: (r + c) % 2 == 0,
        "basket": lambda r, c: (r // 2 + c // 2) % 2 == 0,
        "twill": lambda r, c: (r + c) % 4 < 2,
        "herringbone": lambda r, c: (r + (c if c < 4 else -c)) % 4 < 2,
    }[kind]

    def strand(x, y, wide, high, tone, seam):
        along = way("M", x + wide / 2, y, "v", high) if high > wide else way("M", x, y + high / 2, "h", wide)
        return rect(tone, x, y, wide, high) + line(seam, w * 0.07, along)

    slim = w * 0.84
    upright = strand((w - slim) / 2, 0, slim, w, warp, thread)
    across = strand(0, (w - slim) / 2, w, slim, weft, cord)
    crossing = f'<rect class="k" width="{short(w)}" height="{short(w)}"/>'
    up, down = a.define(crossing + across + upright), a.define(crossing + upright + across)
    cols = 8 if kind == "herringbone" else 4
    tile = a.define("".join(a.use(up if raised(r, c) else down, c * w, r * w) for r in range(4) for c in range(cols)))
    wide, high = math.ceil(310 / cols / w), math.ceil(310 / 4 / w)
    body = "".join(a.use(tile, x * cols * w, y * 4 * w) for x in range(-wide, wide) for y in range(-high, high))
    return placed(240, 180, body, hand.pick((0, 45)))


def knots(a):
    """Rings of cord linked into a field: each goes over and under its neighbours by turns."""
    hand = a.hand
    field = hand.pick(("d", "m", "t", "k"))
    gap = hand.pick((62, 84, 116))
    r, fat = gap * 0.62, gap * hand.pick((0.17, 0.22))
    pairs = {
        "d": (("t", "m"), ("i", "p")),
        "m": (("d", "p"), ("t", "d")),
        "t": (("d", "i"), ("m", "p")),
        "k": (("i", "d"), ("m", "t")),
    }[field]
    tone, core = hand.pick(pairs)
    turn = math.degrees(math.acos(gap / 2 / r))

    def cord(shape):
        edge = "k" if field != "k" else "p"
        return line(edge, fat * 1.26, shape) + line(tone, fat, shape) + line(core, fat * 0.22, shape)

    def arc(start, end):
        (x0, y0), (x1, y1) = ((r * math.cos(math.radians(q)), r * math.sin(math.radians(q))) for q in (start, end))
        return way("M", x0, y0, "A", r, r, 0, 0, 1, x1, y1)

    ring = a.define(cord(way("M", -r, 0, "A", r, r, 0, 1, 1, r, 0, "A", r, r, 0, 1, 1, -r, 0, "Z")))
    bow = math.degrees(fat * 0.8 / r)
    over = a.define("".join(cord(arc(turn + q - bow, turn + q + bow)) for q in (0, 90, 180, 270)))
    stud = a.define(disc(gap * 0.09, "k") + disc(gap * 0.07, hand.pick(("g", "c", "p"))))
    n = math.ceil(310 / gap)
    spots = [(x * gap, y * gap) for y in range(-n, n + 1) for x in range(-n, n + 1)]
    skew = hand.pick((0, 45))
    body = "".join(a.use(name, x, y) for name in (ring, over, stud) for x, y in spots)
    return ground(field) + placed(240, 180, body, skew)


def plait(a):
    """Plaits side by side, strand laid over strand."""
    hand = a.hand
    w = hand.pick((48, 60, 80, 120))
    step = w * hand.pick((0.34, 0.44))
    sets = hand.pick(((("t", "m"), ("i", "d")), (("m", "t"), ("p", "d")), (("d", "i"), ("t", "m"), ("p", "i"))))
    field = hand.pick(("k", "d"))

    def leaf(side, tone, seam):
        out = ""
        for cls, s in (("k", 1.06), (tone, 0.97)):
            x, tip, top, foot = side * w, (side * w * 0.46 * s, -w * 0.52 * s), -w * 0.4 * s, (-side * w * 0.2 * s, w * 0.36 * s)
            right = (x * 0.56 * s, -w * 0.1 * s, x * 0.2 * s, w * 0.3 * s)
            left = (-x * 0.3 * s, w * 0.02, x * 0.02, top)
            out += path(cls, way("M", *tip, "C", *right, *foot, "C", *left, *tip, "Z"))
        start, end = (side * w * 0.4, -w * 0.34), (-side * w * 0.14, w * 0.27)
        bend = (side * w * 0.38, -w * 0.02, side * w * 0.1, w * 0.22)
        return out + line(seam, w * 0.03, way("M", *start, "C", *bend, *end))

    columns = []
    for tone, seam in sets:
        leaves = [a.define(leaf(side, tone, seam)) for side in (-1, 1)]
        rows = math.ceil(430 / step)
        columns.append(a.define("".join(a.use(leaves[k % 2], 0, 400 - k * step) for k in range(rows + 1))))
    gap, out = w * 1.12, ground(field)
    seam = hand.pick(("g", "c", "p"))
    for k in range(math.ceil(W / gap) + 1):
        out += a.use(columns[k % len(columns)], (k + 0.5) * gap, 0)
        out += dotted(seam, w * 0.06, short(w * 0.13), way("M", (k + 1) * gap, -6, "V", 366))
    return out if hand.pick((True, False)) else placed(0, 360, out, -90, W / H)


def net(a):
    """A net of doubled cords, a knot on every crossing."""
    hand = a.hand
    field = hand.pick(("t", "d", "m", "p"))
    dark = field in "dm"
    gap = hand.pick((44, 60, 84))
    cord, core = hand.pick((("t", "d"), ("p", "m"), ("i", "k"))) if dark else hand.pick((("m", "p"), ("d", "i"), ("d", "t")))
    knot, heart = hand.pick((("g", "k"), ("c", "p"), ("p" if dark else "k", "g")))
    n = math.ceil(310 / gap)
    cords = "".join(way("M", k * gap, -310, "V", 310, "M", -310, k * gap, "H", 310) for k in range(-n, n + 1))
    body = "".join(line(cls, s * gap, cords) for cls, s in (("k", 0.26), (cord, 0.2), (core, 0.05)))
    loop = a.ring(4, gap * 0.02, gap * 0.36, "k", fat=0.86) + a.ring(4, gap * 0.04, gap * 0.31, knot, cord, fat=0.8)
    tie = a.define(loop + disc(gap * 0.11, "k") + disc(gap * 0.08, heart))
    eye = a.define(rect("i" if field != "p" else "t", -gap * 0.2, -gap * 0.2, gap * 0.4, gap * 0.4) + disc(gap * 0.07, field))
    for x in range(-n, n + 1):
        for y in range(-n, n + 1):
            body += a.use(eye, (x + 0.5) * gap, (y + 0.5) * gap) if gap > 70 or (x + y) % 2 == 0 else ""
            body += a.use(tie, x * gap, y * gap)
    return ground(field) + placed(240, 180, body, hand.pick((0, 45, 45)))


WOVEN = (weave, knots, plait, net)
