"""How much of a request is read, by who sends it."""

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Max
from django.test import override_settings

from portal.models import KeptForm, Record
from portal.server.body_limits import PUBLIC_FIELDS, STAFF_COOKIE
from tests.admin_pages import filled_in, make_user
from tests.factories import make_exhibition
from tests.pictures import plain, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MULTIPART, URLENCODED = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"


class Unread:
    """A body that must not be read."""

    def read(self, *_size):
        pytest.fail("The body was read.")

    readline = read


def send(client, path, length, content_type=URLENCODED, body=None, **head):
    """The answer to a form whose head says `length`; without a `body` nothing of it may be read."""
    beside = {"wsgi.input": Unread()} if body is None else {}
    return client.generic("POST", path, body or b"", content_type, CONTENT_LENGTH=str(length), **beside, **head)


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def editor(client):
    user = make_user("Editor")
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", ["/en/enquiry/", "/en/shortlist/change/", "/en/", "/admin/login/", "/admin/enterprises/enterprise/add/"])
def test_what_is_too_large_for_the_public_is_refused_unread(client, path):
    client.cookies["sessionid"] = "made-up"
    client.cookies[STAFF_COOKIE] = "made-up"
    for content_type in (URLENCODED, MULTIPART, "application/json"):
        refused = send(client, path, 180_000_000, content_type)
        assert refused.status_code == 413
    assert "It has 171.7 MB; at most 256.0 KB are taken here." in text_of(refused)


def test_the_refusal_is_told_in_chinese(client):
    page = text_of(send(client, "/zh-hans/enquiry/", 256 * 1024 + 1))
    assert "无法接收" in page
    assert "大小为256.0 KB，此处最多接收256.0 KB。未保存任何内容。" in page


@pytest.mark.parametrize("length", ["-1", "5x", "²", "9" * 20, "1e3"])
def test_a_length_that_is_no_number_is_refused(client, length):
    assert send(client, "/en/enquiry/", length).status_code == 400


def test_a_body_without_its_length_is_refused(client):
    assert send(client, "/en/enquiry/", "", HTTP_TRANSFER_ENCODING="chunked").status_code == 411


def fields(number, form):
    if form == URLENCODED:
        return b"&".join(b"f%d=1" % each for each in range(number))
    return b"".join(b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n' % each for each in range(number)) + b"--x--\r\n"


@pytest.mark.parametrize("form", [URLENCODED, MULTIPART])
def test_the_public_sends_few_fields_and_staff_many(client, form):
    path, most = "/admin/enterprises/enterprise/add/", fields(PUBLIC_FIELDS, form)
    assert send(client, "/en/enquiry/", len(most), form, most).status_code == 422  # as a form that is not filled in
    more = fields(PUBLIC_FIELDS + 1, form)
    refused = send(client, "/en/enquiry/", len(more), form, more)
    assert refused.status_code == 413
    assert "more than 200 fields" in text_of(refused)
    client.force_login(make_user("Editor"))
    assert send(client, path, len(more), form, more).status_code == 200
    most = fields(20_001, form)
    refused = send(client, path, len(most), form, most)
    assert refused.status_code == 413
    assert "more than 20000 fields" in text_of(refused)


def test_too_many_files_and_what_is_no_form_are_refused_in_words(client, editor):
    path = "/admin/enterprises/enterprise/add/"
    part = b'--x\r\nContent-Disposition: form-data; name="pictures-add"; filename="a.jpg"\r\n\r\n1\r\n'
    files = part * 101 + b"--x--\r\n"
    refused = send(client, path, len(files), MULTIPART, files)
    assert refused.status_code == 413
    assert "more than 100 files" in text_of(refused)
    for content_type, body in ((MULTIPART.partition(";")[0], b"--x"), (f"{URLENCODED}; charset=utf-16", b"a=1")):
        refused = send(client, path, len(body), content_type, body)
        assert refused.status_code == 400
        assert "not written as browsers write forms" in text_of(refused)


def test_a_long_form_of_staff_without_files_is_refused_in_words(client, editor):
    body = b"a=" + b"x" * (10 * 1024**2)
    refused = send(client, "/admin/enterprises/enterprise/add/", len(body), URLENCODED, body)
    assert refused.status_code == 413
    assert "at most 10.0 MB" in text_of(refused)


def test_what_staff_typed_at_length_is_kept_when_their_session_has_ended(client, editor):
    """The browser is known by its cookie: it may send more than the public."""
    url = "/admin/enterprises/enterprise/add/"
    form = filled_in(client.get(url)) | {"name_en": "Loess Studio", "staff_note": "long " * 60_000}
    Session.objects.all().delete()
    assert client.post(url, form).status_code == 302
    assert KeptForm.objects.get().user == editor
    assert send(client, "/en/enquiry/", 300_000).status_code == 413  # there they are the public
    del client.cookies[STAFF_COOKIE]
    assert client.get("/admin/login/").status_code == 200
    assert STAFF_COOKIE not in client.cookies
    assert client.post(url, form).status_code == 413


@override_settings(UPLOAD_BYTES=300_000)
def test_files_too_large_together_are_left_out_and_nothing_typed_is_lost(client, editor):
    record = make_exhibition(published_at=None, city_en="Paris")
    url = f"/admin/initiatives/exhibition/{record.pk}/change/"
    form = filled_in(client.get(url)) | {"city_en": "Lisbon", "pictures-add": [upload(plain(), name="caves.jpg"), upload(b"x" * 400_000)]}
    before = Record.objects.aggregate(last=Max("updated_at"))
    page = client.post(url, form)
    assert page.status_code == 200
    text = text_of(page)
    assert "The files of this form are too large together: at most 293.0 KB are taken at once." in text
    assert 'value="Lisbon"' in text
    assert "caves.jpg" in text
    record.refresh_from_db()
    assert record.city_en == "Paris"
    assert not record.pictures.exists()
    assert Record.objects.aggregate(last=Max("updated_at")) == before
    assert send(client, url, 4 * 300_000 + 1, MULTIPART).status_code == 413
    assert send(client, "/admin/", 300_001, MULTIPART).status_code == 413
