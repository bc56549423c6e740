"""Covers as files of their own, their colours written into them: for an <img>, a PDF, a picture of a record.

On a page the style sheet gives a drawing its colours; a file that stands alone has no style sheet, and none of its own,
for the content security policy would have to allow it. The colours are those of static/css, which a test compares.
"""

import re
from functools import lru_cache

from portal.media.covers.compositions import cover
from portal.media.covers.drawing import H, W
from portal.media.covers.pigments import PIGMENTS

SCHEMES = ("light", "dark")
PAINTS = {  # the painter's box of portal.css: letter → (light, dark)
    "azd": ("#17395F", "#122944"),
    "az": ("#2A5C94", "#2F5F95"),
    "azi": ("#7398BB", "#5F87AE"),
    "azt": ("#C3D3DC", "#9DB5C8"),
    "mad": ("#15463A", "#103329"),
    "ma": ("#2E7763", "#2B6E5B"),
    "mai": ("#74AB96", "#5A937E"),
    "mat": ("#C2D8C8", "#9BBCA8"),
    "cid": ("#74291C", "#541D13"),
    "ci": ("#AB4733", "#9E4534"),
    "cii": ("#CE866C", "#B8725B"),
    "cit": ("#EDCCB5", "#CFA58C"),
    "ocd": ("#64420F", "#47300B"),
    "oc": ("#B7842F", "#9A712B"),
    "oci": ("#D2AA60", "#B48F4C"),
    "oct": ("#EBDAB0", "#C6AE7C"),
    "k": ("#2B2017", "#0E0A07"),
    "p": ("#F5EAD3", "#D9C8A6"),
    "g": ("#D2A24A", "#B98C3C"),
}
COUNTER = {"azurite": ("az", "azt"), "malachite": ("ma", "mat"), "cinnabar": ("ci", "cit"), "ochre": ("oc", "oct")}
WORN = {"w1": 'opacity=".93"', "w2": 'opacity=".84"'}
SVG_HEAD = re.compile(r'<svg class="cv cv-(\w+) with-(\w+)" viewBox="[^"]+"[^>]*>')


def paints(kind, counter, scheme):
    """{letter of a drawing: its colour}."""
    place = SCHEMES.index(scheme)
    found = {letter: both[place] for letter, both in PAINTS.items()}
    named = [*zip("dmit", PIGMENTS[kind].paints, strict=True), *zip("ce", COUNTER[counter], strict=True)]
    return found | {letter: found[paint] if isinstance(paint, str) else paint[place] for letter, paint in named}


def attributes(names, colours):
    """What the style sheet says of these classes, as attributes of the shape; one that moves on a page stands still here."""
    said = []
    for name in names.split():
        letter = name.removeprefix("a-")
        if letter == "bead":
            said.append('stroke-linecap="round"')
        elif letter in WORN:
            said.append(WORN[letter])
        elif letter in colours:
            said.append(f'fill="{colours[letter]}"')
        elif letter.removeprefix("s") in colours:
            said.append(f'fill="none" stroke="{colours[letter.removeprefix("s")]}"')
    return " ".join(said)


@lru_cache(maxsize=1000)  # some 12 kB each
def painted(stable_id, kind, scheme):
    """The cover of a record as the text of an SVG file, 480 × 360, in the colours of `scheme` ("light" or "dark")."""
    drawing = cover(stable_id, kind)
    colours = paints(*SVG_HEAD.match(drawing).groups(), scheme)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{W}" height="{H}" viewBox="0 0 {W} {H}">'
    body = re.sub(r'class="([^"]*)"', lambda found: attributes(found[1], colours), SVG_HEAD.sub("", drawing, count=1))
    return f'{head}<rect width="{W}" height="{H}" fill="{colours["m"]}"/>{body}'
