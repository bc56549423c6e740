"""Two people who work on one form: nothing that either typed is lost, and nobody overwrites what they have not seen."""

from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils import timezone

from initiatives.models import Exhibition, Participation
from portal.models import ProposedChange, Sector, Statement
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import make_enterprise, make_exhibition, make_figure, make_organization, make_participation, make_passage
from tests.pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
    return [(each.part, each.label, each.theirs, each.mine, each.is_mine) for each in response.context_data["comparison"].differences]


def test_a_form_that_nobody_saved_meanwhile_is_saved_at_once(client, show):
    make_figure(show, value=330)
    make_participation(show)
    data = filled_in(client.get(url_of(show)))
    assert client.post(url_of(show), data | {"city_en": "Porto", "country": "PT"}).status_code == 302
    assert Exhibition.objects.get().city_en == "Porto"


@pytest.mark.engine("sqlite", "postgresql")
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


@pytest.mark.engine("sqlite", "postgresql")
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


NO_SHAPE = [
    '{"": {"city_en": [1]}}',
    '{"": {"city_en": 5}}',
    '{"statements": {"": ["x"]}}',
    '{"": {"city_en": ["\\u0000"]}}',
    "[" * 100_000,
]


def test_a_form_that_does_not_say_what_it_showed_overwrites_nothing_unseen(client, show):
    data = filled_in(client.get(url_of(show))) | {"city_en": "Braga"}
    Exhibition.objects.update(city_en="Porto")
    for opened in ("", "{", "[]", '{"": 1}', *NO_SHAPE):
        refused = client.post(url_of(show), data | {"_opened": opened})
        assert refused.status_code == 200, opened[:40]
        assert ("", "City in English", "Porto", "Braga", True) in differences(refused), opened[:40]
        assert Exhibition.objects.get().city_en == "Porto", opened[:40]


def test_a_form_without_rows_of_a_record_is_guarded_as_well(client):
    term = Sector.objects.create(name_en="Film", name_zh="电影")
    url = f"/admin/portal/sector/{term.pk}/change/"
    data = filled_in(client.get(url))
    client.post(url, data | {"name_en": "Films"})
    assert "Somebody saved this after you opened it" in text_of(client.post(url, data | {"name_en": "Cinema"}))
    term.refresh_from_db()
    assert term.name_en == "Films"


def test_a_false_count_of_rows_costs_no_time_and_no_fault(client, show):
    make_figure(show, value=330)
    data = filled_in(client.get(url_of(show)))
    Exhibition.objects.update(city_en="Porto")
    for total in ("3000000", "²", "9" * 5000):
        refused = client.post(url_of(show), data | {"statements-TOTAL_FORMS": total, "country": "no such", "city_en": "Braga"})
        assert refused.status_code == 200, total[:9]
        assert ("", "City in English", "Porto", "Braga", True) in differences(refused), total[:9]
        assert filled_in(refused)["statements-TOTAL_FORMS"] == ["1"], total[:9]
        assert Statement.objects.get().value == 330, total[:9]


@pytest.mark.parametrize("in_days", [0, 3])
def test_what_an_editor_typed_while_it_was_published_is_shown_as_a_proposal(client, show, in_days):
    figure = make_figure(show, value=330)
    client.force_login(make_user("Editor"))
    data = filled_in(client.get(url_of(show)))
    Exhibition.objects.update(published_at=timezone.now() + timedelta(days=in_days), venue_en="The new mint")
    refused = client.post(url_of(show), data | {"city_en": "Braga", "statements-0-value": "350", "_continue": "x"})
    assert refused.status_code == 403
    text, propose = text_of(refused), f"/admin/initiatives/exhibition/{show.pk}/propose/"
    assert "It was published or scheduled meanwhile" in text
    assert f'action="{propose}"' in text
    assert differences(refused) == [("", "Venue in English", "The new mint", "The old mint", False)]
    assert client.post(propose, filled_in(refused)).status_code == 302
    proposal = ProposedChange.objects.get()
    assert (proposal.sent["city_en"], proposal.sent["statements-0-value"]) == (["Braga"], ["350"])
    figure.refresh_from_db()
    assert (figure.value, Exhibition.objects.get().city_en) == (330, "Lisbon")


def test_where_nothing_else_changed_a_publication_alone_is_said_before_anything_is_proposed(client, show):
    client.force_login(make_user("Editor"))
    data = filled_in(client.get(url_of(show)))
    Exhibition.objects.update(published_at=timezone.now())
    refused = client.post(url_of(show), data | {"city_en": "Braga"})
    assert filled_in(refused)["city_en"] == ["Braga"]
    assert not ProposedChange.objects.exists()
    client.force_login(make_user("Viewer"))
    assert client.post(url_of(show), data | {"city_en": "Braga"}).status_code == 403


def test_what_was_typed_while_it_was_deleted_is_shown_for_copying(client, show):
    figure = make_figure(show, value=330, wording_en="It drew <many>.")
    data = filled_in(client.get(url_of(show))) | {"country": "PT", "statements-0-value": "350", "summary_en": "One.\r\nTwo."}
    data = add_row(data, "statements", passage=figure.passage_id, wording_en="New.")
    show.delete()
    lost = client.post(url_of(show), data | {"parent": "no key"})
    assert lost.status_code == 409
    [(own, lines), (first, figures), (second, new)] = lost.context_data["parts"]
    assert (own, first, second) == ("", "Statement 1", "Statement 2")
    assert {("City in English", "Lisbon", False), ("Country or region", "Portugal", True)} <= set(lines)
    assert {("Value", "350", True), ("Wording in English", "It drew <many>.", False)} <= set(figures)
    assert {("Passage", str(figure.passage), True), ("Wording in English", "New.", True)} <= set(new)
    text = text_of(lost)
    assert "One.<br>Two.</ins>" in text
    assert "It drew &lt;many&gt;." in text
    assert 'href="/admin/initiatives/exhibition/"' in text
    assert client.post("/admin/initiatives/exhibition/no-key/change/", {"name_en": "x"}).status_code == 302


def test_a_long_form_is_taken_and_one_that_is_too_long_is_refused_in_the_portals_look(client, show, settings):
    many = {"action": "no_such", "_selected_action": [str(number) for number in range(1010)]}
    assert client.post("/admin/initiatives/exhibition/", many).status_code == 302
    assert project.DATA_UPLOAD_MAX_MEMORY_SIZE >= 10_000_000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    refused = client.post("/admin/initiatives/exhibition/", many)
    assert refused.status_code == 413
    assert "more than 1000 fields" in text_of(refused)


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_written_and_the_other_is_asked(show, publisher, threads):
    make_figure(show, value=330)
    make_picture(show)
    clients, url = [Client(), Client()], url_of(show)
    for each in clients:
        each.force_login(publisher)
    data = filled_in(clients[0].get(url))
    for turn in range(3):
        numbers = [str(1000 + 2 * turn + n) for n in (0, 1)]
        mine = [data | {"city_en": f"City {turn}-{n}", "statements-0-value": numbers[n], "pictures-0-position": numbers[n]} for n in (0, 1)]
        answers = threads(*(partial(clients[n].post, url, mine[n]) for n in (0, 1)))
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        loser = [answer.status_code for answer in answers].index(200)
        told = {each.label: (each.theirs, each.mine) for each in answers[loser].context_data["comparison"].differences}
        assert told["City in English"] == (f"City {turn}-{1 - loser}", f"City {turn}-{loser}")
        assert told["Value"] == told["Order"] == (numbers[1 - loser], numbers[loser])
        second = filled_in(answers[loser])
        [again] = threads(partial(clients[loser].post, url, second))
        assert again.status_code == 302
        [page] = threads(partial(clients[0].get, url))
        data = filled_in(page)
        assert data["city_en"] == [f"City {turn}-{loser}"]
        assert data["statements-0-value"] == data["pictures-0-position"] == [numbers[loser]]
