"""What a licensee asks of a property: names, story, rights and where they stand, what is available, whom to ask."""

from datetime import date

import pytest
from django.utils import timezone

from enterprises.models import Availability
from portal.models import AlternativeName, Record
from portal.search.index import index
from tests.admin_pages import add_row, filled_in
from tests.factories import (
    make_availability,
    make_enterprise,
    make_exhibition,
    make_nomination,
    make_nomination_event,
    make_participation,
    make_passage,
    make_recordal,
    make_registration,
    make_source,
    make_statement,
    make_trademark,
)
from tests.page import visit

pytestmark = pytest.mark.django_db


def section(page, name):
    return page.one("section", aria_labelledby=name)


def entries(page):
    """[(what is said, of which record)] of what a source's passages are cited for beside statements."""
    return [(line.without("about").text, line.one("b", cls="about").text) for line in page.all("li", cls="open")]


def facts(page):
    return {group.one("dt").text: group.one("dd") for group in page.one("dl", cls="facts").all("div")}


def test_names_stand_in_english_chinese_and_pinyin_and_an_unconfirmed_one_is_marked(client):
    make_trademark(slug="mark", name_en="Mogao Deer", name_zh="“莫高”九色鹿")
    make_trademark(slug="bare", name_en="Bare")
    told = facts(visit(client, "/en/trademarks/mark/"))
    head = visit(client, "/en/trademarks/mark/").one("header", cls="record-head").text
    assert "Mogao Deer “莫高”九色鹿 Chinese name to be confirmed" in head
    spelled = told["Pinyin"].one("span")
    assert (spelled.text, spelled["lang"]) == ("“Mògāo” Jiǔsèlù", "zh-Latn-pinyin")
    bare = visit(client, "/en/trademarks/bare/")
    assert "Chinese name" in bare.one("p", cls="missing").text
    assert "Pinyin" not in facts(bare)


def test_the_story_the_rights_and_what_is_available_stand_with_their_sources(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 24))
    works = make_enterprise(slug="works", name_en="Works", website="https://example.org/")
    mark = make_trademark(slug="mark", owner_id=works.pk, licensing_en="Ask first.")
    passage = make_passage(label_en="answer 2, sentence 1")
    make_statement(mark, passage=passage, wording_en="It was woven in Qingyang.")
    for nice_class in (25, 14):
        make_registration(mark, number="1234567", nice_class=nice_class, expires_on=date(2027, 1, 31), registered_on=date(2017, 2, 1))
    offer = {"exclusivity": "non-exclusive", "term_en": "three years", "term_zh": "三年", "passage": passage}
    for territory in ("SG", "MY"):
        make_availability(mark, territory=territory, checked_on=date(2026, 10, 1), **offer)
    make_availability(mark, category_en="Textiles", category_zh="纺织品", is_worldwide=True)
    page = visit(client, "/en/trademarks/mark/")
    assert section(page, "story").one("li").text.startswith("It was woven in Qingyang.")
    assert section(page, "story").one("a", cls="fn")
    (row,) = section(page, "registrations").one("tbody").all("tr")[1:]
    assert [row.all("td")[place].text for place in (0, 3)] == ["14 · 25", "renewal window"]
    assert "24 November 2026" in section(page, "registrations").text
    assert "articles 43 and 44" in section(page, "registrations").text
    stationery, textiles = section(page, "licensing").one("tbody").all("tr")
    assert [cell.text for cell in stationery.all("td")] == ["Malaysia; Singapore", "non-exclusive", "three years", "1 Oct 2026"]
    assert "answer 2, sentence 1" in page.one(id=stationery.one("a", cls="fn")["href"].removeprefix("#")).text
    assert [cell.text for cell in textiles.all("td")] == ["worldwide", "", "", ""]
    assert not textiles.all("a", cls="fn")
    assert "source of some of it" in page.one("p", cls="missing").text
    assert "Ask first." in section(page, "licensing").text
    assert facts(page)["Right holder"].links() == {"/en/enterprises/works/": "Works"}
    assert facts(page)["Website"].links() == {"https://example.org/": "https://example.org/"}
    assert page.links()[f"/en/enquiry/?r={mark.pk}&licence=1"] == "Ask for a licence"
    assert facts(page)["Updated on"].text
    Record.objects.filter(pk=works.pk).update(published_at=None)
    told = visit(client, "/en/trademarks/mark/")
    assert "right holder" in told.one("p", cls="missing").text
    assert not {"Right holder", "Website"} & set(facts(told))


def test_what_only_a_source_that_is_not_public_offers_is_neither_shown_nor_found(client):
    draft = make_source(published_at=None)
    mark = make_trademark(slug="mark", name_en="Mark")
    make_availability(mark, territory="FJ", term_en="seven years", term_zh="七年", passage=make_passage(source=draft))
    index(Record.objects.all())
    page = visit(client, "/en/trademarks/mark/")
    assert "what may be licensed" in page.one("p", cls="missing").text
    assert "Fiji" not in page.text
    words = ("stationery", "文具", "Fiji", "斐济", "seven", "七年")
    assert not any(Record.objects.published().search(word) for word in words)
    Record.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert "Fiji" in section(visit(client, "/en/trademarks/mark/"), "licensing").text
    assert all([record.name_en for record in Record.objects.published().search(word)] == ["Mark"] for word in words)


def test_a_source_lists_whatever_else_rests_on_its_passages_while_that_is_public(client):
    source = make_source(slug="gazette")

    def passage():
        return make_passage(source=source)

    mark, works = make_trademark(slug="mark", name_en="Mark"), make_enterprise(name_en="Works")
    show = make_exhibition(slug="show", name_en="Show")
    make_registration(mark, number="1234567", passage=passage())
    make_recordal(mark, number="T2020-1", passage=passage())
    make_availability(mark, is_worldwide=True, passage=passage())
    make_participation(show, works, passage=passage())
    AlternativeName.objects.create(record_id=show.pk, name="巡展", language="zh-Hans", passage=passage())
    event = make_nomination_event(make_nomination(organization_id=works.pk), passage=passage())
    hidden = make_trademark(name_en="Hidden", published_at=None)
    make_registration(hidden, passage=passage())
    page = visit(client, "/en/sources/gazette/")
    assert entries(page) == [
        ("Trademark registration: China 1234567, class 25", "Mark:"),
        ("Customs recordal: T2020-1", "Mark:"),
        ("Available for licensing: Stationery, worldwide", "Mark:"),
        ("Organizer: Works", "Show:"),
        ("Also named: 巡展", "Show:"),
        ("Submitted: Works", f"{event.nomination.category.round.name_en}:"),
    ]
    assert {"/en/trademarks/mark/", "/en/exhibitions/show/", works.get_absolute_url()} <= set(page.one("main").links())
    assert page.text.count("not used") == 2  # in the strip and beneath
    assert "6 facts, from 6 of its 7 sentences and lines." in page.one("section", aria_labelledby="strip").text
    Record.objects.filter(pk__in=[mark.pk, works.pk]).update(published_at=None)
    page = visit(client, "/en/sources/gazette/")
    assert entries(page) == [("Also named: 巡展", "Show:")]
    assert "1 fact, from 1 of its 7 sentences and lines." in page.one("section", aria_labelledby="strip").text


@pytest.mark.once
def test_staff_write_what_is_available_on_the_form_of_its_property(client, people):
    mark = make_trademark(published_at=None)
    address = f"/admin/enterprises/trademark/{mark.pk}/change/"
    client.force_login(people["editor"])
    stale = filled_in(client.get(address))
    offer = {"category_en": "Stationery", "category_zh": "文具", "exclusivity": "sole"}
    refused = client.post(address, add_row(stale, "availabilities", **offer, territory="SG", is_worldwide="on"))
    assert "Choose a territory, or tick “worldwide”, not both." in refused.content.decode()
    assert client.post(address, add_row(stale, "availabilities", **offer, territory="SG")).status_code == 302
    row = Availability.objects.get()
    assert (row.property_id, row.territory.code, row.history.get().history_user) == (mark.pk, "SG", people["editor"])
    assert [record.pk for record in Record.objects.search("文具")] == [mark.pk]
    meanwhile = client.post(address, stale | {"name_en": "Renamed"})
    assert "Somebody saved this after you opened it." in meanwhile.content.decode()
    Record.objects.filter(pk=mark.pk).update(published_at=timezone.now())
    proposing = f"/admin/enterprises/trademark/{mark.pk}/propose/"
    form = filled_in(client.get(proposing))
    assert client.post(proposing, form | {"availabilities-0-exclusivity": "exclusive", "_why": "Agreed."}).status_code == 302
    assert Availability.objects.get().exclusivity == "sole"
    client.force_login(people["publisher"])
    proposal = mark.proposals.get()
    judged = f"/admin/portal/proposedchange/{proposal.pk}/change/"
    page = client.get(judged)
    assert [change[1:] for change in page.context_data["changes"]] == [
        ("Exclusivity", "sole: one licensee beside the right holder", "exclusive")
    ]
    client.post(judged, filled_in(page) | {"_accepted": "x"})
    assert Availability.objects.get().exclusivity == "exclusive"
    history = client.get(f"/admin/enterprises/trademark/{mark.pk}/history/").content.decode()
    assert "Stationery, Singapore" in history


def test_an_offer_may_be_told_in_one_language():
    offer = make_availability(category_en="", category_zh="文具", term_en="three years")
    offer.full_clean()
    assert str(offer) == "文具, three years"


def test_a_viewer_reads_what_is_available_on_the_form_and_changes_nothing(people, client):
    mark = make_trademark()
    make_availability(mark)
    client.force_login(people["viewer"])
    page = client.get(f"/admin/enterprises/trademark/{mark.pk}/change/").content.decode()
    assert "Stationery" in page
    assert 'name="availabilities-0-category_en"' not in page
