"""The map of where the work was shown: one mark for each country or region, a dot for each known city."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse
from django_countries import countries

from initiatives import geography, map_marks
from initiatives.models import Initiative
from portal.listing.kept import kept
from portal.models import Statement
from portal.models.first_rows import first_of_each
from portal.text.fields import reads_chinese
from portal.text.ordering import kept_sort_key

MOST_ROWS = 3  # records of one place that the table names; its page has them all
MOST_TOLD = 12  # places of which the table names records: of more it says how many each has
CROPPED = 270, 990  # what a telephone shows of the map, where every mark lies within
SMALL_COUNTRIES = {"SG", "HK", "MO", "MT", "BH", "MC", "VA", "SM", "LI", "AD", "LU", "BN"}  # too small for a wide ring at this scale


@dataclass
class Place:
    """A country or region with what was shown there."""

    code: str
    counts: dict = field(default_factory=dict)  # {kind: how many initiatives}
    number_held: int = 0  # of which a source says that they took place, or were to
    number_said: int = 0  # of which a source says in words that it was there
    rows: list = field(default_factory=list)  # the first of them, each with `cited`: the Statement that says most of its place
    number: int = 0  # on the map and in its table
    at: tuple = None  # its point on the whole map; None where none is known
    cities: dict = field(default_factory=dict)  # {point: name} of those whose point is known

    @property
    def name(self):
        return countries.name(self.code)

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def more(self):
        return self.total - len(self.rows)

    @property
    def address(self):
        return reverse("place", args=[self.code.lower()])

    @property
    def ring(self):
        """The radius of its ring: known to the country only."""
        return 7 if self.code in SMALL_COUNTRIES else 30

    @property
    def is_only_put_forward(self):
        """Whether no source says that anything took place there."""
        return not self.number_held

    @property
    def is_only_inferred(self):
        """Whether no source says in words that anything took place there."""
        return not self.number_said


def cite_places(rows):
    """Gives each initiative `cited`: of its public statements the first that names the place, else the first without a figure."""
    statements = Statement.objects.published().filter(record__in=[row.pk for row in rows]).select_related("passage__source", "measure")
    by_record = defaultdict(list)
    for statement in statements.order_by("passage__source__issued_on", "passage__source", "passage__number", "id"):
        by_record[statement.record_id].append(statement)
    for row in rows:
        found = by_record[row.pk]
        names = [part for part in (countries.name(row.country.code).split(",")[0], row.city_en, row.city_zh) if part]
        naming = [one for one in found if any(name in text for name in names for text in (one.wording_en, one.wording_zh))]
        plain = [one for one in found if not one.figure]  # what names the initiative itself, where no wording names the place
        row.cited = next(iter(naming or plain or found), None)


def count_places():
    """[(code of a country or region, kind, how many public initiatives, how many of them held, of how many a source says that it was
    there)]; the code is empty for those of which no place is known."""
    counts = {"held": Count("pk", Q(is_only_put_forward=False)), "said": Count("pk", Q(country_inferred=False))}
    rows = Initiative.objects.published().order_by().values_list("country", "kind").annotate(total=Count("pk"), **counts)
    return kept("places", lambda: list(rows))


def counted_places(numbers, code=None):
    """[Place] of the public initiatives whose country or region is known, as `count_places` gives their `numbers`, most first; or the one
    with this code."""
    found = {}
    for country, kind, total, held, said in numbers:
        if country and code in (None, country):
            place = found.setdefault(country, Place(country))
            place.counts[kind] = total
            place.number_held += held
            place.number_said += said
    shown = sorted(found.values(), key=lambda place: (-place.total, kept_sort_key(str(place.name))))
    for number, place in enumerate(shown, start=1):
        place.number, place.at = number, geography.points().get(place.code)
    return shown


def number_nowhere(numbers):
    """How many public initiatives have no place on record."""
    return sum(total for country, _kind, total, *_others in numbers if not country)


def known_cities():
    """{code of a country or region: {(name in English, in Chinese)} of the cities that public initiatives name}."""
    columns = ("country", "city_en", "city_zh")
    rows = Initiative.objects.published().exclude(country="").exclude(city_en="", city_zh="").order_by(*columns)
    found = defaultdict(list)
    for country, *names in kept("cities", lambda: list(rows.values_list(*columns).distinct())):
        found[country].append(names)
    return found


def first_initiatives(codes):
    """[[key]] of the first initiatives by name in each of these places."""
    by_name = Initiative.objects.published().by_name()
    return first_of_each([by_name.filter(country=code) for code in codes], MOST_ROWS)


def tell(places):
    """Gives each of `places` its first rows, each with what it cites, and its cities."""
    codes = [place.code for place in places]
    first = kept("first initiatives of places", lambda: first_initiatives(codes), reads_chinese(), *codes)
    rows = Initiative.objects.published().in_bulk([key for keys in first for key in keys])
    cite_places(rows.values())
    cities = known_cities()
    for place, keys in zip(places, first, strict=True):
        place.rows = [rows[key] for key in keys if key in rows]
        for names in cities[place.code]:
            if point := geography.city(place.code, names):
                place.cities[point] = next(filter(None, reversed(names) if reads_chinese() else names))


def world_map(numbers, code=None, near="", closer=0):
    """What templates/initiatives/_map.html draws of all places, of the one with this `code`, or of those around the place `near`: the
    marks, and the parts that stay. `numbers` are those of `count_places`."""
    places = counted_places(numbers, code)
    middle = next((place for place in places if place.code == near and place.at), None)
    window = map_marks.MapWindow(middle.at, closer) if middle and closer else map_marks.MapWindow()
    shown = [place for place in places if place.at and window.holds(place.at)] if window.closer else places
    if len(shown) <= MOST_TOLD:
        tell(shown)
    home = map_marks.home_in(window)
    marks = map_marks.marks_of(shown, window, home)
    on_a_phone = map_marks.marks_of(shown, window, home, map_marks.REACH_ON_A_PHONE) if len(shown) > map_marks.SINGLE_PLACES else None
    return {
        "places": shown,
        "middle": middle if window.closer else None,
        "marks": marks,
        "marks_on_a_phone": on_a_phone,
        "routes": map_marks.routes_to(marks, home),
        "routes_on_a_phone": map_marks.routes_to(on_a_phone or [], home),
        "cities": {window.at(point): name for place in shown for point, name in place.cities.items()},
        "land": geography.land(),
        "transform": window.transform if window.closer else "",
        "home": home,
        "origin": map_marks.name_of_home(home, [map_marks.box_of_disc(mark.disc) for mark in marks])[0],
        "fits": not window.closer and all(CROPPED[0] <= mark.disc[0] <= CROPPED[1] for mark in marks),
    }
