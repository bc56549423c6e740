"""A selection of many nominees: its categories with their numbers, its nominees in pages, and links that lead to the page of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.models import Nomination, NominationEvent
from initiatives.nominees_on_pages import NOMINEES_ON_A_PAGE
from tests.factories import (
    make_category,
    make_enterprise,
    make_nomination,
    make_nomination_event,
    make_passage,
    make_selection_round,
)
from tests.page import visit

pytestmark = pytest.mark.django_db

FIRST, SECOND = NOMINEES_ON_A_PAGE + 3, 5  # nominees of the two categories
URL = "/en/selections/round/"


def nominate(category, number, name="Works"):
    enterprises = [make_enterprise(name_en=f"{name} {place:03}") for place in range(number)]
    return [make_nomination(category=category, organization_id=one.pk) for one in enterprises]


@pytest.fixture(scope="module")
def nominations(kept):
    selection = make_selection_round(slug="round", name_en="Key projects")
    first = nominate(make_category(round=selection, id="first", name_en="Enterprises", position=1), FIRST)
    second = nominate(make_category(round=selection, id="second", name_en="Projects", position=2), SECOND, "Guild")
    passage, other = make_passage(label_en="sentence 1"), make_passage(label_en="sentence 2")
    for nomination in (*first, *second):
        make_nomination_event(nomination, "recommended", passage=passage)
    for nomination in first[-3:]:
        make_nomination_event(nomination, "recognized", passage=other)
    return [*first, *second]


def named_on(page):
    return [span["id"].removeprefix("nomination-") for span in page.all("span") if (span["id"] or "").startswith("nomination-")]


def test_its_nominees_are_in_pages_and_its_categories_with_the_numbers_of_all_stand_first(client, nominations):
    pages = [visit(client, f"{URL}?page={number}") for number in (1, 2, 9)]
    assert [len(named_on(page)) for page in pages] == [NOMINEES_ON_A_PAGE, 8, 8]
    assert named_on(pages[0]) + named_on(pages[1]) == [nomination.pk for nomination in nominations]
    for page, heading in ((pages[0], "Enterprises (15)"), (pages[1], "Enterprises (15)"), (pages[1], "Projects (5)")):
        assert heading in [one.text for one in page.all("h2")]
        overview = page.one("section", aria_labelledby="categories")
        assert overview.one("h2").text == "Nominees (20)"
        assert "15 named in the source" in overview.text
        assert "3 recognized" in overview.text
        assert overview.links()["?page=2#category-second"] == "Projects"
        (note,) = overview.all("a", cls="fn")
        assert "sentence 2" in page.one(id=note["href"].removeprefix("#")).text, (
            "what the number rests on, on whatever page its nominees are"
        )
    assert "Projects (5)" not in pages[0].text
    steps = pages[1].one("section", aria_labelledby="steps").text
    assert "Guild 004" in steps
    assert "Works 000" not in steps
    assert pages[1].one("link", rel="canonical")["href"].endswith(f"{URL}?page=2")
    chinese = visit(client, f"/zh-hans{URL.removeprefix('/en')}")
    assert chinese.one("section", aria_labelledby="categories").one("h2").text == "申报推荐对象（20）"


def test_a_link_to_a_nominee_leads_to_its_page(client, nominations):
    enterprise = nominations[-1].organization
    (link,) = [link for link in visit(client, enterprise.get_absolute_url()).links() if "nomination=" in link]
    assert link == f"{URL}?nomination={nominations[-1].pk}#nomination-{nominations[-1].pk}"
    assert client.get(link.partition("#")[0])["Location"] == f"{URL}?page=2#nomination-{nominations[-1].pk}"
    assert client.get(f"{URL}?nomination={nominations[0].pk}")["Location"] == f"{URL}#nomination-{nominations[0].pk}"
    assert client.get(f"{URL}?nomination=nobody").status_code == 200


@pytest.mark.once
def test_a_dossier_says_how_many_it_leaves_out_and_few_nominees_stand_as_ever(client, nominations):
    small = make_selection_round(slug="small")
    nominate(make_category(round=small, name_en="Guilds"), 2, "Small guild")
    compared = visit(client, f"/en/compare/?r={nominations[0].category.round_id}&r={small.pk}").text
    assert f"{FIRST + SECOND - NOMINEES_ON_A_PAGE} more, on its page" in compared
    page = visit(client, "/en/selections/small/")
    assert "2 named in the source" in page.one("section", cls=None, aria_labelledby=page.all("h2")[0]["id"]).text
    assert not page.all("section", aria_labelledby="categories")


@pytest.mark.once
def test_a_page_asks_no_more_the_more_nominees_there_are(client, nominations):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    before = asked()
    first, events = nominations[0], NominationEvent.objects.filter(nomination=nominations[0]).values().get()
    enterprises = [make_enterprise() for _one in range(60)]
    more = Nomination.objects.bulk_create(
        Nomination(id=f"more-{number}", category=first.category, organization_id=one.pk) for number, one in enumerate(enterprises)
    )
    NominationEvent.objects.bulk_create(NominationEvent(**events | {"id": f"event-{one.pk}", "nomination_id": one.pk}) for one in more)
    assert asked() == before
    assert len(client.get(URL).content) < 100_000
