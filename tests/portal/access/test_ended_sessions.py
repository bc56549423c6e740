"""What was typed into a form whose session ended waits for the same account, and for nobody else."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from enterprises.models import Enterprise
from initiatives.models import Exhibition
from portal.access.kept_forms import ended_sessions
from portal.models import Account, AuditEntry, KeptForm, ProposedChange, Sector, Statement
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import make_exhibition, make_passage
from tests.page import read
from tests.portal.access.test_accounts import PASSWORD, make_person
from tests.portal.access.test_second_factor import clock, code, give_factor  # noqa: F401  `clock` is a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = "/admin/enterprises/enterprise/add/"
TYPED = {"name_en": "Loess Studio", "name_zh": "黄土工作室"}


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def target_of(response):
    """Where the page for signing in leads, to which a form of an ended session is answered."""
    address = urlsplit(response.headers["Location"])
    assert (response.status_code, address.path) == (302, "/admin/login/")
    return parse_qs(address.query)["next"][0]


def typed_late(user, url=ADD, **typed):
    """The address that brings back what `user` typed at `url` and sent without a session."""
    data = filled_in(browser(user).get(url)) | (typed or TYPED)
    return target_of(Client().post(url, data))


def text_of(response):
    return response.content.decode()


def add_statement(data):
    return add_row(data, "statements", passage=make_passage().pk, wording_en="New.", wording_zh="新。")


FORMS = {
    "add": ("Editor", lambda show: ADD, lambda data: data | TYPED, Enterprise),
    "rows": ("Editor", lambda show: f"/admin/initiatives/exhibition/{show.pk}/change/", add_statement, Statement),
    "propose": ("Editor", lambda show: f"/admin/initiatives/exhibition/{show.pk}/propose/", add_statement, ProposedChange),
    "term": ("Publisher", lambda show: "/admin/portal/sector/add/", lambda data: data | TYPED, Sector),
    "account": (
        "Publisher",
        lambda show: "/admin/portal/account/add/",
        lambda data: data | {"full_name": "Wang Li", "email": "li@example.org", "role": "Viewer"},
        Account,
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_comes_back_after_signing_in_and_is_saved_by_its_owner_alone(form):
    role, url_for, fill, model = FORMS[form]
    show = make_exhibition(published_at=timezone.now() if form == "propose" else None)
    user, url = make_user(role), url_for(show)
    data = fill(filled_in(browser(user).get(url)))
    count = model.objects.count()
    response = Client().post(url, data)
    target = target_of(response)
    assert "What you typed is kept for 12 hours" in text_of(Client().get(response.headers["Location"]))
    client = browser(user)
    for _time in range(2):  # it may be looked at again, in another language too
        back = client.get(target)
        assert "What you typed is here again" in read(text_of(back)).one(cls="errornote").text  # as nothing is wrong with it
        assert model.objects.count() == count
    assert client.post(target, filled_in(back)).status_code in (200, 302)
    assert model.objects.count() == count + 1
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("page", ["step", "decision"])
def test_a_note_to_a_step_and_a_comment_on_a_proposal_come_back_and_nothing_is_done(people, page):
    show, publisher = make_exhibition(published_at=timezone.now()), browser(people["publisher"])
    url, name, button = f"/admin/initiatives/exhibition/{show.pk}/step/withdraw/", "note", {"public_reason": "wrong"}
    if page == "decision":
        editor, form = browser(people["editor"]), f"/admin/initiatives/exhibition/{show.pk}/propose/"
        editor.post(form, add_statement(filled_in(editor.get(form))))
        url, name = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/", "comment"
        button = {"_declined": "Decline"}
    target = target_of(Client().post(url, filled_in(publisher.get(url)) | {name: "Look at the dates."} | button))
    back = publisher.get(target)
    assert "What you typed is here again" in text_of(back)
    assert filled_in(back)[name] == ["Look at the dates."]
    assert Exhibition.objects.published().exists()
    assert not ProposedChange.objects.exclude(state="open").exists()
    assert publisher.post(target, filled_in(back) | button).status_code == 302
    assert Exhibition.objects.published().exists() == (page == "decision")
    assert not KeptForm.objects.exists()


def test_to_whom_records_are_handed_over_comes_back_and_nobody_has_them_yet(people):
    show, editor = make_exhibition(responsible=people["editor"]), browser(people["editor"])
    url = f"/admin/portal/record/hand-over/?from={people['editor'].pk}"
    listed = editor.post(url, filled_in(editor.get(url)) | {"to": people["second"].pk, "role": "responsible"})
    target = target_of(Client().post(url, filled_in(listed) | {"confirmed": "Hand over"}))
    back = editor.get(target)
    assert "What you typed is here again" in text_of(back)
    assert filled_in(back)["to"] == [str(people["second"].pk)]
    show.refresh_from_db()
    assert show.responsible == people["editor"]


def test_it_comes_back_where_the_same_account_signed_in_again_elsewhere_and_the_token_is_stale():
    user, client = make_user("Editor"), Client(enforce_csrf_checks=True)
    client.force_login(user)
    data = filled_in(client.get(ADD)) | TYPED
    client.force_login(user)  # in another tab
    client.get(ADD)
    stale = data | {"csrfmiddlewaretoken": "x" * 64}
    target = client.post(ADD, stale).headers["Location"]
    assert filled_in(client.get(target))["name_en"] == ["Loess Studio"]
    client.force_login(make_user("Publisher"))
    refused = client.post(ADD, stale)
    assert (refused.status_code, "opened by another account" in text_of(refused)) == (403, True)
    assert "go back and send it again" in text_of(client.post("/language/setlang/", {"language": "en"}))


def test_it_comes_back_through_the_second_factor_and_the_page_of_a_stale_sign_in(clock):  # noqa: F811
    user = make_person()
    give_factor(user)
    target, client = typed_late(user), Client()
    second = client.post(f"/admin/login/?next={target.replace('?', '%3F')}", {"username": "li", "password": PASSWORD, "next": target})
    step = second.headers["Location"]
    assert client.post(step, {"code": "000000"}).status_code == 200
    session = client.session
    session["pending"] |= {"until": 0}
    session.save()
    back = client.get(step).headers["Location"]
    assert parse_qs(urlsplit(back).query)["next"] == [target]
    client.post(back, {"username": "li", "password": PASSWORD, "next": target})
    assert client.post(step, {"code": code()}).headers["Location"] == target
    assert filled_in(client.get(target))["name_en"] == ["Loess Studio"]
    assert client.get(back).headers["Location"] == target  # another tab still shows the page for signing in


def test_it_comes_back_after_a_change_of_the_secret_key_for_as_long_as_the_former_one_is_known(settings):
    user = make_user("Editor")
    address, former = typed_late(user), settings.SECRET_KEY
    settings.SECRET_KEY = "new" * 20
    assert ended_sessions.is_kept_at(address) is False
    settings.SECRET_KEY_FALLBACKS = [former]
    client = browser(user)
    page = client.get(address)
    assert TYPED["name_en"] in text_of(page)
    client.post(address.partition("?")[0], filled_in(page))
    assert Enterprise.objects.get().name_en == TYPED["name_en"]
    assert not KeptForm.objects.exists()


def test_another_account_signing_out_and_twelve_hours_end_it(people):
    editor, viewer = people["editor"], people["viewer"]
    target = typed_late(editor)
    seen = browser(people["publisher"]).get(target, follow=True)
    assert "Loess" not in text_of(seen)
    assert not KeptForm.objects.exists()
    target = typed_late(editor)
    client = browser(editor)
    client.get(target)
    waiting = typed_late(editor)  # in another tab, which has not come back yet
    client.post("/admin/logout/")
    client = browser(editor)
    assert "Loess" not in text_of(client.get(target, follow=True))
    assert filled_in(client.get(waiting))["name_en"] == ["Loess Studio"]
    KeptForm.objects.update(at=timezone.now() - timedelta(hours=12))
    assert "Nothing is kept" in text_of(client.get(waiting, follow=True))
    assert browser(viewer).get(waiting, follow=True).status_code == 403


@pytest.mark.engine("sqlite", "postgresql")
def test_nobody_reads_it_in_the_database_and_nobody_fills_that_without_a_form_of_theirs(monkeypatch):
    monkeypatch.setattr(ended_sessions, "MOST_KEPT_FORMS", 2)
    user = make_user("Editor")
    target = typed_late(user, name_en="Loess Studio", password="a secret of mine")
    kept = KeptForm.objects.get()
    key = parse_qs(urlsplit(target).query)["_kept"][0]
    assert b"Loess" not in bytes(kept.sealed)
    assert key not in (kept.key, kept.path)
    assert not AuditEntry.objects.filter(detail__contains="Loess").exists()
    assert "password" not in ended_sessions.unseal(key, kept.sealed)["typed"]
    for _form in range(2):
        typed_late(user)
    assert KeptForm.objects.count() == 2
    KeptForm.objects.update(at=timezone.now() - timedelta(hours=12))
    typed_late(user)
    assert KeptForm.objects.count() == 1
    assert target_of(Client().post(ADD, TYPED)) == ADD
    assert target_of(Client().post(ADD, TYPED | {"_form": "made:up"})) == ADD
    data = filled_in(browser(user).get(ADD))
    User.objects.update(is_active=False)
    assert target_of(Client().post(ADD, data | TYPED)) == ADD


def test_what_comes_back_is_compared_and_its_files_are_named():
    show, user = make_exhibition(published_at=None, city_en="Lisbon"), make_user("Editor")
    url = f"/admin/initiatives/exhibition/{show.pk}/change/"
    data = filled_in(browser(user).get(url)) | {"city_en": "Braga", "papers-0-upload": SimpleUploadedFile("合同.pdf", b"%PDF-1.7")}
    target = target_of(Client().post(url, data))
    Exhibition.objects.update(city_en="Porto")
    back = browser(user).get(target)
    assert [(each.theirs, each.mine) for each in back.context_data["comparison"].differences] == [("Porto", "Braga")]
    assert "合同.pdf" in read(text_of(back)).one("nav", aria_label="Files to be chosen again").text
    assert Exhibition.objects.get().city_en == "Porto"
    wrong = text_of(browser(user).get(typed_late(user, url, starts="30 February 2025")))
    assert "Please correct" in read(wrong).one("p", cls="errornote").text
    assert "What you typed is here again" in wrong
