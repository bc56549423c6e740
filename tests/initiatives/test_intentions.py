"""Cooperation intentions on public pages: reported beside itemized, each counted once, and what is not said."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from initiatives.models import Intention, IntentionStep
from portal.models import Record, ReviewStep
from tests.admin_pages import make_user
from tests.factories import (
    make_count,
    make_enterprise,
    make_exhibition,
    make_follow_up,
    make_intention,
    make_intention_step,
    make_paper,
    make_passage,
)
from tests.page import visit

pytestmark = pytest.mark.django_db


def make_many(show, count, *steps):
    passage, enterprise = make_passage(), make_enterprise()
    for _n in range(count):
        make_intention(show, *steps, passage=passage, our_side_id=enterprise.pk)


def counts(client, show, language="en"):
    section = visit(client, f"/{language}/exhibitions/{show.slug}/").one("section", aria_labelledby="intentions")
    return [part.text for part in section.one("p", cls="tally").without("vh", tags=["sup"]).all("span")]


def became(client, show, language="en"):
    section = visit(client, f"/{language}/exhibitions/{show.slug}/").one("section", aria_labelledby="intentions")
    text = next(each.text for each in section.all("p") if "no contract" in each.text or "并非合同" in each.text)
    return text.partition(": " if language == "en" else "：")[2]


LADDER = [  # what sources report, what is on record as {steps: number}, the counts of the page, what became of them
    ("ladder-01", [(100, "nearly")], {(): 12}, ["reported nearly 100", "itemized 12"], "12 intentions."),
    ("ladder-02", [(10, "exactly")], {(): 2}, ["reported 10", "itemized 2", "not itemized 8"], "2 intentions."),
    ("ladder-04", [], {(): 2, ("contract",): 1}, ["itemized 3 (1 contract)"], "2 intentions, 1 contract."),
    (
        "ladder-05",
        [],
        {("contract", "cancelled"): 1},
        ["itemized 1 (0 contracts in force, 1 cancelled)"],
        "0 contracts in force, 1 cancelled.",
    ),
    ("ladder-07", [(100, "nearly")], {(): 120}, ["reported nearly 100", "itemized 120"], "120 intentions."),
    ("ladder-08", [(100, "nearly"), (97, "exactly")], {(): 3}, ["reported 97", "reported nearly 100", "itemized 3"], "3 intentions."),
]


@pytest.mark.once
@pytest.mark.parametrize(("reported", "rows", "line", "outcome"), [row[1:] for row in LADDER], ids=[row[0] for row in LADDER])
def test_the_page_says_what_is_reported_beside_what_is_itemized(client, reported, rows, line, outcome):
    show = make_exhibition()
    for value, qualifier in reported:
        make_count(show, value, qualifier)
    for steps, number in rows.items():
        make_many(show, number, *steps)
    found = counts(client, show)
    assert (sorted(found[:-1]), found[-1]) == (sorted(line[:-1]), line[-1])
    assert became(client, show) == outcome


@pytest.mark.once
def test_both_languages_say_the_same(client):
    show = make_exhibition()
    make_count(show, 100, "nearly")
    make_many(show, 1, "contract")
    make_many(show, 2)
    assert counts(client, show, "zh-hans") == ["资料称近100项合作意向", "逐项收录3项（合同1份）"]
    assert became(client, show, "zh-hans").endswith("意向2项、合同1份。")


def test_an_intention_without_the_other_sides_consent_is_counted_and_shown_without_its_name(client):  # ladder-10
    show = make_exhibition()
    intention = make_intention(show, country="SG")
    make_follow_up(intention, counterparty_name="Merlion Stationery")
    section = visit(client, f"/en/exhibitions/{show.slug}/").one("section", aria_labelledby="intentions")
    assert "partner not named · Singapore" in section.text
    assert counts(client, show) == ["itemized 1"]
    addresses = [f"exhibitions/{show.slug}/", f"enterprises/{intention.our_side.slug}/", f"sources/{intention.passage.source.slug}/"]
    addresses += [f"compare/?r={show.slug}&r={make_exhibition().slug}", "search/?q=merlion", "feed.xml"]
    for address in addresses:
        assert "Merlion Stationery" not in client.get(f"/en/{address}").content.decode()
    type(intention).objects.filter(pk=intention.pk).update(other_side_may_be_named=True, other_name="Merlion Stationery")
    for address in addresses[:2]:
        assert "Merlion Stationery" in client.get(f"/en/{address}").content.decode()


def test_what_rests_on_a_private_paper_alone_is_counted_and_not_described_unless_staff_allow_it(client):
    show = make_exhibition()
    paper = make_paper(show, title="Hellebore sheet")
    intention = make_intention(show, paper=paper, subject_en="Hellebore licence", value=5, qualifier="about", currency="CNY")
    make_intention_step(intention, "contract", paper=paper, note_en="Hellebore note")
    make_intention(show, passage=None)  # rests on nothing
    page = visit(client, f"/en/exhibitions/{show.slug}/")
    assert counts(client, show) == ["itemized 1 (1 contract)"]
    assert "1 of them rests on a paper that is not public" in page.text
    assert "Hellebore" not in page.text
    type(intention).objects.filter(pk=intention.pk).update(may_be_described=True)
    page = visit(client, f"/en/exhibitions/{show.slug}/")
    assert "Hellebore licence about 5 yuan" in page.text
    assert "Hellebore sheet" not in page.text


STATES = [  # steps as (step, day, precision), in the order in which they were recorded, and what the intention is then
    ([], "intention"),
    ([("memorandum", "", ""), ("contract", "", "")], "contract"),
    ([("contract", "2025-05-01", "day"), ("memorandum", "2025-06-01", "day")], "contract"),
    ([("contract", "2025-05-01", "day"), ("cancelled", "2025-08-01", "day")], "cancelled"),
    ([("cancelled", "2025-08-01", "day"), ("contract", "2025-05-01", "day")], "cancelled"),
    ([("lapsed", "2025-08-01", "day"), ("contract", "2025-09-01", "day")], "contract"),
    ([("contract", "2025-01-01", "day"), ("lapsed", "2025-08-01", "day"), ("intention", "2025-09-01", "day")], "intention"),
    ([("cancelled", "2025-01-01", "year"), ("contract", "2025-09-01", "day")], "cancelled"),
    ([("cancelled", "2025-01-01", "year"), ("contract", "2026-01-01", "day")], "contract"),
    ([("declined", "2025-05-01", "month"), ("contract", "2025-05-20", "day")], "declined"),
    ([("declined", "2025-05-01", "month"), ("contract", "2025-06-01", "month")], "contract"),
    ([("cancelled", "2025-05-01", "day"), ("contract", "2025-05-01", "day")], "contract"),
    ([("contract", "2025-05-01", "day"), ("cancelled", "2025-05-01", "day")], "cancelled"),
    ([("lapsed", "2025-05-01", "day"), ("contract", "", "")], "lapsed"),
    ([("contract", "2025-05-01", "day"), ("lapsed", "", "")], "lapsed"),
    ([("contract", "", ""), ("delivered", "", ""), ("cancelled", "2025-01-01", "day"), ("lapsed", "", "")], "lapsed"),
]


@pytest.mark.parametrize(("steps", "state"), STATES)
def test_it_counts_once_at_the_highest_step_that_stands(steps, state):
    intention = make_intention()
    for place, (step, day, precision) in enumerate(steps):
        at = datetime(2026, 1, 1, 12, place, tzinfo=UTC)
        make_intention_step(intention, step, happened_on=day or None, happened_precision=precision, recorded_at=at)
    assert Intention.objects.with_state(IntentionStep.objects.all()).get(pk=intention.pk).state == state


def test_a_replaced_step_counts_no_more_and_is_shown_struck_with_the_reason(client):
    show = make_exhibition()
    intention = make_intention(show, "contract")
    make_intention_step(intention, "memorandum", replaces=intention.steps.get(), reason_en="It was a memorandum.")
    assert became(client, show) == "1 memorandum."
    section = visit(client, f"/en/exhibitions/{show.slug}/").one("section", aria_labelledby="intentions")
    assert "Contract" in section.one("del").text
    assert "It was a memorandum." in section.text


def test_a_chosen_count_is_used_and_the_other_stands_beside_it_with_its_source(client):
    show = make_exhibition()
    make_count(show, 100, "nearly")
    used = make_count(show, 97)
    make_many(show, 7)
    type(show).objects.filter(pk=show.pk).update(used_count=used.pk)
    assert counts(client, show) == ["reported 97", "itemized 7", "not itemized 90"]
    section = visit(client, f"/en/exhibitions/{show.slug}/").one("section", aria_labelledby="intentions")
    assert "Another source says otherwise: reported nearly 100" in section.text


def test_without_a_row_the_page_stays_as_it_is(client):
    show = make_exhibition()
    make_count(show, 100, "nearly")
    page = visit(client, f"/en/exhibitions/{show.slug}/")
    assert page.all("section", aria_labelledby="intentions") == []
    assert "nearly 100 cooperation intentions" in page.one("section", aria_labelledby="figures").text


def test_the_page_asks_no_more_questions_for_more_intentions(client, django_assert_max_num_queries):
    show = make_exhibition()
    make_many(show, 3, "contract")
    address = f"/en/exhibitions/{show.slug}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make_many(show, 30, "contract", "cancelled")
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize(
    "do", [lambda rows: rows.update(step="memorandum"), lambda rows: rows.delete(), lambda rows: rows.get().intention.delete()]
)
def test_a_step_that_was_public_is_kept_by_the_database_too(do):
    intention = make_intention(make_exhibition(), "contract")
    draft = make_intention(make_exhibition(published_at=None), "contract")
    for withdrawn in (False, True):
        if withdrawn:
            ReviewStep.objects.create(record_id=intention.initiative_id, step="withdrawn", user=make_user("Publisher"))
            Record.objects.filter(pk=intention.initiative_id).update(published_at=None)
        with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
            do(IntentionStep.objects.filter(intention=intention.pk))
    do(IntentionStep.objects.filter(intention=draft))
