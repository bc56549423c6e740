"""What the search box offers while somebody types, and what is found in spite of a slip."""

from copy import copy

import pytest

from portal.models import AlternativeName, Record
from portal.search.index import index
from portal.search.spelling import edits
from tests.factories import make_enterprise, make_exhibition, make_passage, make_project, make_source, make_statement, make_trademark
from tests.page import names_found

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def names(kept):
    """Some names on record, and one of a draft."""
    made = {
        "academy": make_enterprise(name_en="Dunhuang Academy", name_zh="敦煌研究院"),
        "hengzhen": make_enterprise(name_en="Gansu Hengzhen Digital Culture", country="CN"),
        "journey": make_exhibition(name_en="Journey to Singapore", name_zh="走进新加坡", country="SG"),
        "singers": make_project(name_en="Singers of the Silk Road", summary_en="Not of Dunhuang."),
        "mark": make_trademark(name_en="International Deer"),
        "draft": make_enterprise(name_en="Dunhuang Draft", published_at=None),
    }
    AlternativeName.objects.create(record_id=made["academy"].pk, name="Institute of the Grottoes")
    AlternativeName.objects.create(
        record_id=made["mark"].pk, name="Zephyrine", passage=make_passage(source=make_source(name_en="A notice", published_at=None))
    )
    index(Record.objects.all())
    return made


def ask(client, text, language="en"):
    response = client.get(f"/{language}/search/suggestions/", {"q": text})
    assert response.status_code == 200
    return response.json()


def suggested(client, text, language="en"):
    return [each["name"] for each in ask(client, text, language)["suggestions"]]


def test_however_few_of_many_names_are_put_in_order_what_begins_with_the_text_is_among_them(client, names, monkeypatch):
    monkeypatch.setattr("portal.search.suggestions.MOST_ORDERED", 1)
    assert suggested(client, "sing")[0] == "Singers of the Silk Road"
    assert suggested(client, "dunhuang academ") == ["Dunhuang Academy"]


@pytest.mark.parametrize(
    "text",
    [
        "dun",
        "DUNH",
        "Ｄｕｎｈ",
        "dūnhu",
        "dunhuang academ",
        "academ",
        "academies",
        "academy dun",
        "敦",
        "敦煌",
        "煌研",
        "敦煌研究院",
        "yanjiu",
        "dun huang yan",
        "dunhuangyanjiuy",
        "敦煌 acad",
        "instit",
        "institute of the gro",
        "dunhuangaca",
    ],
)
def test_the_beginning_of_a_word_is_enough(client, names, text):
    assert suggested(client, text) == ["Dunhuang Academy"]


@pytest.mark.parametrize("text", ["", " ", "d", "unhu", "dunhuang sing", "zebra", "zephyrine", "*", '"', "%", "🏮", "敦院", "x" * 10_000])
def test_nothing_else_is_suggested(client, names, text):
    assert suggested(client, text) == []


def test_ten_thousand_characters_are_a_text_like_any_other(client, names):
    assert suggested(client, "dunhuang " * 1111 + "d") == ["Dunhuang Academy"]
    assert client.get("/en/search/suggestions/").json()["suggestions"] == []


def test_a_word_that_is_half_written_is_found_whatever_its_stem(client, names):
    for text in ("int", "intern", "interna", "internationa", "international", "internationally"):
        assert suggested(client, text) == ["International Deer"], text


def test_a_name_that_begins_with_the_words_comes_before_one_that_holds_them(client, names):
    assert suggested(client, "sing") == ["Singers of the Silk Road", "Journey to Singapore", "Singapore"]
    make_exhibition(name_en="Sing", name_zh="歌")
    index(Record.objects.all())
    assert suggested(client, "sing") == ["Sing", "Singers of the Silk Road", "Journey to Singapore", "Singapore"]
    assert suggested(client, "sing", "zh-hans") == ["歌", "Singers of the Silk Road", "走进新加坡", "新加坡"]


@pytest.mark.parametrize(("typed", "language"), [("singap", "en"), ("加坡", "en"), ("新加", "zh-hans"), ("Singapore", "zh-hans")])
def test_a_place_that_something_public_is_on_record_for_is_suggested_with_its_page(client, names, typed, language):
    found = ask(client, typed, language)["suggestions"][-1]
    assert (found["name"], found["address"]) == ({"en": "Singapore", "zh-hans": "新加坡"}[language], f"/{language}/places/sg/")
    journey = copy(names["journey"])  # which others read
    journey.published_at = None
    journey.save()
    assert not [each for each in ask(client, typed, language)["suggestions"] if "/places/" in each["address"]]


def test_no_more_than_eight_are_suggested(client):
    for n in range(12):
        make_project(name_en=f"Caravan {n}")
    index(Record.objects.all())
    assert len(suggested(client, "carav")) == 8


def test_a_suggestion_says_what_it_leads_to(client, names):
    journey = {"name": "Journey to Singapore", "language": "en", "other": "走进新加坡", "other_language": "zh-Hans", "alias": ""}
    journey |= {"alias_language": "", "kind": "Exhibition", "pigment": "exhibition", "place": "Singapore"}
    journey |= {"address": names["journey"].get_absolute_url().replace("/zh-hans/", "/en/")}
    assert ask(client, "journ")["suggestions"] == [journey]
    chinese = ask(client, "journ", "zh-hans")["suggestions"][0]
    assert (chinese["name"], chinese["language"], chinese["other"], chinese["place"]) == (
        "走进新加坡",
        "zh-Hans",
        "Journey to Singapore",
        "新加坡",
    )
    assert chinese["address"].startswith("/zh-hans/exhibitions/")


def test_it_names_the_alias_that_was_meant_where_no_name_is(client, names):
    assert ask(client, "grotto")["suggestions"][0]["alias"] == "Institute of the Grottoes"
    assert ask(client, "dunhuang")["suggestions"][0]["alias"] == ""


def test_what_the_box_says_is_in_the_language_of_the_page(client, names):
    answer = ask(client, "sing")
    assert (answer["said"], answer["all"], answer["note"]) == ("3 suggestions", "All results for “sing”", "")
    assert ask(client, "zebra")["said"] == "No suggestions"


@pytest.mark.parametrize(
    ("text", "meant", "name"),
    [
        ("Hengzen", "Hengzhen", "Gansu Hengzhen Digital Culture"),
        ("duhuang", "Dunhuang", "Dunhuang Academy"),
        ("Duhnuang acad", "Dunhuang acad", "Dunhuang Academy"),
        ("grotoes", "Grottoes", "Dunhuang Academy"),
        ("yanjuyuan", "yanjiuyuan", "Dunhuang Academy"),
        ("Singapro", "Singapore", "Journey to Singapore"),
    ],
)
def test_a_slip_in_a_latin_name_still_finds_it(client, names, text, meant, name):
    answer = ask(client, text)
    assert [each["name"] for each in answer["suggestions"]] == [name]
    assert answer["note"] == f"No name holds “{text}”. Near it: “{meant}”"


def test_no_name_that_is_not_public_is_near_anything(client, names):
    assert suggested(client, "zephyrime") == []
    assert suggested(client, "draff") == suggested(client, "dunhuang draff") == []


def test_what_is_suggested_is_asked_with_few_queries(client, names, django_assert_max_num_queries):
    for text in ("dunh", "grotto", "Hengzen", "zebras everywhere"):
        with django_assert_max_num_queries(4):
            response = client.get("/en/search/suggestions/", {"q": text})
        assert response["Cache-Control"] == "no-cache"
    assert client.post("/en/search/suggestions/").status_code == 405


@pytest.mark.parametrize(
    ("typed", "word", "steps", "only_begins"),
    [
        ("hengzen", "hengzhen", 1, False),
        ("duhnuang", "dunhuang", 1, False),
        ("dunhuang", "dunhuang", 0, False),
        ("dunhuagn", "dunhuang", 1, False),
        ("sunhuang", "dunhuang", 1, False),
        ("dun", "dunhuang", 3, False),
        ("dun", "dunhuang", 0, True),
        ("duhua", "dunhuang", 1, True),
        ("deer", "dunhuang", 3, False),
    ],
)
def test_counts_the_letters_between_two_words(typed, word, steps, only_begins):
    assert min(edits(typed, word, 2, only_begins), 3) == steps  # more than two are not counted


def test_a_slip_is_shown_and_may_be_searched_for_exactly(client, names):
    response = client.get("/en/search/?q=Hengzen")
    html = response.content.decode()
    assert names_found(response) == ["Gansu Hengzhen Digital Culture"]
    assert "No results for “Hengzen”. These are for “<b>Hengzhen</b>”." in html
    assert "Gansu <mark>Hengzhen</mark> Digital Culture" in html
    assert 'href="?q=Hengzen&amp;exact=1"' in html
    exact = client.get("/en/search/?q=Hengzen&exact=1")
    assert list(exact.context_data["records"]) == []
    assert '<a href="?q=Hengzhen">Hengzhen</a>' in exact.content.decode()


def test_only_words_that_nothing_holds_are_taken_for_a_slip(client, names):
    make_statement(names["journey"], wording_en="Hengzen drew visitors to the Academy.")
    index(Record.objects.all())
    assert names_found(client.get("/en/search/?q=hengzen")) == ["Journey to Singapore"]
    response = client.get("/en/search/?q=duhuang academy")
    assert (response.context_data["meant"], len(response.context_data["records"])) == ("Dunhuang academy", 1)
