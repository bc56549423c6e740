"""Which composition a record's cover is."""

from functools import lru_cache

from portal.media.covers.borders import friezes
from portal.media.covers.drawing import Art, H, W
from portal.media.covers.ornaments import caisson, medallions, rosette
from portal.media.covers.pigments import PIGMENTS
from portal.media.covers.scenes import aureole, clouds, hills, ribbons
from portal.media.covers.woven import WOVEN

COMPOSITIONS = (caisson, rosette, aureole, ribbons, clouds, hills, medallions, friezes)


def compositions(kind):
    return WOVEN if PIGMENTS[kind].is_woven else COMPOSITIONS


@lru_cache(maxsize=1000)  # some 12 kB each
def cover(stable_id, kind):
    """The cover of a record as inline SVG; `kind` is its pigment."""
    art = Art(stable_id, kind)
    draw, counter = art.hand.pick(compositions(kind)), art.hand.pick(PIGMENTS[kind].counters)
    return art.picture(draw(art), f"cv cv-{kind} with-{counter}", f"0 0 {W} {H}", "xMidYMid")
