"""What pages say of records in the terms of schema.org."""

import json
from datetime import date

import pytest

from portal.models import Passage, Record, kinds
from tests.article_pages import article_page
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_participation,
    make_programme,
    make_project,
    make_property,
    make_trademark,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOST = "http://testserver"
TYPES = {
    "source": {"Article"},
    "organization": {"Organization", "GovernmentOrganization"},
    "intellectualproperty": {"Brand", "Product", "CreativeWork"},
    "initiative": {"EventSeries", "Project", "ExhibitionEvent"},
    "selectionround": {"Event"},
}


def at(record, language="en"):
    """The address of a record's page, whichever language the last visitor read."""
    return f"/{language}/{record.segment}/{record.slug}/"


def graph_of(page):
    """The nodes of the page's one data block."""
    scripts = [script for script in page.all("script") if script["type"] == "application/ld+json"]
    assert len(scripts) == 1
    (text,) = scripts[0].parts
    document = json.loads(text)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def entity_of(client, record, language="en"):
    return entity_on(visit(client, at(record, language)))


def entity_on(page):
    """The node of a record on its page, which the node of the page names as what it is about."""
    page, entity, *_others = graph_of(page)
    assert page["mainEntity"] == {"@id": entity["@id"]}
    return entity


def test_a_list_names_the_records_on_its_page(client):
    shown = make_exhibition()
    make_exhibition(published_at=None)
    (page,) = graph_of(visit(client, "/en/exhibitions/"))
    assert [(item["name"], item["url"]) for item in page["mainEntity"]["itemListElement"]] == [(shown.name_en, HOST + at(shown))]


@pytest.mark.parametrize(("precision", "said"), [("year", "2025"), ("month", "2025-07"), ("day", "2025-07-01")])
def test_a_date_is_as_long_as_it_is_known_and_left_out_where_it_is_inferred(client, precision, said):
    dated = {"starts_on": date(2025, 7, 1), "starts_precision": precision}
    assert entity_of(client, make_exhibition(**dated))["startDate"] == said
    assert entity_of(client, make_project(**dated))["foundingDate"] == said
    assert "startDate" not in entity_of(client, make_exhibition(dates_inferred=True, **dated))


def test_a_place_is_a_code_and_left_out_where_it_is_inferred(client):
    show = entity_of(client, make_exhibition(country="HK", city_en="Hong Kong"))
    assert show["location"]["address"] == {"@type": "PostalAddress", "addressCountry": "HK", "addressLocality": "Hong Kong"}
    assert "location" not in entity_of(client, make_exhibition(country="SG", country_inferred=True))


def test_a_role_says_which_it_is_and_names_only_what_is_published(client):
    show, host, organizer = make_exhibition(), make_enterprise(), make_enterprise()
    make_participation(show, host, "host")
    make_participation(show, organizer, "organizer")
    make_participation(show, make_enterprise(published_at=None), "organizer")
    told, plain = entity_of(client, show)["organizer"]
    assert (told["roleName"], told["organizer"]["name"]) == ("host", host.name_en)
    assert (plain["@type"], plain["name"]) == ("Organization", organizer.name_en)


def test_a_whole_and_an_owner_are_named_while_they_are_public(client):
    programme, owner = make_programme(), make_enterprise()
    show, mark = make_exhibition(part_of_id=programme.pk), make_trademark(owner_id=owner.pk)
    product, work = make_property(owner_id=owner.pk), make_property(owner_id=owner.pk, kind="copyright-work")
    assert entity_of(client, show)["superEvent"]["name"] == programme.name_en
    assert entity_of(client, work)["copyrightHolder"]["name"] == owner.name_en
    for owned, said_as in ((mark, "brand"), (product, "owns")):
        *_page, entity, named = graph_of(visit(client, at(owned)))
        assert (named["name"], named[said_as]) == (owner.name_en, {"@id": entity["@id"]})
    Record.objects.filter(pk__in=[programme.pk, owner.pk]).update(published_at=None)
    for record in (show, mark, product, work):
        assert not {programme.name_en, owner.name_en} & set(json.dumps(graph_of(visit(client, at(record)))).split('"'))


def test_a_page_cites_the_sources_it_rests_on(client):
    figure = make_figure(make_exhibition())
    source = Passage.objects.get(pk=figure.passage_id).source
    page, _entity = graph_of(visit(client, at(figure.record)))
    assert [(one["@type"], one["url"]) for one in page["citation"]] == [("Article", HOST + at(source))]


def test_a_name_cannot_end_the_block_that_holds_it(client):
    show = make_exhibition(name_en="</script><b>&amp;<!--")
    assert "</script><b>" not in client.get(at(show)).content.decode()
    assert entity_of(client, show)["name"] == "</script><b>&amp;<!--"


# The article's records stay loaded for whatever follows.


def some_of_each_kind():
    """The addresses below the language of two public records of every kind."""
    for kind in kinds.declared:
        yield from Record.objects.published().filter(kind=kind).order_by("id")[:2]


def test_every_kind_of_page_of_the_article_says_in_both_languages_what_it_is_about(article):
    ids = {}
    for record in some_of_each_kind():
        for language, own, other in (("en", record.name_en, record.name_zh), ("zh-hans", record.name_zh or record.name_en, record.name_en)):
            entity = entity_on(article_page(at(record, language)))
            assert entity["@type"] in TYPES[record.collection.accessor]
            assert entity["name"] == own
            assert other in (own, "", *entity.get("alternateName", []))
            assert entity["url"] == f"{HOST}/{language}/{record.segment}/{record.slug}/"
            assert ids.setdefault(record.pk, entity["@id"]) == entity["@id"]
            assert not [value for value in entity.values() if value in (None, "", [], {})]
    assert len(ids) > 10


def test_the_home_page_says_how_the_portal_is_searched(client, article):
    (site,) = graph_of(visit(client, "/en/"))
    assert site["@type"] == "WebSite"
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{HOST}/en/search/?q={{search_term_string}}"
    assert client.get(template.replace("{search_term_string}", "dunhuang")).status_code == 200
