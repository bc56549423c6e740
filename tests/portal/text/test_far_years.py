"""Years far from today: 0205 or 2205 typed for 2025 is asked about in every form, once, and taken where it is meant."""

import re
from datetime import date
from functools import partial

import pytest
from django.contrib import admin

from initiatives.admin.partial_dates import NOT_YET
from initiatives.models import Initiative
from portal.models import Feature, Picture, ProposedChange, Record, Source, Statement
from portal.review.steps import MOVES, take_step
from portal.text.confirmations import MEANT
from portal.text.date_fields import Dated, DayField
from tests.admin_pages import ADMINISTRATOR, add_row, filled_in, make_user, meant, send
from tests.factories import make_enterprise, make_exhibition, make_passage, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAST, AHEAD = "The year 205 was 1,?821 years ago", "The year 2205 is 179 years from now"
PERMANENT = "is often typed for “permanent”"
ASKED = f"{PAST}|{AHEAD}|{PERMANENT}"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *moment: date(2026, 7, 1))


def questions(response):
    assert response.status_code == 200, response.status_code
    page = response.content.decode()
    return re.findall(ASKED, page[page.index('<main id="content-start"') :])


def test_every_date_field_of_every_form_of_the_admin_asks(rf):
    request = rf.get("/")
    request.user, record = make_user(ADMINISTRATOR), Record.objects.get(pk=make_enterprise().pk)
    tried = set()
    for model, model_admin in admin.site._registry.items():
        rows = [inline.get_formset(request).form for inline in model_admin.get_inline_instances(request)]
        for each in (model_admin.get_form(request, change=True), *rows):
            form = type(each.__name__, (each,), {"_post_clean": lambda form: None})  # the row itself is not looked at
            belongs = {"record": record} if each._meta.model in (Picture, Statement) else {}
            for name in {name for name, field in form.base_fields.items() if isinstance(field, Dated)}:
                new = partial(form, instance=each._meta.model(**belongs))
                day = "-04-01" if isinstance(form.base_fields[name], DayField) else ""
                (text,), year, other, asked = new({name: f"2205{day}"}).errors[name], "2205", "2206", AHEAD
                if text == NOT_YET:  # what is on record has happened: only the past can be far
                    (text,), year, other, asked = new({name: f"0205{day}"}).errors[name], "0205", "0206", PAST
                assert re.match(asked, text), f"{model.__name__}: {name}"
                answer = re.search(r'value="([^"]+)"', text)[1]
                assert name not in new({name: f"{year}{day}", MEANT: [answer]}).errors
                assert name in new({name: f"{other}{day}", MEANT: [answer]}).errors
                tried.add((form._meta.model, name))
    assert len(tried) > 15


@pytest.mark.parametrize(("typed", "asked"), [("0205-04-01", PAST), ("2205-04-01", AHEAD)])
def test_a_far_date_is_asked_about_once_and_nothing_typed_is_lost(client, typed, asked):
    client.force_login(make_user("Publisher"))
    address = f"/admin/portal/source/{make_source(issued_on=date(2025, 4, 1)).pk}/change/"
    again = send(client, address, issued_on=typed, publisher_en="A publisher")
    assert len(questions(again)) == 2  # at its field, and in the list above the form
    assert filled_in(again)["issued_on"] == [typed]
    other = client.post(address, meant(again) | {"url": "no address"})
    assert not questions(other)
    assert client.post(address, filled_in(other) | {"url": ""}).status_code == 302
    assert Source.objects.get().issued_on == date.fromisoformat(typed)
    assert send(client, address, publisher_en="Another publisher").status_code == 302
    assert re.match(asked, questions(again)[0])


def test_a_year_without_end_is_asked_about_in_friendly_words(client):
    client.force_login(make_user("Publisher"))
    record = make_exhibition()
    address = f"/admin/initiatives/exhibition/{record.pk}/change/"
    asked = send(client, address, starts="2025", ends="9999")
    assert re.match(PERMANENT, questions(asked)[0])
    assert client.post(address, meant(asked)).status_code == 302
    assert Initiative.objects.get(pk=record.pk).ends_on.year == 9999
    asked = send(client, "/admin/portal/feature/add/", record=record.pk, until="9999-12-31")
    assert re.match(PERMANENT, questions(asked)[0])
    assert client.post("/admin/portal/feature/add/", meant(asked)).status_code == 302
    assert Feature.objects.get().until == date.max


def test_what_a_proposal_was_asked_about_is_not_asked_of_the_publisher(client):
    record, passage = make_enterprise(), make_passage()
    url = f"/admin/enterprises/enterprise/{record.pk}/propose/"
    client.force_login(make_user("Editor"))
    row = {"wording_en": "It began.", "wording_zh": "开始。", "passage": passage.pk, "as_of": "0868-05-11"}
    asked = client.post(url, add_row(filled_in(client.get(url)), "statements", **row))
    assert "The year 868 was 1158 years ago" in asked.content.decode()
    assert client.post(url, meant(asked)).status_code == 302
    assert MEANT not in ProposedChange.objects.get().sent
    client.force_login(make_user("Publisher"))
    judged = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    assert client.post(judged, filled_in(client.get(judged)) | {"_accepted": "x"}).status_code == 302
    assert Statement.objects.get().as_of == date(868, 5, 11)


def test_a_publication_in_a_far_year_is_asked_about_and_then_shown_with_what_appears(client):
    record = make_enterprise(published_at=None)
    take_step(MOVES["send"], [record.pk], make_user("Editor"))
    client.force_login(make_user("Publisher"))
    address = f"/admin/enterprises/enterprise/{record.pk}/step/publish/"
    asked = send(client, address, public_from="2205-04-01T09:30")
    assert re.match(AHEAD, questions(asked)[0])
    announced = client.post(address, meant(asked))
    assert not questions(announced)
    assert client.post(address, filled_in(announced)).status_code == 302
    assert Record.objects.get(pk=record.pk).published_at.year == 2205
