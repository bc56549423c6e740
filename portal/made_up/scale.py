"""How much is made up: SIZE counts enterprises, and the rest follows from it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

MARKS_EACH_HUNDRED, SHOWS_EACH_HUNDRED, PARTS_EACH_HUNDRED = 103, 2, 200  # of 100 enterprises: marks, exhibitions, participations in these
FEWEST_SHOWS = 12
USUAL_PLACES, MOST_PLACES = 44, 237
USUAL_DAY = date(2026, 11, 24)  # the same rows each time: no day of them is that on which they are made
SIZE = re.compile(r"(\d+)(k|m)?", re.IGNORECASE)
THOUSANDS = {"": 1, "k": 1000, "m": 1_000_000}
LEAST, MOST = 10, 1_000_000


class WrongSize(ValueError):
    """The text says what a size is."""


def read_size(text):
    """ "20" → 20, "3k" → 3000, "1m" → 1000000; raises WrongSize."""
    found = SIZE.fullmatch(text.strip())
    size = int(found[1]) * THOUSANDS[(found[2] or "").lower()] if found else 0
    if not LEAST <= size <= MOST:
        raise WrongSize(f"“{text}” is no size: write a number of enterprises from {LEAST} to 1m, such as 3k.")
    return size


@dataclass(frozen=True)
class Scale:
    size: int  # enterprises
    places: int = USUAL_PLACES  # countries and regions in which something was shown
    day: date = USUAL_DAY  # the day that counts as the present one: dates are before it and after it

    @property
    def marks(self):
        return max(self.size * MARKS_EACH_HUNDRED // 100, 12)

    @property
    def shows(self):
        return max(self.size * SHOWS_EACH_HUNDRED // 100, self.places + 1, FEWEST_SHOWS)  # one of them is nowhere

    @property
    def participations(self):
        return self.size * PARTS_EACH_HUNDRED // 100

    @property
    def bodies(self):
        """Institutions, public bodies and partner companies."""
        return 12 + self.size // 50

    @property
    def sources(self):
        return 3 + self.size // 50

    @property
    def programmes(self):
        return 2 + self.shows // 20

    @property
    def projects(self):
        return 3 + self.shows // 4

    @property
    def rounds(self):
        return 2 + self.size // 20_000

    @property
    def nominations(self):
        return max(10, self.size // 20)

    def moment(self, days_before, hour=9):
        """A moment so many days before the present one; after it where that is below zero."""
        return datetime.combine(self.day - timedelta(days=days_before), time(hour), UTC)
