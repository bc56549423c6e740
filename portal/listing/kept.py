"""What is derived from public rows and kept in the memory of a process, such as the numbers of a list: as long as the state lasts."""

from collections import OrderedDict
from threading import Lock

from django.db import connection

from portal.listing.state import state
from portal.models.public import is_asked_about_another_moment

MOST_VALUES = 2000  # values; of one name and key only the last is kept
FEW_PLACES = 32  # values of one name of which there may be endlessly many

values, access = OrderedDict(), Lock()  # {(name, *key): ((key of a state, what is besides), value)}, the longest unused first


def kept(name, make, *key, besides=()):
    """What `make()` gives, kept for the present state under `name` and `key`, which hold whatever else it depends on, such as the language.
    Of what it depends on `besides`, such as rows that no public page reads, the last alone is kept. Nobody changes what comes back.
    Within a transaction, which may be rolled back, and for another moment it is made anew."""
    if (now := state_to_keep_for()) is None:
        return make()
    place = (name, *key)
    with access:
        if (found := values.get(place)) and found[0] == (now.key, besides):
            values.move_to_end(place)
            return found[1]
    value = make()
    with access:
        values[place] = (now.key, besides), value
        values.move_to_end(place)
        while len(values) > MOST_VALUES:
            values.popitem(last=False)
    return value


def kept_in_places(name, make, *key, places=FEW_PLACES):
    """The same of what there are endlessly many of, as it depends on words that somebody typed, or is long: each has one of so many places,
    and a flood of others pushes out these alone."""
    return kept(name, make, hash(key) % places, besides=key)


def state_to_keep_for():
    """The present state; None where what is made now is kept for nobody."""
    if connection.in_atomic_block or is_asked_about_another_moment():
        return None
    now = state()
    return now if now.generation else None
