"""Made-up marks, products and works, with registrations, recordals, what may be licensed, licences and what happened to them."""

from datetime import timedelta

from enterprises.made_up.organizations import OWNS_MUCH, is_pictured
from enterprises.models import (
    Availability,
    CustomsRecordal,
    IntellectualProperty,
    Licence,
    RightEvent,
    TrademarkRegistration,
)
from portal.made_up.common_rows import common, passage_of, statements, what_became_of_it
from portal.made_up.dice import Dice, made_key, spread
from portal.made_up.parts import MadeUpRow, add_part
from portal.made_up.pictures import shared_pictures
from portal.made_up.words import GOODS, MARKS_OF_FIRMS, THINGS, sentences

OF_ONE_OWNER, BLOCK = 10, 50  # of each fifty marks the first ten are of one owner
KINDS = ("trademark", "trademark", "trademark", "cultural-product", "copyright-work", "trademark-group", "trademark")
DRAWN_TERRITORIES = ("CN", "CN", "CN", "US", "EU", "JP", "SG", "HK", "GB", "KR", "TH", "MY")
TERM = timedelta(days=3652)
OFFERED_FOR = [  # with the Nice class
    ("stationery", "文具", "16"),
    ("clothing", "服装", "25"),
    ("toys", "玩具", "28"),
    ("tea", "茶叶", "30"),
    ("films", "影视作品", "41"),
]
TERMS = [("three years, renewable", "三年，可续约"), ("one year", "一年"), ("", "")]


def owner_of(number, scale):
    """The number of the enterprise that owns the mark of that number; None where none is named."""
    block, place = divmod(number, BLOCK)
    if not block and place < OF_ONE_OWNER:
        return OWNS_MUCH
    if place >= OF_ONE_OWNER and place % 9 == 0:
        return None
    return spread((number - place if place < OF_ONE_OWNER else number) % scale.size, scale.size)


@add_part(60, "marks")
def make_properties(scale):
    for number in range(scale.marks):
        dice = Dice("of a mark", number)
        (good, good_zh), (thing, thing_zh) = dice.early(GOODS), dice.early(THINGS)
        own_word, own_word_zh = dice.one(MARKS_OF_FIRMS)
        kind = "trademark" if number < OF_ONE_OWNER else dice.one(KINDS)
        is_mark = kind in ("trademark", "trademark-group")
        names = (
            f"{own_word.capitalize()} {good}" if is_mark else f"{good} {thing} {number + 1}",
            f"{own_word_zh}{good_zh}" if is_mark else f"{good_zh}{thing_zh}{number + 1}号",
        )
        columns = common(scale, "mark", number, names, is_public=number < OF_ONE_OWNER)
        owner = owner_of(number, scale)
        own = {"kind": kind, "owner_id": None if owner is None else made_key("enterprise", owner)}
        if dice.happens(0.4):
            own["summary_en"], own["summary_zh"] = sentences("mark", number)
        yield [MadeUpRow(IntellectualProperty, columns | own), *parts_of_property(scale, number, columns, kind, owner, dice)]


def parts_of_property(scale, number, columns, kind, owner, dice):
    key_of_it = columns["id"]
    yield from statements(scale, key_of_it, dice.early((0, 0, 1, 2)), with_figures=0.2)
    if is_pictured(number, scale.marks):
        yield from shared_pictures(key_of_it, 1)
    if kind == "trademark" and dice.happens(0.6):
        for place in range(dice.early((1, 1, 2, 4))):
            yield from made_registration(scale, key_of_it, place, dice, owner)
    if dice.happens(0.06):
        yield made_offer(scale, key_of_it, dice)
    if dice.happens(0.02):
        yield made_licence(scale, key_of_it, dice)
    yield from what_became_of_it(scale, columns)


def made_registration(scale, mark, place, dice, owner):
    """A registration, of some marks with a recordal and with what happened to it."""
    own_key = f"{mark}-registration-{place + 1}"
    registered = scale.day - timedelta(days=dice.randint(30, 3900))
    number = mark.rpartition("-")[2]
    yield MadeUpRow(
        TrademarkRegistration,
        {
            "id": own_key,
            "trademark_id": mark,
            "territory": DRAWN_TERRITORIES[place * 3] if place else dice.one(DRAWN_TERRITORIES),
            "number": f"MU{number}-{place + 1}",
            "nice_class": dice.randint(1, 45),
            "filed_on": registered - timedelta(days=400),
            "registered_on": registered,
            "expires_on": registered + TERM,
            "passage_id": passage_of(scale, dice) if dice.happens(0.5) else None,
        },
        {"expires_on": None} if dice.happens(0.05) else None,
    )
    if dice.happens(0.15):
        recorded = max(registered, scale.day - timedelta(days=dice.randint(30, 3700)))
        values = {"id": f"{own_key}-recordal", "property_id": mark, "right": "trademark", "number": f"T-MU-{number}-{place + 1}"}
        named = {"registration_id": own_key, "holder_id": None if owner is None else made_key("enterprise", owner)}
        yield MadeUpRow(CustomsRecordal, values | named | {"effective_on": recorded, "expires_on": recorded + TERM})
    if dice.happens(0.05):
        happened = {"happened_on": registered + timedelta(days=20), "entered_at": scale.moment(10)}
        yield MadeUpRow(RightEvent, {"id": f"{own_key}-event", "registration_id": own_key, "verb": "contact-changed", **happened})


def made_offer(scale, mark, dice):
    category, term = dice.one(OFFERED_FOR), dice.one(TERMS)
    is_worldwide = dice.happens(0.2)
    return MadeUpRow(
        Availability,
        {
            "id": f"{mark}-offer",
            "property_id": mark,
            "category_en": category[0],
            "category_zh": category[1],
            "nice_classes": category[2],
            "is_worldwide": is_worldwide,
            "territory": "" if is_worldwide else dice.one(("DE", "FR", "US", "JP", "SG", "CN")),
            "exclusivity": dice.one(("exclusive", "sole", "non-exclusive", "to-be-agreed", "")),
            "term_en": term[0],
            "term_zh": term[1],
            "passage_id": passage_of(scale, dice),
        },
    )


def made_licence(scale, mark, dice):
    starts = scale.day - timedelta(days=dice.randint(0, 1000))
    terms = {"signed_on": starts, "starts_on": starts, "ends_on": starts + timedelta(days=1095)}
    values = {
        "id": f"{mark}-licence",
        "property_id": mark,
        "licensee_name": "Made-up Licensee GmbH",
        "territory": dice.one(("DE", "FR", "US")),
    }
    return MadeUpRow(Licence, values | terms | {"exclusivity": "non-exclusive"})
