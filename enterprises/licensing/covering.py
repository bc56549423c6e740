"""Which offers cover the goods and the territory that a licensee has in mind."""

from collections import defaultdict
from typing import NamedTuple

from enterprises import nice_classes
from enterprises.models import Availability, Reach
from enterprises.models.territories import Territories


class Unions:
    """Which territories hold others on a day, such as the European Union its members: the rows of Reach say which."""

    def __init__(self, day):
        self.around = defaultdict(set)  # territory → those that hold it
        for row in Reach.objects.filter(answer=Reach.Answer.YES).exclude(registered_in=""):
            if row.holds_on(day):
                self.around[str(row.territory)].add(str(row.registered_in))

    def covering(self, territory):
        """The territories an offer for which covers this one: "DE" → {"DE", "EU"}."""
        return {territory} | self.around.get(territory, set())

    def covered_by(self, territory):
        """The territories that an offer for this one covers: "EU" → {"EU", "AT", …}."""
        return {territory} | {inner for inner, outer in self.around.items() if territory in outer}


class Wanted(NamedTuple):
    """What a licensee looks for; whatever is empty is all the same to them."""

    nice_class: int | None = None
    territory: str = ""
    exclusivity: str = ""

    def offers(self, unions):
        """Published offers that state as much: one that does not name its goods or its territory is not among those for some."""
        offers = Availability.objects.published()
        if self.nice_class:
            offers = offers.filter(nice_classes.has_class("nice_classes", self.nice_class))
        if self.territory:
            named = offers.filter(territory__in=unions.covering(self.territory)).order_by().values("pk")
            offers = offers.filter(is_worldwide=True) | offers.filter(pk__in=named)
        if self.exclusivity:
            offers = offers.filter(exclusivity=self.exclusivity)
        return offers


def choices_on_offer(unions):
    """({Nice class: how many properties are offered for it}, {territory: how many are offered there}, how many offers differ), of
    published offers."""
    by_class, by_territory, everywhere = defaultdict(set), defaultdict(set), set()
    rows = Availability.objects.published().order_by()
    rows = list(rows.values_list("property", "nice_classes", "territory", "is_worldwide").distinct())
    for key, classes, territory, is_worldwide in rows:
        for nice_class in nice_classes.stored_classes(classes):
            by_class[nice_class].add(key)
        if is_worldwide:
            everywhere.add(key)
        for code in unions.covered_by(territory) if territory else ():
            by_territory[code].add(key)
    numbers = {code: len(everywhere) + len(by_territory[code] - everywhere) for code, _name in Territories()}
    return {nice_class: len(keys) for nice_class, keys in by_class.items()}, numbers, len(rows)
