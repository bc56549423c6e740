"""What a government portal says of itself: in the footer, in its statements, on the map of the site, in the head of each page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_organization,
    make_passage,
    make_project,
    make_registration,
    make_source,
    make_statement,
    make_trademark,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STATEMENTS = {
    "privacy": ("Privacy", "隐私声明"),
    "terms": ("Terms of use", "使用条款"),
    "accessibility": ("Accessibility", "无障碍声明"),
    "site-map": ("Site map", "网站地图"),
}
LANGUAGES = {"en": 0, "zh-hans": 1}


def rows(page):
    """{term: description} of the footer's lines of the portal itself."""
    return {row.one("dt").text: row.one("dd").text for row in page.one("dl", cls="gov").all("div")}


def metas(page):
    return {meta["name"]: meta["content"] for meta in page.one("head").all("meta") if meta["name"]}


@pytest.fixture
def told(settings):
    settings.PORTAL_HOST = {"en": "Host of trials", "zh": "试验主办"}
    settings.PORTAL_ORGANIZER = {"en": "Organizer of trials", "zh": "试验承办"}
    settings.PORTAL_CONTACT = "desk@example.org"
    settings.PORTAL_SITE_CODE = "0000000000"
    settings.PORTAL_ICP_NUMBER = "试ICP备00000000号"
    settings.PORTAL_SECURITY_NUMBER = "试公网安备00000000000000号"


def test_the_footer_says_what_is_set_each_under_its_name(client, told):
    assert rows(visit(client, "/en/")) == {
        "Host": "Host of trials",
        "Organizer": "Organizer of trials",
        "Contact": "desk@example.org",
        "Site identification code": "0000000000",
        "ICP number": "试ICP备00000000号",
        "Public-security number": "试公网安备00000000000000号",
    }
    page = visit(client, "/zh-hans/")
    assert list(rows(page).items())[:3] == [("主办", "试验主办"), ("承办", "试验承办"), ("联系方式", "desk@example.org")]
    assert list(rows(page))[3:] == ["网站标识码", "ICP备案号", "公安备案号"]
    assert page.one("dl", cls="gov").links()["https://beian.miit.gov.cn/"] == "试ICP备00000000号"


def test_what_is_not_set_is_not_shown(client, settings):
    assert visit(client, "/en/").one("footer").all("dl") == []
    settings.PORTAL_ORGANIZER = {"en": "Organizer of trials", "zh": ""}
    assert rows(visit(client, "/en/")) == {"Organizer": "Organizer of trials"}
    assert visit(client, "/zh-hans/").one("footer").all("dl") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_of_every_page_leads_to_the_statements(client, language):
    links = visit(client, f"/{language}/").one("footer").links()
    for name, titles in STATEMENTS.items():
        title = titles[LANGUAGES[language]]
        assert links[f"/{language}/{name}/"] == title
        assert visit(client, f"/{language}/{name}/").one("h1").text == title


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_of_a_statement_lead_to_each_of_its_sections(client, language, name):
    page = visit(client, f"/{language}/{name}/")
    contents = page.one("nav", cls="contents").links()
    headings = {f"#{heading['id']}": heading.text for heading in page.one("div", cls="record-main").all("h2")}
    assert contents == headings
    assert len(headings) > 3


def test_the_statements_name_the_host_as_far_as_it_is_known(client, settings):
    assert "The host of this portal is responsible" in visit(client, "/en/privacy/").text
    settings.PORTAL_HOST = {"en": "Host of trials", "zh": "试验主办"}
    assert "Host of trials is responsible" in visit(client, "/en/privacy/").text
    assert "试验主办不保证" in visit(client, "/zh-hans/terms/").text


def test_the_privacy_statement_says_how_long_enquiries_are_kept(client, settings):
    settings.ENQUIRY_DAYS = 90
    assert "After 90 days, or earlier when you ask for it" in visit(client, "/en/privacy/").text
    assert "90天后，或应您的要求提前" in visit(client, "/zh-hans/privacy/").text


def test_reading_sets_no_cookie_and_keeping_sets_the_one_that_the_statement_names(client):
    show = make_exhibition()
    for path in ("", "search/?q=show", f"exhibitions/{show.slug}/", "shortlist/", "privacy/"):
        visit(client, f"/en/{path}")
    assert not client.cookies
    client.post("/en/shortlist/change/", {"take": show.pk})
    assert set(client.cookies) == {"shortlist"}
    assert client.cookies["shortlist"]["max-age"] == 365 * 24 * 3600
    assert "shortlist" in [name.text for name in visit(client, "/en/privacy/").all("code")]


def test_the_site_map_leads_to_all_that_is_public_and_to_nothing_else(client):
    later = timezone.now() + timedelta(days=1)
    shown = [
        make_enterprise(country="FR"),
        make_organization(kind="government"),
        make_project(),
        make_exhibition(country="SG"),
        make_source(),
        make_trademark(),
    ]
    make_registration(shown[-1], territory="JP")
    make_registration(make_trademark(published_at=None), territory="WS")
    hidden = [make_exhibition(country="FJ", published_at=None), make_project(country="TO", published_at=later)]
    links = visit(client, "/en/site-map/").one("main").links()
    for record in shown:
        assert links[record.get_absolute_url()] == record.name_en
    assert not {record.get_absolute_url() for record in hidden} & set(links)
    places = [address for address in links if "/places/" in address]
    assert places == ["/en/places/fr/", "/en/places/jp/", "/en/places/sg/"]
    for address in [address for address in links if address.startswith("/")]:
        visit(client, address)


def test_a_list_names_its_column(client, told):
    found = metas(visit(client, "/en/exhibitions/"))
    assert found["SiteName"] == "Going Global"
    assert found["SiteDomain"] == "testserver"
    assert found["SiteIDCode"] == "0000000000"
    assert found["ColumnName"] == "Exhibitions"
    assert found["ColumnDescription"] == found["description"]
    assert "ArticleTitle" not in found
    chinese = metas(visit(client, "/zh-hans/exhibitions/"))
    assert (chinese["SiteName"], chinese["ColumnName"], chinese["ColumnType"]) == ("甘肃文化走出去", "展览", "信息发布")


def test_a_record_says_its_title_its_column_and_when_it_was_published(client, told):
    moment = datetime(2025, 5, 21, 16, 5, tzinfo=UTC)
    show = make_exhibition(name_en="Show", name_zh="敦煌展", published_at=moment)
    assert "ContentSource" not in metas(visit(client, f"/en/exhibitions/{show.slug}/"))
    make_statement(show, passage=make_passage(source=make_source(publisher_en="The gazette", publisher_zh="公报")))
    found = metas(visit(client, f"/en/exhibitions/{show.slug}/"))
    assert (found["ColumnName"], found["ArticleTitle"], found["ContentSource"]) == ("Exhibitions", "Show", "The gazette")
    assert found["PubDate"] == "2025-05-22 00:05"  # in the portal's time zone
    assert found["Keywords"] == "Show,exhibition,Exhibitions,Going Global"
    chinese = metas(visit(client, f"/zh-hans/exhibitions/{show.slug}/"))
    assert (chinese["ArticleTitle"], chinese["ContentSource"]) == ("敦煌展", "公报")
    assert chinese["Keywords"] == "敦煌展,展览,甘肃文化走出去"  # kind and column are one word


def test_a_source_names_its_publisher_and_what_is_not_known_is_left_out(client):
    known = make_source(publisher_en="The gazette", publisher_zh="公报")
    unknown = make_source(publisher_en="", publisher_zh="")
    assert metas(visit(client, f"/en/sources/{known.slug}/"))["ContentSource"] == "The gazette"
    assert metas(visit(client, f"/zh-hans/sources/{known.slug}/"))["ContentSource"] == "公报"
    assert not {"ContentSource", "SiteIDCode"} & set(metas(visit(client, f"/en/sources/{unknown.slug}/")))
