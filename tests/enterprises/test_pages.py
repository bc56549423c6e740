"""The pages of organizations and of intellectual property."""

from datetime import date

import pytest

from enterprises.models import Enterprise
from portal.models import Sector
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_programme,
    make_project,
    make_property,
    make_recordal,
    make_registration,
    make_selection_round,
    make_trademark,
)
from tests.page import facets, visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def facts(page):
    """{what: text} of the facts beside a record."""
    return {group.one("dt").text: group.one("dd").text for group in page.one("dl", cls="facts").all("div")}


def cast(page, section):
    """[(role or heading, [name of a record])] of a section."""
    groups = [group for rows in page.one("section", aria_labelledby=section).all("dl", cls="cast") for group in rows.all("div")]
    return [(group.one("dt").text, [row.all("a")[0].text for row in group.all("dd")]) for group in groups]


def test_what_an_organization_has_done_stands_by_role_with_its_footnote(client):
    works = make_enterprise(slug="works")
    passage = make_passage(label_en="answer 1, sentence 5")
    make_participation(make_exhibition(name_en="second"), works, "organizer", passage=passage)
    make_participation(make_exhibition(name_en="First"), works, "organizer")
    make_participation(make_exhibition(name_en="Third"), works, "attended")
    make_participation(make_exhibition(name_en="Fourth"), works, "host")
    page = visit(client, "/en/enterprises/works/")
    assert cast(page, "roles") == [("Hosted", ["Fourth"]), ("Organized", ["First", "second"]), ("Attended", ["Third"])]
    roles = page.one("section", aria_labelledby="roles")
    assert roles.one("a", cls="fn")["href"] == "#n1"
    assert "answer 1, sentence 5" in page.one(id="n1").text
    assert len(roles.all("a", cls="fn")) == 1
    assert "source of some of it" in page.one("p", cls="missing").text


def test_a_parent_and_its_parts_lead_to_each_other(client):
    group = make_enterprise(slug="group", name_en="Group")
    make_enterprise(slug="troupe", name_en="Troupe", parent_id=group.pk)
    assert cast(visit(client, "/en/enterprises/group/"), "group") == [("Its parts", ["Troupe"])]
    assert cast(visit(client, "/en/enterprises/troupe/"), "group") == [("Part of", ["Group"])]


def test_a_property_and_its_owner_lead_to_each_other(client):
    works = make_enterprise(slug="works", name_en="Works")
    make_trademark(slug="mark", name_en="Mark", owner_id=works.pk)
    assert cast(visit(client, "/en/enterprises/works/"), "properties") == [("Owns", ["Mark"])]
    page = visit(client, "/en/trademarks/mark/")
    assert facts(page)["Right holder"] == "Works"
    assert page.one("dl", cls="facts").links()["/en/enterprises/works/"] == "Works"


@pytest.mark.engine("sqlite", "postgresql")
def test_a_body_that_submitted_or_received_nominations_says_so_once_for_a_round(client):
    department, ministry = make_organization(slug="department"), make_organization(slug="ministry")
    nomination = make_nomination()
    other = make_nomination(category=nomination.category)
    passage = make_passage()
    for each in (nomination, other):
        make_nomination_event(each, "submitted", passage=passage, recipient_id=ministry.pk).actors.add(department)
    name = nomination.category.round.name_en
    assert cast(visit(client, "/en/organizations/department/"), "selections") == [("Submitted candidates to", [name])]
    assert cast(visit(client, "/en/organizations/ministry/"), "selections") == [("Received candidates of", [name])]


LOOKED_FOR = [
    (
        make_enterprise,
        "enterprise",
        "address, website, sectors, unified social credit code, brands and intellectual property",
    ),
    (make_organization, "institution", "website"),
    (make_organization, "government", ""),
    (make_organization, "partner", "country or region, website"),
    (make_trademark, "trademark", "right holder, image, story, registrations, customs recordals, what may be licensed"),
    (make_property, "cultural-product", "right holder, image, story, what may be licensed"),
    (make_project, "project", "dates, who took part"),
    (make_programme, "programme", "dates, who took part"),
    (make_exhibition, "exhibition", "country or region, city, venue, dates, who took part"),
    (make_selection_round, "selection-round", "years, outcome"),
]


@pytest.mark.parametrize(("make", "kind", "gaps"), LOOKED_FOR, ids=[kind for _make, kind, _gaps in LOOKED_FOR])
def test_only_what_fits_the_kind_is_missed(client, make, kind, gaps):
    bare = make(kind=kind)
    page = visit(client, bare.get_absolute_url())
    line = page.one("p", cls="missing")
    listed = ", ".join(filter(None, [gaps, "Chinese name", "source"]))
    assert line.text == f"Not listed here yet: {listed}. Know more? Tell us."
    assert line.one("a")["href"] == f"/en/enquiry/?r={bare.pk}&missing=1"
    assert page.text.lower().count("not listed") == 1, "what is missing is said once"


def test_a_list_says_what_each_does_in_the_language_there_is(client):
    make_enterprise(name_en="Works", name_zh="工坊", summary_en="Makes films.")
    make_enterprise(name_en="Silent", name_zh="静", summary_en="")
    for language, tag in (("en", None), ("zh-hans", "en")):
        cards = visit(client, f"/{language}/enterprises/").all("article", cls="card")
        says = [said for card in cards for said in card.all("p", cls="says")]
        assert [(said.text, said.attributes.get("lang")) for said in says] == [("Makes films.", tag)]


def test_what_is_on_record_of_an_organization_stands_beside_it(client):
    works = make_enterprise(
        slug="works", name_zh="公司", country="CN", region_en="Gansu", address_en="Road 1", website="https://example.org/",
    )  # fmt: skip
    works.sectors.add(Sector.objects.create(name_en="Film", name_zh="影视"), Sector.objects.create(name_en="Games", name_zh="游戏"))
    Enterprise.objects.filter(pk=works.pk).update(credit_code="911000001000013428")
    make_trademark(owner_id=works.pk)
    page = visit(client, "/en/enterprises/works/")
    beside = facts(page)
    assert beside["Where"] == "Gansu, China"
    assert beside["Postal address"] == "Road 1"
    assert beside["Unified social credit code"] == "911000001000013428"
    assert beside["Sectors"] == "Film; Games"
    assert page.one("dl", cls="facts").links()["https://example.org/"] == "https://example.org/"
    assert page.one("p", cls="missing").text == "Not listed here yet: source. Know more? Tell us."


def test_a_mark_without_an_owner_registration_or_recordal_has_no_empty_section(client):
    make_trademark(slug="sachets")
    page = visit(client, "/en/trademarks/sachets/")
    assert "Right holder" not in facts(page)
    assert page.one("div", cls="record-main").all("section") == []


def test_registrations_and_recordals_stand_row_by_row_with_their_footnotes(client):
    mark = make_trademark(slug="mark")
    passage = make_passage(label_en="answer 2, sentence 1")
    registration = make_registration(
        mark, number="1234567", nice_class=25, nice_edition="NCL 13-2026", filed_on=date(2019, 5, 6), registered_on=date(2020, 1, 2),
        expires_on=date(2030, 1, 1), passage=passage,
    )  # fmt: skip
    make_registration(mark, territory="SG", number="G1234567", route="madrid", nice_class=35)
    make_recordal(mark, number="T2020-1", registration=registration, effective_on=date(2021, 3, 4))
    page = visit(client, "/en/trademarks/mark/")
    china, singapore = page.one("section", aria_labelledby="registrations").all("tbody")
    assert [group.all("th")[0].text for group in (china, singapore)] == ["China", "Singapore"]
    (row,) = china.all("tr")[1:]
    assert [cell.text for cell in row.all("td")[:4]] == ["25 NCL 13-2026", "6 May 2019", "2 Jan 2020", "1 Jan 2030"]
    assert "1234567" in row.one("th").text
    assert "answer 2, sentence 1" in page.one(id=row.one("a", cls="fn")["href"].removeprefix("#")).text
    assert "Madrid system" in singapore.text
    assert not singapore.all("a", cls="fn")
    recordal = page.one("section", aria_labelledby="recordals").one("tbody").one("tr")
    assert "T2020-1" in recordal.one("th").text
    assert "China 1234567, class 25" in recordal.text
    assert "4 Mar 2021" in recordal.text


@pytest.mark.engine("sqlite", "postgresql")
def test_a_recordal_and_its_holder_lead_to_each_other_once_both_are_public(client):
    works, mark = make_enterprise(slug="works", name_en="Works"), make_trademark(slug="mark", name_en="Mark")
    draft = make_enterprise(name_en="Draft Works", published_at=None)
    make_recordal(mark, number="T2020-1", holder_id=works.pk)
    make_recordal(mark, number="T2020-2", holder_id=draft.pk)
    make_recordal(make_trademark(name_en="Draft Mark", published_at=None), number="T2020-3", holder_id=works.pk)
    page = visit(client, "/en/trademarks/mark/")
    rows = page.one("section", aria_labelledby="recordals").one("tbody").all("tr")
    assert [row.all("td")[1].text for row in rows] == ["Works", ""]
    assert "/en/enterprises/works/" in rows[0].links()
    section = visit(client, "/en/enterprises/works/").one("section", aria_labelledby="properties")
    assert section.links() == {"/en/trademarks/mark/": "Mark"}
    assert "T2020-1" in section.text
    assert "T2020-3" not in section.text
    assert "Draft" not in page.text + section.text


@pytest.mark.engine("sqlite", "postgresql")
def test_properties_can_be_asked_for_by_owner_territory_and_recordal(client):
    works = make_enterprise(name_en="Works")
    mark = make_trademark(name_en="Mark", owner_id=works.pk)
    make_property(name_en="Product")
    make_registration(mark, territory="SG")
    make_recordal(mark)
    assert facets(client, "/en/trademarks/") == {
        "kind": {"trademark": 1, "cultural-product": 1},
        "owner": {works.pk: 1, "none": 1},
        "territory": {"SG": 1},
        "recorded": {"yes": 1},
    }
    for query, found in ((f"owner={works.pk}", "Mark"), ("owner=none", "Product"), ("territory=SG", "Mark"), ("recorded=yes", "Mark")):
        assert [card.name for card in client.get(f"/en/trademarks/?{query}").context_data["records"]] == [found]


@pytest.mark.engine("sqlite", "postgresql")
def test_organizations_can_be_asked_for_by_kind_role_place_sector_and_nomination(client):
    works, academy = make_enterprise(name_en="Works", country="CN"), make_organization(name_en="Academy")
    works.sectors.add(Sector.objects.create(pk="film", name_en="Film", name_zh="影视"))
    make_participation(make_exhibition(), academy, "host")
    make_nomination_event(make_nomination(organization_id=works.pk))
    make_nomination_event(make_nomination(organization_id=academy.pk, initiative_id=make_exhibition().pk))  # not the academy itself
    assert facets(client, "/en/organizations/") == {
        "kind": {"enterprise": 1, "institution": 1},
        "role": {"host": 1},
        "nominated": {"yes": 1},
        "sector": {"film": 1, "none": 1},
        "place": {"CN": 1, "none": 1},
    }
    for query, found in (("kind=institution", "Academy"), ("role=host", "Academy"), ("nominated=yes", "Works"), ("sector=film", "Works")):
        assert [card.name for card in client.get(f"/en/organizations/?{query}").context_data["records"]] == [found]


def test_a_nomination_of_an_initiative_stands_on_its_organizations_page_as_the_initiatives(client):
    works, show = make_enterprise(slug="works"), make_exhibition(name_en="Macao show")
    passage = make_passage(label_en="answer 3, sentence 2")
    own = make_nomination(category=make_category(name_en="Enterprises"), organization_id=works.pk)
    make_nomination_event(own, "submitted", passage=passage)
    carried = make_nomination(category=make_category(name_en="Activities"), organization_id=works.pk, initiative_id=show.pk)
    make_nomination_event(carried, "recommended", passage=passage)
    section = visit(client, "/en/enterprises/works/").one("section", aria_labelledby="selections")
    its_own, of_initiatives = section.all("table")
    assert section.one("h3").text == "Its projects and activities that were submitted or recommended"
    assert ("Enterprises" in its_own.text, "Submitted" in its_own.text, "Macao show" in its_own.text) == (True, True, False)
    assert "Activities" not in its_own.text
    (row,) = of_initiatives.one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")[:2]] == ["Macao show", "RecommendedFootnote 1"]
    assert "answer 3, sentence 2" in visit(client, "/en/enterprises/works/").one(id="n1").text
    page = visit(client, show.get_absolute_url()).one("section", aria_labelledby="selections")
    assert "Activities" in page.text
    assert "Macao show" not in page.text


def test_a_card_shows_the_roles_of_an_organization(client):
    works = make_enterprise(name_en="Works")
    make_participation(make_exhibition(name_en="Tour"), works, "organizer")
    assert "Organized Tour" in visit(client, "/en/enterprises/").one("article", cls="card").text
