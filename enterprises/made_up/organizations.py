"""Made-up enterprises, and the bodies that have to do with them. The first enterprises show what is rare: see docs/made-up.md."""

from enterprises.models import Organization
from enterprises.models.organizations import CREDIT_CODE_ALPHABET
from portal.made_up.common_rows import common, other_names, statements, what_became_of_it
from portal.made_up.dice import Dice, made_key
from portal.made_up.parts import MadeUpRow, add_part
from portal.made_up.pictures import shared_pictures
from portal.made_up.words import LONG_EN, LONG_ZH, SECTORS, TOWNS, firm, sentences, stretched

SAYS_MUCH, OWNS_MUCH, SHOWS_MUCH, LONG_NAMED, COUNTS_MUCH, CHINESE_ALONE = range(6)  # enterprises by their number
MOST_PICTURED = 2000  # records with a picture: each has a file
ABROAD = ("SG", "JP", "FR", "DE", "GB", "US", "TH", "MY", "AE", "IT", "HK", "MO", "KR", "BE", "HU")
SORTS_OF_BODIES = [
    *(("institution", "{} Museum of Folk Art", "{}民间艺术博物馆"), ("institution", "{} Song and Dance Troupe", "{}歌舞团")),
    *(("government", "Bureau of Culture of {}", "{}文化局"), ("partner", "{} Gallery and Trading", "{}画廊商贸")),
]


def credit_code(number):
    """A code with the right check character: such as no register has, for its province does not exist."""
    code = f"91990000MA{number:07d}"
    weighted = sum(CREDIT_CODE_ALPHABET.index(character) * 3**place for place, character in enumerate(code))
    return code + CREDIT_CODE_ALPHABET[-weighted % 31]


def is_pictured(number, of):
    return number % max(50, of // MOST_PICTURED) == 7


@add_part(40, "enterprises")
def enterprises_made_up(scale):
    for number in range(scale.size):
        dice = Dice("of an enterprise", number)
        names = firm(dice)
        if number == LONG_NAMED:
            names = stretched(names[0], f" {LONG_EN}"), stretched(names[1], LONG_ZH)
        columns = common(scale, "enterprise", number, names, is_public=number <= CHINESE_ALONE)
        if number == CHINESE_ALONE:
            columns["name_en"] = ""
        town = dice.early(TOWNS)
        own = {
            "kind": "enterprise",
            "country": "CN",
            "region_en": f"{town[0]}, Gansu",
            "region_zh": f"甘肃省{town[1]}市",
            "credit_code": credit_code(number) if dice.happens(0.6) else None,
            "website": f"https://enterprise-{number + 1}.example/" if dice.happens(0.3) else "",
            "sectors": [
                made_key("sector", place)
                for place in sorted({int(dice.random() ** 2 * len(SECTORS)) for _each in range(dice.randint(1, 3))})
            ],
            "parent_id": made_key("enterprise", dice.randrange(number)) if number > 20 and dice.happens(0.03) else None,
        }
        if dice.happens(0.6):
            own["summary_en"], own["summary_zh"] = sentences("enterprise", number)
        before = {"website": "", "credit_code": None} if dice.happens(0.1) else None
        yield [MadeUpRow(Organization, columns | own, before), *parts_of_enterprise(scale, number, columns, dice)]


def parts_of_enterprise(scale, number, columns, dice):
    key_of_it = columns["id"]
    how_many = 200 if number == SAYS_MUCH else 3 if number == COUNTS_MUCH else dice.early((0, 1, 1, 2, 3, 6))
    yield from statements(scale, key_of_it, how_many, twelve_digits=number == COUNTS_MUCH)
    if dice.happens(0.1):
        yield from other_names(key_of_it, dice, [firm(dice)[1], f"GS{number} Works"][: dice.randint(1, 2)])
    if number == SHOWS_MUCH or is_pictured(number, scale.size):
        yield from shared_pictures(key_of_it, 12 if number == SHOWS_MUCH else 1)
    yield from what_became_of_it(scale, columns)


@add_part(50, "bodies")
def make_bodies(scale):
    for number in range(scale.bodies):
        dice = Dice("of a body", number)
        kind, english, chinese = SORTS_OF_BODIES[number % len(SORTS_OF_BODIES)]
        town = dice.one(TOWNS)
        names = f"{english.format(town[0])} no. {number + 1}", f"{chinese.format(town[1])}第{number + 1}馆"
        columns = common(scale, "organization", number, names, is_public=number < 8)
        country = dice.one(ABROAD) if kind == "partner" else "CN"
        yield [
            MadeUpRow(Organization, columns | {"kind": kind, "country": country}),
            *statements(scale, columns["id"], dice.randrange(3)),
            *what_became_of_it(scale, columns),
        ]
