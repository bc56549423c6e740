"""Addresses at which nothing is, and those at which something public was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.models import Record, SlugRedirect
from portal.review.steps import MOVES, take_step
from portal.search.index import index
from portal.site import not_found
from tests.admin_pages import make_user
from tests.factories import make_exhibition
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

JUNK = [
    "/en/exhibitions/%22%27%29%3B--/", "/en/exhibitions/%FF%FE/", "/en/exhibitions/-----/", "/zh-hans/exhibitions/%E2%80%AE/", "/" + "x-" * 3000,
    "/en/exhibitions/a'b\"c*:(NEAR)/", "/wp-login.php", "/en/exhibitions/%EE%80%80/", "/en//", "/.git/config", "/en/exhibitions/%/",
]  # fmt: skip


@pytest.mark.parametrize("address", JUNK, ids=range(len(JUNK)))
def test_a_junk_address_is_simply_not_found(client, address):
    page = visit(client, address, status=404)
    assert page.one("form", role="search")


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize("slug", ["painted-caves-2024", "painted-cavs", "caves-painted", "彩绘"])
def test_a_lost_page_suggests_public_names_near_to_its_address(client, slug):
    show = make_exhibition(name_en="Painted caves", name_zh="彩绘石窟", slug="shown")
    make_exhibition(name_en="Painted caves again", published_at=None)
    make_exhibition(name_en="Silk")
    index(Record.objects.all())
    page = visit(client, f"/en/exhibitions/{slug}/", status=404)
    assert page.one("section").links() == {show.get_absolute_url(): "Painted caves"}
    assert "彩绘石窟" in page.one("section").text


@pytest.mark.engine("sqlite", "postgresql")
def test_the_nearest_names_stand_first_however_many_hold_one_of_the_words(client, monkeypatch):
    monkeypatch.setattr(not_found, "MOST_LIKE_ONE", 3)  # two of them may be those that stand first
    for number in range(9):
        make_exhibition(name_en=f"Caves, show {number}")
    painted, half = make_exhibition(name_en="The painted caves of the valley"), make_exhibition(name_en="Paintings of caves")
    index(Record.objects.all())
    shown = visit(client, "/en/exhibitions/painted-caves-valley/", status=404).one("section").links()
    assert list(shown)[:2] == [painted.get_absolute_url(), half.get_absolute_url()]
    assert 2 < len(shown) <= not_found.MOST_SUGGESTED


def addresses(show):
    return ["/en/exhibitions/caves/", "/zh-hans/exhibitions/grottoes/", "/en/projects/caves/", "/en/exhibitions/caves/calendar.ics",
            "/en/exhibitions/grottoes/calendar.ics", f"/og/zh-hans/{show.pk}.png"]  # fmt: skip


@pytest.fixture
def show():
    show = make_exhibition(name_en="Painted caves", slug="caves", starts_on=date(2025, 5, 1), starts_precision="day")
    SlugRedirect.objects.create(slug="grottoes", record_id=show.pk)
    index(Record.objects.all())
    return show


def withdraw(show):
    take_step(MOVES["withdraw"], [show.pk], make_user("Publisher"), "A reason.")


@pytest.mark.engine("sqlite", "postgresql")
def test_what_was_withdrawn_is_gone_at_the_next_request_and_nothing_of_it_is_said(client, show):
    lists = ["/en/feed.xml", "/en/exhibitions/feed.xml", "/sitemap.xml", "/en/calendar.ics"]
    assert all(b"caves" in client.get(address).content for address in lists)
    assert all(client.get(address).status_code in (200, 301) for address in addresses(show))
    withdraw(show)
    assert not any(b"caves" in client.get(address).content for address in lists)
    for address in addresses(show):
        response = client.get(address)
        assert response.status_code == 410
        said = response.content.decode().casefold()
        assert not any(word in said for word in ("painted", "caves", "grottoes", "a reason"))
    assert not visit(client, "/en/exhibitions/painted-caves/", 404).all("section", aria_labelledby="suggested")


def test_staff_still_see_what_was_withdrawn(client, show):
    withdraw(show)
    client.force_login(make_user("Viewer"))
    page = visit(client, "/en/exhibitions/caves/")
    assert page.one("h1").text == "Painted caves"
    head = page.one("head")
    assert head.one("meta", name="robots")["content"] == "noindex"
    assert not head.all("link", rel="canonical")
    assert not head.all("script", type="application/ld+json")


def test_what_was_scheduled_and_never_public_is_not_found(client):
    day = {"starts_on": date(2025, 5, 1), "starts_precision": "day"}
    show = make_exhibition(slug="caves", published_at=timezone.now() + timedelta(days=9), **day)
    SlugRedirect.objects.create(slug="grottoes", record_id=show.pk)
    publisher = make_user("Publisher")
    show.steps.create(step="scheduled", user=publisher, public_from=show.published_at)
    withdrawn, _refused = take_step(MOVES["withdraw"], [show.pk], publisher, "A reason.")
    assert withdrawn
    assert {client.get(address).status_code for address in addresses(show)} == {404}
