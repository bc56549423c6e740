"""Long pages fold what is beyond the first rows of a list, and have their contents before them."""

import pytest

from portal.site.portions import ROWS_FIRST
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_organization,
    make_participation,
    make_passage,
    make_statement,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def full(kept):
    """An exhibition with sixty participants and two hundred statements."""
    show = make_exhibition(slug="full", name_en="N" * 250)
    passages = [make_passage(number=number) for number in range(1, 5)]
    for number in range(60):
        make_participation(show, make_organization(name_en=f"Guest {number:02}"), "exhibitor", passage=passages[number % 4])
    for number in range(190):
        make_statement(show, passage=passages[number % 4], wording_en=f"Said {number}. " + "It was said at length. " * 3)
    for number in range(10):
        make_figure(show, passage=passages[0], value=number + 1)
    return show


def guests_on(page):
    return [text for address, text in page.one("section", aria_labelledby="cast").links().items() if "/organizations/" in address]


def test_a_list_folds_after_eight_and_says_how_many_there_are(client, full):
    figures = visit(client, "/en/exhibitions/full/").one("section", aria_labelledby="figures")
    assert len(figures.all("div", cls="fig")) == 10
    fold = figures.one("details", cls="fold")
    assert fold.all("summary")[0].text == "2 more (10 in all)"
    assert not fold["open"], "what is folded is in the page, and a browser opens it"


@pytest.mark.parametrize(
    ("language", "heading", "more"), [("en", "Who took part (60)", "All 60"), ("zh-hans", "参与单位（60）", "查看全部60条")]
)
def test_a_longer_one_shows_its_first_rows_and_has_pages_of_its_own(client, full, language, heading, more):
    address = f"/{language}/exhibitions/full/"
    page = visit(client, address)
    cast = page.one("section", aria_labelledby="cast")
    assert cast.one("h2").text == heading
    assert guests_on(page) == [f"Guest {number:02}" for number in range(ROWS_FIRST)]
    assert cast.links()["?part=cast"].startswith(more)
    first, last = visit(client, f"{address}?part=cast"), visit(client, f"{address}?part=cast&page=9")
    assert guests_on(first) + guests_on(last) == [f"Guest {number:02}" for number in range(60)]
    assert [each["id"] for each in first.all("h2")][:2] == ["cast", "sources"], "it has the page for itself, with its footnotes"
    assert last.one("link", rel="canonical")["href"].endswith(f"{address}?part=cast&page=2")
    number = last.all("a", cls="fn")[0]["href"].removeprefix("#")
    assert last.one(id=number).all("a", cls="note")
    assert visit(client, f"{address}?part=nobody").one("section", aria_labelledby="cast")
    assert client.get(f"{address}?part=parts").status_code == 404


def test_what_sources_say_is_bounded_on_the_page_in_a_dossier_and_for_machines(client, full):
    page = visit(client, "/en/exhibitions/full/")
    assert "190" in page.links()["?part=facts"]
    assert len(client.get("/en/exhibitions/full/").content) < 110_000
    told = [visit(client, f"/en/exhibitions/full/?part=facts&page={number}").one("ul", cls="told") for number in range(1, 5)]
    assert len({row.text for rows in told for row in rows.all("li")}) == 190
    other = make_exhibition()
    compared = visit(client, f"/en/compare/?r={full.pk}&r={other.pk}").text
    assert f"{60 - ROWS_FIRST} more, on its page" in compared
    assert f"{200 - 10 - ROWS_FIRST} more, on its page" in compared


def test_contents_stand_before_a_long_page_only(client, full):
    make_participation(full, make_enterprise(slug="works"), "host", passage=make_passage())
    (contents,) = visit(client, "/en/exhibitions/full/").all("nav", aria_labelledby="on-this-page") or [None]
    assert list(contents.links().values()) == ["In figures", "Who took part (61)", "Sources"]
    assert list(contents.links()) == ["#figures", "#cast", "#sources"]
    assert not visit(client, "/en/enterprises/works/").all("nav", aria_labelledby="on-this-page")
