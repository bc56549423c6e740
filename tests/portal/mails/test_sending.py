"""Mails: written by a request, sent apart from it, each once, whatever the mail server does."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Timer
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core.checks import registry
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import mails
from portal.access.roles import DESK
from portal.enquiries import handling
from portal.mails import password_links, sending, smtp, writing
from portal.mails.sending import claim, hold_unsent, send_due
from portal.mails.server_check import mail_server_is_named
from portal.models import Enquiry, Mail
from portal.server.jobs import worker
from portal.server.jobs.worker import Worker
from tests.admin_pages import make_user
from tests.admin_pages import send as send_form
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    """A mail server that mails go to."""
    server = MailServer()
    settings.EMAIL_BACKEND = "portal.mails.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = None
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.close()


@pytest.fixture
def desk(client):
    """Somebody who answers enquiries has signed in."""
    user = make_user("Editor")
    user.groups.add(Group.objects.get(name=DESK))
    client.force_login(user)
    return client


def write(*names):
    """A mail to each of `names`, for one enquiry."""
    enquiry = Enquiry.objects.create(language="en", email="ana@example.org")
    return [Mail.objects.create(enquiry=enquiry, to=f"{name}@example.org", subject=name, body="B") for name in names]


def later():
    """Every pause and claim is over, as it will be in some hours."""
    Mail.objects.exclude(next_try_at=None).update(next_try_at=timezone.now())


def send():
    """Tries what is due; gives whom the tries were for."""
    return [tried.mail.subject for tried in send_due()]


def test_several_mails_go_over_one_connection_the_oldest_first_and_once(server):
    rows = write("ana", "bo", "chen")
    assert send() == ["ana", "bo", "chen"]
    later()
    with CaptureQueriesContext(connection) as asked:
        assert send() == []
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]  # a worker that idles keeps no writer waiting
    assert server.connections == 1
    assert [(to, message["Message-ID"]) for to, message in server.taken] == [(row.to, row.message_id) for row in rows]
    assert len({row.message_id for row in rows}) == 3
    assert not Mail.objects.unsent().exists()


@pytest.mark.parametrize("goodbye", [None, "421 too late", "2" * 9000])
def test_what_the_server_took_is_sent_however_it_says_goodbye(server, goodbye):
    server.answers["QUIT"] = goodbye
    write("ana")
    assert [tried.error for tried in send_due()] == [None]
    later()
    assert send() == []
    assert len(server.taken) == 1


def test_a_server_that_hangs_up_before_it_says_that_it_took_a_mail_gets_the_same_again(server):
    server.answers["MESSAGE"] = None
    [row] = write("ana")
    assert send() == ["ana"]
    assert send() == []  # not at once
    row.refresh_from_db()
    assert (row.sent_at, row.tries) == (None, 1)
    assert "Connection unexpectedly closed" in row.error
    server.answers.clear()
    later()
    assert send() == ["ana"]
    first, second = server.seen
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])
    assert first["Message-ID"] == row.message_id


def test_who_is_refused_keeps_nobody_waiting_and_is_given_up_after_three_tries(server, desk):
    server.answers["RCPT TO:<gone@"] = "550 5.1.1 no\0 such user"
    gone, _ana = write("gone", "ana")
    page, button = f"/admin/portal/enquiry/{gone.enquiry_id}/change/", f"/admin/portal/enquiry/{gone.enquiry_id}/mails/{gone.pk}/"
    assert send() == ["gone", "ana"]
    assert [to for to, _message in server.taken] == ["ana@example.org"]
    assert "could not be sent: 550 5.1.1 no such user" in desk.get(page).content.decode()
    for _try in range(2):
        later()
        assert send() == ["gone"]
    later()
    assert send() == []
    assert "given up after 3 tries" in desk.get(page).content.decode()
    assert "a mail could not be sent" in desk.get("/admin/").content.decode()
    server.answers.clear()
    desk.post(button)
    assert "is tried again now" in desk.get(page).content.decode()
    assert len(server.taken) == 1  # not in the request
    assert send() == ["gone"]
    desk.post(button)
    assert send() == []
    assert server.taken[1][1]["Message-ID"] == gone.message_id


def test_where_no_server_answers_one_mail_waits_for_it_and_the_command_says_so(server, capsys):
    server.answers["CONNECT"] = "421 not today"
    rows = write("ana", "bo", "chen")
    with pytest.raises(CommandError, match="421 not today"):
        call_command("send_mails")
    assert capsys.readouterr().out == "Mails sent: 0, not taken: 1, still unsent: 3.\n"
    assert send() == []
    assert server.connections == 1
    assert sorted(Mail.objects.values_list("tries", flat=True)) == [0, 0, 1]
    assert mails.mails_waiting(timedelta(0)) == 3
    assert mails.mails_waiting(timedelta(minutes=5)) == 0
    server.answers.clear()
    later()
    call_command("send_mails")
    assert "sent: 3, not taken: 0, still unsent: 0" in capsys.readouterr().out
    assert {message["Message-ID"] for _to, message in server.taken} == {row.message_id for row in rows}
    assert mails.mails_waiting(timedelta(0)) == 0


def test_pauses_grow_until_a_mail_is_given_up_after_days(server):
    server.answers["RCPT"] = "450 later"
    [row] = write("ana")
    waited = []
    while Mail.objects.due().exists():
        before = timezone.now()
        assert send() == ["ana"]
        row.refresh_from_db()
        waited.append(row.next_try_at and row.next_try_at - before)
        later()
    minutes = [round(each / timedelta(minutes=1)) for each in waited[:-1]]
    assert minutes[:8] == [5, 10, 20, 40, 80, 160, 320, 360]
    assert set(minutes[8:]) == {360}
    assert (row.tries, row.is_given_up) == (40, True)


def test_a_server_that_has_enough_of_one_connection_gets_the_next_mail_over_another(server, monkeypatch):
    write("ana", "bo", "chen")
    taken = send_due()
    next(taken)
    server.answers["MAIL"] = "421 enough"
    assert next(taken).is_of_server
    server.answers.clear()
    assert next(taken).error is None
    assert list(taken) == []
    assert server.connections == 2


@pytest.mark.parametrize("verb", ["CONNECT", "EHLO", "MESSAGE"])
def test_a_server_that_drips_holds_nobody_beyond_the_deadline(server, monkeypatch, verb):
    monkeypatch.setattr(smtp, "DEADLINE", 0.15)
    server.drips = (verb,)
    write("ana", "bo")
    started = time.monotonic()
    assert send() == ["ana"]
    assert time.monotonic() - started < 5
    assert Mail.objects.unsent().count() == 2


def test_a_deadline_ends_nothing_that_comes_after_it(server, monkeypatch):
    timers = []
    monkeypatch.setattr(smtp.threading, "Timer", lambda *arguments: timers.append(Timer(*arguments)) or timers[-1])
    write("ana", "bo")
    assert send() == ["ana", "bo"]
    assert len(timers) >= 3
    assert [timer for timer in timers if not timer.finished.is_set()] == []


def test_a_mail_that_cannot_be_written_out_keeps_no_other_waiting(server):
    odd, _ana = write("odd", "ana")
    Mail.objects.filter(pk=odd.pk).update(subject="a\nb")
    assert len(send()) == 2
    assert [to for to, _message in server.taken] == ["ana@example.org"]


def test_what_the_server_took_is_kept_though_the_database_is_away_for_a_moment(server, monkeypatch):
    rows, failures = type(Mail.objects.all()), [OperationalError("terminating"), OperationalError("no route")]
    update = rows.update

    def update_or_fail(found, **changes):
        if changes.get("sent_at") and failures:
            raise failures.pop()
        return update(found, **changes)

    monkeypatch.setattr(rows, "update", update_or_fail)
    monkeypatch.setattr(sending.time, "sleep", lambda _seconds: None)
    [row] = write("ana")
    assert [tried.error for tried in send_due()] == [None]
    row.refresh_from_db()
    assert (failures, bool(row.sent_at)) == ([], True)


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_sends_each_mail(server, threads):
    rows = write("ana", "bo", "chen", "du")
    server.seconds = 0.01
    tried = threads(*[send for _worker in range(3)])
    assert sorted(name for names in tried for name in names) == ["ana", "bo", "chen", "du"]
    assert sorted(message["Message-ID"] for _to, message in server.taken) == sorted(row.message_id for row in rows)


def test_whoever_is_killed_leaves_its_mail_to_be_tried_after_its_pause(server):
    killed, _bo = write("ana", "bo")
    assert claim(killed)  # and then no more
    assert send() == ["bo"]
    later()
    sending.failed(killed, OSError("by somebody who was only slow"))
    killed.refresh_from_db()
    assert killed.error == ""
    assert send() == ["ana"]
    assert server.taken[1][1]["Message-ID"] == killed.message_id


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_told_to_end_finishes_the_mail_it_has_in_hand(server, settings, threads):
    write("ana", "bo")
    server.may_take.clear()

    def run():
        command = [sys.executable, "manage.py", "work", "--parent", str(os.getpid())]
        with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(server)) as working:
            assert server.has_read.wait(60) or working.kill()
            working.send_signal(signal.SIGTERM)
            server.may_take.set()
        assert working.returncode == 0
        assert [row.subject for row in Mail.objects.unsent()] == ["bo"]

    threads(run)
    assert [to for to, _message in server.taken] == ["ana@example.org"]


def environment(server):
    """Of another process that works on the database of the tests."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{quote(name)}").geturl()
    return os.environ | {"DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}


def test_a_worker_waits_for_its_database_and_a_job_that_fails_keeps_no_other_waiting(monkeypatch, caplog):
    now, done, closed, slept = [0.0], [], [], []

    def away():
        raise OperationalError("could not connect\nIs the server running?")
        yield

    def broken():
        yield 1 / 0

    def sound():
        yield done.append(1)

    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(worker.connections, "close_all", lambda: closed.append(1))
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    working = Worker([away, broken, sound])
    for _turn in range(20):
        working.turn()
        now[0] += 7
    assert len(done) == len(closed) == 20
    lines = [record.getMessage().replace(broken.__qualname__, "broken") for record in caplog.records]
    told = ["The worker waits for the database: could not connect Is the server running?", "A job of the worker failed: broken"]
    assert lines == told * 3  # in 133 seconds
    assert working.failures
    working.jobs = [sound]
    working.turn()
    assert working.failures == 0  # nor does it rest for longer any more
    monkeypatch.setattr(worker.time, "sleep", lambda seconds: slept.append(now.append(now.pop() + seconds)))
    working.rest(1)
    assert slept
    working.end()
    slept.clear()
    working.rest(60)
    assert slept == []
    assert [Worker([], parent).is_over() for parent in (None, os.getppid(), os.getpid())] == [False, False, True]


def test_a_request_writes_a_mail_and_asks_no_server(server, client, monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)
    hidden = re.findall(r'<input type="hidden" name="(form|sent)" value="([^"]+)"', client.get("/en/enquiry/").content.decode())
    typed = {"name": "Ana", "email": "ana@example.org", "country": "PT", "role": "museum", "message": "May we?", "consent": "on"}
    assert client.post("/en/enquiry/", dict(hidden) | typed).status_code == 302
    assert server.connections == 0
    [row] = Mail.objects.due()
    assert send() == [row.subject]
    assert server.taken[0][1].get_payload(decode=True).decode() == row.body


def test_the_link_of_a_mail_stands_nowhere_but_in_the_mail(server, client):
    """Not in the rows, which a backup holds, while it waits; and not even encrypted once it is sent or given up."""
    client.force_login(make_user("Publisher"))
    for name in ("wang", "gone"):
        invited = send_form(client, "/admin/portal/account/add/", full_name=name, email=f"{name}@example.org", role="Editor")
        assert "set-password" in invited.content.decode()
    waits = [*Mail.objects.values_list("body", flat=True)]
    assert not [body for body in waits if "set-password" in body or "wang" in body]
    server.answers["RCPT TO:<gone@"] = "550 no such user"
    for _try in range(3):
        assert send()
        later()
    [(to, message)] = server.taken
    assert to == "wang@example.org"
    assert "/admin/set-password/" in message.get_payload(decode=True).decode()
    assert Mail.objects.get(to="gone@example.org").is_given_up
    assert [*Mail.objects.values_list("body", flat=True)] == ["", ""]
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.update(body="https://portal.example.org/admin/set-password/")
    page = f"/admin/portal/account/{User.objects.get(email='gone@example.org').pk}/change/"
    Mail.objects.create(to="gone@example.org", subject="Going Global: a fault", error="451 of a fault")
    assert "550 no such user" in client.get(page).content.decode()
    assert "451 of a fault" not in client.get(page).content.decode()


def test_the_text_of_what_is_private_is_kept_no_longer_than_until_it_is_sent(server):
    writing.write_mail("li@example.org", "mails/to_the_desk.txt", "en", is_private=True, link="https://portal.example.org/")
    (given_up,) = write("gone")
    Mail.objects.filter(pk=given_up.pk).update(is_private=True)
    hold_unsent()
    assert [*Mail.objects.values_list("body", flat=True)] == ["", ""]
    row = writing.write_mail("li@example.org", "mails/to_the_desk.txt", "en", is_private=True, link="https://portal.example.org/")
    assert send() == [row.subject]
    assert "https://portal.example.org/" in server.taken[0][1].get_payload(decode=True).decode()
    row.refresh_from_db()
    assert (row.body, row.sent_at is None) == ("", False)


def test_a_link_that_works_no_longer_is_not_mailed(server):
    row = password_links.write_link("li@example.org", "Link", "the link", timezone.now() + timedelta(hours=1))
    Mail.objects.update(expires_at=timezone.now())
    assert send() == []
    password_links.write_link("li@example.org", "Link", "another", timezone.now() + timedelta(hours=1))
    assert not Mail.objects.filter(pk=row.pk).exists()
    assert send() == ["Link"]
    assert server.taken[0][1].get_payload(decode=True) == b"another\n"


def test_a_link_that_no_key_of_today_opens_says_so(server, settings):
    password_links.write_link("li@example.org", "Link", "the link", timezone.now() + timedelta(hours=1))
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert send() == ["Link"]
    assert "encrypted under another SECRET_KEY" in Mail.objects.get().error
    settings.SECRET_KEY_FALLBACKS = [before]
    later()
    assert send() == ["Link"]
    assert len(server.taken) == 1


def test_what_a_backup_brings_back_unsent_waits_for_somebody_to_decide(server, desk):
    sent, unsent = write("ana", "bo")
    Mail.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    password_links.write_link("li@example.org", "Link", "the link", timezone.now() + timedelta(hours=1))
    hold_unsent()
    assert send() == []
    page = desk.get(f"/admin/portal/enquiry/{unsent.enquiry_id}/change/").content.decode()
    assert page.count("it comes from a backup, and may have been sent since") == 1
    assert page.count("Try now") == 1
    assert [*Mail.objects.filter(enquiry=None).values_list("body", "next_try_at")] == [("", None)]
    desk.post(f"/admin/portal/enquiry/{unsent.enquiry_id}/mails/{unsent.pk}/")
    assert send() == ["bo"]


def test_a_server_without_a_mail_server_is_no_server(settings):
    assert mail_server_is_named in registry.registry.deployment_checks
    settings.LOCAL, settings.EMAIL_URL_IS_SET = False, False
    assert [error.id for error in mail_server_is_named(None)] == ["portal.E001"]
    settings.EMAIL_URL_IS_SET = True
    assert mail_server_is_named(None) == []
    settings.LOCAL, settings.EMAIL_URL_IS_SET = True, False
    assert mail_server_is_named(None) == []
