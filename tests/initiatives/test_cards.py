"""What a card of an initiative tells of those who took part."""

import pytest

from tests.factories import make_enterprise, make_exhibition, make_organization, make_participation, make_passage, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_names_only_those_who_may_be_seen_in_the_leading_roles(client):
    exhibition = make_exhibition()
    make_participation(exhibition, make_organization(name_en="Shown Host"), "host")
    html = client.get("/en/exhibitions/").content.decode()
    assert "Shown Host" in html
    make_participation(exhibition, make_enterprise(name_en="A Draft Host", published_at=None), "host")
    secret = make_passage(source=make_source(published_at=None))
    make_participation(exhibition, make_enterprise(name_en="A Host of a Draft"), "host", passage=secret)
    make_participation(exhibition, make_enterprise(name_en="A Mere Supporter"), "supporter")
    assert client.get("/en/exhibitions/").content.decode() == html
