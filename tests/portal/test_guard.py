"""Two people who work on one form: nothing that either typed is lost, and nobody overwrites what they have not seen."""

from functools import partial

import pytest
from django.test import Client

from initiatives.models import Exhibition, Participation
from portal.models import Sector, Statement
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import make_enterprise, make_exhibition, make_figure, make_organization, make_participation, make_passage
from tests.pictures import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publisher(client):
    user = make_user("Publisher")
    client.force_login(user)
    return user


@pytest.fixture
def show():
    return make_exhibition(published_at=None, name_en="Painted Caves", city_en="Lisbon", venue_en="The old mint")


def url_of(show):
    return f"/admin/initiatives/exhibition/{show.pk}/change/"


def text_of(response):
    return response.content.decode()


def differences(response):
    return [(each.part, each.label, each.theirs, each.mine, each.is_mine) for each in response.context["comparison"].differences]


def test_a_form_that_nobody_saved_meanwhile_is_saved_at_once(client, show):
    make_figure(show, value=330)
    make_participation(show)
    data = filled_in(client.get(url_of(show)))
    assert client.post(url_of(show), data | {"city_en": "Porto", "country": "PT"}).status_code == 302
    assert Exhibition.objects.get().city_en == "Porto"


def test_a_stale_save_shows_theirs_beside_mine_and_a_second_save_decides(client, show):
    data = filled_in(client.get(url_of(show)))
    client.post(url_of(show), data | {"city_en": "Porto", "venue_en": "The new mint"})
    refused = client.post(url_of(show), data | {"city_en": "Braga", "region": "", "summary_en": "A show."})
    assert refused.status_code == 200
    assert differences(refused) == [
        ("", "City in English", "Porto", "Braga", True),
        ("", "Venue in English", "The new mint", "The old mint", False),
    ]
    assert "Somebody saved this after you opened it" in text_of(refused)
    assert Exhibition.objects.get().city_en == "Porto"
    again = filled_in(refused)
    assert (again["city_en"], again["venue_en"], again["summary_en"]) == (["Braga"], ["The new mint"], ["A show."])
    assert client.post(url_of(show), again).status_code == 302
    found = Exhibition.objects.get()
    assert (found.city_en, found.venue_en, found.summary_en) == ("Braga", "The new mint", "A show.")


def test_two_who_make_the_same_change_are_not_asked(client, show):
    data = filled_in(client.get(url_of(show)))
    client.post(url_of(show), data | {"city_en": "Porto"})
    assert client.post(url_of(show), data | {"city_en": "Porto", "venue_en": "Elsewhere"}).status_code == 302
    assert Exhibition.objects.get().venue_en == "Elsewhere"


def test_the_rows_of_a_form_are_compared_too(client, show):
    figure = make_figure(show, value=330, wording_en="It drew visitors.")
    data = filled_in(client.get(url_of(show)))
    client.post(url_of(show), data | {"statements-0-value": "340", "statements-0-quoted": "340 visitors"})
    refused = client.post(url_of(show), data | {"statements-0-value": "350"})
    assert [(label, theirs, mine, is_mine) for _part, label, theirs, mine, is_mine in differences(refused)] == [
        ("Quoted words", "340 visitors", "—", False),
        ("Value", "340", "350", True),
    ]
    assert differences(refused)[0][0] == "Statement: It drew visitors."
    assert client.post(url_of(show), filled_in(refused)).status_code == 302
    figure.refresh_from_db()
    assert (figure.value, figure.quoted) == (350, "340 visitors")


def test_a_row_that_was_deleted_meanwhile_is_listed_and_comes_back_if_i_changed_it(client, show):
    changed, untouched = make_figure(show, value=330, wording_en="Changed."), make_figure(show, value=5, wording_en="Untouched.")
    data = filled_in(client.get(url_of(show)))
    places = {data[f"statements-{place}-wording_en"][0]: place for place in (0, 1)}
    client.post(url_of(show), data | {"statements-0-DELETE": "on", "statements-1-DELETE": "on"})
    assert not Statement.objects.exists()
    new = add_row(data, "statements", passage=make_passage().pk, wording_en="New.", wording_zh="新。")
    refused = client.post(url_of(show), new | {f"statements-{places['Changed.']}-value": "350"})
    assert sorted(differences(refused)) == [
        ("Statement: Changed.", "deleted", "deleted", "350", True),
        ("Statement: Untouched.", "deleted", "deleted", "", False),
    ]
    assert client.post(url_of(show), filled_in(refused)).status_code == 302
    assert sorted(Statement.objects.values_list("wording_en", "value")) == [("Changed.", 350), ("New.", None)]
    assert not Statement.objects.filter(pk__in=[changed.pk, untouched.pk]).exists()


def test_rows_that_both_added_stand_side_by_side(client, show):
    host, maker = make_organization(name_en="Lanzhou Library"), make_enterprise(name_en="Loess Studio")
    data = filled_in(client.get(url_of(show)))
    client.post(url_of(show), add_row(data, "participations", organization=host.pk, role="host"))
    refused = client.post(url_of(show), add_row(data, "participations", organization=maker.pk, role="exhibitor"))
    assert [(label, is_mine) for _part, label, _theirs, _mine, is_mine in differences(refused)] == [("added", False)]
    assert client.post(url_of(show), filled_in(refused)).status_code == 302
    assert sorted(Participation.objects.values_list("role", flat=True)) == ["exhibitor", "host"]


def test_a_row_that_i_delete_and_they_changed_is_shown_before_it_goes(client, show):
    make_figure(show, value=330)
    data = filled_in(client.get(url_of(show)))
    client.post(url_of(show), data | {"statements-0-value": "340"})
    refused = client.post(url_of(show), data | {"statements-0-DELETE": "on"})
    assert [(label, theirs) for _part, label, theirs, _mine, _is_mine in differences(refused)] == [("Value", "340")]
    assert client.post(url_of(show), filled_in(refused)).status_code == 302
    assert not Statement.objects.exists()


@pytest.mark.parametrize("opened", ["", "{", "[]", '{"": 1}'])
def test_a_form_that_does_not_say_what_it_showed_overwrites_nothing_unseen(client, show, opened):
    data = filled_in(client.get(url_of(show))) | {"city_en": "Braga", "_opened": opened}
    Exhibition.objects.update(city_en="Porto")
    refused = client.post(url_of(show), data)
    assert ("", "City in English", "Porto", "Braga", True) in differences(refused)
    assert Exhibition.objects.get().city_en == "Porto"


def test_a_form_without_rows_of_a_record_is_guarded_as_well(client):
    term = Sector.objects.create(name_en="Film", name_zh="电影")
    url = f"/admin/portal/sector/{term.pk}/change/"
    data = filled_in(client.get(url))
    client.post(url, data | {"name_en": "Films"})
    assert "Somebody saved this after you opened it" in text_of(client.post(url, data | {"name_en": "Cinema"}))
    term.refresh_from_db()
    assert term.name_en == "Films"


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_written_and_the_other_is_asked(show, publisher, threads):
    make_figure(show, value=330)
    make_picture(show)
    clients, url = [Client(), Client()], url_of(show)
    for each in clients:
        each.force_login(publisher)
    data = filled_in(clients[0].get(url))
    for turn in range(6):
        numbers = [str(1000 + 2 * turn + n) for n in (0, 1)]
        mine = [data | {"city_en": f"City {turn}-{n}", "statements-0-value": numbers[n], "pictures-0-position": numbers[n]} for n in (0, 1)]
        answers = threads(*(partial(clients[n].post, url, mine[n]) for n in (0, 1)))
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        loser = [answer.status_code for answer in answers].index(200)
        told = {each.label: (each.theirs, each.mine) for each in answers[loser].context["comparison"].differences}
        assert told["City in English"] == (f"City {turn}-{1 - loser}", f"City {turn}-{loser}")
        assert told["Value"] == told["Order"] == (numbers[1 - loser], numbers[loser])
        second = filled_in(answers[loser])
        [again] = threads(partial(clients[loser].post, url, second))
        assert again.status_code == 302
        [page] = threads(partial(clients[0].get, url))
        data = filled_in(page)
        assert data["city_en"] == [f"City {turn}-{loser}"]
        assert data["statements-0-value"] == data["pictures-0-position"] == [numbers[loser]]
