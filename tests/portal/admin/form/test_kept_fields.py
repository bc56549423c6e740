"""Fields of forms, which are made once for many requests, are those of who opens the form."""

import pytest

from tests.factories import make_exhibition
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def url():
    return f"/admin/initiatives/exhibition/{make_exhibition(published_at=None).pk}/change/"


def test_beside_a_choice_stand_the_links_of_who_opens_the_form(client, people, url):
    """An Editor chooses technologies, and a Publisher makes new ones, too."""
    for name, adds in (("editor", False), ("publisher", True), ("editor", False)):
        client.force_login(people[name])
        page = visit(client, url)
        assert page.one("select", name="technologies")
        assert bool(page.all("a", id="add_id_technologies")) == adds, name


def test_countries_stand_in_the_order_of_who_reads_the_form(client, people, url):
    client.force_login(people["editor"])
    for language, first in (("en", "AF"), ("zh-hans", "CN"), ("en", "AF")):
        html = client.get(url, headers={"accept-language": language}).content.decode()
        options = html[html.index('<select name="country"') :]
        assert options.index(f'<option value="{first}"') == min(options.index(f'<option value="{code}"') for code in ("AF", "CN", "DE"))
