"""Long pages fold what is beyond the first rows of a list, and have their contents before them."""

import pytest

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


@pytest.fixture
def full(db):
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


def test_a_long_list_folds_after_eight_and_says_how_many_there_are(client, full):
    page = visit(client, "/en/exhibitions/full/")
    cast = page.one("section", aria_labelledby="cast")
    names = [row.all("a")[0].text for row in cast.one("div").all("dd")[:8]]
    assert names == [f"Guest {number:02}" for number in range(8)]
    (fold,) = cast.all("details", cls="fold")
    assert fold.one("summary").text == "52 more (60 in all)"
    assert [row.all("a")[0].text for row in fold.all("li")] == [f"Guest {number:02}" for number in range(8, 60)]
    assert not fold["open"], "what is folded is in the page, and a browser opens it"
    figures = page.one("section", aria_labelledby="figures")
    assert len(figures.all("div", cls="fig")) == 10
    assert figures.one("details", cls="fold").all("summary")[0].text == "2 more (10 in all)"
    chinese = visit(client, "/zh-hans/exhibitions/full/").one("section", aria_labelledby="cast")
    assert chinese.one("summary").text == "其余52条（共60条）"


def test_contents_stand_before_a_long_page_only(client, full):
    make_participation(full, make_enterprise(slug="works"), "host", passage=make_passage())
    (contents,) = visit(client, "/en/exhibitions/full/").all("nav", aria_labelledby="on-this-page") or [None]
    assert list(contents.links().values()) == ["In figures", "Who took part", "Sources"]
    assert list(contents.links()) == ["#figures", "#cast", "#sources"]
    assert not visit(client, "/en/enterprises/works/").all("nav", aria_labelledby="on-this-page")
