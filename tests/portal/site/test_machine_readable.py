"""What other machines read: addresses in the head of a page, JSON-LD, cards, the sitemap, feeds."""

import io
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from portal.models import Record
from tests.article_pages import article_page
from tests.factories import (
    MAKERS,
    make_enterprise,
    make_exhibition,
    make_selection_round,
    make_source,
)
from tests.page import read, visit
from tests.pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOST = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LISTS = [*MAKERS]


def at(record, language="en"):
    """The address of a record's page, whichever language the last visitor read."""
    return f"/{language}/{record.segment}/{record.slug}/"


def head_of(client, address):
    return told_in_the_head(visit(client, address))


def told_in_the_head(page):
    """{relation or property: [value]}, and {hreflang: address} under "alternates"."""
    head = page.one("head")
    found = {"alternates": {link["hreflang"]: link["href"] for link in head.all("link", rel="alternate") if link["hreflang"]}}
    for link in head.all("link", rel="canonical"):
        found.setdefault("canonical", []).append(link["href"])
    for meta in head.all("meta"):
        found.setdefault(meta["property"] or meta["name"], []).append(meta["content"])
    return found


def test_a_second_page_is_a_page_of_its_own(client):
    for _number in range(25):
        make_exhibition()
    assert head_of(client, "/en/exhibitions/?page=2&x=1")["canonical"] == [f"{HOST}/en/exhibitions/?page=2"]
    assert "robots" not in head_of(client, "/en/exhibitions/?page=2")


def test_the_address_for_everybody_leads_to_the_visitors_language(client):
    show = make_exhibition(slug="caves")
    everybody = head_of(client, at(show))["alternates"]["x-default"]
    assert client.get(everybody, headers={"accept-language": "zh-CN"})["Location"] == "/zh-hans/exhibitions/caves/"


def card_of(client, address):
    """(its address below the host, the picture) of the card that a page names."""
    found = head_of(client, address)
    (card,) = found["og:image"]
    response = client.get(card.removeprefix(HOST))
    assert response["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(response.content))
    assert [str(side) for side in picture.size] == [*found["og:image:width"], *found["og:image:height"]] == ["1200", "630"]
    return card.removeprefix(HOST), picture


def test_every_page_has_a_card_and_a_corrected_name_another(client):
    show = make_exhibition(name_en="Painted caves", name_zh="彩绘石窟")
    english, drawn = card_of(client, at(show))
    chinese, in_chinese = card_of(client, at(show, "zh-hans"))
    assert drawn.tobytes() != in_chinese.tobytes()
    Record.objects.filter(pk=show.pk).update(name_en="Painted caves of Gansu")
    corrected, drawn_anew = card_of(client, at(show))
    assert len({english, chinese, corrected}) == 3
    assert drawn_anew.tobytes() != drawn.tobytes()
    assert card_of(client, "/en/")[0] != card_of(client, "/zh-hans/")[0]


def test_a_card_shows_the_public_cover_picture(client):
    show = make_exhibition()
    _address, drawn = card_of(client, at(show))
    picture = make_picture(show, is_cover=True)
    address, shown = card_of(client, at(show))
    assert shown.tobytes() != drawn.tobytes()
    type(picture).objects.update(rights_until=date(2020, 1, 1))
    again, drawn_again = card_of(client, at(show))
    assert again != address
    assert drawn_again.tobytes() == drawn.tobytes()


def test_a_card_is_drawn_once_and_kept_by_whoever_has_it(client):
    address, _picture = card_of(client, at(make_exhibition()))
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "public, no-cache"
    assert caches["pictures"].get(first["ETag"].strip('"')) == first.content


@pytest.mark.parametrize("address", ["/og/fr.png", "/og/en/no-such-record.png", "/og/fr/x.png"])
def test_there_is_no_card_of_nothing(client, address):
    assert client.get(address).status_code == 404


def test_the_sitemap_has_every_page_in_both_languages_with_the_day_it_changed(client):
    changed = datetime(2025, 7, 3, 12, tzinfo=UTC)
    make_exhibition(slug="caves", country="SG", published_at=changed, updated_at=changed)
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = {url.findtext(f"{SITEMAP}loc"): url for url in root}
    assert len(found) == len(root)
    for path in ("", "exhibitions/", "map/", "places/sg/", "about/", "exhibitions/caves/"):
        for language in ("en", "zh-hans"):
            links = {link.get("hreflang"): link.get("href") for link in found[f"{HOST}/{language}/{path}"] if link.get("hreflang")}
            assert links == {"en": f"{HOST}/en/{path}", "zh-hans": f"{HOST}/zh-hans/{path}", "x-default": f"{HOST}/{path}"}
            assert client.get(f"/{language}/{path}").status_code == 200
    assert found[f"{HOST}/en/exhibitions/caves/"].findtext(f"{SITEMAP}lastmod") == "2025-07-03"
    assert f"Sitemap: {HOST}/sitemap.xml" in client.get("/robots.txt").content.decode()


def addresses_in(client, address):
    return [each.text for each in ElementTree.fromstring(client.get(address).content).iter(f"{SITEMAP}loc")]


def test_many_addresses_are_in_several_files_which_the_sitemap_lists(client, monkeypatch):
    for number in range(7):
        make_exhibition(slug=f"show-{number}", published_at=None if number == 3 else timezone.now())
    whole = addresses_in(client, "/sitemap.xml")
    assert addresses_in(client, "/sitemap.xml?p=1") + addresses_in(client, "/sitemap.xml?p=2") == whole
    monkeypatch.setattr("portal.site.machine_readable.sitemaps.MOST_ADDRESSES", 6)
    files = addresses_in(client, "/sitemap.xml")
    assert files == [f"{HOST}/sitemap.xml?p={number}" for number in (1, 2, 3, 4)]
    parts = [addresses_in(client, address) for address in files]
    assert sorted(address for part in parts for address in part) == sorted(whole)
    assert max(map(len, parts[1:])) <= 6
    for wrong in ("0", "5", "-1", "one", "٣", "1" * 400):
        assert client.get("/sitemap.xml", {"p": wrong}).status_code == 404
    robots = client.get("/robots.txt").content.decode()
    assert [line for line in robots.splitlines() if "sitemap" in line] == [f"Sitemap: {HOST}/sitemap.xml"]


def test_security_txt_is_there_once_somebody_is_named(client):
    address = "/.well-known/security.txt"
    assert client.get(address).status_code == 404
    for settings, said in (
        ({"PORTAL_CONTACT": "Telephone 0931, office@example.org"}, "mailto:office@example.org"),
        ({"PORTAL_SECURITY_CONTACT": "https://example.org/report"}, "https://example.org/report"),
    ):
        with override_settings(**settings):
            lines = dict(line.split(": ", 1) for line in client.get(address).content.decode().splitlines())
        assert lines["Contact"] == said
        assert lines["Canonical"] == HOST + address
        assert 0 < (datetime.fromisoformat(lines["Expires"]) - timezone.now()).days < 365
    with override_settings(PORTAL_CONTACT="Telephone 0931"):
        assert client.get(address).status_code == 404


def feed(client, address):
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}title")
    assert root.find(f"{ATOM}author").findtext(f"{ATOM}name")
    return root


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_a_feed_has_what_was_published_or_changed_last_under_ids_that_stay(client):
    new, old = (datetime(year, 1, 1, tzinfo=UTC) for year in (2025, 2020))
    show = make_exhibition(name_zh="石窟", published_at=old, updated_at=datetime(2025, 6, 1, tzinfo=UTC))
    works = make_enterprise(published_at=new, updated_at=old)
    before = feed(client, "/en/feed.xml")
    assert titles(before) == [show.name_en, works.name_en]
    assert titles(feed(client, "/zh-hans/exhibitions/feed.xml")) == ["石窟"]
    Record.objects.filter(pk=show.pk).update(slug="moved")
    after = feed(client, "/en/feed.xml")
    assert [entry.findtext(f"{ATOM}id") for entry in after.iter(f"{ATOM}entry")] == [
        entry.findtext(f"{ATOM}id") for entry in before.iter(f"{ATOM}entry")
    ]


def test_a_feed_hands_on_a_summary_as_it_reads_and_leaves_out_what_xml_cannot_write(client):
    """Rows that a form would refuse come in by loaddata."""
    make_exhibition(name_en="Painted\x0bcaves\ufffe", summary_en="See <https://example.org> & &nbsp;.\n\nFirst\x1f line\nsecond")
    root = feed(client, "/en/exhibitions/feed.xml")
    assert titles(root) == ["Painted caves "]
    (summary,) = root.iter(f"{ATOM}summary")
    assert summary.attrib == {"type": "html"}
    assert summary.text == "<p>See &lt;https://example.org&gt; &amp; &amp;nbsp;.</p>\n\n<p>First  line<br>second</p>"


@pytest.mark.parametrize("address", ["", "corrections/", *(f"{name}/" for name in LISTS)])
def test_a_page_names_its_feed_and_links_to_it(client, address):
    for make in (make_source, make_selection_round):
        make()
    page = read(client.get(f"/en/{address}").content.decode())
    (link,) = (link for link in page.one("head").all("link") if link["type"] == "application/atom+xml")
    assert link["href"] == f"/en/{address}feed.xml"
    assert link["href"] in page.one("body").links()
    feed(client, link["href"])


# The article's records stay loaded for whatever follows.
ADDRESSES = {  # below the language: what remains of it in the canonical address
    "": "",
    "about/": "about/",
    "corrections/?at=none": "corrections/",
    "map/": "map/",
    "timeline/?year=1900": "timeline/",
    **{f"{name}/": f"{name}/" for name in LISTS},
    "exhibitions/?utm_source=mail": "exhibitions/",
    "exhibitions/?place=HK&utm_source=mail": "exhibitions/?place=HK",
    "exhibitions/?sort=newest&page=1": "exhibitions/",
    "exhibitions/?place=XX": "exhibitions/",
    "search/?q=dunhuang": "search/?q=dunhuang",
    "shortlist/": "shortlist/",
    "compare/": "compare/",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_one_canonical_address_and_those_of_the_other_languages(article, address):
    for language in ("en", "zh-hans"):
        found, own = told_in_the_head(article_page(f"/{language}/{address}")), ADDRESSES[address]
        assert found["canonical"] == found["og:url"] == [f"{HOST}/{language}/{own}"]
        expected = {"en": f"{HOST}/en/{own}", "zh-Hans": f"{HOST}/zh-hans/{own}", "x-default": f"{HOST}/{own}"}
        assert found["alternates"] == expected
        unlisted = address.startswith(("search", "shortlist", "compare")) or any(word in address for word in ("=HK", "sort="))
        assert bool(found.get("robots")) == unlisted
        assert found["og:title"][0]
        assert found["og:image"] == [found["og:image"][0]]
