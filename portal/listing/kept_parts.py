"""Parts of pages that are kept in the memory of a process as long as nothing public changes: several pages share them, and who has saved
records or is signed in reads them, too, for whom no page is kept."""

from collections import OrderedDict
from threading import Lock

from django.conf import settings

from portal.listing.kept import state_to_keep_for

MOST_OF_PARTS = 12_000_000  # characters

drawn_parts, access_to_parts = OrderedDict(), Lock()  # {(name, key, *further): (key of a state, part)}, the longest unused first
size_of_parts = 0


def kept_parts(name, keys, make, *further):
    """[part] of pages, texts or tuples and sets of parts, one of each of `keys`, kept as `kept` keeps a value: `make` is given those keys
    of which none is kept, and gives {key: part}, without those of which there is none. `further` is what else they depend on, as the
    language."""
    now = state_to_keep_for() if settings.PAGE_CACHE_BYTES else None
    places = {key: (name, key, *further) for key in keys}
    known = look(places.values(), now) if now else {}
    if missing := [key for key, place in places.items() if place not in known]:
        made = {places[key]: part for key, part in make(missing).items()}
        if now:
            keep_parts(made, now)
        known |= made
    return [known[place] for place in places.values() if place in known]


def look(places, now):
    """{place: part} of what is kept of the state `now`."""
    found = {}
    with access_to_parts:
        for place in places:
            if (one := drawn_parts.get(place)) and one[0] == now.key:
                drawn_parts.move_to_end(place)
                found[place] = one[1]
    return found


def size_of(part):
    return len(part) if isinstance(part, str) else sum(map(size_of, part))


def keep_parts(made, now):
    global size_of_parts
    with access_to_parts:
        for place, part in made.items():
            if before := drawn_parts.pop(place, None):
                size_of_parts -= size_of(before[1])
            drawn_parts[place] = now.key, part
            size_of_parts += size_of(part)
        while size_of_parts > MOST_OF_PARTS:
            size_of_parts -= size_of(drawn_parts.popitem(last=False)[1][1])
