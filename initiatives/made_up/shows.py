"""Made-up programmes, projects and exhibitions, who took part in them, and the intentions that came of it."""

from datetime import date, timedelta
from functools import cache
from itertools import accumulate, cycle, islice, pairwise

from django_countries import countries

from initiatives import geography
from initiatives.models import Initiative, Intention, IntentionStep, Participation
from portal.made_up.common_rows import common, passage_of, statements, what_became_of_it
from portal.made_up.dice import Dice, made_key, spread
from portal.made_up.parts import MadeUpRow, add_part
from portal.made_up.pictures import shared_pictures
from portal.made_up.words import LONG_EN, LONG_ZH, SORTS_OF_SHOWS, TECHNOLOGIES, THEMES, TOWNS, sentences, stretched

FULL, LONG_NAMED_SHOW, MUCH_COUNTED_SHOW, NOWHERE = range(4)  # exhibitions by their number
ON_FULL = 60  # participants of the first exhibition
SHARES_OF_SHOWS = (4, 60, 12, 30, 250, 8, 90, 20, 150, 376)  # of the others, one to another
FIRST_PLACES = (  # where most is shown; the others follow
    *("SG", "JP", "FR", "DE", "GB", "US", "TH", "MY", "AE", "IT", "HK", "MO", "KR", "BE", "HU", "CZ", "PL", "AT", "CH", "NL", "ES", "PT"),
    *("GR", "TR", "EG", "MA", "ZA", "KE", "AU", "NZ", "CA", "MX", "BR", "AR", "CL", "KZ", "UZ", "KG", "TJ", "MN", "VN", "ID", "IN", "NP"),
)
LEADING = ("host", "organizer", "co-organizer", "supporter", "guided-by")
DRAWN_FORMATS = ("digital", "trade-show", "expo", "exhibition-and-performance", "")


@cache
def places(how_many):
    """So many codes: the usual ones first, then the others that the map has a point for, then the rest."""
    known = [code for code, _name in sorted(dict(countries).items()) if code != "CN"]
    rest = sorted((code for code in known if code not in FIRST_PLACES), key=lambda code: (code not in geography.points(), code))
    return [*FIRST_PLACES, *rest][:how_many]


@cache
def cities_in_both():
    """{code: [(English name, Chinese name)]} of the cities that have both."""
    found = {}
    for code, names in geography.read_file("chinese_cities").items():
        found[code] = sorted((english, chinese) for chinese, english in names.items())
    return found


def where_shown(number, scale, dice):
    """The columns that say where the exhibition of that number was: the first visit each place once."""
    if number == NOWHERE:
        return {}
    codes, before = places(scale.places), number - (number > NOWHERE)  # how many that are somewhere come before it
    if before >= len(codes) and dice.happens(0.05):
        return {}
    code = codes[before] if before < len(codes) else dice.early(codes)
    columns = {"country": code, "country_inferred": dice.happens(0.05)}
    if cities_in_both().get(code) and dice.happens(0.7):
        columns["city_en"], columns["city_zh"] = dice.one(cities_in_both()[code])
        columns |= {"venue_en": "Hall of the Made-up Fair", "venue_zh": "虚构博览馆"} if dice.happens(0.5) else {}
    return columns


def drawn_dates(scale, dice):
    """The columns that say when: to the day, the month or the year, or not at all."""
    start = scale.day - timedelta(days=dice.randint(-300, 2900))
    precision = dice.early(("day", "day", "month", "year", ""))
    if not precision:
        return {}
    if precision == "day":
        end = start + timedelta(days=dice.randint(0, 30))
        return {"starts_on": start, "starts_precision": "day", "ends_on": end, "ends_precision": "day"}
    return {"starts_on": start.replace(day=1) if precision == "month" else date(start.year, 1, 1), "starts_precision": precision}


def named(dice, number):
    (theme, theme_zh), (town, town_zh), (sort, sort_zh) = dice.early(THEMES), dice.early(TOWNS), dice.early(SORTS_OF_SHOWS)
    return f"{theme}: {town} {sort} {number + 1}", f"{theme_zh}——{town_zh}{sort_zh}（第{number + 1}回）"


@add_part(70, "programmes and projects")
def make_programmes_and_projects(scale):
    for kind, how_many in (("programme", scale.programmes), ("project", scale.projects)):
        for number in range(how_many):
            dice = Dice("of a", kind, number)
            columns = common(scale, kind, number, named(dice, number), is_public=not number)
            own = {"kind": kind} | drawn_dates(scale, dice)
            if kind == "project":
                own["part_of_id"] = made_key("programme", dice.randrange(scale.programmes)) if dice.happens(0.4) else None
                own["technologies"] = [
                    made_key("technology", place) for place in sorted(dice.sample(range(len(TECHNOLOGIES)), dice.randint(0, 2)))
                ]
            own["summary_en"], own["summary_zh"] = sentences(kind, number)
            yield [
                MadeUpRow(Initiative, columns | own),
                *statements(scale, columns["id"], dice.randint(1, 4)),
                *what_became_of_it(scale, columns),
            ]


@add_part(80, "exhibitions")
def make_shows(scale):
    for number in range(scale.shows):
        dice = Dice("of an exhibition", number)
        names = named(dice, number)
        if number == LONG_NAMED_SHOW:
            names = stretched(names[0], f" {LONG_EN}"), stretched(names[1], LONG_ZH)
        is_public = number <= scale.places
        columns = common(scale, "exhibition", number, names, is_public=is_public)
        own = {
            "kind": "exhibition",
            "format": dice.one(DRAWN_FORMATS),
            "is_only_put_forward": number > NOWHERE and dice.happens(0.05),
            "part_of_id": made_key("programme", dice.randrange(scale.programmes)) if dice.happens(0.3) else None,
        }
        own["summary_en"], own["summary_zh"] = sentences("exhibition", number)
        yield [
            MadeUpRow(
                Initiative,
                columns | own | where_shown(number, scale, dice) | drawn_dates(scale, dice),
                {"format": ""} if dice.happens(0.1) else None,
            ),
            *statements(scale, columns["id"], dice.randint(2, 5), twelve_digits=number == MUCH_COUNTED_SHOW),
            *(shared_pictures(columns["id"], 12 if number == FULL else 1) if number == FULL or number % 20 == 7 else ()),
            *made_intentions(scale, columns["id"], dice),
            *what_became_of_it(scale, columns),
        ]


def made_intentions(scale, show, dice):
    """MadeUpRows of intentions that came of some exhibitions, with the steps that these took."""
    for number in range(dice.early((0, 0, 1, 3, 12))):
        own_key, passage = f"{show}-intention-{number + 1}", passage_of(scale, dice)
        about = {"subject_en": "licensing of patterns", "subject_zh": "纹样授权", "country": dice.one(FIRST_PLACES), "passage_id": passage}
        ours = {"our_side_id": made_key("enterprise", dice.randrange(min(6, scale.size))), "recorded_at": scale.moment(200)}
        amount = {"value": dice.randint(1, 9000) * 1000, "qualifier": "about", "currency": "CNY"} if dice.happens(0.5) else {}
        yield MadeUpRow(Intention, {"id": own_key, "initiative_id": show, **about, **ours, **amount})
        if dice.happens(0.4):
            step = {"intention_id": own_key, "step": dice.one(("memorandum", "contract", "declined")), "passage_id": passage}
            yield MadeUpRow(IntentionStep, {"id": f"{own_key}-step", "recorded_at": scale.moment(100), **step})


def numbers_of_participants(scale):
    """How many take part in each exhibition, all in all as many as the Scale has, and in none more than there are enterprises."""
    first = min(ON_FULL, scale.size)
    yield first
    rest, shares = max(scale.participations - first, 0), list(islice(cycle(SHARES_OF_SHOWS), scale.shows - 1))
    whole = sum(shares)
    for before, until in pairwise(accumulate(shares, initial=0)):
        yield min(rest * until // whole - rest * before // whole, scale.size)


@add_part(90, "participations")
def make_participations(scale):
    for show, how_many in enumerate(numbers_of_participants(scale)):
        for place in range(how_many):
            dice = Dice("participation", show, place)
            leads = place < len(LEADING)
            # by other bodies than enterprises where they lead; each enterprise once in a show
            organization = (
                made_key("organization", (show * 3 + place) % scale.bodies)
                if leads
                else made_key("enterprise", spread((show * 613 + place) % scale.size, scale.size))
            )
            values = {
                "id": f"made-up-participation-{show + 1}-{place + 1}",
                "initiative_id": made_key("exhibition", show),
                "organization_id": organization,
                "role": LEADING[place] if leads else "attended" if dice.happens(0.1) else "exhibitor",
                "passage_id": passage_of(scale, dice) if dice.happens(0.8) else None,
            }
            yield [MadeUpRow(Participation, values)]
