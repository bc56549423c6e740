"""The second step of signing in: codes of a telephone, recovery codes, and the setting that asks them of everybody."""

import base64
import re
import secrets
from importlib import import_module

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from portal.access import second_factor
from portal.models import AuditEntry, SecondFactor, triggers
from tests.admin_pages import make_user
from tests.factories import make_exhibition
from tests.portal.access.test_accounts import PASSWORD, is_in, make_person, sign_in, step

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CODE, KEEP, SET_UP = "/admin/login/code/", "/admin/second-factor/", "/admin/second-factor/set-up/"
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` sets the time by which codes are judged."""

    def set_to(seconds):
        monkeypatch.setattr("portal.access.second_factor.step_now", lambda: seconds // second_factor.CODE_SECONDS)

    set_to(3_000_000_000)
    return set_to


def code(steps_from_now=0):
    return second_factor.code_at(SECRET, second_factor.step_now() + steps_from_now)


def give_factor(user):
    SecondFactor.objects.create(user=user, secret=second_factor.sealed_secret(SECRET))
    return second_factor.new_codes(user)


# RFC 6238, appendix B: the last six digits of what it gives for SHA-1
@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, expected):
    assert second_factor.code_at(SECRET, seconds // 30) == expected


def test_a_password_alone_signs_nobody_in_who_has_a_second_factor(clock):
    give_factor(make_person())
    draft, client = make_exhibition(published_at=None), Client()
    assert sign_in(client).headers["Location"] == CODE
    assert not is_in(client)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert not AuditEntry.objects.filter(action="signed-in").exists()
    assert "not right" in client.post(CODE, {"code": "000000"}).content.decode()
    assert client.post(CODE, {"code": f" {code()[:3]} {code()[3:]} "}).headers["Location"] == "/admin/"
    assert is_in(client)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["sign-in-failed", "signed-in"]


@pytest.mark.engine("sqlite", "postgresql")
def test_a_code_is_taken_once_and_within_a_step_of_its_time(clock):
    user = make_person()
    give_factor(user)
    assert not second_factor.accept(user, code(-2))
    assert not second_factor.accept(user, code(2))
    assert second_factor.accept(user, code(-1))
    assert second_factor.accept(user, code())
    assert not second_factor.accept(user, code())
    assert not second_factor.accept(user, code(-1))


def test_a_recovery_code_signs_in_once_and_is_kept_as_a_digest(clock):
    user = make_person()
    codes = give_factor(user)
    assert len(set(codes)) == 10
    assert not set(codes) & set(SecondFactor.objects.get().recovery_codes)
    for attempt, target in ((codes[0].upper(), "/admin/"), (codes[0], None)):
        client = Client()
        sign_in(client)
        assert client.post(CODE, {"code": attempt}).headers.get("Location") == target
    assert len(SecondFactor.objects.get().recovery_codes) == 9


def test_recovery_codes_and_sessions_outlive_a_change_of_the_secret_key(clock, client, settings):
    user = make_person()
    codes = give_factor(user)
    client.force_login(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    assert client.get("/admin/").status_code == 200
    assert second_factor.accept(user, codes[0])
    assert not second_factor.accept(user, codes[0])
    settings.SECRET_KEY_FALLBACKS = []
    assert not second_factor.accept(user, codes[1])


def test_a_code_typed_with_a_chinese_input_method_is_read_and_no_character_upsets_the_page(clock):
    wide = {ord("0") + digit: ord("０") + digit for digit in range(10)}
    user = make_person()
    codes = give_factor(user)
    client = Client()
    sign_in(client)
    for typed in ("验证码一二三四五六", "①②③④⑤⑥"):
        assert "not right" in client.post(CODE, {"code": typed}).content.decode()
    assert client.post(CODE, {"code": code().translate(wide)}).headers["Location"] == "/admin/"
    assert "not right" in client.post(KEEP, {"code": "一二三四五六"}).content.decode()
    assert second_factor.accept(user, codes[0].replace("-", "－").translate(wide))
    SecondFactor.objects.all().delete()
    assert "no code of the application" in client.post(SET_UP, {"code": "一二三四五六"}).content.decode()


def test_the_second_step_needs_the_first_and_ends_with_it(clock):
    user = make_person()
    give_factor(user)
    assert Client().get(CODE).headers["Location"] == "/admin/login/"
    client = Client()
    sign_in(client)
    user.set_password("changed meanwhile by its owner")
    user.save()
    assert client.post(CODE, {"code": code()}).headers["Location"] == "/admin/login/"
    assert not is_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(CODE).status_code == 302


@pytest.mark.engine("sqlite", "postgresql")
def test_ten_wrong_codes_from_anywhere_close_the_second_step_until_a_publisher_unlocks_it(clock, client):
    user = make_person()
    give_factor(user)
    statuses = []
    for place in range(11):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{place}")
        sign_in(guesser)
        statuses.append(guesser.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [200] * 10 + [429]
    assert guesser.post(CODE, {"code": code()}).status_code == 429
    client.force_login(make_user("Publisher"))
    step(client, user, "unlock")
    assert guesser.post(CODE, {"code": code()}).status_code == 302


def test_somebody_sets_it_up_gets_recovery_codes_once_and_takes_it_off(clock, client, settings):
    user = make_person()
    client.force_login(user)
    assert client.get(KEEP).headers["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
    picture = client.get("/admin/second-factor/qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    assert "no-store" in picture["Cache-Control"]
    assert "no code of the application" in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert not SecondFactor.objects.exists()
    shown = client.post(SET_UP, {"code": second_factor.code_at(secret, second_factor.step_now())})
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", shown.content.decode())
    assert len(codes) == 10
    assert Fernet(settings.SECOND_FACTOR_KEYS[0]).decrypt(SecondFactor.objects.get().secret.encode()).decode() == secret
    assert "no-store" in shown["Cache-Control"]
    assert client.get(SET_UP).headers["Location"] == KEEP
    assert client.get("/admin/second-factor/qr.svg").status_code == 404

    fresh = re.findall(r"<code>(\w{5}-\w{5})</code>", client.post(KEEP, {"code": codes[0], "_codes": "yes"}).content.decode())
    assert len(fresh) == 10
    assert "not right" in client.post(KEEP, {"code": codes[1], "_off": "yes"}).content.decode()
    assert client.post(KEEP, {"code": fresh[0], "_off": "yes"}).status_code == 302
    assert not SecondFactor.objects.exists()
    done = AuditEntry.objects.filter(action="account").order_by("pk").values_list("detail", flat=True)
    assert [detail.split('"')[3] for detail in done] == ["factor", "codes", "factor-removed"]


def test_a_publisher_resets_the_second_factor_of_another(clock, client):
    user = make_person()
    give_factor(user)
    client.force_login(make_user("Publisher"))
    step(client, user, "second-factor")
    assert not SecondFactor.objects.exists()
    assert sign_in(Client()).headers["Location"] == "/admin/"


def test_where_it_is_required_nobody_sees_anything_before_it_is_set_up(clock, client, settings):
    settings.STAFF_MFA_REQUIRED = True
    draft = make_exhibition(published_at=None)
    sign_in(client, make_person().username, PASSWORD)
    for url in ("/admin/", "/admin/initiatives/exhibition/", draft.get_absolute_url(), "/admin/papers/x/", "/en/"):
        assert client.get(url).headers["Location"].partition("?")[0] == SET_UP, url
    page = client.get(SET_UP).content.decode()
    assert "Everybody on the staff signs in with a second factor" in page
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    client.post(SET_UP, {"code": second_factor.code_at(secret, second_factor.step_now())})
    assert is_in(client)
    clock(3_000_000_060)
    now = second_factor.code_at(secret, second_factor.step_now())
    assert client.post(KEEP, {"code": now, "_off": "yes"}).status_code == 200
    assert SecondFactor.objects.exists()
    assert not Client().get("/en/").wsgi_request.session.accessed, "nobody is asked who they are on a public page"


def new_key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def opens(key):
    """Whether this key alone opens the secret that is kept."""
    try:
        return Fernet(key).decrypt(SecondFactor.objects.get().secret.encode()).decode() == SECRET
    except InvalidToken:
        return False


def test_each_sign_in_encrypts_with_the_first_key_and_every_key_decrypts(clock, settings, capsys):
    (old,), new = settings.SECOND_FACTOR_KEYS, new_key()
    user = make_person()
    give_factor(user)
    settings.SECOND_FACTOR_KEYS = [new, old]
    assert not second_factor.accept(user, "000000")
    assert (opens(new), opens(old)) == (False, True)
    assert second_factor.accept(user, code())
    assert (opens(new), opens(old)) == (True, False)
    settings.SECOND_FACTOR_KEYS = [old, new]
    call_command("encrypt_second_factors")
    assert "1 encrypted with the first key." in capsys.readouterr().out
    assert (opens(new), opens(old)) == (False, True)


def test_whose_key_is_lost_is_told_signs_in_with_a_recovery_code_and_sets_it_up_anew(clock, settings, capsys):
    user = make_person()
    codes = give_factor(user)
    settings.SECOND_FACTOR_KEYS, settings.STAFF_MFA_REQUIRED = [new_key()], True
    call_command("encrypt_second_factors")
    assert f"No key opens those of: {user.username}" in capsys.readouterr().out
    client = Client()
    assert sign_in(client).headers["Location"] == CODE, "a password alone is still not enough"
    assert "its key was lost" in client.get(CODE).content.decode()
    assert "not right" in client.post(CODE, {"code": code()}).content.decode()
    assert client.post(CODE, {"code": codes[0]}).headers["Location"] == SET_UP
    assert {client.get(url).headers["Location"].partition("?")[0] for url in ("/admin/", KEEP)} == {SET_UP}
    page = client.get(SET_UP).content.decode()
    assert "take the former entry off your telephone" in page
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    client.post(SET_UP, {"code": second_factor.code_at(secret, second_factor.step_now())})
    assert is_in(client)
    assert second_factor.unreadable() == []


def test_where_a_key_is_lost_a_publisher_resets_the_second_factor(clock, client, settings):
    user = make_person()
    give_factor(user)
    settings.SECOND_FACTOR_KEYS = [new_key()]
    client.force_login(make_user("Publisher"))
    step(client, user, "second-factor")
    assert sign_in(Client()).headers["Location"] == "/admin/"


def test_without_a_key_none_is_set_up_and_where_some_are_the_portal_does_not_start(client, settings):
    user = make_person()
    settings.SECOND_FACTOR_KEYS = []
    second_factor.require_keys()
    client.force_login(user)
    assert "SECOND_FACTOR_KEYS" in client.get(SET_UP, follow=True).content.decode()
    SecondFactor.objects.create(user=user, secret="x")
    with pytest.raises(ImproperlyConfigured, match="SECOND_FACTOR_KEYS"):
        second_factor.require_keys()


@pytest.mark.engine("sqlite", "postgresql")
def test_an_upgrade_asks_for_a_key_before_its_first_migration_and_encrypts_the_secrets_of_before(settings):
    name = "0015_secrets_are_encrypted"
    migration = import_module(f"portal.migrations.{name}")
    user, keys = make_person(), settings.SECOND_FACTOR_KEYS
    SecondFactor.objects.create(user=user, secret=SECRET)
    for key in MigrationLoader(connection, replace_migrations=False).graph.backwards_plan(("portal", name)):
        MigrationRecorder(connection).record_unapplied(*key)
    settings.SECOND_FACTOR_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="SECOND_FACTOR_KEYS is not set"):
        call_command("migrate", verbosity=0)
    assert triggers.missing_triggers(connection) == [], "nothing was begun"
    settings.SECOND_FACTOR_KEYS = keys
    migration.encrypt(apps, None)
    migration.encrypt(apps, None)
    assert opens(keys[0])
    settings.SECOND_FACTOR_KEYS = [new_key()]
    with pytest.raises(ImproperlyConfigured, match=user.username):
        migration.decrypt(apps, None)
    settings.SECOND_FACTOR_KEYS = keys
    migration.decrypt(apps, None)
    assert SecondFactor.objects.get().secret == SECRET
