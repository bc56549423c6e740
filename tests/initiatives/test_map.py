"""The map of places on record, and the page of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.models import TrademarkRegistration
from initiatives import geography, map_marks
from initiatives.made_up.shows import places as places_made_up
from initiatives.models import Initiative
from portal.models import Record, Source
from tests.factories import make_enterprise, make_exhibition, make_passage, make_registration, make_source, make_statement, make_trademark
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def marks(page):
    """{name on the map: address} of its numbered marks."""
    return {link.one("text", cls="map-label").text: link["href"] for link in page.one("svg", cls="map").all("a")}


def test_the_articles_places_are_marked_and_stand_in_the_table(client, article):
    page = visit(client, "/en/map/")
    shown = {"Hong Kong, China": "hk", "Macao, China": "mo", "Singapore": "sg", "United States": "us"}
    assert marks(page) == {name: f"/en/places/{code}/" for name, code in shown.items()}
    table = page.one("table")
    assert {row.one("th").one("a").text for row in table.all("tr")[1:]} == set(shown)
    assert "12 more events and projects: place not listed" in page.one("main").text
    assert not page.all(cls="map-city"), "no source names a city"
    singapore = table.one("tbody", id="place-sg")
    assert "our inference" in singapore.text
    assert singapore.one("a", cls="note").text == "Source: answer 1, sentence 5"
    assert marks(visit(client, "/en/")) == marks(page), "the home page shows the same map"
    assert set(marks(visit(client, "/zh-hans/map/"))) == {"中国香港", "中国澳门", "新加坡", "美国"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "recommended; whether it was held is not stated"), ("zh-hans", "已获推荐；是否举办，资料未提及")],
)
def test_what_was_only_put_forward_is_said_to_be_wherever_its_place_or_date_stands(client, article, language, said):
    pages = [
        "",
        "map/",
        "places/mo/",
        "timeline/",
        "exhibitions/?place=MO",
        "exhibitions/roots-and-soul-macao-2025/",
        "compare/?r=roots-and-soul-macao-2025&r=journey-to-singapore",
    ]
    for path in pages:
        assert said in visit(client, f"/{language}/{path}").text, path
    for path in ("exhibitions/?place=SG", "exhibitions/journey-to-singapore/", "places/sg/"):
        assert said not in visit(client, f"/{language}/{path}").text, path
    svg = visit(client, f"/{language}/map/").one("svg", cls="map")
    assert len(svg.all("path", cls="map-route--forward")) == 1
    data = client.get(f"/{language}/exhibitions/roots-and-soul-macao-2025/").content.decode().split("ld+json")[1].split("</script>")[0]
    assert "startDate" not in data
    assert "ExhibitionEvent" in data


def test_marks_stand_apart_and_on_the_map(client, article):
    page = visit(client, "/en/map/")
    discs = [link.one("circle") for link in page.one("svg", cls="map").all("a")]
    at = [(float(disc["cx"]), float(disc["cy"])) for disc in discs]
    assert all(0 < x < 1200 and 8 < y < 498 for x, y in at)
    assert min(abs(x - u) + abs(y - v) for i, (x, y) in enumerate(at) for u, v in at[:i]) > 30


def boxes(page, group):
    """The boxes around the discs of one group of marks and around their labels, as wide as they are drawn at most."""
    found = []
    for link in page.one("g", cls=group).all("a"):
        disc = link.all("circle")[-1]
        x, y, reach = float(disc["cx"]), float(disc["cy"]), 17 if "wide" in group else 38
        found.append((x - reach, y - reach, x + reach, y + reach))
        for label in link.all("text", cls="map-label") if "wide" in group else ():
            is_small, wide = "map-label--wide" in label["class"], map_marks.wide(label.text)
            at, half = float(label["x"]), 8 if is_small else 11
            wide = map_marks.wide(label.text, map_marks.SMALL_LETTERS) if is_small else wide
            left = at if label["text-anchor"] == "start" else at - wide
            found.append((left, float(label["y"]) - 5 - half, left + wide, float(label["y"]) - 5 + half))
    if "wide" in group:
        origin = page.one("text", cls="map-origin")
        reach, at, y = map_marks.wide(origin.text), float(origin["x"]), float(origin["y"]) - 6
        left = at - {"start": 0, "middle": reach / 2, "end": reach}[origin["text-anchor"]]
        found.append((left, y - 11, left + reach, y + 11))
    return found


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("how_many", [44, 237])
def test_many_places_are_gathered_and_nothing_stands_over_anything(client, how_many, language):
    codes = places_made_up(how_many)
    for code in codes:
        make_exhibition(country=code)
    page = visit(client, f"/{language}/map/")
    listed = {item["id"].removeprefix("place-").upper() for item in page.one("main").all("li") if item["id"]}
    assert listed == set(codes), "the list has every place"
    for group in ("map-many--wide", "map-many--phone"):
        shown = boxes(page, group)
        assert all(left > -1 and right < 1201 and top > 7 and bottom < 499 for left, top, right, bottom in shown)
        assert not [(one, other) for i, one in enumerate(shown) for other in shown[:i] if map_marks.meet(one, other)]
        several = [link for link in page.one("g", cls=group).all("a") if link["class"] == "map-several"]
        single = len(page.one("g", cls=group).all("a")) - len(several)
        counted = sum(int(link.one("text", cls="map-no").text) for link in several) + single
        assert counted == sum(code in geography.points() for code in codes), "each place is on the map, alone or with others"
        for link in several[:3]:
            address = link["href"]
            if "?near=" in address:
                closer = visit(client, address)
                named = [item["id"] or "" for item in closer.all("li") + closer.all("tbody")]
                assert f"place-{address.split('near=')[1][:2]}" in named
                assert f"/{language}/map/" in closer.one("main").links()


@pytest.mark.once
@pytest.mark.parametrize("asked", ["near=xx&closer=1", "near=de&closer=9", "near=&closer=", "near=sg", "closer=2"])
def test_a_closer_map_of_nothing_is_the_whole_map(client, article, asked):
    assert marks(visit(client, f"/en/map/?{asked}")) == marks(visit(client, "/en/map/"))


def test_home_names_three_places_of_many(client):
    for code in [*places_made_up(44), *9 * ["SG", "JP", "FR"]]:
        make_exhibition(country=code)
    text = visit(client, "/en/").text
    assert "France; Japan; Singapore; 41 more" in text
    assert "法国、日本、新加坡、另有41处" in visit(client, "/zh-hans/").text


@pytest.mark.engine("sqlite", "postgresql")
def test_the_page_of_a_place_has_all_that_is_on_record_there(client, article):
    page = visit(client, "/en/places/hk/")
    assert page.one("h1").text == "Hong Kong, China"
    assert page.one("p", cls="second-name")["lang"] == "zh-Hans"
    assert {heading.text for heading in page.all("h3")} >= {
        "Hong Kong International Licensing Show",
        "Hong Kong International Licensing Show 2025",
    }
    assert "over 600 international brands" in page.one("main").text
    assert page.one("p", cls="missing").text == "Not listed here yet: trademark registrations. Know more? Tell us"
    assert "/en/places/sg/" in page.links()
    record = visit(client, "/en/exhibitions/hong-kong-licensing-show-2025/")
    assert "/en/places/hk/" in record.links(), "the record leads to its place"


def test_a_city_on_record_is_a_dot_where_its_point_is_known(client):
    make_exhibition(country="FR", city_en="Paris", city_zh="巴黎")
    make_exhibition(country="FR", city_zh="巴黎市")
    make_exhibition(country="FR", city_en="Nowhere-sur-Mer")
    make_exhibition(country="JP", city_zh="大阪市")

    def dots(address):
        page = visit(client, address)
        named = {title.text for title in page.all("title")} & {"Paris", "巴黎", "巴黎市", "大阪市"}
        return [(float(dot["cx"]), float(dot["cy"])) for dot in page.all(cls="map-city")], named

    paris, osaka = geography.cities()["FR", "paris"], geography.cities()["JP", "osaka"]
    assert dots("/en/places/fr/") == ([paris], {"Paris"})
    points, names = dots("/en/map/")
    assert (set(points), len(points), names) == ({paris, osaka}, 2, {"Paris", "大阪市"})
    assert dots("/zh-hans/places/fr/")[1] <= {"巴黎", "巴黎市"}


@pytest.mark.parametrize(
    ("language", "names"), [("en", ["Åland Islands", "Japan", "Portugal"]), ("zh-hans", ["奥兰群岛", "葡萄牙", "日本"])]
)
def test_places_with_as_many_records_stand_in_the_order_of_the_readers_language(client, language, names):
    for country in ("JP", "PT", "AX"):
        make_exhibition(country=country)
    found = [body.all("th")[0].one("a").text for body in visit(client, f"/{language}/map/").one("table").all("tbody")]
    assert [name for name in found if name in names] == names  # beside those of the article


def test_the_projection_is_that_of_the_land():
    checked = {(101, 38): (429.2, 157.8), (103.82, 1.35): (425.5, 295), (114.17, 22.3): (462.1, 216.7), (-98.5, 39.5): (908.3, 152.2)}
    assert {place: geography.project(*place) for place in checked} == checked


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize("change", [{"published_at": None}, {"published_at": timezone.now() + timedelta(days=1)}])
def test_what_is_not_public_is_on_no_map(client, article, change):
    Record.objects.filter(pk__in=Initiative.objects.filter(country="SG")).update(**change)
    assert "Singapore" not in marks(visit(client, "/en/map/"))
    assert client.get("/en/places/sg/").status_code == 404


@pytest.mark.engine("sqlite", "postgresql")
def test_a_place_that_only_a_registration_names_has_a_page_and_none_of_an_unpublished_source(client):
    draft = make_source(published_at=None)
    make_registration(trademark=make_trademark(name_en="Sachet"), territory="BR", number="7", passage=make_passage(source=draft))
    assert client.get("/en/places/br/").status_code == 404
    Source.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert "Sachet" in visit(client, "/en/places/br/").one("main").text
    TrademarkRegistration.objects.update(territory="AR")
    assert client.get("/en/places/br/").status_code == 404


def test_the_table_leads_to_the_statement_that_names_the_place(client):
    show = make_exhibition(country="JP", name_en="Silk")
    source = make_source()
    first, second = (
        make_statement(record=show, passage=make_passage(source=source), wording_en=wording)
        for wording in ("It was shown.", "It was shown in Japan.")
    )
    assert first.passage.number < second.passage.number
    row = visit(client, "/en/map/").one("tbody", id="place-jp")
    assert row.one("a", cls="note")["href"].endswith(f"#{second.pk}")
    make_exhibition(country="PT", country_inferred=True, city_en="Porto")
    assert "Portugal Porto our inference" in visit(client, "/en/map/").one("tbody", id="place-pt").text


def test_a_place_with_much_on_record_has_its_first_rows_and_leads_to_the_rest(client):
    for _ in range(5):
        make_exhibition(country="JP")
    rows = visit(client, "/en/map/").one("tbody", id="place-jp").all("tr")
    assert len(rows) == 4
    assert rows[-1].links() == {"/en/places/jp/": "2 more in Japan"}


@pytest.mark.parametrize("code", ["xx", "123", "s", "singapore"])
def test_an_unknown_place_is_not_found(client, code):
    assert client.get(f"/en/places/{code}/").status_code == 404


def test_capitals_lead_to_the_address(client, article):
    assert client.get("/en/places/SG/")["Location"] == "/en/places/sg/"


@pytest.mark.engine("sqlite", "postgresql")
def test_every_place_that_has_a_page_is_in_the_sitemap(client):
    make_enterprise(country="SE")
    make_registration(territory="MY")
    make_exhibition(country="SG")
    make_exhibition(country="FI", published_at=None)
    listed = client.get("/sitemap.xml").content.decode()
    for code, status in (("se", 200), ("my", 200), ("sg", 200), ("fi", 404)):
        assert client.get(f"/en/places/{code}/").status_code == status
        assert (f"/en/places/{code}/</loc>" in listed) == (status == 200), code
