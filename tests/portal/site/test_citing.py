"""How the portal is cited: word for word, in both languages."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.factories import make_exhibition, make_figure, make_measure, make_passage, make_source, make_statement
from tests.page import visit
from tests.pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def gazette():
    return make_source(
        slug="gazette", name_en="The Year Abroad", name_zh="出海之年", publisher_en="Gansu Gazette", publisher_zh="甘肃公报",
        author="Chai", issued_on=date(2025, 5, 21), speaker_en="the department", speaker_zh="省文化和旅游厅",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("portal.site.citing.timezone", SimpleNamespace(localdate=lambda: date(2026, 11, 29)))


def sentences(element):
    """{language: sentence} of how to cite what an element shows."""
    return {words["lang"]: words.text for words in element.one("details", cls="cite").all("p")}


def test_a_figure_is_cited_with_its_qualifier_its_limits_its_place_and_the_day(client, gazette):
    show = make_exhibition(slug="show", name_en="Journey", name_zh="走进新加坡")
    said = {"wording_en": "It brought in nearly 1.5 million yuan; revenue, not income.", "wording_zh": "带来近150万元收入，并非授权收入。"}
    spoken = make_passage(source=gazette, number=13, label_en="answer 1, sentence 5", label_zh="答复一第5句", is_spoken=True)
    money = make_measure(name_en="revenue", name_zh="收入", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    make_figure(show, 1500000, "nearly", currency="CNY", measure=money, passage=spoken, **said)
    english = (
        "Journey: It brought in nearly 1.5 million yuan; revenue, not income (according to the department, in Chai, “The Year Abroad”, "
        "Gansu Gazette, 21 May 2025, answer 1, sentence 5). "
        "Going Global, http://testserver/en/exhibitions/show/, read on 29 November 2026."
    )
    chinese = (
        "走进新加坡：带来近150万元收入，并非授权收入（据省文化和旅游厅，见Chai：《出海之年》，甘肃公报，2025年5月21日，答复一第5句）。"
        "甘肃文化走出去，http://testserver/zh-hans/exhibitions/show/，2026年11月29日查阅。"
    )
    for language, tags in (("en", ["en", "zh-Hans"]), ("zh-hans", ["zh-Hans", "en"])):
        page = visit(client, f"/{language}/exhibitions/show/")
        figure = page.one("div", cls="fig")
        assert sentences(figure) == {"en": english, "zh-Hans": chinese}
        assert list(sentences(figure)) == tags  # the reader's first
        buttons = figure.all("button", cls="cite-copy")
        assert [("hidden" in button.attributes, bool(button["data-done"])) for button in buttons] == [(True, True)] * 2
        assert page.one(id="said")["role"] == "status"
    assert sentences(visit(client, "/en/").all("div", cls="fig")[0])["en"] == english


def test_a_citation_is_no_more_precise_than_its_source(client):
    bare = make_source(name_en="A Leaflet", issued_on=None, publisher_en="", author="", speaker_en="")
    show = make_exhibition(slug="show", name_en="Journey")
    passage = make_passage(source=bare, label_en="page 3")
    count = make_measure(name_en="exhibitors at the show", unit_en="exhibitors")
    make_figure(show, 330, "over", measure=count, passage=passage, wording_en="Many came.", is_example=True, as_of=date(2025, 4, 1))
    said = sentences(visit(client, "/en/exhibitions/show/").one("div", cls="fig"))["en"]
    assert said.startswith(
        "Journey: exhibitors at the show: over 330 exhibitors; Many came; as of 1 April 2025; named as an example "
        "(according to “A Leaflet”, page 3). Going Global, "
    )


def test_a_record_is_cited_with_who_says_it_where_and_a_source_with_its_address(client, gazette):
    gazette.url = "https://gazette.example/2025/21"
    gazette.save()
    show = make_exhibition(slug="show", name_en="Journey")
    for number in (5, 6):
        passage = make_passage(source=gazette, number=number, label_en=f"answer 1, sentence {number}", is_spoken=True)
        make_statement(show, passage=passage)
    make_statement(show, passage=make_passage(source=gazette, number=1, label_en="title"))
    origin = "Chai, “The Year Abroad”, Gansu Gazette, 21 May 2025, https://gazette.example/2025/21"
    end = "read on 29 November 2026."
    assert sentences(visit(client, "/en/exhibitions/show/"))["en"] == (
        f"Journey (exhibition), according to {origin}, title; according to the department, in {origin}, answer 1, sentences 5 and 6. "
        f"Going Global, http://testserver/en/exhibitions/show/, {end}"
    )
    for language, said in (("en", "Cite this page"), ("zh-hans", "引用本页")):
        assert said in [cite.one("summary").text for cite in visit(client, f"/{language}/exhibitions/show/").all("details", cls="cite")]
    assert sentences(visit(client, "/en/sources/gazette/"))["en"] == f"{origin}. Going Global, http://testserver/en/sources/gazette/, {end}"


def test_pictures_enlarge_without_scripts_and_the_device_shares_only_where_it_can(client):
    show = make_exhibition(slug="show")
    page = visit(client, "/en/exhibitions/show/")
    assert not page.all("dialog")
    assert "hidden" in page.one("button", id="share-page").attributes
    pictures = [make_picture(show, is_cover=True), make_picture(show, is_cover=False)]
    page = visit(client, "/en/exhibitions/show/")
    links = page.all("a", cls="enlarge")
    assert [link["href"] for link in links] == [picture.addresses[-1][1] for picture in pictures]
    assert [link.parent.one("img")["alt"] for link in links] == [picture.alt for picture in pictures]
    assert page.one("dialog").all("button")
