"""What every drawing is made of: choices that follow from a key, shapes in short, rings of petals."""

import hashlib
import math
import re

W, H = 480, 360
SEED_OF_ALL = "caisson-54438"  # chosen so that the article's records differ in composition; changing it redraws every cover


class Hand:
    """A stream of choices that follows from the key and nothing else."""

    def __init__(self, key):
        self.key, self.n = key.encode(), 0

    def unit(self):
        self.n += 1
        return int.from_bytes(hashlib.sha256(self.key + b"/%d" % self.n).digest()[:6], "big") / 2**48

    def between(self, a, b):
        return a + (b - a) * self.unit()

    def whole(self, a, b):
        return a + int(self.unit() * (b - a + 1))

    def pick(self, options):
        return options[int(self.unit() * len(options))]

    def worn(self):
        return self.pick(("", "", " w1", " w1", " w2"))


def short(x):
    """A number to one decimal, in as few characters as SVG takes."""
    return f"{x:.1f}".rstrip("0").rstrip(".").replace("-0.", "-.") if abs(x) >= 0.05 else "0"


def way(*steps):
    """The data of a path from its letters and numbers: `way("M", 0, 5.25, "H", 9)` is "M0 5.2H9"."""
    words = [step if isinstance(step, str) else short(step) for step in steps]
    return re.sub(r"(?<=[A-Za-z]) | (?=[A-Za-z])", "", " ".join(words))


def move(x=0, y=0, turn=0, size=1):
    """What a `transform` says; empty where nothing moves."""
    return (
        (f"translate({short(x)} {short(y)})" if x or y else "")
        + (f"rotate({short(turn)})" if turn else "")
        + (f"scale({size:.3g})" if size != 1 else "")
    )


def placed(x, y, body, turn=0, size=1):
    return f'<g transform="{move(x, y, turn, size)}">{body}</g>'


def path(cls, data, extra=""):
    return f'<path class="{cls}"{extra} d="{data}"/>'


def line(cls, width, data):
    """A stroke without fill; `cls` is the letter of its colour."""
    return path(f"s{cls}", data, f' stroke-width="{short(width)}"')


def dotted(cls, width, gap, data):
    """A stroke of round beads, `gap` a number or its text."""
    return path(f"s{cls} bead", data, f' stroke-width="{short(width)}" stroke-dasharray="0 {gap}"')


def ground(cls):
    """The whole field of a cover, with a margin for what is cut off."""
    return f'<rect class="{cls}" x="-9" y="-9" width="{W + 18}" height="{H + 18}"/>'


def box(half, cls, extra=""):
    return f'<rect class="{cls}" x="{short(-half)}" y="{short(-half)}" width="{short(2 * half)}" height="{short(2 * half)}"{extra}/>'


def disc(r, cls, x=0, y=0):
    place = (f' cx="{short(x)}"' if x else "") + (f' cy="{short(y)}"' if y else "")
    return f'<circle class="{cls}" r="{short(r)}"{place}/>'


def beads(r, n, size, cls):
    gap = 2 * math.pi * r / n
    return f'<circle class="s{cls} bead" r="{short(r)}" stroke-width="{short(size)}" stroke-dasharray="0 {gap:.3f}"/>'


def bead_box(half, per_side, size, cls):
    gap = 2 * half / per_side
    return box(half, f"s{cls} bead", f' stroke-width="{short(size)}" stroke-dasharray="0 {gap:.3f}"')


def petal(w, r0, r1):
    """A lotus petal that points up: full at the shoulder, drawn to a tip."""
    h = r1 - r0
    low, high, neck = -r0 - 0.12 * h, -r0 - 0.66 * h, -r0 - 0.87 * h
    right = ("C", w, low, w * 1.15, high, w * 0.3, neck, "Q", w * 0.08, -r0 - 0.93 * h, 0, -r1)
    left = ("Q", -w * 0.08, -r0 - 0.93 * h, -w * 0.3, neck, "C", -w * 1.15, high, -w, low, 0, -r0)
    return way("M", 0, -r0, *right, *left, "Z")


def with_class_names(svg):
    """The letters as the style sheet knows them: class="d w1" becomes class="a-d a-w1"."""
    return re.sub(r'class="([^"]*)"', lambda found: 'class="' + " ".join("a-" + c for c in found[1].split()) + '"', svg)


class Art:
    """One drawing: its choices, its ids (unique on a page), its definitions."""

    def __init__(self, stable_id, kind):
        self.hand = Hand(f"{SEED_OF_ALL}:{kind}:{stable_id}")
        self.mark = "c" + hashlib.sha256(f"{kind}:{stable_id}".encode()).hexdigest()[:6]
        self.defs, self.ids = [], 0

    def define(self, body, tag="g"):
        self.ids += 1
        name = f"{self.mark}{self.ids}"
        self.defs.append(f'<{tag} id="{name}">{body}</{tag}>')
        return name

    def use(self, name, x=0, y=0, turn=0, size=1, cls=""):
        moved, cls = move(x, y, turn, size), cls.strip()
        return f'<use href="#{name}"' + (f' transform="{moved}"' if moved else "") + (f' class="{cls}"' if cls else "") + "/>"

    def picture(self, body, classes, view_box, fit=""):
        """The finished drawing: decoration, hidden from whoever listens to the page."""
        fit = f' preserveAspectRatio="{fit} slice"' if fit else ""
        return (
            f'<svg class="{classes}" viewBox="{view_box}"{fit} aria-hidden="true" focusable="false">'
            f"{with_class_names('<defs>' + ''.join(self.defs) + '</defs>' + body)}</svg>"
        )

    def ring(self, n, r0, r1, outer, inner=None, vein=None, fat=0.98, start=0):
        w = math.pi * (r0 + (r1 - r0) * 0.55) / n * fat
        body = path(outer, petal(w, r0, r1))
        if inner:
            body += path(inner, petal(w * 0.62, r0, r0 + (r1 - r0) * 0.8))
        if vein:
            body += path(vein, petal(w * 0.24, r0, r0 + (r1 - r0) * 0.52))
        name = self.define(body)
        return "".join(self.use(name, turn=start + 360 * k / n, cls=self.hand.worn()) for k in range(n))

    def lotus(self, r, tones, rings=3, n=None, ground=None):
        """Rings of petals from the rim to the heart, and the heart with its seeds."""
        out = disc(r, ground) if ground else ""
        n = n or self.hand.pick((8, 10, 12, 16))
        edge = r * (0.97 if ground else 1)
        for k in range(rings):
            inner_r = edge * (0.50 if k < rings - 1 else 0.34)
            a, b, c = (tones[(k * 2 + j) % len(tones)] for j in range(3))
            out += self.ring(n, inner_r * 0.55, edge, a, b, c, start=(180 / n if k % 2 else 0))
            edge = edge * (0.70 if rings > 2 else 0.62)
        return out + disc(edge * 0.62, tones[-1]) + beads(edge * 0.46, max(8, n), edge * 0.13, tones[0]) + disc(edge * 0.26, tones[1])

    def floret(self, r, a, b, n=5):
        return self.ring(n, r * 0.1, r, a, b, fat=0.9) + disc(r * 0.22, "g")

    def quarters(self, half, clip, name):
        """`name` on each corner of a square, cut off by `clip`."""
        return f'<g clip-path="url(#{clip})">' + "".join(self.use(name, x * half, y * half) for x in (-1, 1) for y in (-1, 1)) + "</g>"
