"""Made-up selections, and what became of those who were nominated."""

from datetime import timedelta

from initiatives.models import Nomination, NominationEvent, SelectionCategory, SelectionRound, SelectionStage
from portal.made_up.common_rows import common, passage_of, statements
from portal.made_up.dice import Dice, made_key, spread
from portal.made_up.parts import MadeUpRow, add_part

CATEGORIES_OF_ROUNDS = [("enterprises", "企业"), ("projects", "项目"), ("activities", "活动")]
STAGES = ("application", "first-review", "expert-review", "notice", "announcement")
WHERE_IT_STANDS = ("recognized", "not-recognized", "withdrawn", "under-review")


@add_part(100, "selections")
def make_rounds(scale):
    for number in range(scale.rounds):
        year = scale.day.year - 1 - 2 * number
        names = f"Made-up selection of exporters of culture {year}–{year + 1}", f"虚构文化出口评选（{year}—{year + 1}年度）"
        columns = common(scale, "selection", number, names, is_public=True)
        dice = Dice("of a selection", number)
        opened = scale.day - timedelta(days=700 * number + 300)
        stages = [
            {
                "id": f"{columns['id']}-stage-{place + 1}",
                "position": place + 1,
                "kind": kind,
                "opened_on": opened + timedelta(days=50 * place),
                "opened_precision": "day",
                "closed_on": opened + timedelta(days=50 * place + 30),
                "closed_precision": "day",
                "bodies": [made_key("organization", 2)],
                "passage_id": passage_of(scale, dice),
            }
            for place, kind in enumerate(STAGES)
        ]
        categories = [
            {"id": f"{columns['id']}-category-{place + 1}", "position": place + 1, "name_en": english, "name_zh": chinese}
            for place, (english, chinese) in enumerate(CATEGORIES_OF_ROUNDS)
        ]
        yield [
            MadeUpRow(SelectionRound, columns | {"kind": "selection-round", "first_year": year, "last_year": year + 1}),
            *(MadeUpRow(SelectionStage, values | {"round_id": columns["id"]}) for values in stages),
            *(MadeUpRow(SelectionCategory, values | {"round_id": columns["id"]}) for values in categories),
            *statements(scale, columns["id"], 3),
        ]


@add_part(110, "nominations")
def make_nominations(scale):
    """Nominations of enterprises, each with the events from its submission to where it stands."""
    for number in range(scale.nominations):
        dice = Dice("nomination", number)
        selection = made_key("selection", number % scale.rounds)
        own_key = made_key("nomination", number)
        nominee = {"organization_id": made_key("enterprise", spread(number % scale.size, scale.size))}
        category = f"{selection}-category-{1 + number // scale.rounds % len(CATEGORIES_OF_ROUNDS)}"
        verbs = ["submitted", "recommended", "passed", dice.one(WHERE_IT_STANDS)][: dice.randint(1, 4)]
        yield [
            MadeUpRow(Nomination, {"id": own_key, "category_id": category, **nominee}),
            *made_events(scale, own_key, selection, verbs, dice),
        ]


def made_events(scale, nomination, selection, verbs, dice):
    for place, verb in enumerate(verbs):
        yield MadeUpRow(
            NominationEvent,
            {
                "id": f"{nomination}-event-{place + 1}",
                "nomination_id": nomination,
                "verb": verb,
                "stage_id": f"{selection}-stage-{place + 1}" if verb == "passed" else None,
                "happened_on": scale.day - timedelta(days=280 - 60 * place),
                "happened_precision": "day",
                "passage_id": passage_of(scale, dice),
                "actors": [made_key("organization", 2)] if place < 2 else [],
                "recorded_at": scale.moment(30 - place),
            },
        )
