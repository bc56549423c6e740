"""The home page: what staff put there, what it chooses itself, and where it leads."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.models import Feature, Record, kinds
from tests.factories import make_exhibition, make_project
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def cards(client):
    return [heading.text for heading in visit(client, "/en/").one("section", aria_labelledby="cards").all("h3") if heading["id"] != "new"]


@pytest.mark.engine("sqlite", "postgresql")
def test_staff_feature_records_in_an_order_and_until_a_day(client):
    today = timezone.localdate()
    first, second, ended = make_exhibition(name_en="First"), make_project(name_en="Second"), make_project(name_en="Ended")
    make_exhibition(name_en="Not featured")
    Feature.objects.create(record=second, position=2)
    Feature.objects.create(record=first, position=1, until=today)
    Feature.objects.create(record=ended, position=1, until=today - timedelta(days=1))
    assert cards(client) == ["First", "Second"]


def test_a_featured_record_that_is_withdrawn_leaves_and_the_rule_comes_back(client):
    show, other = make_exhibition(name_en="Show"), make_exhibition(name_en="Other")
    Feature.objects.create(record=show)
    assert cards(client) == ["Show"]
    Record.objects.filter(pk=show.pk).update(published_at=None)
    assert cards(client) == [other.name_en]


@pytest.mark.engine("sqlite", "postgresql")
def test_the_latest_on_record_come_first_with_their_day(client):
    now = timezone.now()
    for days, name in ((3, "Oldest"), (1, "Newest"), (2, "Between")):
        make_exhibition(name_en=name, published_at=now - timedelta(days=days))
    make_exhibition(name_en="Tomorrow", published_at=now + timedelta(days=1))
    assert [line.one("a").text for line in visit(client, "/en/").one("ul", cls="new").all("li")] == ["Newest", "Between", "Oldest"]


@pytest.mark.once
def test_the_navigation_the_menu_and_the_foot_name_each_list_once(client):
    page, lists = visit(client, "/en/"), kinds.collections()
    every = sorted(reverse(each.address) for each in lists)
    for part, named in (
        (page.one("nav", cls="nav-wide"), sorted(reverse(each.address) for each in lists if each.menu)),
        (page.one("details", cls="nav-narrow"), every),
        (page.one("footer"), every),
    ):
        assert sorted(link["href"] for link in part.all("a") if link["href"] in every) == named
