"""A database that is away, hanging, full or busy: what a visitor and the staff are told, and what stays a fault of ours."""

import sqlite3
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DataError, OperationalError, ProgrammingError, connection, transaction
from django.db.utils import ConnectionHandler
from django.test import Client
from justhtml import JustHTML

from portal.enquiries import handling
from portal.models import Enquiry
from portal.server import database_outages
from portal.server.body_limits import STAFF_COOKIE
from portal.server.database_outages import is_busy, is_outage
from portal.server.postgresql.base import limit_web_process
from tests.admin_pages import make_user
from tests.factories import make_enterprise
from tests.origins import FROM_ELSEWHERE, FROM_HERE
from tests.page import read

pytestmark = pytest.mark.django_db
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TYPED = {
    "name": "Ana <b>",
    "email": "ana@example.org",
    "country": "PT",
    "role": "museum",
    "message": '\nIn "spring"?\r\n\r\nAna',
    "consent": "on",
}
SAYS = {"en": "The portal is not available for the moment", "zh-hans": "网站暂时无法访问"}


@pytest.fixture(autouse=True)
def no_outage_before():
    database_outages.outage.__init__()


@pytest.fixture
def browser():
    """A browser whose server does not pass errors on to the test."""
    return Client(raise_request_exception=False, headers=HTML)


@contextmanager
def answering(error):
    """Whatever is asked of the database, it answers `error`."""

    def fail(*asked):
        raise type(error)(*error.args) from error.__cause__

    with connection.execute_wrapper(fail):
        yield


def mistakes(response):
    """What is not HTML in a page."""
    return [str(mistake) for mistake in JustHTML(response.content.decode(), collect_errors=True, sanitize=False).errors]


def away():
    return answering(OperationalError("connection refused"))


@pytest.mark.parametrize("language", SAYS)
@pytest.mark.parametrize("path", ["", "exhibitions/", "search/?q=silk", "no-such-page/lost/", "privacy/"])
def test_a_visitor_is_told_in_the_language_of_the_address(browser, language, path):
    browser.cookies["shortlist"] = "silk-road"
    with away():
        response = browser.get(f"/{language}/{path}")
    page = read(response.content.decode())
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert page.one("html")["lang"] == {"en": "en", "zh-hans": "zh-Hans"}[language]
    assert page.one("h1").text == SAYS[language]
    assert page.one("main").links()[f"/{language}/{path}"]
    assert page.one("main").one("code").text == response["X-Request-ID"]
    assert page.one("nav", cls="nav-wide").links()
    assert mistakes(response) == []


def test_what_asks_for_no_page_gets_a_line(browser):
    with away():
        for path, accept in (
            ("/en/feed.xml", "application/atom+xml"),
            ("/og/en/silk.png", "image/webp,*/*;q=0.8"),
            ("/sitemap.xml", "*/*"),
        ):
            response = browser.get(path, headers={"accept": accept})
            assert (response.status_code, response["Retry-After"], response["Content-Type"]) == (503, "30", "text/plain; charset=utf-8")
            assert response.content.decode() == f"Not available for the moment ({response['X-Request-ID']}).\n"


@pytest.mark.parametrize("is_chosen", [False, True], ids=["en", "zh"])
def test_staff_are_told_in_their_language_and_stay_signed_in(browser, is_chosen):
    browser.force_login(make_user("Editor"))
    cut_short = CookieStorage(None)._encode([Message(20, "Saved."), CookieStorage.not_finished])
    browser.cookies[CookieStorage.cookie_name] = cut_short  # what else there is to tell is in the session
    if is_chosen:
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    with away():
        response = browser.get("/admin/enterprises/enterprise/")
    page = read(response.content.decode())
    assert (response.status_code, page.one("h1").text) == (503, SAYS["zh-hans" if is_chosen else "en"])
    assert page.one("main").links() == {"/admin/enterprises/enterprise/": "重新打开" if is_chosen else "Open it again"}
    assert not response.cookies.get("sessionid")
    assert "Saved." in browser.get("/admin/enterprises/enterprise/").content.decode()


def controls(response):
    """{name: value} of the form by which something is sent again."""
    [form] = read(response.content.decode()).one("main").all("form")
    inputs = {control["name"]: control["value"] for control in form.all("input", type="hidden")}
    return inputs | {area["name"]: area.raw for area in form.all("textarea")}


def test_an_enquiry_comes_back_as_it_was_typed_and_is_sent_again_from_there(browser, monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)
    record = make_enterprise(name_en="Silk <works>")
    address = f"/zh-hans/enquiry/?r={record.pk}"
    sent = TYPED | {"form": handling.new_form(), "sent": "1", "r": record.pk}
    with away():
        response = browser.post(address, sent, headers=FROM_HERE[2])
        assert (response.status_code, mistakes(response)) == (503, [])
        kept = controls(response)
        assert not response.cookies
        kept["message"] = kept["message"].strip(" ").removeprefix("\n")  # as a browser reads a text area
        assert {name: value.replace("\r\n", "\n") for name, value in kept.items()} == sent | {
            "message": sent["message"].replace("\r\n", "\n")
        }
        assert browser.post(address, kept, headers=FROM_HERE[2]).status_code == 503
    assert browser.post(address, kept, headers=FROM_HERE[2]).status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.message) == ("Ana <b>", 'In "spring"?\n\nAna')
    assert list(enquiry.records.all()) == [record.record_ptr]


def test_a_form_of_staff_is_sent_again_with_a_token_that_holds(browser):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False, headers=HTML)
    client.force_login(make_user("Publisher"))
    address = "/admin/portal/sector/add/"
    token = read(client.get(address).content.decode()).all("input", name="csrfmiddlewaretoken")[0]["value"]
    with away():
        response = client.post(address, {"csrfmiddlewaretoken": token, "name_en": "Lace", "name_zh": "花边", "_save": "Save"})
    assert response.status_code == 503
    kept = controls(response)
    assert kept.pop("csrfmiddlewaretoken")
    assert kept == {"name_en": "Lace", "name_zh": "花边", "_save": "Save"}
    # what is longer than the public may send is read by the cookie of the browser alone, and without it not said to be kept
    long = {"csrfmiddlewaretoken": token, "name_en": "Lace " * 60_000, "_save": "Save"}
    with away():
        assert controls(client.post(address, long))["name_en"] == long["name_en"]
        del client.cookies[STAFF_COOKIE]
        unread = read(client.post(address, long).content.decode()).one("main")
    assert (unread.all("form"), unread.links()) == ([], {address: "Open it again"})


def test_nothing_is_given_back_that_another_site_sent_or_that_is_secret(browser):
    with away():
        foreign = browser.post("/en/enquiry/", TYPED, headers=FROM_ELSEWHERE[0])
        sign_in = browser.post("/admin/login/", {"username": "ana", "password": "hush hush"})
    for response, secret in ((foreign, "spring"), (sign_in, "hush")):
        assert response.status_code == 503
        assert secret not in response.content.decode()
        assert read(response.content.decode()).one("main").all("form") == []
        assert read(response.content.decode()).one("main").links()[response.wsgi_request.get_full_path()] == "Open it again"


TOO_COMPLEX = OperationalError("stack depth limit exceeded")  # as Django calls it
TOO_COMPLEX.__cause__ = psycopg.errors.StatementTooComplex()


@pytest.mark.parametrize("error", [ProgrammingError("no such column"), DataError("out of range"), RuntimeError(), TOO_COMPLEX], ids=repr)
def test_a_fault_of_ours_is_none_of_the_database(browser, error):
    with answering(error):
        response = browser.get("/en/exhibitions/")
    assert (response.status_code, response.headers.get("Retry-After")) == (500, None)
    assert response["X-Request-ID"] in response.content.decode()


def raised_by(ask):
    with pytest.raises(Exception) as told, transaction.atomic():  # noqa: PT011  whatever it is
        ask()
    return told.value


@pytest.mark.parametrize("sql", ["SELECT 1 FROM no_such_table", "SELECT no_such_column FROM portal_record", "SELEC 1"])
def test_a_mistake_in_a_query_is_no_outage(sql):
    assert not is_outage(raised_by(lambda: connection.cursor().execute(sql)))


@pytest.mark.engine("sqlite")
def test_sqlite_that_cannot_write_or_be_opened_is_an_outage(tmp_path):
    file = tmp_path / "portal.sqlite3"

    def ask(*statements, name=str(file), **options):
        asked = ConnectionHandler({"default": settings.DATABASES["default"] | {"NAME": name, "OPTIONS": {"timeout": 0} | options}})[
            "default"
        ]
        try:
            with asked.cursor() as cursor:
                for sql in statements:
                    cursor.execute(sql)
        finally:
            asked.close()

    ask("CREATE TABLE one (text)")
    full = raised_by(lambda: ask("PRAGMA max_page_count = 3", "INSERT INTO one VALUES (zeroblob(100000))"))
    read_only = raised_by(lambda: ask("PRAGMA query_only = on", "INSERT INTO one VALUES (1)"))
    missing = raised_by(lambda: ask("SELECT 1", name=str(tmp_path / "no" / "folder")))
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = raised_by(lambda: ask("INSERT INTO one VALUES (1)"))
    other.close()
    assert [is_outage(error) for error in (full, read_only, missing, locked)] == [True] * 4
    assert [is_busy(error) for error in (full, read_only, missing, locked)] == [False, False, False, True]


@pytest.mark.engine("postgresql")
class PostgreSQLTests:
    @pytest.fixture
    def other(self):
        """Another connection to the same database."""
        other = connection.copy()
        yield other
        other.close()

    def test_what_takes_too_long_or_only_reads_or_was_ended_is_an_outage(self, other):
        other.cursor().execute("SET statement_timeout = 1")
        slow = raised_by(lambda: other.cursor().execute("SELECT pg_sleep(9)"))
        ended = raised_by(lambda: other.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())"))
        other.close()
        read_only = raised_by(lambda: other.cursor().execute("BEGIN READ ONLY; CREATE TABLE one ()"))
        assert [is_outage(error) for error in (slow, read_only, ended)] == [True] * 3
        assert [is_busy(error) for error in (slow, read_only, ended)] == [True, False, False]

    def test_a_server_that_is_not_there_is_one(self):
        gone = connection.copy()
        gone.settings_dict = gone.settings_dict | {"HOST": "127.0.0.1", "PORT": "1", "OPTIONS": {}}
        error = raised_by(gone.ensure_connection)
        assert is_outage(error)
        assert not is_busy(error)

    def test_nobody_waits_for_an_answer_without_end(self, other):
        with other.within(0.05):
            error = raised_by(lambda: other.cursor().execute("SELECT pg_sleep(9)"))
        assert is_outage(error)
        assert not other.is_usable()
        other.close_if_unusable_or_obsolete()
        with other.cursor() as cursor:
            assert cursor.execute("SELECT 1").fetchone() == (1,)

    def test_a_request_has_limits_and_a_command_has_none(self, other, monkeypatch):
        def limits():
            with other.cursor() as cursor:
                cursor.execute(
                    "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'), "
                    "current_setting('idle_in_transaction_session_timeout')"
                )
                return cursor.fetchone(), other.connection.patience

        assert limits() == (("0", "0", "0"), None)
        other.close()
        monkeypatch.setattr(type(other), "is_web", False)
        monkeypatch.setattr(type(other), "patience", None)
        limit_web_process()
        assert limits() == (("15s", "10s", "1min"), 20)
        other.close()
        other.settings_dict["OPTIONS"] = other.settings_dict["OPTIONS"] | {"options": "-c lock_timeout=3s"}
        assert limits() == (("15s", "3s", "1min"), 20)

    def test_a_server_that_was_silent_is_left_alone_for_a_moment(self, other, monkeypatch):
        asked = []

        def silent(**params):
            asked.append(params["connect_timeout"])
            raise psycopg.errors.ConnectionTimeout("connection timeout expired")

        monkeypatch.setattr(type(other), "is_web", True)
        monkeypatch.setattr(type(other), "silent_until", 0)
        monkeypatch.setattr(psycopg, "connect", silent)
        with other.within(2):
            assert is_outage(raised_by(other.ensure_connection))
            assert is_outage(raised_by(other.ensure_connection))
        assert asked == [2]


def lines(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "portal.server.database_outages"]


def test_an_outage_is_two_lines_of_the_log_however_many_fail(browser, caplog, monkeypatch):
    clock = iter(range(0, 10_000, 10))
    monkeypatch.setattr(database_outages.time, "monotonic", lambda: next(clock))
    with away():
        for _request in range(5):
            browser.get("/en/exhibitions/")
        told = lines(caplog)
        assert len(told) == 1
        assert told[0].startswith("The database has not answered since 20")
        assert told[0].endswith("requests failed: 1 (OperationalError: connection refused)")
    for _request in range(3):
        assert browser.get("/en/exhibitions/").status_code == 200
    assert lines(caplog)[1:] == ["The database answers again after 0:00:00; requests failed: 5"]


def test_an_outage_that_lasts_is_told_once_a_minute(caplog, monkeypatch):
    seconds = [0]
    monkeypatch.setattr(database_outages.time, "monotonic", lambda: seconds[0])
    outage = database_outages.Outage()
    for seconds[0] in range(0, 150, 2):
        outage.failed(OperationalError("gone\nand more"))
    assert [line.rpartition("failed: ")[2] for line in lines(caplog)] == [f"{count} (OperationalError: gone)" for count in (1, 31, 61)]
    outage.answered()
    outage.failed(OperationalError("again"))  # within the minute: told with the next
    outage.answered()
    assert len(lines(caplog)) == 4
