"""Forms of staff: each is taken once, names what is wrong and which files must be chosen again, and loses nothing that was typed."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from enterprises.models import Enterprise
from initiatives.models import Exhibition
from portal.models import Account, Paper, Picture, ProposedChange, Sector, SentForm, Source, Statement
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import make_exhibition, make_passage
from tests.page import read
from tests.pictures import upload

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"


def sign_in(role="Publisher"):
    client = Client()
    client.force_login(make_user(role))
    return client


def url_of(show, page="change"):
    return f"/admin/initiatives/exhibition/{show.pk}/{page}/"


NAMES = {"name_en": "Loess Studio", "name_zh": "黄土工作室"}
ADDED = [
    ("enterprises/enterprise", Enterprise, NAMES),
    ("initiatives/exhibition", Exhibition, NAMES),
    ("portal/source", Source, NAMES),
    ("portal/sector", Sector, {"name_en": "Film", "name_zh": "电影"}),
    ("portal/account", Account, {"full_name": "Wang Li", "email": "li@example.org", "role": "Viewer"}),
]


@pytest.mark.parametrize(("place", "model", "typed"), ADDED, ids=[place for place, _model, _typed in ADDED])
def test_an_add_form_that_is_sent_twice_makes_one_row_and_both_answers_lead_to_it(place, model, typed):
    client, url = sign_in(), f"/admin/{place}/add/"
    known = set(model.objects.values_list("pk", flat=True))
    data = filled_in(client.get(url)) | typed
    assert client.post(url, data | {"_save": "Save"}).status_code in (200, 302)
    again = client.post(url, data | {"_continue": "Save"})
    [made] = model.objects.exclude(pk__in=known)
    assert again.headers["Location"] == f"/admin/{place}/{made.pk}/change/"
    assert "sent twice and saved once" in client.get(again.headers["Location"]).content.decode()


def test_another_record_from_the_same_page_is_asked_about_and_a_refused_form_may_be_sent_again():
    client, url = sign_in(), "/admin/portal/sector/add/"
    data = filled_in(client.get(url)) | {"name_en": "", "name_zh": ""}
    refused = client.post(url, data)
    assert refused.status_code == 200
    assert filled_in(refused)["_form"] == data["_form"]
    client.post(url, filled_in(refused) | {"name_en": "Film", "name_zh": "电影"})
    other = client.post(url, data | {"name_en": "Dance", "name_zh": "舞蹈"})  # the way back, and another name
    film = Sector.objects.get(name_en="Film")
    assert read(other.content.decode()).all("a", href=f"/admin/portal/sector/{film.pk}/change/")
    assert not Sector.objects.filter(name_en="Dance").exists()
    assert client.post(url, filled_in(other)).status_code == 302
    assert Sector.objects.filter(name_en="Dance").exists()


def test_rows_papers_pictures_and_proposals_that_are_sent_twice_are_taken_once():
    publisher, editor = sign_in(), sign_in("Editor")
    show = make_exhibition(published_at=None)
    data = add_row(filled_in(publisher.get(url_of(show))), "statements", passage=make_passage().pk, wording_en="New.", wording_zh="新。")
    photograph = upload().read()
    for _time in range(2):
        files = {"pictures-add": [SimpleUploadedFile("a.jpg", photograph)]}
        assert publisher.post(url_of(show), data | files).status_code == 302
    assert (Statement.objects.count(), Picture.objects.count()) == (1, 1)
    papers = add_row(filled_in(publisher.get(url_of(show, "papers"))), "papers", kind="contract", title="The contract")
    for _time in range(2):
        assert publisher.post(url_of(show, "papers"), papers | {"papers-0-upload": SimpleUploadedFile("c.pdf", PDF)}).status_code == 302
    assert Paper.objects.count() == 1
    Exhibition.objects.update(published_at=timezone.now())
    proposal = filled_in(editor.get(url_of(show, "propose"))) | {"city_en": "Porto"}
    targets = {editor.post(url_of(show, "propose"), proposal).headers["Location"] for _time in range(2)}
    assert (targets, ProposedChange.objects.count()) == ({url_of(show)}, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_sent_at_one_moment_the_second_answer_leads_to_what_the_first_made(threads):
    clients = [Client(), Client()]
    user = make_user("Publisher")
    for client in clients:
        client.force_login(user)
    url = "/admin/enterprises/enterprise/add/"
    data = filled_in(clients[0].get(url)) | NAMES | {"_continue": "Save"}
    targets = {response.headers.get("Location") for response in threads(*(partial(client.post, url, data) for client in clients))}
    [made] = threads(lambda: Enterprise.objects.get().pk)
    assert targets == {f"/admin/enterprises/enterprise/{made}/change/"}


def test_the_keys_of_forms_go_with_their_time():
    client, url = sign_in(), "/admin/portal/sector/add/"
    client.post(url, filled_in(client.get(url)) | {"name_en": "Film", "name_zh": "电影"})
    assert SentForm.objects.count() == 1
    SentForm.objects.update(at=timezone.now() - timedelta(days=15))
    call_command("wipe_enquiries", wipe=True, verbosity=0)
    assert not SentForm.objects.exists()


@pytest.mark.once
def test_what_is_wrong_is_listed_above_with_a_link_to_its_field_and_marked_beside():
    client, show = sign_in(), make_exhibition(published_at=None)
    data = filled_in(client.get(url_of(show))) | {"name_en": "", "name_zh": ""}
    for place in range(2):
        data = add_row(data, "statements", passage=make_passage().pk, wording_en="New.", wording_zh="新。", value="many" if place else "")
    page = read(client.post(url_of(show), data).content.decode())
    listed = page.one("nav", cls="mistakes")
    links = listed.links()
    assert links["#id_statements-1-value"].startswith("Statement 2 · Value")
    assert any(target.startswith("#id_name_") for target in links)
    for target in links:
        page.one(id=target.removeprefix("#"))
    assert [link["href"] for link in listed.all("a", autofocus="")] == [next(iter(links))]
    marked = {link["href"]: link.one("b").text for link in page.one("nav", cls="form-toc").all("a", cls="has-mistakes")}
    assert marked["#statements-heading"][0].isdecimal()
    assert set(marked) == {"#fieldset-0-0-heading", "#statements-heading"}


@pytest.mark.once
def test_after_a_refusal_the_files_are_named_that_must_be_chosen_again():
    client, show = sign_in(), make_exhibition(published_at=None)
    data = add_row(filled_in(client.get(url_of(show))), "papers", kind="contract", title="")
    files = {"papers-0-upload": SimpleUploadedFile("合同.pdf", PDF), "pictures-add": [upload(name="a.jpg"), upload(name="b.jpg")]}
    page = read(client.post(url_of(show), data | files | {"name_en": "", "name_zh": ""}).content.decode())
    again = page.one("nav", aria_label="Files to be chosen again").links()
    assert again == {"#id_papers-0-upload": "Papers · 1 合同.pdf", "#id_pictures-add": "Pictures a.jpg, b.jpg"}
    for target in again:
        page.one(id=target.removeprefix("#"))
