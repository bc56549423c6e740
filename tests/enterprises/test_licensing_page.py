"""What a licensee asks first: what may be licensed, for what, where, whom to ask."""

from datetime import date

import pytest
from django.utils import timezone

from enterprises.models import Reach
from enterprises.nice_classes import TITLES
from portal.models import Record
from portal.search.index import index
from tests.factories import (
    make_availability,
    make_enterprise,
    make_licence,
    make_passage,
    make_recordal,
    make_registration,
    make_right_event,
    make_source,
    make_trademark,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]
URL = "/en/licensing/"


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 24))


def names(page, heading):
    """Names of the properties under a heading, "offered" or "request"; [] where it does not stand."""
    return [row.one("h3").text for section in page.all("section", aria_labelledby=heading) for row in section.all("li", cls="licensable")]


def row_of(page, name):
    return next(row for row in page.all("li", cls="licensable") if row.one("h3").text == name)


def test_while_nothing_is_offered_it_says_so_once_and_names_what_one_may_ask_about(client):
    works = make_enterprise(slug="works", name_en="Works")
    mark = make_trademark(name_en="Mark", owner_id=works.pk)
    make_trademark(name_en="Draft", published_at=None)
    page = visit(client, f"{URL}?goods=25&territory=DE")
    assert page.one("main").text.count("No licence is on offer here yet.") == 1
    assert names(page, "request") == ["Mark"]
    assert page.one(id="request").text == "1 to ask about"
    assert "Right holder: Works" in row_of(page, "Mark").text
    assert page.text.count("No registration or customs recordal of these is listed here yet.") == 1
    carried = (
        f"/en/enquiry/?r={mark.pk}&licence=1&categories=Clothing+%28apparel%29%2C+footwear%2C+headwear+%28class+25%29&territories=Germany"
    )
    assert row_of(page, "Mark").links()[carried].startswith("Ask for a licence")
    assert [select["name"] for select in page.one("form", cls="licensing-form").all("select")] == ["goods", "territory"]


@pytest.mark.engine("sqlite", "postgresql")
def test_apparel_in_germany_finds_each_offer_whose_territory_covers_it_and_says_what_is_exclusive(client):
    Reach.objects.get(registered_in="EU", territory="DE")  # comes with the portal
    offers = {
        "Of the Union": {"territory": "EU", "exclusivity": "exclusive", "term_en": "three years", "checked_on": date(2026, 10, 1)},
        "Of Germany": {"territory": "DE"},
        "Of the world": {"is_worldwide": True},
        "Of France": {"territory": "FR"},
        "Unsaid where": {},
        "Paper only": {"territory": "DE", "nice_classes": "16"},
        "Goods unsaid": {"territory": "DE", "nice_classes": ""},
    }
    passage = make_passage(source=make_source(slug="answer"), number=3, label_en="answer 1, sentence 3")
    of_union = make_trademark(name_en="Of the Union")
    for name, offer in offers.items():
        mark = of_union if name == "Of the Union" else make_trademark(name_en=name)
        make_availability(mark, category_en="Apparel", passage=passage, **{"nice_classes": "18, 25"} | offer)
    other = make_trademark(name_en="Two halves")  # apparel elsewhere, paper in Germany: that is no apparel in Germany
    make_availability(other, nice_classes="25", territory="SG")
    make_availability(other, nice_classes="16", territory="DE")
    draft = make_passage(source=make_source(published_at=None))
    make_availability(other, nice_classes="25", territory="DE", passage=draft)  # nobody says so in public yet
    page = visit(client, f"{URL}?goods=25&territory=DE")
    assert names(page, "offered") == ["Of Germany", "Of the Union", "Of the world"]
    assert (page.one(id="offered").text, page.one(id="request").text) == ("3 of 8 on offer", "5 of 8 to ask about")  # pages go through both
    chinese = visit(client, f"/zh-hans{URL[3:]}?goods=25&territory=DE")
    assert (chinese.one(id="offered").text, chinese.one(id="request").text) == ("8项中可授权3项", "8项中可咨询5项")
    assert visit(client, f"{URL}?goods=25&territory=DE&offered=on").one(id="offered").text == "3 on offer"
    assert set(names(page, "request")) == {"Goods unsaid", "Of France", "Paper only", "Two halves", "Unsaid where"}
    (offer,) = row_of(page, "Of the Union").one("ul", cls="offers").all("li")
    assert offer.text == (
        "Apparel classes 18 · 25 European Union · exclusive · three years · checked 1 Oct 2026 · Source: answer 1, sentence 3"
    )
    assert "/en/sources/answer/#p3" in offer.links()
    make_availability(
        of_union, category_en="Apparel", passage=passage, nice_classes="18, 25", **offers["Of the Union"] | {"checked_on": None}
    )
    page = visit(client, f"{URL}?goods=25&territory=DE")
    assert len(row_of(page, "Of the Union").one("ul", cls="offers").all("li")) == 2  # one of them nobody has checked
    assert "2 further offers" in row_of(page, "Two halves").text
    only = visit(client, f"{URL}?goods=25&territory=DE&exclusivity=exclusive&offered=on")
    assert (names(only, "offered"), names(only, "request")) == (["Of the Union"], [])
    assert names(visit(client, f"{URL}?goods=5&territory=DE"), "offered") == []
    assert names(visit(client, f"{URL}?territory=EU&goods=18"), "offered") == ["Of the Union", "Of the world"]


def test_choices_name_goods_in_words_and_how_many_are_offered_for_each(client):
    make_availability(make_trademark(), nice_classes="16, 25", territory="EU")
    make_availability(make_trademark(), nice_classes="25", is_worldwide=True)
    goods, territory, *_others = visit(client, URL).one("form", cls="licensing-form").all("select")
    on_offer = goods.all("optgroup")[0]
    assert (on_offer["label"], [option.text for option in on_offer.all("option")]) == (
        "On offer",
        ["Books, paper goods, stationery (class 16) · 1", "Clothing (apparel), footwear, headwear (class 25) · 2"],
    )
    assert len(goods.all("option")) == 1 + len(TITLES)
    shown = {option["value"]: option.text for option in territory.all("option")}
    assert (shown["DE"], shown["EU"], shown["SG"]) == ("Germany · 2", "European Union · 2", "Singapore · 1")
    chinese = visit(client, "/zh-hans/licensing/?goods=25")
    assert "服装、鞋、帽（第25类）" in chinese.one("p", cls="chips").text
    assert chinese.one(id="offered").text == "可授权2项"


def test_registrations_and_recordals_stand_behind_each_as_the_public_may_read_them(client):
    mark, hidden = make_trademark(slug="mark", name_en="Mark"), make_passage(source=make_source(published_at=None))
    for nice_class in (25, 14):
        row = make_registration(mark, number="123", nice_class=nice_class, registered_on=date(2017, 2, 1), expires_on=date(2027, 1, 31))
    make_registration(mark, number="124", nice_class=25, registered_on=date(2017, 2, 1), expires_on=date(2027, 1, 31))
    make_registration(mark, territory="FJ", registered_on=date(2020, 1, 1), passage=hidden)
    make_recordal(mark, number="T2020-1", effective_on=date(2020, 1, 1), expires_on=date(2030, 1, 1))
    make_availability(mark, territory="FJ", passage=hidden)
    make_licence(mark, licensee_name="Secret Licensee", territory="DE")
    make_right_event("invalidated", registration=row, waits=True, note="secret")
    text = row_of(visit(client, URL), "Mark").text
    assert "Registered China classes 14 · 25, renewal window" in text
    assert "China Customs T2020-1 trademark, in force" in text
    assert not [word for word in ("Fiji", "Secret", "secret", "Germany", "invalidated") if word in text]
    make_trademark(name_en="A mark of nothing")
    assert names(visit(client, f"{URL}?goods=14&territory=CN"), "request") == ["Mark", "A mark of nothing"]


@pytest.mark.engine("sqlite", "postgresql")
def test_it_is_paged_found_by_name_and_linked_from_every_page(client):
    for number in range(25):
        make_trademark(name_en=f"Mark {number:02}")
    last = make_trademark(name_en="Zither", licensing_en="Ask the works for anything woven.")
    index(Record.objects.all())
    page = visit(client, URL)
    assert names(page, "offered") == ["Zither"]
    assert len(names(page, "request")) == 23
    assert "Ask the works for anything woven." in row_of(page, "Zither").text
    assert names(visit(client, f"{URL}?page=2"), "request") == ["Mark 23", "Mark 24"]
    assert names(visit(client, f"{URL}?page=99&kind=trademark"), "request") == ["Mark 23", "Mark 24"]
    ignored = visit(client, f"{URL}?goods=46&territory=XX&kind=no&q=zither")
    assert "Shown without 46, XX, no" in ignored.text
    assert names(ignored, "offered") == ["Zither"]
    assert ignored.one("meta", name="robots")["content"] == "noindex,follow"
    Record.objects.filter(pk=last.pk).update(published_at=None)
    assert "Nothing found for this name or word." in visit(client, f"{URL}?q=zither").text
    assert visit(client, "/en/about/").one("nav", aria_label="Main").links()[URL] == "Licensing"
    assert URL in visit(client, "/en/site-map/").one("main").links()
    assert "/zh-hans/licensing/" in client.get("/sitemap.xml").content.decode()
