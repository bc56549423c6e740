"""Rows of one form that exchange what is unique among them: saved as they stand on the form, whatever the order of their keys."""

import pytest
from django.contrib.auth.models import User

from enterprises.models import CustomsRecordal, TrademarkRegistration
from initiatives.models import Nomination, Participation, SelectionCategory
from portal.models import AlternativeName, Passage, ProposedChange
from tests.admin_pages import filled_in, make_user, send
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_nomination,
    make_participation,
    make_passage,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_trademark,
)

pytestmark = pytest.mark.django_db

DRAFT = {"published_at": None}


def names(record):
    return [AlternativeName.objects.create(record_id=record.pk, name=name, id=name.lower()) for name in ("Aa", "Bb")]


def passages():
    source = make_source(**DRAFT)
    return source, [make_passage(source=source, number=number) for number in (1, 2)], ["number"]


def alternative_names():
    show = make_exhibition(**DRAFT)
    return show, names(show), ["name"]


def roles():
    show, host = make_exhibition(**DRAFT), make_enterprise()
    return show, [make_participation(show, host, role) for role in ("host", "organizer")], ["role"]


def participants():
    show = make_exhibition(**DRAFT)
    return show, [make_participation(show, role="host") for _ in range(2)], ["organization"]


def categories():
    selection = make_selection_round(**DRAFT)
    return selection, [make_category(round=selection) for _ in range(2)], ["name_en", "name_zh"]


def nominations():
    category = make_category(round=make_selection_round(**DRAFT))
    return category, [make_nomination(category=category) for _ in range(2)], ["organization"]


def nominations_of_one_enterprise():
    category, enterprise = make_category(round=make_selection_round(**DRAFT)), make_enterprise()
    rows = [make_nomination(category=category, organization_id=enterprise.pk, initiative=show) for show in (None, make_exhibition())]
    return category, rows, ["initiative"]


def nice_classes():
    mark = make_trademark(**DRAFT)
    return mark, [make_registration(mark, number="1", nice_class=number) for number in (16, 25)], ["nice_class"]


def recordals():
    mark = make_trademark(**DRAFT)
    return mark, [make_recordal(mark) for _ in range(2)], ["number"]


PREFIXES = {
    Passage: "passages",
    AlternativeName: "alternative_names",
    Participation: "participations",
    SelectionCategory: "categories",
    Nomination: "nominations",
    TrademarkRegistration: "registrations",
    CustomsRecordal: "recordals",
}
KINDS = [
    passages,
    alternative_names,
    roles,
    participants,
    categories,
    nominations,
    nominations_of_one_enterprise,
    nice_classes,
    recordals,
]
ON_BOTH = [passages, participants, nominations_of_one_enterprise]  # unique without a gap, with one, and on a condition


def page_of(record, page="change"):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/{page}/"


def places(form, prefix):
    """{key of a row: the beginning of its controls' names}"""
    return {value[0]: name.removesuffix("id") for name, value in form.items() if name.startswith(f"{prefix}-") and name.endswith("-id")}


def typed(form, place, name):
    return form.get(f"{place}{name}", "")  # a list of choices of which none is chosen is not sent


def stored(row, fields):
    return [getattr(type(row).objects.get(pk=row.pk), type(row)._meta.get_field(name).attname) for name in fields]


@pytest.fixture(autouse=True)
def publisher(client):
    client.force_login(make_user("Publisher"))


@pytest.mark.parametrize(
    "make", [each if each in ON_BOTH else pytest.param(each, marks=pytest.mark.once) for each in KINDS], ids=lambda make: make.__name__
)
def test_two_rows_exchange_what_is_unique_and_then_one_takes_what_a_deleted_one_had(client, make):
    record, (first, second), fields = make()
    before = [stored(row, fields) for row in (first, second)]
    form = filled_in(client.get(page_of(record)))
    place = places(form, PREFIXES[type(first)])
    exchanged = ((first, second), (second, first))
    sent = {f"{place[row.pk]}{name}": typed(form, place[other.pk], name) for row, other in exchanged for name in fields}
    assert client.post(page_of(record), form | sent).status_code == 302
    assert [stored(row, fields) for row in (first, second)] == before[::-1]
    assert first.history.count() == 2  # as it was made and as it is: what lay between was nobody's work
    form = filled_in(client.get(page_of(record)))
    place = places(form, PREFIXES[type(first)])
    sent = {f"{place[first.pk]}{name}": typed(form, place[second.pk], name) for name in fields} | {f"{place[second.pk]}DELETE": "on"}
    assert client.post(page_of(record), form | sent).status_code == 302
    assert stored(first, fields) == before[0]
    assert not type(second).objects.filter(pk=second.pk).exists()


def test_a_proposed_exchange_is_accepted(client):
    source = make_source()
    rows = [make_passage(source=source, number=number) for number in (1, 2, 3)]
    client.force_login(make_user("Editor"))
    sent = {f"passages-{place}-number": str(number) for place, number in enumerate((2, 3, 1))}
    assert send(client, page_of(source, "propose"), sent).status_code == 302
    client.force_login(User.objects.get(username="publisher"))
    assert send(client, page_of(ProposedChange.objects.get()), _accepted="x").status_code == 302
    assert [stored(row, ["number"]) for row in rows] == [[2], [3], [1]]


def test_what_a_row_elsewhere_holds_is_refused_in_words(client):
    _mark, (_first, second), _fields = nice_classes()
    elsewhere = make_registration(number="1", nice_class=30)
    response = send(client, page_of(second.trademark), {"registrations-1-nice_class": "30"})
    assert "entered for this territory and class already" in response.content.decode()
    assert TrademarkRegistration.objects.filter(number="1", nice_class=30).get() == elsewhere


@pytest.mark.parametrize("make", [passages, categories, nominations], ids=lambda make: make.__name__)
def test_a_part_on_a_form_of_its_own_that_takes_what_another_has_is_refused_in_words(client, make):
    _record, (first, second), fields = make()
    form = filled_in(client.get(page_of(first)))
    response = client.post(page_of(second), filled_in(client.get(page_of(second))) | {name: form[name] for name in fields})
    assert response.status_code == 200
    assert "already." in response.content.decode()
