"""A source of which much is told: its passages in pages, the first facts of each, and all of them on pages of the passage itself."""

from datetime import date

import pytest

from portal.models import Statement
from portal.site.passages import OPEN_FACTS, PASSAGES_ON_A_PAGE
from portal.site.told_by_sources import FACTS_OF_A_PASSAGE, FACTS_ON_A_PAGE
from tests.factories import (
    make_availability,
    make_exhibition,
    make_figure,
    make_organization,
    make_participation,
    make_passage,
    make_source,
    make_statement,
    make_trademark,
)
from tests.page import visit

pytestmark = pytest.mark.django_db

MANY = FACTS_ON_A_PAGE + 50
BOUND = 400_000  # characters of the page of a source of 2 000 statements, which was several times as long


@pytest.fixture
def source(db):
    return make_source(slug="gazette", name_en="Gazette")


def say(passage, number):
    show = make_exhibition(name_en="Caves")
    row = make_statement(show, passage=passage, wording_en="Said.")
    row.delete()
    Statement.objects.bulk_create(
        Statement(id=f"said-{passage.number}-{each:04}", record_id=show.pk, passage=passage, wording_en=f"Said {each}.")
        for each in range(number)
    )


def facts(page):
    return [each["id"] for each in page.all("p") if (each["id"] or "").startswith("said-")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_passage_that_says_too_much_leads_to_pages_of_its_own(client, source, language):
    long, short = make_passage(source=source, number=1), make_passage(source=source, number=2)
    say(long, MANY)
    say(short, 2)
    address = f"/{language}/sources/gazette/"
    page = visit(client, address)
    assert facts(page) == [*(f"said-1-{each:04}" for each in range(OPEN_FACTS)), "said-2-0000", "said-2-0001"]
    assert str(MANY + 2) in page.one("section", cls="strip-section").text
    (more,) = [link for link in page.links() if "passage=" in link]
    assert more == f"{address}?passage=1"
    assert str(MANY - OPEN_FACTS) in page.links()[more]
    assert page.one(id="said-1-0449").tag == "span"  # a footnote leads to the place from which all is led to
    told = []
    for number in range(1, MANY // FACTS_OF_A_PASSAGE + 2):
        told += facts(visit(client, f"{more}&page={number}"))
    assert told == [f"said-1-{each:04}" for each in range(MANY)]
    assert address in visit(client, more).one("main").links()


def test_a_source_of_many_passages_has_pages_and_footnotes_lead_to_the_passage(client, source):
    passages = [make_passage(source=source, number=number) for number in range(1, PASSAGES_ON_A_PAGE + 2)]
    show = make_exhibition(slug="caves")
    statement = make_statement(show, passage=passages[-1], wording_en="Far away.")
    first, second = visit(client, "/en/sources/gazette/"), visit(client, "/en/sources/gazette/?page=2")
    assert "Far away." not in first.text
    assert "Far away." in second.text
    assert first.one("nav", cls="pages").links()["?page=2"]
    assert second.one("link", rel="canonical")["href"].endswith("/en/sources/gazette/?page=2")
    (link,) = [link for link in visit(client, "/en/exhibitions/caves/").links() if link.endswith(f"#{statement.pk}")]
    led_to = client.get(link.partition("#")[0])["Location"]
    assert led_to == f"/en/sources/gazette/?passage={passages[-1].number}#{statement.pk}"
    assert visit(client, led_to.partition("#")[0]).one(id=statement.pk).text.endswith("Far away.")


def test_roles_are_among_what_a_passage_says_and_are_paged_with_it(client, source):
    passage, show = make_passage(source=source, number=1), make_exhibition(name_en="Caves")
    say(passage, MANY)
    make_participation(show, make_organization(name_en="Last Guest"), "exhibitor", passage=passage)
    assert "Last Guest" not in visit(client, "/en/sources/gazette/").text
    assert "Last Guest" in visit(client, "/en/sources/gazette/?passage=1&page=last").text


@pytest.mark.parametrize("passage", ["9", "x", "-1", "²", "9" * 30])
def test_an_unknown_passage_shows_the_whole_source(client, source, passage):
    say(make_passage(source=source, number=1), 1)
    assert "Said 0." in visit(client, f"/en/sources/gazette/?passage={passage}").text


def test_a_source_of_2000_statements_is_a_page_of_bounded_length(client, source):
    for number in range(1, 11):
        say(make_passage(source=source, number=number), 200)
    assert len(client.get("/en/sources/gazette/").content) < BOUND


@pytest.mark.parametrize("address", ["/en/exhibitions/", "/en/timeline/", "/en/licensing/"])
def test_cards_and_lines_lead_to_a_far_passage_and_to_its_page_that_has_the_statement(client, source, address):
    passage = make_passage(source=source, number=PASSAGES_ON_A_PAGE + 1, label_en="page 9")
    say(passage, FACTS_OF_A_PASSAGE)
    show = make_exhibition(slug="caves", starts_on=date(2025, 4, 1), starts_precision="day")
    figure = make_figure(show, passage=passage, id="said-51-zz")
    make_availability(make_trademark(), passage=passage, is_worldwide=True)
    (link,) = [link for link, text in visit(client, address).links().items() if text.endswith("page 9")]
    if address == "/en/licensing/":
        assert link == "/en/sources/gazette/?passage=51#p51"
    else:
        led_to = client.get(link.partition("#")[0])["Location"]
        assert led_to == f"/en/sources/gazette/?passage=51&page=2#{figure.pk}"
        assert visit(client, led_to.partition("#")[0]).one(id=figure.pk)
    assert visit(client, "/en/sources/gazette/?statement=nobody").one("h1").text == "Gazette"


@pytest.mark.once
def test_what_is_folded_counts_the_facts_that_have_pages_of_their_own(client, source):
    for number in range(1, 4):
        say(make_passage(source=source, number=number), MANY)
    fold = visit(client, "/en/sources/gazette/").one("details", cls="fold").all("summary")[0]
    assert fold.text.startswith(f"{2 * MANY} more")
