"""Accounts of staff: who keeps them, how somebody comes in, and how guesses end."""

import re
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from portal.access import attempts, limits
from portal.access.accounts import role_of
from portal.access.forgotten_passwords import forgot_password
from portal.access.roles import ROLES
from portal.mails.sending import send_due
from portal.models import Account, AuditEntry, Guess, Mail
from portal.models.accounts import name_of_user
from tests.admin_pages import ADMINISTRATOR, filled_in, make_user, send
from tests.factories import make_exhibition

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/admin/portal/account/"
PASSWORD = "seven long words of some poem"
LOGIN = "/admin/login/"


def make_person(name="li", role="Editor", **fields):
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def invite(client, role="Editor", email="wang@example.org"):
    return send(client, f"{LIST}add/", full_name="王小明", email=email, role=role)


def step(client, user, key):
    return client.post(f"{LIST}{user.pk}/step/{key}/")


def link_on(response):
    return re.search(r'value="http://testserver(/admin/set-password/[^"]+)"', response.content.decode())[1]


def sign_in(client, name="li", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"}, **more)


def is_in(client):
    return client.get("/admin/").status_code == 200


def did(user):
    """What was written down of what was done to an account, newest last."""
    return [each.detail.split('"')[3] for each in AuditEntry.objects.filter(action="account", row=str(user.pk)).order_by("pk")]


def test_a_publisher_invites_somebody_who_sets_a_password_by_a_link_that_works_once(client, mailoutbox):
    client.force_login(make_user("Publisher"))
    response = invite(client)
    user = User.objects.get(email="wang@example.org")
    assert (user.username, name_of_user(user), role_of(user), user.is_staff, user.is_superuser) == (
        "wang@example.org",
        "王小明",
        "Editor",
        True,
        False,
    )
    assert "no-store" in response["Cache-Control"]
    link = link_on(response)
    list(send_due())
    (mail,) = mailoutbox
    assert mail.to == ["wang@example.org"]
    assert link in mail.body
    assert "密码" in mail.body or "password" in mail.body
    assert did(user) == ["invited"]

    guest = Client()
    page = guest.get(link, follow=True)
    form = {"new_password1": "short", "new_password2": "short"}
    assert "at least 15 characters" in guest.post(page.request["PATH_INFO"], form).content.decode()
    guest.post(page.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert sign_in(guest, "wang@example.org").headers["Location"] == "/admin/"
    assert is_in(guest)
    assert did(user) == ["invited", "password-by-link"]
    assert "was used already" in Client().get(link, follow=True).content.decode()


def test_a_link_expires_and_a_newer_one_voids_it_and_the_old_password(client, settings):
    user = make_person()
    client.force_login(make_user("Publisher"))
    first = link_on(step(client, user, "link"))
    assert sign_in(Client()).status_code == 200
    second = link_on(step(client, user, "link"))
    assert "was used already" in Client().get(first, follow=True).content.decode()
    settings.PASSWORD_LINK_HOURS = -1  # of who has a password
    assert 'name="new_password1"' in Client().get(second, follow=True).content.decode()
    settings.INVITATION_DAYS = -1
    assert "has expired" in Client().get(second, follow=True).content.decode()


def test_a_link_for_an_account_without_an_address_is_shown_and_not_mailed(client):
    user = make_person()
    User.objects.filter(pk=user.pk).update(email="")
    client.force_login(make_user("Publisher"))
    response = step(client, user, "link")
    assert "The account has no e-mail address" in response.content.decode()
    assert link_on(response)
    assert not Mail.objects.exists()


def test_an_address_that_another_account_has_is_refused(client):
    make_person("wang")
    client.force_login(make_user("Publisher"))
    assert "Another account has this address" in invite(client, email="WANG@example.org").content.decode()
    assert User.objects.filter(email__iexact="wang@example.org").count() == 1


def forget(client, name, **more):
    return client.post("/admin/forgotten-password/", {"name": name}, **more)


def test_who_forgot_a_password_gets_a_link_that_leaves_the_present_one_until_it_is_used(client, mailoutbox):
    user = make_person()
    assert 'href="/admin/forgotten-password/"' in client.get(LOGIN).content.decode()
    assert "忘记用户名或密码？" in client.get(LOGIN, headers={"accept-language": "zh-hans"}).content.decode()
    answer = forget(client, "LI@example.org").content
    assert is_in(client) is False
    assert sign_in(Client()).status_code == 302
    list(send_due())
    (mail,) = mailoutbox
    link = re.search(r"http://testserver(/admin/set-password/\S+)", mail.body)[1]
    assert "was used already" in Client().get(link, follow=True).content.decode()  # somebody signed in since
    forget(client, "li")
    list(send_due())
    tomorrow = timezone.localtime() + timedelta(days=1)
    assert f"{tomorrow:%-d %B %Y}" in mailoutbox[1].body
    link = re.search(r"http://testserver(/admin/set-password/\S+)", mailoutbox[1].body)[1]
    with override_settings(INVITATION_DAYS=-1):
        assert 'name="new_password1"' in Client().get(link, follow=True).content.decode()
    with override_settings(PASSWORD_LINK_HOURS=-1):
        assert "has expired" in Client().get(link, follow=True).content.decode()
    guest = Client()
    page = guest.get(link, follow=True)
    other = "eight quite different words of it"
    guest.post(page.request["PATH_INFO"], {"new_password1": other, "new_password2": other})
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password=other).status_code == 302
    assert did(user) == ["link-asked", "link-asked", "password-by-link"]
    for name in ("nobody", "nobody@example.org"):
        assert re.sub(rb'value="[^"]{64}"', b"", forget(client, name).content) == re.sub(rb'value="[^"]{64}"', b"", answer)
    User.objects.create_user("visitor", "visitor@example.org", PASSWORD)
    make_person("gone", is_active=False)
    for name in ("visitor", "gone"):
        forget(client, name)
    assert Mail.objects.count() == 2


def test_the_answer_does_not_wait_for_the_mail(mailoutbox):
    make_person()
    asked = RequestFactory().post("/admin/forgotten-password/", {"name": "li"})
    asked.user = AnonymousUser()
    answer = forgot_password(asked).render()
    assert "is on its way" in answer.content.decode()
    assert not mailoutbox
    assert not Mail.objects.exists()
    request_finished.disconnect(close_old_connections)  # the tests’ own stays open
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)
    assert Mail.objects.count() == 1
    assert not mailoutbox


@pytest.mark.engine("sqlite", "postgresql")
def test_links_are_asked_for_three_times_in_a_while_and_as_often_where_there_is_no_account(client):
    make_person()
    for name in ("li", "nobody"):
        answers = [forget(Client(), text).status_code for text in (name, name, name.upper(), name)]
        assert answers == [200, 200, 200, 429], name
    assert Mail.objects.count() == 3
    assert sign_in(Client()).status_code == 302  # whoever asks keeps nobody from signing in


# page → who gets in: V(iewer), E(ditor), P(ublisher), A(dministrator)
PAGES = {
    "": "PA",
    "add/": "PA",
    "{editor}/change/": "PA",
    "{editor}/step/deactivate/": "PA",
    "{editor}/step/link/": "PA",
    "{superuser}/change/": "PA",
    "{superuser}/step/deactivate/": "A",
    "{superuser}/step/link/": "A",
    "{editor}/delete/": "",
}


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_accounts_open_to_publishers_and_superusers(client, page):
    url = LIST + page.format(editor=make_person().pk, superuser=make_person("root", None, is_superuser=True).pk)
    assert client.get(url).headers["Location"].startswith(LOGIN)
    let_in = ""
    for letter, role in zip("VEPA", (*ROLES, ADMINISTRATOR), strict=True):
        client.force_login(make_user(role))
        let_in += letter if client.get(url).status_code == 200 else ""
    assert let_in == PAGES[page]


def test_a_publisher_changes_a_role_and_a_name_but_never_a_superuser(client):
    user, superuser = make_person(), make_person("root", None, is_superuser=True)
    client.force_login(make_user("Publisher"))
    assert send(client, f"{LIST}{user.pk}/change/", role="Viewer", full_name="李明").status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (role_of(user), name_of_user(user), user.username) == ("Viewer", "李明", "li")
    assert did(user) == ["role", "edited"]
    data = {"full_name": "x", "email": "x@example.org", "role": "Viewer", "is_superuser": "on"}
    assert client.post(f"{LIST}{superuser.pk}/change/", data).status_code == 403
    for key in ("link", "deactivate", "second-factor", "unlock"):
        assert step(client, superuser, key).status_code == 403, key
    assert send(client, f"{LIST}{user.pk}/change/", is_superuser="on", is_staff="", user_permissions="1").status_code == 302
    user.refresh_from_db()
    superuser.refresh_from_db()
    assert (user.is_superuser, user.is_staff, superuser.is_active, superuser.first_name) == (False, True, True, "")
    assert client.get("/admin/auth/user/").status_code == 403


def test_nobody_locks_themselves_out(client):
    publisher = make_person("p", "Publisher")
    make_person("q", "Publisher")
    client.force_login(publisher)
    for key in ("deactivate", "link", "second-factor"):
        assert step(client, publisher, key).status_code == 302, key
    assert "Nobody changes their own role" in send(client, f"{LIST}{publisher.pk}/change/", role="Viewer").content.decode()
    publisher = User.objects.get(pk=publisher.pk)
    assert (publisher.is_active, role_of(publisher), publisher.check_password(PASSWORD)) == (True, "Publisher", True)


@pytest.mark.engine("sqlite", "postgresql")
def test_the_last_publisher_who_can_sign_in_stays_one(client):
    last = make_person("last", "Publisher")
    User.objects.create_user("invited", is_staff=True).groups.add(Group.objects.get(name="Publisher"))
    client.force_login(make_user(ADMINISTRATOR))
    step(client, last, "deactivate")
    assert "the last Publisher" in send(client, f"{LIST}{last.pk}/change/", role="Editor").content.decode()
    last.refresh_from_db()
    assert last.is_active
    make_person("another", "Publisher")
    step(client, last, "deactivate")
    last.refresh_from_db()
    assert not last.is_active


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_two_publishers_who_put_each_other_out_at_one_moment_one_stays(threads):
    pair = [make_person("p", "Publisher"), make_person("q", "Publisher")]
    clients = [Client(), Client()]
    for client, publisher in zip(clients, pair, strict=True):
        client.force_login(publisher)
    threads(*(partial(step, clients[n], pair[1 - n], "deactivate") for n in (0, 1)))
    [active] = threads(lambda: User.objects.filter(is_active=True).count())
    assert active == 1


def test_sessions_end_with_the_deactivation_and_do_not_come_back_with_the_account(client):
    user, theirs = make_person(), Client()
    sign_in(theirs)
    assert is_in(theirs)
    client.force_login(make_user("Publisher"))
    step(client, user, "deactivate")
    assert not is_in(theirs)
    assert not User.objects.get(pk=user.pk).has_usable_password()
    assert theirs.get(make_exhibition(published_at=None).get_absolute_url()).status_code == 404
    untouched = Client()
    untouched.cookies = theirs.cookies
    link = link_on(step(client, user, "reactivate"))
    assert not is_in(theirs)
    assert not is_in(untouched)
    assert sign_in(Client()).status_code == 200
    assert 'name="new_password1"' in Client().get(link, follow=True).content.decode()
    assert did(user) == ["deactivated", "reactivated"]


def test_a_session_that_slept_through_the_deactivation_is_dead(client):
    user, asleep = make_person(), Client()
    sign_in(asleep)
    client.force_login(make_user("Publisher"))
    step(client, user, "deactivate")
    step(client, user, "reactivate")
    assert not is_in(asleep)


def test_a_deactivated_account_cannot_set_a_password_by_a_link_of_before(client):
    user = make_person()
    client.force_login(make_user("Publisher"))
    link = link_on(step(client, user, "link"))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert 'name="new_password1"' not in Client().get(link, follow=True).content.decode()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_name_is_one_name_however_it_is_written(client):
    make_person()
    answers = [sign_in(Client(), name, "a guess").status_code for name in ("li", "LI", " Li ", "lI", "li", "Li")]
    assert answers == [200] * 5 + [429]


def test_no_form_deletes_an_account_not_even_a_superusers(client):
    user = make_person()
    client.force_login(make_user(ADMINISTRATOR))
    for url in (f"{LIST}{user.pk}/delete/", f"/admin/auth/user/{user.pk}/delete/"):
        assert client.post(url, {"post": "yes"}).status_code == 403
    client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


def test_people_are_named_by_their_names(client):
    user = make_person(first_name="李明")
    assert (name_of_user(user), name_of_user(make_person("nameless"))) == ("李明", "nameless")
    client.force_login(make_user(ADMINISTRATOR))
    assert ">李明<" in client.get("/admin/initiatives/exhibition/add/").content.decode()


def test_djangos_own_form_names_a_person_and_leads_back_to_itself_from_their_password(client):
    user = make_person(first_name="李明")
    form = f"/admin/auth/user/{user.pk}/change/"
    client.force_login(make_user(ADMINISTRATOR))
    page = client.get(form)
    assert "<title>李明 · Change user" in page.content.decode()
    assert ">李明</a>” was changed" in client.post(form, filled_in(page), follow=True).content.decode()
    new = {"password1": "another long password", "password2": "another long password", "usable_password": "true"}
    sent = client.post(f"/admin/auth/user/{user.pk}/password/", new | {"set-password": ""})
    assert sent.headers["Location"] == form
    assert set(AuditEntry.objects.filter(row=str(user.pk)).values_list("model", "name")) == {("auth.user", "李明")}


def test_the_list_says_state_role_and_last_sign_in(client):
    sign_in(Client(), make_person("li").username)
    make_person("off", is_active=False)
    User.objects.create_user("new", is_staff=True)
    client.force_login(make_user("Publisher"))
    page = client.get(LIST).content.decode()
    for words in ("active", "deactivated", "invited: has set no password yet", "Editor", str(timezone.localdate().year)):
        assert words in page, words
    shown = {
        state: {each.username for each in client.get(f"{LIST}?state={state}").context_data["cl"].result_list}
        for state in ("active", "invited", "deactivated")
    }
    assert shown["deactivated"] == {"off"}
    assert "li" in shown["active"]
    assert "new" in shown["invited"]
    assert {each.username for each in client.get(f"{LIST}?role=Editor").context_data["cl"].result_list} == {"li", "off"}


def test_changing_ones_own_password_is_written_down(client):
    user = make_person()
    client.force_login(user)
    new = "another seven words of that poem"
    client.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert did(user) == ["password"]


FOREIGN = [
    *("https://evil.example/admin/", "//evil.example", "///evil.example/", "/\\\\evil.example", "javascript:alert(1)", "http://["),
    *(
        "/nowhere",
        "nowhere",
        "admin/",
        "/admin/nowhere/",
        "/admin/%00",
        "/admin/\ufffd",
        "/admin/" + "x" * 5000,
        "/en/",
        "/media/",
        "/static/",
    ),
    *("/admin/logout/", "/admin/login/", "/admin/login/code/", "/admin/jsi18n/", "/language/setlang/", "/en/shortlist/change/"),
    *("/admin/portal/auditentry/export/", "/admin/enterprises/enterprise/sitting/", "/admin/enterprises/enterprise/%2e%2e/../x/change/"),
]
OURS = [
    "/admin/enterprises/enterprise/",
    "/admin/enterprises/enterprise?q=x",
    "/admin/enterprises/enterprise/a%20b/change/?_tab=1#parts",
    "http://testserver/admin/enterprises/enterprise/",
]


def test_whoever_signs_in_goes_on_to_a_page_of_the_staffs_site_or_to_the_desk():
    make_person()
    client, typed = Client(), {"username": "li", "password": PASSWORD}

    def leads_to(send, target, **more):
        answer = send(f"{LOGIN}?{urlencode({'next': target})}", **more)
        assert answer.status_code == 302
        return answer["Location"]

    for target in (FOREIGN[0], OURS[0]):
        led = [leads_to(client.post, target, data=data) for data in (typed, typed | {"next": target})]
        assert led == ["/admin/" if target in FOREIGN else target] * 2
    assert {target: leads_to(client.get, target) for target in FOREIGN} == dict.fromkeys(FOREIGN, "/admin/")
    assert {target: leads_to(client.get, target) for target in OURS} == dict(zip(OURS, OURS, strict=True))


# guesses


@pytest.mark.engine("sqlite", "postgresql")
def test_after_five_wrong_passwords_from_one_place_not_even_the_right_one_is_tried_there():
    user = make_person()
    client = Client(REMOTE_ADDR="192.0.2.1")
    assert [sign_in(client, password="wrong").status_code for _each in range(7)] == [200] * 5 + [429] * 2
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.content.decode()
    assert int(refused["Retry-After"]) == 900
    assert Guess.objects.count() == 5  # nobody waits longer by trying again
    assert sign_in(Client(REMOTE_ADDR="192.0.2.2")).status_code == 302
    assert attempts.is_locked(user)
    Guess.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302
    assert not Guess.objects.exists()


def test_a_success_forgets_the_slips_before_it():
    make_person()
    client = Client()
    for _each in range(3):
        assert [sign_in(client, password="slip").status_code for _slip in range(4)] == [200] * 4
        assert sign_in(client).status_code == 302
        client.post("/admin/logout/")


@pytest.mark.engine("sqlite", "postgresql")
def test_one_network_tries_thirty_names_and_no_more_while_an_office_of_six_slips_freely():
    make_person()
    client = Client(REMOTE_ADDR="2001:db8::1")
    assert {sign_in(client, f"p{n}").status_code for n in range(6)} == {200}
    assert sign_in(client).status_code == 302
    client.post("/admin/logout/")
    elsewhere_in_it = Client(REMOTE_ADDR="2001:db8::ffff")
    assert [sign_in(elsewhere_in_it, f"q{n}").status_code for n in range(25)] == [200] * 24 + [429]
    assert sign_in(Client(REMOTE_ADDR="2001:db8:0:1::1")).status_code == 302
    assert limits.network_of("::ffff:192.0.2.1") == "192.0.2.1"


@pytest.mark.engine("sqlite", "postgresql")
def test_a_name_that_is_tried_from_many_networks_is_slowed_down_but_not_where_its_owner_works(monkeypatch, mailoutbox):
    user, owner, away = make_person(), Client(REMOTE_ADDR="198.51.100.7"), Client(REMOTE_ADDR="203.0.113.9")
    assert sign_in(owner).status_code == 302
    owner.post("/admin/logout/")
    monkeypatch.setattr(attempts, "BY_NAME_ELSEWHERE", 6)
    monkeypatch.setattr(attempts, "BY_NAME_IN_A_DAY", 8)
    networks = (Client(REMOTE_ADDR=f"2001:db8:{number}::1") for number in range(99))

    def tried(name):
        return [sign_in(next(networks), name, password="wrong").status_code for _each in range(8)]

    assert tried("li") == tried("nobody") == [200] * 6 + [429] * 2  # an account is not told from none
    assert attempts.is_locked(user)
    assert [sign_in(owner, password="slip").status_code for _each in range(4)] == [200] * 4
    under_way = attempts.write_guess(attempts.password_of("li"), "192.0.2.77")  # by another process, which has not judged it yet
    assert sign_in(owner).status_code == 302
    under_way.delete()
    assert sign_in(owner, password="slip").status_code == 200  # which is no stranger's attempt
    with monkeypatch.context() as patched:
        patched.setattr(attempts, "FAMILIAR", timedelta(0))
        assert sign_in(owner).status_code == 429
    make_person("wang")
    assert sign_in(away, "wang").status_code == 302  # from where a colleague comes in
    away.post("/admin/logout/")
    refused = sign_in(away)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.content.decode()
    Guess.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert tried("li") == [200] * 2 + [429] * 6
    refused = sign_in(away)
    assert "Wait about 24 hours" in refused.content.decode()
    assert attempts.is_locked(user)
    assert 'href="/admin/forgotten-password/"' in refused.content.decode()
    forget(away, "li")
    list(send_due())
    link = re.search(r"http://testserver(/admin/set-password/\S+)", mailoutbox[0].body)[1]
    page = away.get(link, follow=True)
    other = "eight quite different words of it"
    away.post(page.request["PATH_INFO"], {"new_password1": other, "new_password2": other})
    assert sign_in(away, password=other).status_code == 302
    Guess.objects.update(at=timezone.now() - timedelta(days=1))
    assert not attempts.is_locked(user)
    assert tried("li")[:6] == [200] * 6


def test_a_publisher_unlocks_an_account_at_once(client):
    user, locked_out = make_person(), Client(REMOTE_ADDR="192.0.2.1")
    for _each in range(6):
        sign_in(locked_out, password="wrong")
    client.force_login(make_user("Publisher"))
    assert "locked after failed attempts" in client.get(f"{LIST}{user.pk}/change/").content.decode()
    step(client, user, "unlock")
    assert sign_in(locked_out).status_code == 302
    assert did(user) == ["unlocked"]


def test_what_was_typed_as_a_name_is_kept_as_a_digest_only():
    sign_in(Client(), "my secret password", "x")
    assert "secret" not in str(Guess.objects.values().get())


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_one_moment_no_more_are_tried_than_the_limit_allows(threads, monkeypatch):
    make_person()
    monkeypatch.setattr(attempts, "BY_NAME_ELSEWHERE", attempts.BY_NAME)
    for name, addresses in (("li", ["192.0.2.1"] * 12), ("wang", [f"192.0.2.{number}" for number in range(12)])):
        clients = [Client(REMOTE_ADDR=address) for address in addresses]
        answers = threads(*(partial(sign_in, client, name, password="wrong") for client in clients))
        statuses = [answer.status_code for answer in answers]
        assert set(statuses) <= {200, 429}
        assert statuses.count(200) <= attempts.BY_NAME
        assert statuses.count(429) >= 12 - attempts.BY_NAME


def test_two_publishers_on_one_account_see_what_the_other_saved(client):
    client.force_login(make_user("Publisher"))
    url = f"{LIST}{make_person().pk}/change/"
    assert send(client, url, full_name="李明", role="Viewer").status_code == 302
    opened = filled_in(client.get(url))
    client.post(url, opened | {"role": "Editor"})
    refused = client.post(url, opened | {"full_name": "李小明"})
    assert "Somebody saved this after you opened it" in refused.content.decode()
    assert client.post(url, filled_in(refused)).status_code == 302
    user = User.objects.get(username="li")
    assert (str(Account.objects.get(pk=user.pk)), role_of(user)) == ("李小明", "Editor")


def test_an_account_lists_its_last_sign_ins_and_everybody_sees_their_own_on_the_desk(client):
    user, stranger = make_person(), make_person("wang")
    for name, address in (("li", "192.0.2.1"), ("li", "192.0.2.2"), ("wang", "192.0.2.3")):
        sign_in(Client(), name, REMOTE_ADDR=address)
    sign_in(Client(), password="wrong", REMOTE_ADDR="192.0.2.4")
    client.force_login(make_user("Publisher"))
    page = client.get(f"{LIST}{user.pk}/change/").content.decode()
    assert re.findall(r"192\.0\.2\.\d", page) == ["192.0.2.4", "192.0.2.2", "192.0.2.1"]
    assert page.count("failed to sign in") == 1
    User.objects.filter(pk=user.pk).update(username="another-name")
    assert client.get(f"{LIST}{user.pk}/change/").content.decode().count("failed to sign in") == 1
    client.force_login(stranger)
    desk = client.get("/admin/").content.decode()
    assert "192.0.2.3" in desk
    assert "192.0.2.1" not in desk
    assert "Was one of them not you?" in desk
