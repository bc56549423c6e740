"""What is not public, shown at its public address to those who may see it, and to nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.utils import timezone

from initiatives.models import Exhibition
from portal.models import AuditEntry, Correction, ProposedChange, Record, Statement
from portal.review.steps import MOVES, take_step
from tests.admin_pages import filled_in, make_user
from tests.factories import make_exhibition, make_figure, make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text_of(response):
    return response.content.decode()


@pytest.fixture
def draft():
    draft = make_exhibition(published_at=None, name_en="Painted Caves", slug="painted-caves")
    make_statement(draft, wording_en="It opened in Lisbon.")
    return draft


def link_of(client, user, record):
    client.force_login(user)
    url = f"/admin/initiatives/exhibition/{record.pk}/preview-link/"
    link = client.post(url, filled_in(client.get(url))).context_data["link"]
    client.logout()
    return link


@pytest.mark.parametrize("role", ["Viewer", "Editor", "Publisher"])
def test_staff_see_a_draft_at_its_public_address_marked_as_a_preview(client, draft, role):
    client.force_login(make_user(role))
    for language in ("en", "zh-hans"):
        response = client.get(f"/{language}/exhibitions/painted-caves/")
        assert response.status_code == 200
        assert "preview-bar" in text_of(response)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert "It opened in Lisbon." in text_of(client.get("/en/exhibitions/painted-caves/"))
    assert not Record.objects.get(pk=draft.pk).published_at
    assert client.get("/en/exhibitions/?q=lisbon").context_data["paginator"].count == 0


def test_nobody_else_sees_a_draft(client, draft):
    assert client.get("/en/exhibitions/painted-caves/").status_code == 404
    client.force_login(User.objects.create_user("visitor"))
    assert client.get("/en/exhibitions/painted-caves/").status_code == 404


@pytest.mark.engine("sqlite", "postgresql")
def test_what_is_scheduled_is_previewed_and_keeps_its_time(client):
    tomorrow = timezone.now() + timedelta(days=1)
    show = make_exhibition(published_at=tomorrow)
    client.force_login(make_user("Viewer"))
    assert "preview-bar" in text_of(client.get(f"/en/exhibitions/{show.slug}/"))
    assert Exhibition.objects.get().published_at == tomorrow


@pytest.mark.parametrize("state", ["waiting", "returned"])
def test_what_waits_for_review_or_was_returned_is_previewed_by_page_and_by_link(client, draft, state):
    editor = make_user("Editor")
    take_step(MOVES["send"], [draft.pk], editor)
    if state == "returned":
        take_step(MOVES["return"], [draft.pk], make_user("Publisher"), "Which hall?")
    link = link_of(client, editor, draft)
    assert "It opened in Lisbon." in text_of(client.get(link))
    client.force_login(editor)
    assert "It opened in Lisbon." in text_of(client.get("/en/exhibitions/painted-caves/"))
    assert getattr(Record.objects, state)().get().pk == draft.pk


@pytest.mark.engine("sqlite", "postgresql")
def test_a_link_shows_a_proposed_change(client):
    show = make_exhibition(slug="caves", summary_en="In Lisbon.")
    client.force_login(make_user("Editor"))
    form = f"/admin/initiatives/exhibition/{show.pk}/"
    client.post(f"{form}propose/", filled_in(client.get(f"{form}propose/")) | {"summary_en": "In Porto."})
    page = client.post(f"{form}preview-link/?proposal={ProposedChange.objects.get().pk}")
    client.logout()
    shown = text_of(client.get(page.context_data["link"]))
    assert "In Porto." in shown
    assert "This page shows a proposed change." in shown


def test_a_public_page_is_the_same_for_staff(client):
    show = make_exhibition()
    client.force_login(make_user("Publisher"))
    assert "preview-bar" not in text_of(client.get(f"/en/exhibitions/{show.slug}/"))


@pytest.mark.engine("sqlite", "postgresql")
def test_a_proposed_change_is_shown_at_the_public_address_and_not_written(client):
    show = make_exhibition(slug="caves")
    make_figure(show, value=330, wording_en="It drew 330.")
    client.force_login(make_user("Editor"))
    url = f"/admin/initiatives/exhibition/{show.pk}/propose/"
    client.post(url, filled_in(client.get(url)) | {"statements-0-value": "350", "summary_en": "It went to Porto."})
    address = f"/en/exhibitions/caves/?proposal={ProposedChange.objects.get().pk}"
    response = client.get(address)
    shown = text_of(response)
    assert [figure.value for figure in response.context_data["figures"]] == [350]
    assert "Porto" in shown
    assert "preview-bar" in shown
    assert Statement.objects.get().value == 330
    assert not Correction.objects.exists()
    assert "changed successfully" not in text_of(client.get("/admin/"))
    client.logout()
    response = client.get(address)
    public = text_of(response)
    assert [figure.value for figure in response.context_data["figures"]] == [330]
    assert "Porto" not in public
    assert "preview-bar" not in public


def test_a_link_shows_a_draft_to_a_colleague_without_an_account_and_the_opening_is_logged(client, draft):
    link = link_of(client, make_user("Editor"), draft)
    response = client.get(link)
    assert "It opened in Lisbon." in text_of(response)
    assert response["Cache-Control"] == "private, no-store"
    entry = AuditEntry.objects.get(action="previewed")
    assert (entry.row, entry.user_name) == (draft.pk, "editor")


def test_a_link_expires_and_ends_with_the_rights_of_whoever_made_it(client, draft, settings, monkeypatch):
    editor = make_user("Editor")
    link = link_of(client, editor, draft)
    assert client.get(f"{link[:-3]}x/").status_code == 404
    editor.is_active = False
    editor.save()
    assert client.get(link).status_code == 404
    editor.is_active = True
    editor.save()
    assert client.get(link).status_code == 200
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + settings.PREVIEW_LINK_DAYS * 24 * 3600 + 60)
    assert client.get(link).status_code == 404


def test_a_viewer_makes_no_links(client, draft):
    client.force_login(make_user("Viewer"))
    assert client.post(f"/admin/initiatives/exhibition/{draft.pk}/preview-link/").status_code == 403
