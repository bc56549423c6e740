"""Compositions from the walls of the caves: the aureole, the ribbons, the clouds, the hills. No figures."""

import math
from itertools import pairwise

from portal.media.covers.drawing import H, W, beads, disc, ground, path, placed, short, way


def aureole(a):
    """The flaming aureole behind a seat: pointed bands, tongues of fire along the rim."""
    hand = a.hand
    field = hand.pick(("d", "k", "t", "m", "p"))
    cx, base = hand.pick(((240, 372), (240, 400), (150, 380), (340, 390)))
    w, h = hand.pick(((186, 330), (220, 350), (160, 300)))
    seq = hand.pick((("c", "p", "m", "t", "d", "g"), ("m", "t", "c", "p", "d", "e"), ("i", "d", "p", "c", "t", "m")))

    def arch(k):
        x, y = w * k, h * k
        left = ("C", -x, -y * 0.66, -x * 0.3, -y * 0.76, 0, -y)
        right = ("C", x * 0.3, -y * 0.76, x, -y * 0.66, x, 0)
        return way("M", -x, 0, *left, *right, "Z")

    tongue = [
        a.define(path(x, "M-15 8C-21-16 3-24-3-58 20-34 25-10 15 8Z") + path(y, "M-8 6C-11-9 5-14 1-36 14-20 15-4 8 6Z"))
        for x, y in ((seq[0], seq[1]), (seq[2], seq[1]), (seq[4], "g"))
    ]
    out = ground(field)
    small = a.define(a.floret(9, "e" if field in "dkm" else "c", "p" if field in "dkm" else "d", 5))
    gap = hand.pick((52, 64, 80))
    for r in range(8):
        for c in range(12):
            out += a.use(small, c * gap + (gap / 2 if r % 2 else 0), 14 + r * gap * 0.8, 0, 0.8)
    body, n = "", hand.pick((11, 14, 17))
    rim = [(-w, 0), (-w, -h * 0.66), (-w * 0.3, -h * 0.76), (0, -h)]
    for side in (-1, 1):
        for k in range(n):
            t = 0.04 + 0.96 * k / (n - 1)
            share = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3]
            x, y = (sum(point[axis] * s for point, s in zip(rim, share, strict=True)) for axis in (0, 1))
            lean = -64 + 62 * t
            place = f"translate({short(-side * x)} {short(y)})rotate({short(-side * lean)})" + ("" if side < 0 else "scale(-1 1)")
            body += f'<use href="#{tongue[k % 3]}" transform="{place}"/>'
    steps = hand.pick(((1.02, 0.94, 0.90, 0.74, 0.70, 0.52, 0.48, 0.30), (1.02, 0.96, 0.84, 0.80, 0.62, 0.58, 0.44, 0.26)))
    for cls, s in zip(("k", seq[2], "p", seq[0], "g", seq[4], "p", seq[3]), steps, strict=True):
        body += path(cls, arch(s))
    for s, cls, dots in ((steps[1] * 0.98, "g", 9), (steps[3] * 0.93, "p", 11)):
        body += f'<path class="s{cls} bead" d="{arch(s)[:-1]}" stroke-width="4.5" stroke-dasharray="0 {dots}"/>'
    body += placed(0, -h * 0.12, a.lotus(w * 0.34, (seq[0], seq[1], seq[4], "g", "p"), 2, 12, ground="k"))
    return out + placed(cx, base, body)


def ribbons(a):
    """The sashes of the flying figures, without the figures."""
    hand = a.hand
    field = hand.pick(("t", "d", "p", "m"))
    out = ground(field)
    flowers = (("t", "p", 5), ("e", "c", 4)) if field in "dm" else (("m", "p", 5), ("c", "e", 4))
    florets = [a.define(a.floret(11, x, y, n)) for x, y, n in flowers]
    for k in range(26):
        x, y = hand.between(0, 480), hand.between(0, 360)
        out += a.use(florets[k % 2], x, y, hand.between(0, 90), hand.between(0.5, 1.2))
    sets = hand.pick(
        (
            (("k", "m", "p", "m", "g"), ("k", "c", "e", "c", "p"), ("k", "d", "i", "t", "p"), ("k", "t", "m", "p", "c")),
            (("k", "t", "d", "t", "c"), ("k", "m", "g", "m", "p"), ("k", "c", "p", "c", "d"), ("k", "i", "p", "d", "g")),
        )
    )
    swing = hand.pick((1, -1))
    for k in range(hand.pick((3, 4, 4))):
        amp, wave, phase = hand.between(36, 86), hand.between(0.85, 1.6), hand.between(0, 6.28)
        y0, tilt, fat = 50 + k * 86 + hand.between(-14, 14), swing * hand.between(60, 210), hand.between(58, 92)
        points = []
        for j in range(17):
            t = j / 16
            x = -50 + 580 * t + 26 * math.sin(wave * 6.28 * t * 1.3 + phase)
            points.append((x, y0 + amp * math.sin(wave * 6.28 * t + phase) + tilt * (0.5 - t), t))
        for s, cls in zip((1.06, 1, 0.66, 0.5, 0.12), sets[k], strict=True):
            out += path(cls, sash(points, fat * s))
    return out


def sash(points, fat):
    """A ribbon along `points` [(x, y, how far along)], wider and narrower as it turns."""
    left, right = [], []
    for j, (x, y, t) in enumerate(points):
        (x0, y0, _), (x1, y1, _) = points[max(0, j - 1)], points[min(len(points) - 1, j + 1)]
        d = math.hypot(x1 - x0, y1 - y0) or 1
        w = fat * (0.32 + 0.68 * math.sin(math.pi * (t * 1.7 + 0.15)) ** 2) * 0.5
        left.append((x - (y1 - y0) / d * w, y + (x1 - x0) / d * w))
        right.append((x + (y1 - y0) / d * w, y - (x1 - x0) / d * w))
    edge = left + right[::-1]
    steps = ["M", *edge[0]]
    for (x, y), (u, v) in pairwise(edge[1:]):
        steps += ["Q", x, y, (x + u) / 2, (y + v) / 2]
    return way(*steps, "Z")


def clouds(a):
    """A sea of clouds, or banks of cloud under a sun: three lobes and a trailing foot, drawn by contour."""
    hand = a.hand
    sets = hand.pick(
        (
            (("d", "p", "m", "t"), ("d", "p", "c", "e")),
            (("k", "t", "d", "i"), ("k", "t", "m", "p"), ("k", "t", "c", "e")),
            (("p", "m", "p", "d"), ("p", "d", "i", "m")),
            (("d", "i", "d", "m"), ("d", "t", "d", "i"), ("d", "e", "c", "e")),
        )
    )
    r = hand.pick((30, 42, 58, 84))

    def head(tones):
        out = ""
        for s, cls in zip((1, 0.935, 0.80, 0.745), tones, strict=True):
            foot, lift = r * (1.1 + 1.5 * s), r * (1.02 - 0.5 * s)
            out += (
                path(cls, way("M", -foot, r * 1.02, "C", -r * 1.2, lift, r * 1.2, lift, foot, r * 1.02, "Z"))
                + disc(r * 0.72 * s, cls, -r * 0.92, r * 0.38)
                + disc(r * 0.72 * s, cls, r * 0.92, r * 0.38)
                + disc(r * 0.98 * s, cls, 0, -r * 0.12)
            )
        return out

    names = [a.define(head(tones)) for tones in sets]
    sky = hand.pick(("t", "p", "d", "m", "e"))
    out = ground(sky)
    top = hand.pick((0, 96, 150, 210))
    if top:
        x, s = hand.between(80, 400), hand.pick((46, 64, 88))
        rim = disc(s * 1.3, "c" if sky in "tpe" else "k") + disc(s * 1.24, "p") + beads(s * 1.12, 36, s * 0.08, "c")
        tones = hand.pick((("g", "p", "c", "m", "p"), ("t", "m", "p", "d", "g")))
        out += placed(x, top * 0.7, rim + a.lotus(s, tones, 2, 16, ground="d"))
    y, k, slip = top + (0 if top else -r * 0.2), 0, hand.between(0.3, 0.7)
    while y < H + r * 1.6:
        for c in range(-1, int(W / (r * 2.9)) + 3):
            out += a.use(names[(c + k) % len(names)], (c + (slip * k) % 1) * r * 2.9, y)
        y, k = y + r * 1.12, k + 1
    return out


def hills(a):
    """Blue-green mountains, row before row, each hill striped from crest to foot."""
    hand = a.hand
    sky = hand.pick(("t", "p", "d", "e"))
    x, y, s = hand.between(90, 390), hand.between(64, 112), hand.pick((38, 50, 62))
    rim = disc(s * 1.34, "p" if sky != "p" else "t") + disc(s * 1.2, "c") + beads(s * 1.1, 30, s * 0.09, "p")
    sun = rim + disc(s, "g") + a.ring(16, s * 0.3, s * 0.92, "p", "g", fat=0.8) + disc(s * 0.3, "c")
    out = ground(sky) + placed(x, y, sun)
    sets = hand.pick(
        (
            (("k", "d", "m", "i", "t"), ("k", "d", "c", "e", "p")),
            (("k", "m", "t", "i", "p"), ("k", "d", "i", "m", "t"), ("k", "c", "p", "e", "c")),
            (("p", "d", "i", "m", "d"), ("p", "m", "t", "i", "m"), ("p", "c", "e", "c", "d")),
        )
    )
    rows, lean = hand.pick((2, 3, 3)), hand.pick((-1, 1))
    for r in range(rows):
        base, tall, wide = 160 + (r + 1) * 230 / rows, hand.between(120, 190) * (1 - 0.08 * r), hand.between(190, 330)
        x, k = -wide * hand.between(0.2, 0.9), hand.whole(0, 2)
        spots = []
        while x < W + wide:
            spots.append((x, hand.between(0.74, 1.12), k))
            x, k = x + wide * hand.between(0.5, 0.72), k + 1
        for x, s, k in sorted(spots, key=lambda spot: -spot[1]):
            for u, cls in zip((1, 0.97, 0.80, 0.58, 0.34), sets[k % len(sets)], strict=True):
                half, high, top = wide * 0.66 * s * u, tall * s * (1 - (1 - u) * 0.95), x + wide * 0.1 * s * lean
                up = (x - half * 0.62, base + 20 - high * 0.3, top - half * 0.34, base - high * 0.98, top, base - high)
                down = (top + half * 0.2, base - high * 0.96, x + half * 0.5, base + 20 - high * 0.42, x + half, base + 70)
                out += path(cls, way("M", x - half, base + 70, "C", *up, "C", *down, "Z"))
    return out
