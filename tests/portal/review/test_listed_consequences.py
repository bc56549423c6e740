"""Of much that a step changes some is listed, and all the others are counted."""

import pytest

from portal.models import Record
from portal.review.consequences import told
from tests.admin_pages import filled_in
from tests.consequences import groups, lines
from tests.factories import make_exhibition, make_figure, make_passage, make_source, make_statement
from tests.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTED = {
    "en": ("… and 2 more pages, which are not listed here.", "Exhibition: 2", "Statement: … and 3 more"),
    "zh-hans": ("……另有2个页面，此处未列出。", "展览：2", "信息：……另有3项"),
}


def withdraw(client, source):
    return client.get(f"/admin/portal/source/{source.pk}/step/withdraw/")


@pytest.fixture
def source():
    """A source that much cites: one page of five rows, and three of one."""
    source = make_source(name_en="A notice")
    passage = make_passage(source=source)
    shows = [make_exhibition(name_en=f"Show {number}") for number in range(4)]
    for number in range(5):
        make_figure(shows[0], passage=passage, wording_en=f"Visitors, count {number}.")
    for show in shows[1:]:
        make_statement(show, passage=passage, wording_en="It opened.")
    return source


@pytest.mark.parametrize("language", LISTED)
def test_of_much_that_goes_the_first_is_listed_and_the_rest_is_counted(client, people, source, language, monkeypatch):
    client.force_login(people["publisher"])
    client.cookies["django_language"] = language
    complete = read(withdraw(client, source).content.decode())
    assert len(groups(complete, "goes")) == 5
    assert (
        sum(len(told) for told in lines(complete, "goes").values()) == 17
    )  # each row on its page and on that of the source, and the passage
    assert "…" not in complete.one("section", cls="consequences").text
    monkeypatch.setattr(told, "MOST_PAGES", 3)
    monkeypatch.setattr(told, "MOST_OF_A_SORT", 2)
    response = withdraw(client, source)
    page = read(response.content.decode())
    assert len(groups(page, "goes")) == 3
    assert all(text in page.one("section", cls="consequences").text for text in LISTED[language])
    sent = filled_in(response)
    make_statement(make_exhibition(name_en="Unlisted"), passage=source.passages.get(), wording_en="It closed.")
    again = client.post(f"/admin/portal/source/{source.pk}/step/withdraw/", sent | {"public_reason": "source", "note": "Seen."})
    assert Record.objects.published().filter(pk=source.pk).exists()  # what changes and is not listed is part of what was seen
    client.post(f"/admin/portal/source/{source.pk}/step/withdraw/", filled_in(again) | {"public_reason": "source", "note": "Seen."})
    assert not Record.objects.published().filter(pk=source.pk).exists()


def test_rows_that_are_only_counted_are_counted_on_each_page(client, people, source, monkeypatch):
    monkeypatch.setattr(told, "MOST_ROWS_LISTED", 1)
    client.force_login(people["publisher"])
    page = read(withdraw(client, source).content.decode())
    assert [len(listed) for listed in lines(page, "goes").values()] == [2, 0, 0, 0, 0]
    assert [group.one("p", cls="counts").text for group in groups(page, "goes")[1:]] == ["Statement: 5", *["Statement: 1"] * 3]
