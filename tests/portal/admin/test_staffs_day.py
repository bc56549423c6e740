"""A record on its whole way, as staff take it: written, sent, returned, mended, published for tomorrow, changed by a proposal.

At every step the public addresses are asked, and none says what is not public yet.
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from initiatives.models import Exhibition
from portal.models import AuditEntry, Correction, Paper, Picture, ProposedChange
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import make_enterprise, make_measure, make_organization, make_passage
from tests.pictures import plain, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXHIBITIONS = "/admin/initiatives/exhibition/"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = settings.STORAGES | {"private": private}


def signed_in(role):
    client = Client()
    client.force_login(make_user(role))
    return client


def fill_in(client, url, **changes):
    return client.post(url, filled_in(client.get(url)) | changes)


def addresses():
    """Every public address on which the exhibition, its figure or its files could show."""
    pages = [
        "",
        "exhibitions/",
        "exhibitions/caves-in-lisbon/",
        "search/?q=lisbon",
        "organizations/host/",
        "enterprises/maker/",
        "sources/paper/",
    ]
    found = [f"/{language}/{page}" for language in ("en", "zh-hans") for page in pages]
    found += [f"/media/pictures/{picture.pk}/{width}.webp" for picture in Picture.objects.all() for width in picture.widths]
    found += [f"/admin/papers/{paper.pk}/" for paper in Paper.objects.all()]
    return found + [f"/en/exhibitions/caves-in-lisbon/?proposal={proposal.pk}" for proposal in ProposedChange.objects.all()]


def seen(*words):
    """{address: which of the words a visitor reads there}, files as "file"."""
    visitor, found = Client(), {}
    for address in addresses():
        response = visitor.get(address)
        if response.streaming:
            assert b"".join(response.streaming_content)  # and so closes the file
        if response.status_code == 200:
            is_page = response["Content-Type"].startswith("text/html")
            text = response.content.decode().replace("q=lisbon", "").replace('value="lisbon"', "") if is_page else ""
            told = [word for word in words if word in text] if is_page else ["file"]
            if told:
                found[address] = told
    return found


def test_a_record_from_the_first_word_to_a_corrected_figure():
    editor, publisher = signed_in("Editor"), signed_in("Publisher")
    host = make_organization(name_en="Lanzhou Library", slug="host")
    maker = make_enterprise(name_en="Loess Studio", slug="maker")
    passage, measure = make_passage(), make_measure(name_en="visits", name_zh="参观")
    passage.source.slug = "paper"
    passage.source.save()
    secrets = ("Caves in Lisbon", "里斯本洞窟展", "7,331")

    data = filled_in(editor.get(f"{EXHIBITIONS}add/")) | {
        "name_en": "Caves in Lisbon",
        "name_zh": "里斯本洞窟展",
        "name_zh_confirmed": "on",
    }
    data = add_row(data, "participations", organization=host.pk, role="host", passage=passage.pk)
    data = add_row(data, "participations", organization=maker.pk, role="exhibitor", passage=passage.pk)
    figure = {"measure": measure.pk, "value": "7331", "qualifier": "over"}
    data = add_row(data, "statements", passage=passage.pk, wording_en="It drew visitors.", wording_zh="观众到场。", **figure)
    contract = SimpleUploadedFile("contract.pdf", b"%PDF-1.7 a contract")
    data = add_row(data, "papers", kind="contract", title="Contract with the hall", upload=contract)
    response = editor.post(f"{EXHIBITIONS}add/", data | {"pictures-add": [upload(plain())]})
    assert response.status_code == 302, response.context_data["errors"]
    exhibition, picture, paper = Exhibition.objects.get(), Picture.objects.get(), Paper.objects.get()
    url = f"{EXHIBITIONS}{exhibition.pk}/"
    words = {
        "pictures-0-alt_en": "A painted wall.",
        "pictures-0-alt_zh": "一面彩绘的墙。",
        "pictures-0-credit": "Zhao Liang",
        "pictures-0-rights": "The photographer, for this site",
    }
    words["pictures-0-rights_until"] = (timezone.localdate() + timedelta(days=400)).isoformat()
    assert fill_in(editor, f"{url}change/", **words).status_code == 302
    assert seen(*secrets) == {}

    assert fill_in(editor, f"{url}step/send/", note="Ready.").status_code == 302
    assert fill_in(publisher, f"{url}step/return/", note="The venue is missing.").status_code == 302
    assert "The venue is missing." in editor.get("/admin/").content.decode()
    assert fill_in(editor, f"{url}change/", venue_en="The old mint", venue_zh="旧造币厂").status_code == 302
    assert fill_in(editor, f"{url}step/send/").status_code == 302
    opened = publisher.get(f"/admin/papers/{paper.pk}/")
    assert b"".join(opened.streaming_content) == b"%PDF-1.7 a contract"
    assert AuditEntry.objects.filter(action="opened-paper", row=paper.pk).count() == 1
    assert seen(*secrets) == {}

    tomorrow = timezone.localtime() + timedelta(days=1)
    told = fill_in(publisher, f"{url}step/publish/", public_from=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    assert "Appears on" in told.content.decode()
    assert publisher.post(f"{url}step/publish/", filled_in(told)).status_code == 302
    assert seen(*secrets) == {}
    with mock.patch("django.utils.timezone.now", return_value=tomorrow + timedelta(minutes=1)):
        shown = seen(*secrets)
        assert shown["/en/exhibitions/caves-in-lisbon/"] == ["Caves in Lisbon", "里斯本洞窟展", "7,331"]
        assert shown[f"/media/pictures/{picture.pk}/{picture.widths[0]}.webp"] == ["file"]
        assert f"/admin/papers/{paper.pk}/" not in shown

        assert fill_in(editor, f"{url}propose/", **{"statements-0-value": "7441", "_why": "Counted again."}).status_code == 302
        assert "7,441" not in str(seen("7,441"))
        proposal = ProposedChange.objects.get()
        accepted = fill_in(publisher, f"/admin/portal/proposedchange/{proposal.pk}/change/", _reason_en="A new count.", _accepted="x")
        assert accepted.status_code == 302
        assert seen("7,331", "7,441")["/en/exhibitions/caves-in-lisbon/"] == ["7,441"]
    assert Correction.objects.get().reason_en == "A new count."
