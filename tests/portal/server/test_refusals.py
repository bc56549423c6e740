"""What the portal does not take, it refuses in its own look and the visitor's language."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_exhibition
from tests.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CHINESE = re.compile("[\u4e00-\u9fff]")


def refused(client, address, status):
    response = client.post(address, {"q": "x"})
    assert response.status_code == status
    page = read(response.content.decode())
    page.response = response
    return page


@pytest.mark.parametrize("path", ["", "about/", "search/", "exhibitions/", "exhibitions/show/", "exhibitions/no-such-record/"])
def test_a_page_for_reading_takes_nothing_and_says_so(path):
    make_exhibition(slug="show")
    for language, home in (("en", "/en/"), ("zh-hans", "/zh-hans/")):
        for client in (Client(), Client(enforce_csrf_checks=True)):
            page = refused(client, f"/{language}/{path}", 405)
            assert page.response["Allow"] == "GET, HEAD"
            assert bool(CHINESE.search(page.one("h1").text)) == (language == "zh-hans")
            assert home in page.one("main").links()
            assert not page.all("link", rel="alternate")
        assert client.head(f"/{language}/").status_code == 200


def test_the_bare_address_takes_nothing_either():
    assert refused(Client(enforce_csrf_checks=True), "/", 405).one("h1").text == "This page is for reading"


@pytest.mark.parametrize("address", ["/admin/login/", "/language/setlang/"])
def test_a_form_without_its_token_is_refused_in_the_visitors_language(address):
    client = Client(enforce_csrf_checks=True)
    page = refused(client, address, 403)
    assert page.one("h1").text == "This form could not be accepted"
    assert "Nothing was saved" in page.one("main").text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    page = refused(client, address, 403)
    assert page.one("html")["lang"] == "zh-Hans"
    assert CHINESE.search(page.one("h1").text)
    assert CHINESE.search(page.one("p", cls="lede").text)
