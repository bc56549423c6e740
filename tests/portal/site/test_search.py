"""The page of search results, and the newest source on the home page."""

from datetime import date
from urllib.parse import quote

import pytest

from portal.models import AlternativeName, Record
from portal.search.index import index
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_measure,
    make_passage,
    make_project,
    make_registration,
    make_selection_round,
    make_source,
    make_statement,
    make_trademark,
)
from tests.page import facets, names_found, read, visit

pytestmark = pytest.mark.django_db


def test_a_hit_is_explained_only_by_what_is_public(client):
    draft = make_passage(source=make_source(published_at=None))
    record = make_enterprise(name_en="Zephyrine Works")
    make_statement(record, passage=draft, wording_en="Zephyrine, told by a draft.")
    AlternativeName.objects.create(record=record, name="Zephyrine of a draft", passage=draft)
    index(Record.objects.all())
    html = client.get("/en/search/?q=zephyrine").content.decode()
    assert "<mark>Zephyrine</mark> Works" in html
    assert "of a draft" not in html
    assert "by a draft" not in html
    draft.source.published_at = record.published_at
    draft.source.save()
    assert "<mark>Zephyrine</mark>, told by a draft." in client.get("/en/search/?q=zephyrine").content.decode()


def explanations(client, query, language="en"):
    """{name of a record: what its hit shows of it, matches in brackets}."""
    html = client.get(f"/{language}/search/", {"q": query}).content.decode().replace("<mark>", "[").replace("</mark>", "]")
    hits = read(html).all("article", cls="hit")
    return {hit.one("h3").text: [shown.text for shown in hit.all(cls="why")] for hit in hits}


def test_a_hit_shows_the_text_that_holds_what_its_names_do_not(client):
    works = make_enterprise(
        name_en="Works", name_zh="工坊", summary_en="Works in film.", summary_zh="从事丝绸生产。", country="SG", region_zh="河西走廊"
    )
    make_statement(works, wording_en="Works and toils at a fair.", wording_zh="参加博览会。", quoted="nearly 1.5 million yuan")
    AlternativeName.objects.create(record=works, name="Zephyrine House")
    AlternativeName.objects.create(record=works, name="文物所", language="zh-Hans")
    mark = make_trademark(name_en="Mark", summary_en="A mark.")
    make_registration(mark, number="12345678", territory="US", passage=make_passage())
    index(Record.objects.all())
    for query, name, why in (
        ("works", "[Works]", "[Works] in film."),
        ("works fair", "[Works]", "[Works] and toils at a [fair]."),
        ("works zephyrine", "[Works]", "[Zephyrine] House"),
        ("singapore", "Works", "[Singapore]"),
        ("works 新加坡", "[Works]", "[新加坡]"),
        ("yuan million", "Works", "nearly 1.5 [million] [yuan]"),
        ("丝绸", "Works", "从事[丝绸]生产。"),
        ("hexi", "Works", "[河西]走廊"),
        ("wenwu", "Works", "[文物]所"),
        ("12345678", "Mark", "[12345678]"),
        ("mark united states", "[Mark]", "[United] [States]"),
        ("gongfang", "Works", "Works in film."),  # the name in Chinese is marked beside it
    ):
        assert explanations(client, query) == {name: [why]}, query
    assert explanations(client, "新加坡", "zh-hans") == {"工坊": ["[新加坡]"]}


def test_a_registration_that_only_an_unpublished_source_gives_explains_no_hit(client):
    mark = make_trademark(name_en="Mark 12345678", summary_en="Woven.")
    source = make_source(published_at=None)
    make_registration(mark, number="12345678", passage=make_passage(source=source))
    index(Record.objects.all())
    assert explanations(client, "12345678") == {"Mark [12345678]": ["Woven."]}
    source.published_at = mark.published_at
    source.save()
    assert explanations(client, "12345678") == {"Mark [12345678]": ["[12345678]"]}


def test_within_a_kind_the_nearest_names_come_first(client):
    draft = make_passage(source=make_source(published_at=None))
    make_exhibition(name_en="Zest of Hexi Corridor", name_zh="河西走廊")
    make_exhibition(name_en="Hexi Corridor Tours", name_zh="河西走廊巡展")
    make_exhibition(name_en="A Corridor of Hexi", name_zh="走廊与河西")
    also, says, hidden = (make_exhibition(name_en=name) for name in ("Yonder", "Airs", "Aloft"))
    AlternativeName.objects.create(record=also, name="HEXI corridor")
    AlternativeName.objects.create(record=also, name="河西走廊", language="zh-Hans")
    AlternativeName.objects.create(record=hidden, name="Hexi Corridor", passage=draft)
    for record in (says, hidden):
        make_statement(record, wording_en="A tour of the Hexi Corridor.", wording_zh="走进河西走廊。")
    make_project(name_en="Hexi Corridor")
    index(Record.objects.all())

    def order(query):
        return names_found(client.get("/en/search/", {"q": query}))

    said = ["Airs", "Aloft", "Hexi Corridor"]  # the last is of another kind
    assert order("hexi corridor") == ["Yonder", "Hexi Corridor Tours", "A Corridor of Hexi", "Zest of Hexi Corridor", *said]
    assert order("ＨＥＸＩ  Corridor!") == order("hexi corridor")
    assert order("河西走廊") == ["Yonder", "Zest of Hexi Corridor", "Hexi Corridor Tours", "Airs", "Aloft"]
    for query in ("hexizoulang", "he xi zou lang"):
        assert order(query)[:3] == ["Yonder", "Zest of Hexi Corridor", "Hexi Corridor Tours"], query
    assert order("tour hexi") == ["Hexi Corridor Tours", "Airs", "Aloft"]


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"', "*", "a" * 10_000, "💠"])
def test_what_is_typed_stands_on_the_page_as_text(client, query):
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_home_page_leads_to_the_newest_source_that_is_public(client):
    shown = make_source(issued_on=date(2024, 1, 1))
    make_statement(make_enterprise(), passage=make_passage(source=shown), value=7, qualifier="exactly", measure=make_measure())
    hidden = make_source(issued_on=date(2025, 1, 1), published_at=None)
    html = client.get("/en/").content.decode()
    assert f"/sources/{shown.slug}/" in html
    assert hidden.slug not in html


@pytest.fixture
def carpets():
    """Records of five kinds that hold one word, and one that does not."""
    make_exhibition(name_en="Carpet Fair", country="SG", starts_on=date(2025, 5, 1), starts_precision="month")
    make_exhibition(name_en="Carpet Tour", country="SG", starts_on=date(2024, 5, 1), starts_precision="month")
    make_project(name_en="Carpet Project", country="US")
    make_enterprise(name_en="Carpet Works", country="SG")
    make_selection_round(name_en="Carpet Round", first_year=2025, last_year=2026)
    make_source(name_en="Carpet Notice", issued_on=date(2024, 1, 1))
    make_enterprise(name_en="Lantern Works", country="MO")
    index(Record.objects.all())


def test_what_is_found_is_divided_by_kind_place_and_year(client, carpets):
    assert facets(client, "/en/search/?q=carpet") == {
        "kind": {"exhibition": 2, "project": 1, "enterprise": 1, "selection-round": 1, "article": 1},
        "place": {"SG": 3, "US": 1},
        "year": {"2025": 2, "2024": 2},
    }
    offered = facets(client, "/en/search/?q=carpet&place=SG&year=2025")
    assert offered["kind"] == {"exhibition": 1, "project": 0, "enterprise": 0, "selection-round": 0, "article": 0}
    assert offered["place"] == {"SG": 1, "US": 0}
    assert offered["year"] == {"2025": 1, "2024": 1}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("place=SG", ["Carpet Fair", "Carpet Tour", "Carpet Works"]),
        ("place=US&place=SG&kind=project", ["Carpet Project"]),
        ("year=2025", ["Carpet Fair", "Carpet Round"]),
        ("year=2024", ["Carpet Tour", "Carpet Notice"]),
        ("year=2025&year=2024&place=SG", ["Carpet Fair", "Carpet Tour"]),
        ("kind=enterprise&year=2025", []),
        ("place=MO", ["Carpet Fair", "Carpet Tour", "Carpet Project", "Carpet Works", "Carpet Round", "Carpet Notice"]),  # not found
        ("year=x&kind=x", ["Carpet Fair", "Carpet Tour", "Carpet Project", "Carpet Works", "Carpet Round", "Carpet Notice"]),
    ],
)
def test_facets_narrow_what_is_found(client, carpets, asked, names):
    page = visit(client, f"/en/search/?q=carpet&{asked}")
    assert [hit.one("h3").text for hit in page.all("article", cls="hit")] == names
    assert sum(int(title.one("span").text) for title in page.one(cls="hits").all("h2")) == len(names)


def test_each_filter_can_be_taken_out_alone_or_all_at_once(client, carpets):
    chips = visit(client, "/en/search/?q=carpet&place=SG&year=2025").one("p", cls="chips").links()
    assert chips == {
        "?q=carpet&year=2025": "Place: Singapore, remove this filter",
        "?q=carpet&place=SG": "Year: 2025, remove this filter",
        "?q=carpet": "Clear all",
    }


def test_filters_that_leave_nothing_say_what_each_alone_finds(client, carpets):
    page = visit(client, "/en/search/?q=carpet&kind=enterprise&year=2025")
    void = page.one(cls="void")
    assert void.one("h3").text == "No results for all of these filters"
    assert {"?q=carpet&kind=enterprise", "?q=carpet&year=2025", "?q=carpet"} <= set(void.links())


def test_facets_go_on_with_what_was_meant_by_a_slip(client, carpets):
    page = visit(client, "/en/search/?q=carpte&place=US")
    assert [hit.one("h3").text for hit in page.all("article", cls="hit")] == ["Carpet Project"]
    assert page.one("form", cls="search").one("input")["value"] == "carpte"
    assert page.one("p", cls="chips").links() == {"?q=carpte": "Clear all"}


def test_an_empty_result_names_single_words_and_names_that_are_near(client, carpets):
    page = visit(client, "/en/search/?q=carpet zebra lantern")
    assert shown(page) == ["Lantern Works"]  # of the word that finds fewest
    assert "These are for “lantern” alone" in page.one("p", cls="instead").text
    assert not page.all(cls="void")
    void = page.one(cls="further")
    links = void.links()
    assert links["/en/enquiry/?missing=1&words=carpet+zebra+lantern"] == "Tell us what is missing here"
    assert links["?q=carpet"] == "carpet"
    assert "carpet 6 results" in void.text
    assert "lantern 1 result" in void.text
    assert "?q=zebra" not in links
    assert "Carpet Fair" in links.values()
    void = visit(client, "/en/search/?q=zebra").one(cls="void")
    assert "/en/exhibitions/" in void.links()
    assert "Each of these words" not in void.text


def test_an_empty_result_corrects_single_words_too(client, carpets):
    assert "These are for “Carpet” alone" in visit(client, "/en/search/?q=carpte zebra").one("p", cls="instead").text
    assert "This word alone has results: Carpet 6 results" in visit(client, "/en/search/?q=carpte zebra&exact=1").one(cls="void").text


@pytest.mark.parametrize(
    ("query", "said", "names"),
    [
        ("woven shows", "Exhibitions · for “woven”", ["Carpet Fair"]),
        ("carpet companies in singapore", "Enterprises · Singapore · for “carpet”", ["Carpet Works"]),
        ("project in the U.S.", "Projects · United States", ["Carpet Project"]),
        ("SHOW SINGAPORE", "Exhibitions · Singapore", ["Carpet Fair", "Carpet Tour"]),
        ("美国项目", "Projects · United States", ["Carpet Project"]),
        ("新加坡的展會", "Exhibitions · Singapore", ["Carpet Fair", "Carpet Tour"]),
        ("woven 展览", "Exhibitions · for “woven”", ["Carpet Fair"]),
        ("carpte supplier Singapore", "Enterprises · Singapore · for “Carpet”", ["Carpet Works"]),
        ("carpet brand Germany", "Brands and intellectual property · Germany · for “carpet”", ["Carpet Mark"]),  # it names Germany
    ],
)
def test_words_for_kinds_and_places_are_understood_where_no_record_holds_them_all(client, carpets, query, said, names):
    make_trademark(name_en="Carpet Mark", summary_en="Sold in Germany.")
    show = Record.objects.get(name_en="Carpet Fair")
    Record.objects.filter(pk=show.pk).update(summary_en="Woven.")
    index(Record.objects.all())
    page = visit(client, f"/en/search/?q={query}")
    line = page.one("p", cls="instead")
    assert line.text == f"{said} Search for exactly these words"
    assert shown(page) == names
    exactly = visit(client, "/en/search/" + next(iter(line.links())))
    assert not shown(exactly)
    assert exactly.one(cls="void")


def test_words_for_kinds_are_words_where_a_record_holds_them(client, carpets):
    page = visit(client, "/en/search/?q=carpet fair")
    assert shown(page) == ["Carpet Fair"]
    assert not page.all(cls="instead")
    for query in ("zebra told us", "zebra in it"):  # no place by its code
        assert not visit(client, f"/en/search/?q={query}").all(cls="instead"), query


def test_a_chinese_name_with_a_word_left_out_leads_to_the_nearest_and_either_spelling_finds(client, article):
    page = visit(client, "/zh-hans/search/?q=香港授权展")
    assert "/zh-hans/exhibitions/hong-kong-licensing-show/" in page.one("main").links()
    assert page.one("p", cls="instead").text == "中国香港 · 关键词“授权展” 按原词搜索"
    words = visit(client, "/zh-hans/search/?q=香港授权展&exact=1").one(cls="words").links()
    assert set(words.values()) == {"香港", "授权展"}  # and no pair that is the end of one word and the beginning of the next
    assert visit(client, "/en/search/?q=licence").one(id="results").text == visit(client, "/en/search/?q=license").one(id="results").text


@pytest.mark.parametrize("typed", ["lanxiaowu", "lan xiao wu", "Lan Xiaowu"])
def test_a_name_is_found_however_its_words_are_parted(client, article, typed):
    assert "/en/trademarks/lan-xiaowu/" in visit(client, f"/en/search/?q={typed}").one("main").links()


def shown(page):
    return [hit.one("h3").text for hit in page.all("article", cls="hit")]


def led_to(page):
    """{address: name} of the pages that are no record's."""
    return {href: text for listed in page.all("ul", cls="led-to") for href, text in listed.links().items()}


def test_a_place_is_found_by_its_codes_and_other_names_as_whole_queries(client):
    make_exhibition(name_en="Silk in Washington", country="US")
    make_exhibition(name_en="Masks in Macao", country="MO")
    make_exhibition(name_en="Drums", country="HK")
    make_enterprise(name_en="Told of us", summary_en="It told us of the Macao of the north.")
    index(Record.objects.all())
    for queries, code, names in (
        (["US", "U.S.", "USA", "America", "united states", "美国", "美國", "ＵＳ"], "us", "Silk in Washington"),
        (["Macau", "MO", "澳门", "澳門", "中国澳门"], "mo", "Masks in Macao"),
        (["HK", "hk", "Hongkong", "港", "香港特别行政区"], "hk", "Drums"),
    ):
        for query in queries:
            page = visit(client, f"/en/search/?q={query}")
            assert list(led_to(page)) == [f"/en/places/{code}/"], query
            assert names in shown(page), query
    assert led_to(visit(client, "/en/search/?q=drums in Macau")) == {"/en/places/mo/": "Place Macao, China"}
    make_exhibition(name_en="Shadows", country="ID")
    make_exhibition(name_en="Threads", country="IN")
    assert list(led_to(visit(client, "/en/search/?q=印度尼西亚展览"))) == ["/en/places/id/"]  # 印度 is another place
    assert list(led_to(visit(client, "/en/search/?q=印度展览"))) == ["/en/places/in/"]
    for query in ("mo", "drums", "North America", "Germany"):  # a syllable, other words, and where nothing is
        assert led_to(visit(client, f"/en/search/?q={query}")) == {}, query
    assert "Silk in Washington" not in shown(visit(client, "/en/search/?q=told us"))
    suggestions = client.get("/en/search/suggestions/?q=Amer").json()["suggestions"]
    assert [(each["name"], each["alias"], each["address"]) for each in suggestions] == [("United States", "America", "/en/places/us/")]


def test_the_record_whose_name_was_typed_stands_first_whatever_its_kind(client):
    make_exhibition(name_en="Flying Apsaras on Tour", name_zh="飞天巡展")
    make_enterprise(name_en="Apsaras Works", summary_en="Makes the flying apsaras.")
    mark = make_trademark(name_en="Flying Apsaras", name_zh="飞天")
    AlternativeName.objects.create(record=mark, name="Feitian No. 1")
    make_project(name_en="Feitian no 1 project")
    index(Record.objects.all())
    for query in ("flying apsaras", " FLYING  Apsaras!", "飞天", "飛天", "feitian no.1"):
        page = visit(client, f"/en/search/?q={query}")
        assert shown(page)[0] == "Flying Apsaras", query
    assert shown(visit(client, "/en/search/?q=apsaras"))[0] == "Flying Apsaras on Tour"  # no name: in the order of the lists


def test_a_name_is_found_by_the_initials_of_its_pinyin(client):
    make_enterprise(name_en="Academy", name_zh="麦积山花雨院")
    make_enterprise(name_en="Works", name_zh="崖柏恒真数字文化科技有限公司")
    index(Record.objects.all())
    for query, names in (("mjshyy", ["Academy"]), ("MJSHYY", ["Academy"]), ("ybhz", ["Works"]), ("mjs", []), ("mj", []), ("jshyy", [])):
        assert shown(visit(client, f"/en/search/?q={query}")) == names, query
    suggested = [each["name"] for each in client.get("/en/search/suggestions/?q=mjs").json()["suggestions"]]
    assert suggested == ["Academy"]
    assert "<mark>麦积山花雨院</mark>" in client.get("/zh-hans/search/?q=mjshyy").content.decode()


def test_words_of_the_field_lead_to_the_page_that_answers_them(client, carpets):
    for query, address in (
        ("licensing", "licensing"),
        ("how to license a carpet", "licensing"),
        ("customs", "licensing"),
        ("備案", "licensing"),
        ("Trademarks", "trademarks"),
        ("map", "map"),
        ("carpet map", ""),
    ):
        assert list(led_to(visit(client, f"/en/search/?q={query}"))) == ([f"/en/{address}/"] if address else []), query
    assert led_to(visit(client, "/zh-hans/search/?q=海关")) == {"/zh-hans/licensing/": "页面 授权合作"}


def test_who_finds_nothing_is_led_to_ask_with_the_words(client, carpets):
    links = visit(client, "/en/search/?q=zebra %26 co").one(cls="void").links()
    assert links["/en/enquiry/?words=zebra+%26+co"] == "Ask us about “zebra & co”"
    assert links["/en/enquiry/?missing=1&words=zebra+%26+co"] == "Tell us what is missing here"


def test_of_a_common_word_the_first_matches_are_ranked_and_the_page_says_so(client, monkeypatch):
    for number in range(6):
        make_enterprise(slug=f"works-{number}", name_en=f"Carpet Works {number}", name_zh=f"地毯厂{number}")
    make_exhibition(name_en="Carpet", name_zh="地毯")
    index(Record.objects.all())
    whole = client.get("/en/search/?q=carpet")
    assert "on very many pages" not in whole.content.decode()
    monkeypatch.setattr("portal.site.search.MOST_RANKED", 4)
    for language, word, said in (("en", "carpet", "4 of them are ranked and counted here"), ("zh-hans", "地毯", "仅对其中4个排序和统计")):
        response = client.get(f"/{language}/search/", {"q": word})
        assert said in response.content.decode()
        assert f"/{language}/exhibitions/?q={quote(word)}" in response.content.decode(), (
            "what only enterprises leave room for is found there"
        )
        assert (names_found(response)[0], len(names_found(response))) == ("Carpet", 4)
        assert sum(facets(client, f"/{language}/search/?q={word}")["kind"].values()) == 4
    rare = client.get("/en/search/?q=carpet+5")
    assert names_found(rare) == ["Carpet Works 5"]
    assert "on very many pages" not in rare.content.decode()
