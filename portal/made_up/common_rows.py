"""What every kind of made-up record has or may have: whether it is public, what sources say of it, other names, a cover."""

from datetime import timedelta

from portal.made_up.dice import Dice, made_key
from portal.made_up.parts import MadeUpRow
from portal.made_up.people import PEOPLE, person_key
from portal.made_up.words import AMOUNTS, MEASURES, said
from portal.models import AlternativeName, Correction, ReviewStep, SlugRedirect, Statement

PASSAGES = 40  # of each source
DRAWN_QUALIFIERS = ("exactly", "nearly", "over", "about", "at-least", "up-to")
DRAWN_CURRENCIES = ("CNY", "CNY", "CNY", "USD", "EUR", "HKD")
TWELVE_DIGITS = 987_654_321_098


def common(scale, sort, number, names, *, is_public=False):
    """The columns that all records have, of the record of that number: most are public, some drafts, sent to review, returned, withdrawn
    or scheduled; with `is_public` it certainly is."""
    dice = Dice(sort, number)
    english, chinese = names
    if not is_public:
        english, chinese = ("", chinese) if dice.happens(0.15) else (english, "") if dice.happens(0.03) else names
    columns = {
        "id": made_key(sort, number),
        "slug": made_key(sort, number),
        "name_en": english,
        "name_zh": chinese,
        "name_zh_confirmed": bool(chinese) and dice.happens(0.7),
        "published_at": scale.moment(dice.randint(1, 700), dice.randint(1, 10)),
        "updated_at": scale.moment(dice.randint(0, 400), dice.randint(1, 10)),
        "responsible_id": person_key(dice.randrange(len(PEOPLE))),
    }
    if is_public or dice.happens(0.93):
        return columns
    if dice.happens(0.1):
        return columns | {"published_at": scale.moment(-dice.randint(3, 60))}
    columns["published_at"] = None
    if dice.happens(0.3):
        return columns | {"submitted_at": scale.moment(dice.randint(1, 30)), "submitted_by_id": person_key(0)}
    return columns | ({"returned_at": scale.moment(dice.randint(1, 30))} if dice.happens(0.2) else {})


def passage_of(scale, dice):
    """The key of a passage of a public source: of the first sources more than of the last."""
    source = int(dice.random() ** 2 * (scale.sources - 1))
    return made_key(f"passage-{source + 1}", dice.randrange(PASSAGES))


def drawn_figure(dice, largest=200_000):
    """(columns of a figure, its words in English, in Chinese)."""
    if dice.happens(0.3):
        number = dice.randrange(len(AMOUNTS))
        value, currency = dice.randint(1, largest) * 1000, dice.one(DRAWN_CURRENCIES)
        words = f"The {AMOUNTS[number][0]} is given.", f"提及{AMOUNTS[number][1]}。"
        return {
            "measure_id": made_key("amount", number),
            "value": value,
            "currency": currency,
            "qualifier": dice.one(DRAWN_QUALIFIERS),
        }, *words
    number = dice.randrange(len(MEASURES))
    words = f"The number of {MEASURES[number][0]} is given.", f"提及{MEASURES[number][3]}数量。"
    return {"measure_id": made_key("measure", number), "value": dice.randint(1, largest), "qualifier": dice.one(DRAWN_QUALIFIERS)}, *words


def statements(scale, record, how_many, *, with_figures=0.4, twelve_digits=False):
    """So many MadeUpRows of statements about the record of that key."""
    for number in range(how_many):
        dice = Dice("statement", record, number)
        words, columns = said(dice), {}
        if twelve_digits and number < 3:
            columns, *words = drawn_figure(dice, 1)
            columns["value"] = TWELVE_DIGITS - number
        elif dice.happens(with_figures):
            columns, *words = drawn_figure(dice)
        values = columns | {
            "id": f"{record}-said-{number + 1}",
            "record_id": record,
            "passage_id": passage_of(scale, dice),
            "wording_en": words[0] if dice.happens(0.9) else "",
            "wording_zh": words[1],
            "is_example": dice.happens(0.1),
        }
        before = {"wording_zh": "此前的说法。"} if dice.happens(0.05) else None
        yield MadeUpRow(Statement, values, before)


def other_names(record, dice, names):
    """A MadeUpRow of another name of the record, of some records two."""
    for number, name in enumerate(names, start=1):
        language = "en" if name.isascii() else "zh-Hans"
        yield MadeUpRow(AlternativeName, {"id": f"{record}-name-{number}", "record_id": record, "name": name, "language": language})
    if dice.happens(0.1):
        yield MadeUpRow(SlugRedirect, {"slug": f"{record}-formerly", "record_id": record})


def what_became_of_it(scale, columns):
    """MadeUpRows of steps of the review and of corrections of a record with these columns: of some records."""
    record = columns["id"]
    dice, by = Dice("review", record), {"record_id": record, "user_id": person_key(1)}
    if columns["published_at"] and columns["published_at"] <= scale.moment(0):
        if dice.happens(0.1):
            yield MadeUpRow(ReviewStep, by | {"step": "published", "at": columns["published_at"]})
        if dice.happens(0.01):
            told = {"before_en": "120 visitors", "before_zh": "120人次", "after_en": "102 visitors", "after_zh": "102人次"}
            reason = {"reason_en": "Two digits were exchanged.", "reason_zh": "两位数字互换，已更正。"}
            at = columns["published_at"] + timedelta(days=dice.randint(0, 1))
            values = by | told | reason | {"id": f"{record}-corrected", "statement": f"{record}-said-1", "at": min(at, scale.moment(0))}
            yield MadeUpRow(Correction, values)
    elif columns["published_at"] is None and not columns.get("submitted_at") and dice.happens(0.1):
        note = "所依据的资料已被撤回。 · The source was taken back."
        yield MadeUpRow(ReviewStep, by | {"step": "withdrawn", "at": scale.moment(dice.randint(1, 90)), "note": note})
