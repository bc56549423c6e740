"""What every public page has in common: language, addresses, footnotes, headers, and what stands where nothing is."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from portal.models import SlugRedirect
from portal.models.listing import ListedQuerySet
from tests.factories import (
    MAKERS,
    make_exhibition,
    make_project,
    make_property,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = [*MAKERS]
PLAIN = ["", *[f"{name}/" for name in LISTS], "search/", "search/?q=dunhuang", "about/", "corrections/"]
KINDS = [*((make, segment) for segment, make in MAKERS.items()), (make_property, "trademarks")]


@pytest.mark.parametrize("path", [*PLAIN, "exhibitions/?place=SG&sort=date&q=a+b", "no-such-page/", "exhibitions/no-such-record/"])
def test_a_page_is_in_the_language_of_its_address_and_names_the_other(client, path):
    status = 404 if "no-such" in path else 200
    for language, tag in (("en", "en"), ("zh-hans", "zh-Hans")):
        page = visit(client, f"/{language}/{path}", status)
        assert page.one("html")["lang"] == tag
        assert page.response["Content-Language"] == language
        other, other_tag = ("zh-hans", "zh-Hans") if language == "en" else ("en", "en")
        switch = page.one("a", cls="lang")
        assert switch["lang"] == switch["hreflang"] == other_tag
        # no page of that address in any language: the switch leads home
        assert switch["href"] == (f"/{other}/" if path == "no-such-page/" else f"/{other}/{path}")
        assert bool(page.all("link", rel="alternate")) == (status == 200)  # test_machine_readable.py tells which


SPEAKING = ["", "about/", "enquiry/"]


def test_who_speaks_is_said_and_no_authority_is_named_unasked(client, settings):
    unasked = {"en": "Culture and tourism of Gansu Province", "zh-hans": "甘肃省文化和旅游"}
    for language, speaker in unasked.items():
        assert {visit(client, f"/{language}/{path}").one("p", cls="eyebrow").text for path in SPEAKING} == {speaker}
    assert not visit(client, "/en/about/").all("dl", cls="gov")
    for language, label in (("en", "Published by"), ("zh-hans", "主办")):
        assert label not in visit(client, f"/{language}/about/").one("main").text
    settings.PORTAL_HOST = {"en": "Department of Trials", "zh": "试验厅"}
    settings.PORTAL_CONTACT = "desk@example.org"
    for language, host in (("en", "Department of Trials"), ("zh-hans", "试验厅")):
        facts = visit(client, f"/{language}/about/").one("dl", cls="gov")
        assert [row.text for row in facts.all("dd")] == [host, "desk@example.org"]
        assert {visit(client, f"/{language}/{path}").one("p", cls="eyebrow").text for path in SPEAKING} == {host}


def test_the_whole_of_a_page_is_in_its_language(client):
    make_exhibition(name_zh="敦煌展", country="SG")
    english, chinese = visit(client, "/en/exhibitions/"), visit(client, "/zh-hans/exhibitions/")
    for page, own, other in ((english, "Exhibitions", "展览"), (chinese, "展览", "Exhibitions")):
        assert own in page.one("h1").text
        assert other not in page.one("h1").text + page.one("title").text
    assert not re.search("[\u4e00-\u9fff]", english.one("footer").text)
    assert not re.search(r"\b(the|of|record)\b", chinese.one("footer").text)


@pytest.mark.parametrize(
    ("accept", "cookie", "leads_to"),
    [
        ("", "", "/en/"),
        ("en-GB,en;q=0.9", "", "/en/"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "/zh-hans/"),
        ("zh-Hans", "", "/zh-hans/"),
        ("fr-FR,fr;q=0.9", "", "/en/"),
        ("fr-FR,zh-CN;q=0.5", "", "/zh-hans/"),
        ("zh-CN", "en", "/en/"),
        ("en", "zh-hans", "/zh-hans/"),
        ("en", "xx", "/en/"),
    ],
)
def test_the_bare_address_leads_to_the_visitors_language(client, accept, cookie, leads_to):
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get("/", headers={"accept-language": accept})
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert {"accept-language", "cookie"} <= {name.strip().casefold() for name in response["Vary"].split(",")}


def test_robots_may_read_everything_but_the_staffs_site(client):
    response = client.get("/robots.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain")
    assert response.content.decode().splitlines()[:2] == ["User-agent: *", "Disallow: /admin/"]


def test_the_icon_is_found_at_its_customary_address(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/mark.svg")
    assert finders.find("img/mark.svg")


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize(("make", "segment"), KINDS)
def test_a_record_answers_at_its_own_address_and_is_led_there_from_any_other(client, make, segment):
    record = make(slug="silk-road")
    SlugRedirect.objects.create(slug="old-road", record_id=record.pk)
    for language in ("en", "zh-hans"):
        own = f"/{language}/{segment}/silk-road/"
        page = visit(client, own)
        assert page.one("h1").text == record.name_en
        for other in LISTS:
            for slug in ("silk-road", "old-road"):
                if (other, slug) != (segment, "silk-road"):
                    response = client.get(f"/{language}/{other}/{slug}/")
                    assert (response.status_code, response["Location"]) == (301, own)


@pytest.mark.engine("sqlite", "postgresql")
def test_an_address_of_now_wins_over_the_same_one_of_before(client):
    make_exhibition(slug="tour", name_en="Present tour")
    SlugRedirect.objects.create(slug="tour", record_id=make_project(slug="project").pk)
    assert visit(client, "/en/exhibitions/tour/").one("h1").text == "Present tour"


@pytest.mark.parametrize(("language", "says", "home"), [("en", "This page is not here", "/en/"), ("zh-hans", "未找到此页面", "/zh-hans/")])
@pytest.mark.parametrize("path", ["no-such-page/", "exhibitions/no-such-record/"])
def test_a_lost_page_looks_like_the_portal_and_leads_on(client, language, says, home, path):
    page = visit(client, f"/{language}/{path}", status=404)
    assert page.one("h1").text == says
    assert page.one("main").one("form", role="search")["action"] == f"{home}search/"
    assert home in page.one("main").links()
    assert f"{home}exhibitions/" in page.one("nav", cls="nav-wide").links()


def test_a_lost_page_outside_the_languages_is_in_the_visitors(client):
    page = visit(Client(headers={"accept-language": "zh-CN"}), "/no-such-page/", status=404)
    assert page.one("h1").text == "未找到此页面"


def test_a_fault_shows_the_portals_page_in_both_languages_without_database_or_request(client, monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html")
    assert "Something went wrong here" in html
    assert "系统出错了" in html
    assert "css/portal.css" in html
    assert "mention this number" not in html

    def broken(self):
        raise RuntimeError

    monkeypatch.setattr(ListedQuerySet, "public", broken)
    client.raise_request_exception = False
    response = client.get("/en/exhibitions/")
    assert response.status_code == 500
    with_number = render_to_string("500.html", {"number": response["X-Request-ID"]})
    assert response.content.decode() == with_number
    assert with_number.count(response["X-Request-ID"]) == 2
