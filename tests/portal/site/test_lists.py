"""The public lists: facets, chips, order, pages, and what an empty list says."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from portal.models import Record, Technology
from portal.search.index import index
from portal.site import shelves
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_organization,
    make_participation,
    make_programme,
    make_selection_round,
    make_source,
    make_trademark,
)
from tests.origins import FROM_ELSEWHERE
from tests.page import facets, visit

pytestmark = pytest.mark.django_db

URL = "/en/exhibitions/"


@pytest.fixture
def shows():
    alpha = make_exhibition(name_en="alpha show", country="SG", format="digital", starts_on=date(2024, 5, 1), starts_precision="day")
    beta = make_exhibition(name_en="Beta show", country="SG", format="trade-show", starts_on=date(2025, 1, 1), starts_precision="year")
    gamma = make_exhibition(name_en="Gamma show", country="US", format="digital", is_recurring=True)
    delta = make_exhibition(name_en="delta show")
    make_participation(alpha, role="host")
    make_participation(alpha, role="host")
    make_participation(beta, role="organizer")
    make_figure(beta)
    gamma.technologies.add(Technology.objects.create(pk="murals", name_en="Mural restoration", name_zh="壁画修复"))
    index(Record.objects.all())
    return {"alpha": alpha, "beta": beta, "gamma": gamma, "delta": delta}


def names(client, address):
    return [card.name for card in client.get(address).context_data["records"]]


def test_facets_count_the_records_that_have_each_value(client, shows):
    assert facets(client, URL) == {
        "format": {"digital": 2, "trade-show": 1, "none": 1},
        "place": {"SG": 2, "US": 1, "none": 1},
        "year": {"2025": 1, "2024": 1, "none": 2},
        "role": {"host": 1, "organizer": 1},
        "technology": {"murals": 1},
        "recurring": {"yes": 1},
        "figure": {"yes": 1},
    }


def test_a_facet_counts_within_what_the_other_facets_leave(client, shows):
    offered = facets(client, f"{URL}?format=digital")
    assert offered["place"] == {"SG": 1, "US": 1, "none": 0}
    assert offered["format"] == {"digital": 2, "trade-show": 1, "none": 1}  # its own values as if it were not chosen
    assert offered["role"] == {"host": 1, "organizer": 0}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("place=SG", ["alpha show", "Beta show"]),
        ("place=SG&place=US", ["alpha show", "Beta show", "Gamma show"]),
        ("place=SG&format=digital", ["alpha show"]),
        ("place=none", ["delta show"]),
        ("place=US&place=none", ["delta show", "Gamma show"]),
        ("year=2025", ["Beta show"]),
        ("year=none", ["delta show", "Gamma show"]),
        ("year=2024&year=none", ["alpha show", "delta show", "Gamma show"]),
        ("role=host", ["alpha show"]),
        ("technology=murals", ["Gamma show"]),
        ("recurring=yes", ["Gamma show"]),
        ("figure=yes", ["Beta show"]),
        ("figure=yes&place=SG&format=trade-show&year=2025&role=organizer", ["Beta show"]),
        ("q=gamma", ["Gamma show"]),
        ("q=SHOW&place=SG", ["alpha show", "Beta show"]),
        ("q=", ["alpha show", "Beta show", "delta show", "Gamma show"]),
    ],
)
def test_a_list_shows_what_has_all_that_is_asked_for(client, shows, query, found):
    response = client.get(f"{URL}?{query}")
    assert [card.name for card in response.context_data["records"]] == found
    for name in ("alpha show", "Beta show", "Gamma show", "delta show"):
        assert (f">{name}</a>" in response.content.decode()) == (name in found)


def test_the_heading_says_how_many_of_how_many(client, shows):
    assert visit(client, URL).one("h2", id="results").text == "4 exhibitions"
    assert visit(client, f"{URL}?place=SG").one("h2", id="results").text == "2 of 4 exhibitions"
    assert visit(client, "/zh-hans/exhibitions/?place=SG").one("h2", id="results").text == "找到2条结果（共4场展览）"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Nothing here goes by XX, 1999; the list is shown without it."), ("zh-hans", "没有“XX，1999”这一选项")],
)
def test_a_value_that_nothing_has_is_left_out_and_said(client, shows, language, said):
    page = visit(client, f"/{language}/exhibitions/?place=XX&year=1999&format=digital&nonsense=1")
    assert said in page.text
    assert [card.name for card in page.response.context_data["records"]] == ["alpha show", "Gamma show"]
    assert "nonsense" not in page.response.content.decode().split("<main")[1]


@pytest.mark.parametrize("value", ["'", "<script>alert(1)</script>", "9" * 400, "%F0%9F%98%80"])
def test_nonsense_in_the_address_does_no_harm(client, shows, value):
    page = visit(client, f"{URL}?place={value}&year={value}&technology={value}&role={value}&recurring={value}&sort={value}&q=")
    assert len(page.response.context_data["records"]) == 4
    assert "<script>alert" not in page.response.content.decode()


def test_a_chip_leads_to_the_list_without_its_value(client, shows):
    page = visit(client, f"{URL}?place=SG&place=US&format=digital&q=show&sort=date&page=1")
    chips = page.one("p", cls="chips").links()
    texts = {text.removesuffix(", remove this filter"): address for address, text in chips.items()}
    assert texts == {
        "Words: show": "?place=SG&place=US&format=digital&sort=date",
        "Place: Singapore": "?place=US&format=digital&q=show&sort=date",
        "Place: United States": "?place=SG&format=digital&q=show&sort=date",
        "Type: Digital": "?place=SG&place=US&q=show&sort=date",
        "Clear all": "?",
    }
    assert names(client, URL + texts["Type: Digital"]) == ["Beta show", "alpha show", "Gamma show"]


def test_a_list_without_filters_has_no_chips(client, shows):
    assert not visit(client, URL).all(cls="chips")


def test_english_names_are_ordered_without_regard_to_capitals_accents_and_marks(client, shows):
    for name in ("“Beta” Exchange", "Écho show", "（Draft） Fair", "beta (zone)"):
        make_exhibition(name_en=name)
    assert names(client, URL) == [
        "alpha show",
        "“Beta” Exchange",
        "Beta show",
        "beta (zone)",
        "delta show",
        "（Draft） Fair",
        "Écho show",
        "Gamma show",
    ]


def test_chinese_names_are_ordered_by_pinyin(client):
    for n, name in enumerate(
        ["重庆展", "敦煌展", "安西展", "长安展", "北京展", "张掖展", "连展", "李展", "“敦煌”数字展", "《安西》舞剧", "（暂名）"]
    ):
        make_exhibition(name_en=f"{19 - n} show", name_zh=name)
    make_exhibition(name_en="Macao show")
    index(Record.objects.all())
    page = visit(client, "/zh-hans/exhibitions/")
    shown = [heading.text for card in page.all("article", cls="card") for heading in card.all("h3")]
    assert shown == [
        "《安西》舞剧",
        "安西展",
        "北京展",
        "长安展",
        "重庆展",
        "“敦煌”数字展",
        "敦煌展",
        "李展",
        "连展",
        "Macao show",
        "（暂名）",
        "张掖展",
    ]  # an … dun, li zhan, lian zhan, macao, zan, zhang: marks do not count


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("date", ["Beta show", "alpha show", {"Gamma show", "delta show"}]),
        ("place", [{"alpha show", "Beta show"}, "Gamma show", "delta show"]),
        ("nothing-like-it", ["alpha show", "Beta show", "delta show", "Gamma show"]),
    ],
)
def test_a_list_can_be_ordered_and_what_is_unknown_comes_last(client, shows, sort, order):
    found = iter(names(client, f"{URL}?sort={sort}"))
    for expected in order:
        if isinstance(expected, set):
            assert {next(found) for _ in expected} == expected  # alike in this order
        else:
            assert next(found) == expected


def test_selections_and_sources_are_ordered_by_their_dates(client):
    for name, year in (("Old", 2019), ("New", 2025), ("Unknown", None)):
        make_selection_round(name_en=name, first_year=year, last_year=year)
    assert names(client, "/en/selections/?sort=date") == ["New", "Old", "Unknown"]
    for name, day in (("Older", date(2019, 1, 1)), ("Newer", date(2025, 1, 1))):
        make_source(name_en=name, issued_on=day)
    assert names(client, "/en/sources/?sort=date") == ["Newer", "Older"]


@pytest.fixture
def thirty():
    for n in range(30):
        make_exhibition(name_en=f"Show {n:02}", country="SG", format="digital")
    make_exhibition(name_en="Elsewhere", country="US")


def test_pages_keep_what_the_list_was_asked_for(client, thirty):
    first = visit(client, f"{URL}?place=SG&sort=newest")
    nav = first.one("nav", cls="pages")
    address = nav.one("a", rel="next")["href"]
    assert "place=SG" in address
    assert "sort=newest" in address
    second = visit(client, URL + address)
    assert second.response.context_data["page_obj"].number == 2
    seen = [record.pk for page in (first, second) for record in page.response.context_data["records"]]
    assert len(seen) == len(set(seen)) == 30
    assert "25–30 of 30" in second.one("nav", cls="pages").text
    assert second.one("nav", cls="pages").all("a", rel="prev")
    assert not second.one("nav", cls="pages").all("a", rel="next")


def test_of_a_page_that_is_not_there_the_nearest_is_shown(client, thirty):
    index(Record.objects.all())
    first = dict.fromkeys(["0", "-1", "-999", "x", "", "1.5", "9" * 5000], 1)
    for number, shown in (first | dict.fromkeys(["2", "3", "last", "9" * 30], 2)).items():
        for address in (f"{URL}?place=SG&page={number}", f"/en/search/?q=show&place=SG&page={number}"):
            page = visit(client, address)
            assert page.response.context_data["page_obj"].number == shown, address
            assert page.one("nav", cls="pages").one("span", aria_current="page").text == str(shown)
    assert visit(client, "/en/trademarks/?page=999").response.context_data["page_obj"].number == 1


def test_a_new_filter_starts_at_the_first_page(client, thirty):
    page = visit(client, f"{URL}?place=SG&page=2")
    chip = page.one("p", cls="chips").all("a")[0]
    assert chip.text.startswith("Place: Singapore")
    assert "page" not in chip["href"]
    assert not [field for form in page.all("form") for field in form.all("input", name="page")]


def test_the_last_page_says_how_many_lie_outside(client, thirty):
    assert "1 more without these filters." in visit(client, f"{URL}?place=SG&page=2").text
    assert "without these filters" not in visit(client, f"{URL}?place=SG").text
    assert "without these filters" not in visit(client, URL + "?page=2").text


def test_an_empty_list_offers_each_value_alone_with_its_count(client, shows):
    page = visit(client, f"{URL}?place=US&format=trade-show")
    empty = page.one(cls="void--list")
    assert "No results for all of these filters" in empty.text
    assert empty.links() == {"?place=US": "Place: United States", "?format=trade-show": "Type: Trade show", "?": "Show all 4 results"}
    assert "Place: United States, 1 result" in empty.text
    assert names(client, f"{URL}?place=US") == ["Gamma show"]


def test_an_empty_list_for_words_says_what_else_to_try(client, shows):
    page = visit(client, f"{URL}?q=nothing-holds-this")
    assert "Try fewer or other words" in page.one(cls="void--list").text


@pytest.mark.parametrize("segment", ["enterprises", "trademarks", "programmes", "selections", "sources"])
def test_a_kind_of_which_nothing_is_listed_says_so(client, segment):
    page = visit(client, f"/en/{segment}/")
    assert "Nothing is listed here yet" in page.text
    assert not page.all("fieldset")


def test_a_facet_that_tells_no_record_from_another_is_not_offered(client):
    make_enterprise()
    make_enterprise()
    assert facets(client, "/en/enterprises/") == {}  # all of one kind; sectors, places and roles of none entered
    for _ in range(2):
        make_programme(country="SG")
    assert facets(client, "/en/programmes/") == {}
    make_programme()
    assert facets(client, "/en/programmes/") == {"place": {"SG": 2, "none": 1}}


def test_a_value_that_all_records_have_can_still_be_asked_for_and_taken_out(client):
    make_programme(country="SG")
    page = visit(client, "/en/programmes/?place=SG")
    assert "Nothing here goes by" not in page.text
    assert page.one("p", cls="chips").all("a")[0].text.startswith("Place: Singapore")


def test_a_facet_shows_the_choices_that_lead_to_most_and_unfolds_the_others(client, monkeypatch):
    owners = [make_enterprise(name_en=f"Owner {n:02}") for n in range(20)]
    for n, owner in enumerate(owners):
        for copy in range(2 if n >= 14 else 1):
            make_trademark(name_en=f"Mark m{n} {copy}", owner_id=owner.pk)
    make_trademark(name_en="Mark of nobody")
    index(Record.objects.all())
    url = "/en/trademarks/"

    def choices(address):
        """([key of an owner at a glance], [of one that is folded], the text of the filters)"""
        form = visit(client, address).one("form", cls="filters")
        folded = {box["value"] for part in form.all("details") for box in part.all("input", name="owner")}
        keys = [box["value"] for box in form.all("input", name="owner")]
        return [key for key in keys if key not in folded], [key for key in keys if key in folded], form.text

    shown, folded, text = choices(url)
    assert len(shown) == 9  # eight owners and "not listed"
    assert {owner.pk for owner in owners[14:]} < set(shown)
    assert {*shown, *folded} == {*(owner.pk for owner in owners), "none"}, "every owner can be chosen"
    assert "12 more" in text
    shown, *_rest = choices(f"{url}?owner={folded[-1]}")
    assert folded[-1] in shown, "what is chosen is not folded"
    assert visit(client, f"{url}?owner={folded[-1]}").one("p", cls="chips").all("a")[0].text.startswith("Owner: Owner")
    monkeypatch.setattr(shelves, "MOST_CHOICES", 16)
    left_out = next(owner for owner in owners if owner.pk not in {key for part in choices(url)[:2] for key in part})
    assert "4 further ones are not listed" in choices(url)[2]
    assert left_out.pk in choices(f"{url}?owner={left_out.pk}")[0]
    words = f"{url}?q=m{owners.index(left_out)}"
    assert facets(client, words)["owner"][left_out.pk] == 1
    assert "not listed:" not in choices(words)[2]


def test_a_choice_that_leads_to_nothing_is_dimmed_and_explained(client, shows):
    form = visit(client, f"{URL}?format=digital").one("form", cls="filters")
    dimmed = [label.one("input")["value"] for label in form.all("label", cls="choice--none")]
    assert dimmed == ["none", "2025", "organizer", "yes"]
    assert "0: no results together with the other filters." in form.text
    assert not visit(client, URL).all(cls="choice--none")


def test_a_list_is_ordered_by_what_was_changed_last_and_says_when(client, shows):
    for days, show in enumerate((shows["beta"], shows["delta"], shows["alpha"], shows["gamma"])):
        Record.objects.filter(pk=show.pk).update(
            updated_at=timezone.now() - timezone.timedelta(days=days), published_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
    Record.objects.filter(pk=shows["gamma"].pk).update(published_at=timezone.now())
    page = visit(client, f"{URL}?sort=changed")
    assert [card.name for card in page.response.context_data["records"]] == ["Gamma show", "Beta show", "delta show", "alpha show"]
    day = date_format(timezone.localtime(timezone.now() - timezone.timedelta(days=2)), "j F Y")
    assert f"Changed on {day}" in page.all("article", cls="card")[-1].text
    assert "Changed on" not in visit(client, URL).text


def test_numbers_are_grouped_in_both_languages(client, monkeypatch):
    make_exhibition()
    monkeypatch.setattr("django.core.paginator.Paginator.count", 1410)
    monkeypatch.setattr("portal.site.list_filters.ListFilter.total", 1410)
    for language, said in (("en", "1,410 exhibitions"), ("zh-hans", "1,410场展览")):
        page = visit(client, f"/{language}/exhibitions/")
        assert page.one("h2", id="results").text == said
        assert "1,410" in page.one("nav", cls="pages").text


def test_how_a_list_is_drawn_is_remembered_without_scripts(client, shows, settings):
    settings.LOCAL = False
    page = visit(client, f"{URL}?place=SG")
    form = page.one("form", cls="arrange")
    assert not [button for button in form.all("button") if button["aria-pressed"]], "the width of the screen decides"
    assert "Cookie" in page.response["Vary"]
    answer = client.post(form["action"], {"next": form.one("input")["value"], "as": "rows"})
    assert answer["Location"] == f"{URL}?place=SG#results"
    cookie = client.cookies["arrangement"]
    assert (cookie.value, cookie["httponly"], cookie["secure"], cookie["samesite"]) == ("rows", True, True, "Lax")
    for address in (URL, "/zh-hans/organizations/", f"/en/shortlist/?r={shows['alpha'].pk}"):
        page = visit(client, address)
        assert [button["aria-pressed"] for button in page.one("form", cls="arrange").all("button")] == ["false", "true"]
        assert not page.all(cls="cards") or page.all(cls="cards--rows")
    assert client.post(form["action"], {"next": "//evil.example/", "as": "heaps"})["Location"] == "/en/"
    assert client.cookies["arrangement"].value == "rows"
    assert client.post(form["action"], {"as": "pictures"}, headers=FROM_ELSEWHERE[0]).status_code == 403


def test_the_facets_of_the_page_say_what_the_filter_counts(client, shows):
    page = visit(client, f"{URL}?format=digital")
    choices = {(box["name"], box["value"]): box.parent for box in page.one(cls="filters").all("input", type="checkbox")}
    assert choices["place", "SG"].text == "Singapore1"
    assert "checked" in choices["format", "digital"].one("input").attributes
    assert "checked" not in choices["format", "trade-show"].one("input").attributes


def test_places_are_named_with_their_country_where_practice_asks_for_it(client):
    for code in ("HK", "MO", "TW", "SG"):
        make_exhibition(country=code)
    for language, wanted in (
        ("en", ["Hong Kong, China", "Macao, China", "Taiwan, China", "Singapore"]),
        ("zh-hans", ["中国香港", "中国澳门", "中国台湾", "新加坡"]),
    ):
        shelves = client.get(f"/{language}/exhibitions/").context_data["filter"].shelves
        labels = [choice.label for _label, name, choices, _more in shelves if name == "place" for choice in choices]
        assert sorted(labels) == sorted(wanted)


def test_the_list_of_enterprises_has_no_other_organization_and_the_list_of_organizations_all(client):
    enterprise, institution = make_enterprise(name_en="Works"), make_organization(name_en="Academy")
    assert [card.pk for card in client.get("/en/enterprises/").context_data["records"]] == [enterprise.pk]
    assert {record.pk for record in client.get("/en/organizations/").context_data["records"]} == {enterprise.pk, institution.pk}
