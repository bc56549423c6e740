"""What each app makes up: functions that give rows for a Scale, written one after the other."""

from typing import Any, NamedTuple

made_up_parts = []  # of all apps, in the order of their places


class MadeUpRow(NamedTuple):
    """A row to be written. `values` are its columns, and keys of its lists: {"slug": …, "sectors": [key, …]}; what is not given has the
    default of its column. `before` has columns as they were when it was new, where it was changed since."""

    model: Any
    values: dict
    before: dict | None = None


class MadeUpPart(NamedTuple):
    place: int  # in tens: rows are written after those that they name
    title: str
    make: Any  # a function of a Scale that yields lists of MadeUpRows which belong together, such as a record and what hangs on it


def add_part(place, title):
    """Register the function beneath as the maker of a MadeUpPart."""

    def register(make):
        made_up_parts.append(MadeUpPart(place, title, make))
        made_up_parts.sort()
        return make

    return register
