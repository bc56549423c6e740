"""Compositions of squares and circles: the caisson, the rosette, the field of medallions."""

import math

from portal.media.covers.drawing import H, W, bead_box, beads, box, disc, ground, placed


def nested(a, half, grounds, bands, levels, tones):
    """The caisson: squares, each turned in the one before, to the lotus at the centre."""
    out, n = "", a.hand.pick((8, 12, 16))
    for k in range(levels):
        field, band = grounds[k % len(grounds)], bands[k % len(bands)]
        rim, edge = half * 0.9, half * 0.865
        body = box(half, band) + box(half * 0.985, f"s{'g' if k % 2 == 0 else 'p'}", ' stroke-width="1.4"')
        per_side = a.hand.pick((15, 19, 23)) if k == 0 else 13 - 2 * min(k, 3)
        body += bead_box(half * 0.945, per_side, half * 0.05, "p" if k % 2 == 0 else "g")
        body += box(rim, "k") + box(rim * 0.985, "p") + box(edge, field)
        clip = a.define(box(edge, ""), "clipPath")
        one, two, three = (tones[(k + j) % len(tones)] for j in (1, 2, 3))
        fan = a.define(
            a.ring(16, edge * 0.12, edge * 0.6, three, fat=0.98, start=11.25)
            + a.ring(16, edge * 0.12, edge * 0.52, one, two, fat=0.98)
            + disc(edge * 0.2, band)
            + beads(edge * 0.3, 20, edge * 0.028, "p")
            + disc(edge * 0.12, "g")
        )
        body += a.quarters(edge, clip, fan)
        out += f'<g class="turn t{k}"{turned(k)}>{body}</g>'
        half = edge * math.sqrt(0.5) * 0.985
    heart = box(half, grounds[levels % len(grounds)]) + box(half * 0.96, "sg", ' stroke-width="1.4"')
    return out + f"<g{turned(levels)}>{heart}</g>" + a.lotus(half * 0.92, tones, rings=3, n=n, ground="k")


def turned(k):
    """Every other square stands on its corner."""
    return ' transform="rotate(45)"' if k % 2 else ""


def caisson(a):
    hand = a.hand
    grounds = hand.pick((("t", "m", "c", "d"), ("m", "t", "d", "e"), ("d", "e", "m", "t"), ("p", "d", "t", "m")))
    bands = hand.pick((("d", "c", "m"), ("m", "d", "c"), ("c", "d", "m")))
    tones = hand.pick((("p", "m", "g", "c", "t"), ("e", "c", "p", "d", "g"), ("t", "d", "p", "c", "g")))
    cx, cy, half = hand.pick(((240, 180, 330), (240, 180, 372), (352, 196, 452), (120, 150, 452), (240, 330, 430)))
    turn = hand.pick((0, 0, 45))
    field = ground(hand.pick(("d", "m", "d")))
    return field + placed(cx, cy, nested(a, half, grounds, bands, hand.pick((2, 3, 3)), tones), turn)


def rosette(a):
    hand = a.hand
    field = hand.pick(("d", "m", "t", "k", "p"))
    light = field in "tp"
    if light:
        tones = hand.pick((("m", "d", "g", "c", "p"), ("d", "i", "p", "c", "g"), ("c", "t", "m", "p", "g")))
    else:
        tones = hand.pick((("t", "m", "g", "c", "p"), ("i", "t", "p", "c", "g"), ("p", "c", "e", "m", "g")))
    cx, cy, r = hand.pick(((240, 180, 168), (330, 190, 250), (120, 250, 260), (240, 360, 300), (400, 60, 300), (240, 20, 290)))
    out = ground(field)
    florets = [a.define(a.floret(10, x, y, n)) for x, y, n in ((tones[0], tones[1], 5), (tones[3], "p", 4))]
    spots = []
    for _ in range(90):
        x, y = hand.between(8, 472), hand.between(8, 352)
        if math.hypot(x - cx, y - cy) > r + 34 and all(math.hypot(x - u, y - v) > 44 for u, v in spots):
            spots.append((x, y))
    for k, (x, y) in enumerate(spots):
        out += a.use(florets[k % 2], x, y, hand.between(0, 72), hand.between(0.6, 1.25))
    n = hand.pick((12, 16, 20, 24))
    halo = (
        disc(r * 1.13, "d" if light else "k")
        + disc(r * 1.1, "c")
        + beads(r * 1.05, n * 3, r * 0.035, "p")
        + disc(r, "k" if not light else "d")
    )
    return out + placed(cx, cy, halo + a.lotus(r * 0.97, tones, rings=hand.pick((3, 4)), n=n), hand.between(0, 30))


def medallions(a):
    hand = a.hand
    field = hand.pick(("d", "m", "t", "p"))
    dark = field in "dm"
    gap = hand.pick((86, 112, 150))
    r = gap * 0.4
    tones = (("t", "m", "p", "c", "g"), ("e", "c", "p", "m", "g")) if dark else (("m", "t", "g", "c", "p"), ("c", "e", "p", "d", "g"))
    big = [
        a.define(
            disc(r * 1.08, "k" if dark else "p")
            + beads(r * 0.99, 32, r * 0.07, "g" if dark else "m")
            + a.lotus(r * 0.9, each, 2, hand.pick((8, 10, 12)), ground="d")
        )
        for each in tones
    ]
    small = a.define(a.ring(4, gap * 0.03, gap * 0.19, "c" if not dark else "t", "p", fat=0.7) + disc(gap * 0.04, "g"))
    out = ground(field)
    cols, rows = math.ceil(W / gap / 2) + 1, math.ceil(H / gap / 2) + 1
    for j in range(-2 * rows, 2 * rows + 1):
        for k in range(-cols, cols + 1):
            x, y = 240 + k * gap + (gap / 2 if j % 2 else 0), 180 + j * gap / 2
            if -gap < x < W + gap and -gap < y < H + gap:
                out += a.use(big[0] if j % 2 == 0 else big[1], x, y, size=1 if j % 2 == 0 else 0.56)
                if j % 2 == 0:
                    out += a.use(small, x + gap / 2, y, 45, 0.8)
    return out
