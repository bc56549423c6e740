"""Cooperation intentions on public pages: reported beside itemized, each counted once, and what is not said."""

import pytest

from tests.factories import (
    make_count,
    make_enterprise,
    make_exhibition,
    make_intention,
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
