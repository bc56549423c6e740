"""Generated covers: a record without a picture gets this art, and so do the portal's own borders.

    cover(stable_id, kind)              one inline <svg>, 480 x 360 units, slices to any box
    painted(stable_id, kind, scheme)    the same as a file of its own, its colours written into it
    ceiling()                           the portal's own ceiling (home page)
    frieze(kind), valance()             border bands; the fringe over the footer
    niche(mark)                         a lit, empty niche for <use>

The id alone decides, so that the same record looks the same on every page, machine and day. No colour is written here but in standalone.py:
shapes carry one-letter classes that portal.css turns into pigments, so that light, dark and print need no second drawing.
No style attribute, no script, no filter: a strict CSP lets it through. On the page each letter is spelled a-d, a-m …:
single-class selectors, because rules do not reach into <use> by ancestor.

    d m i t   the kind's pigment, deep -> main -> mid -> tint       c e   the counter pigment, main and tint
    p k g     lead white, ink, gold                                 s?    the same as a stroke without fill
    w1 w2     pigment a little worn: the hand of the painter

Intellectual property (kind "trademark") is only ever a woven or knotted field: see woven.py.
"""

from portal.media.covers.borders import frieze, niche, valance
from portal.media.covers.ceiling import ceiling
from portal.media.covers.compositions import cover
from portal.media.covers.standalone import painted

__all__ = ["ceiling", "cover", "frieze", "niche", "painted", "valance"]
