"""Made-up rows for the pictures of the guide: an example round of a selection, and an example show with its intentions."""

from datetime import date

from enterprises.models import Enterprise
from initiatives.models import (
    Exhibition,
    FollowUp,
    Intention,
    IntentionStep,
    Nomination,
    NominationEvent,
    Participation,
    SelectionCategory,
    SelectionRound,
    SelectionStage,
)
from portal.guide.pictures import EXAMPLE_PASSAGE, register_rows

EXAMPLE_ENTERPRISES = (
    ("Example Enterprise B", "示例企业乙"),
    ("Example Enterprise C", "示例企业丙"),
    ("Example Enterprise D", "示例企业丁"),
)


def make_enterprises():
    for number, (name_en, name_zh) in enumerate(EXAMPLE_ENTERPRISES, start=1):
        key = f"example-enterprise-{number}"
        yield Enterprise.objects.create(id=key, kind="enterprise", slug=key, name_en=name_en, name_zh=name_zh)


@register_rows
def make_example_initiatives(people):
    enterprises = list(make_enterprises())
    make_round(enterprises)
    make_show(enterprises, people["Publisher"].pk)


def make_round(enterprises):
    selection = SelectionRound.objects.create(
        id="example-round",
        kind="selection-round",
        slug="example-round",
        name_en="Example selection 2027–2028",
        name_zh="示例评选（2027—2028年度）",
        first_year=2027,
        last_year=2028,
    )
    names = {"round": selection, "passage_id": EXAMPLE_PASSAGE}
    SelectionStage.objects.create(id="example-stage-1", position=1, kind="first-review", **names)
    SelectionStage.objects.create(id="example-stage-2", position=2, kind="announcement", **names)
    category = SelectionCategory.objects.create(id="example-category", round=selection, position=1, name_en="Enterprises", name_zh="企业")
    for number, enterprise in enumerate(enterprises, start=1):
        nomination = Nomination.objects.create(id=f"example-nomination-{number}", category=category, organization_id=enterprise.pk)
        NominationEvent.objects.create(
            id=f"example-event-{number}",
            nomination=nomination,
            verb="passed",
            stage_id="example-stage-1",
            happened_on=date(2026, 9, 4),
            happened_precision="day",
            passage_id=EXAMPLE_PASSAGE,
        )


def make_show(enterprises, publisher):
    show = Exhibition.objects.create(
        id="example-show",
        kind="exhibition",
        slug="example-show",
        name_en="Example licensing show",
        name_zh="示例授权展",
        starts_on=date(2026, 11, 5),
        starts_precision="day",
        ends_on=date(2026, 11, 8),
        ends_precision="day",
        country="SG",
        city_en="Singapore",
        city_zh="新加坡",
    )
    for number, key in enumerate(["example-enterprise", enterprises[0].pk], start=1):  # the first owns an example mark
        Participation.objects.create(id=f"example-participation-{number}", initiative_id=show.pk, organization_id=key, role="exhibitor")
    subjects = [
        ("Tableware with pattern A", "甲纹样餐具"),
        ("Scarves with pattern B", "乙纹样丝巾"),
        ("Stationery with mark A", "商标甲文具"),
    ]
    for number, (subject_en, subject_zh) in enumerate(subjects, start=1):
        intention = Intention.objects.create(
            id=f"example-intention-{number}",
            initiative_id=show.pk,
            our_side_id=enterprises[number - 1].pk,
            subject_en=subject_en,
            subject_zh=subject_zh,
            country="SG",
            happened_on=date(2026, 9, number),
            happened_precision="day",
            passage_id=EXAMPLE_PASSAGE,
        )
        if number == 1:
            IntentionStep.objects.create(
                id="example-step", intention=intention, step="memorandum", happened_on=date(2026, 9, 10), happened_precision="day"
            )
        FollowUp.objects.create(
            intention=intention,
            counterparty_name=f"Example Partner {number}",
            responsible_id=publisher,
            next_step="Send the samples",
            next_on=date(2026, 9, 10 * number),
        )
