"""What needs somebody on a server: each thing is told while it is so, by the command, by mail and on the desk."""

import json
import shutil
from collections import namedtuple
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.desk.alerts import checks, mailing
from portal.models import Enquiry, Mail, triggers
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def backup(kept, tmp_path_factory):
    path = tmp_path_factory.mktemp("backups") / "going-global-2026-01-02-030405.zip"
    call_command("backup", path, stdout=StringIO())
    return path


@pytest.fixture(autouse=True)
def a_server_in_order(settings, tmp_path, monkeypatch, backup):
    """A backup of this night, and a check that finds nothing."""
    settings.VAR, settings.BACKUP_FOLDER, settings.MEDIA_ROOT = tmp_path, tmp_path / "backups", tmp_path / "media"
    settings.ALERT_MAIL = ["operators@example.org"]
    monkeypatch.setattr("portal.management.commands.alerts.of_the_settings", list)
    shutil.copytree(backup.parent, settings.BACKUP_FOLDER)
    cache.clear()


def told(*options):
    """(the lines that the command prints, whether it ends well)"""
    out = StringIO()
    try:
        call_command("alerts", *options, stdout=out)
    except CommandError:
        return out.getvalue().splitlines(), False
    return out.getvalue().splitlines(), True


def the_backup(settings):
    [path] = settings.BACKUP_FOLDER.iterdir()
    return path


def test_nothing_needs_anybody_where_all_is_well():
    assert told() == (["Nothing needs anybody."], True)


def test_a_missing_backup_is_told(settings):
    the_backup(settings).unlink()
    for _time in range(2):
        assert told() == ([f"There is no backup in {settings.BACKUP_FOLDER}."], False)
        shutil.rmtree(settings.BACKUP_FOLDER, ignore_errors=True)
    settings.BACKUP_HOURS = 0
    assert told()[1] is True


def test_a_backup_that_is_too_old_is_told_with_its_moment(settings, monkeypatch):
    late = timezone.now() + timedelta(hours=26, minutes=1)
    moment = checks.moment_in_words(timezone.now())
    monkeypatch.setattr(checks.timezone, "now", lambda: late)
    assert told() == ([f"The last backup is of {moment}."], False)
    settings.BACKUP_HOURS = 27
    assert told()[1] is True


def test_a_backup_that_broke_off_is_told_though_an_older_one_is_whole(settings):
    whole = the_backup(settings)
    torn = settings.BACKUP_FOLDER / "going-global-9999-01-01-000000.zip"
    torn.write_bytes(whole.read_bytes()[:-100])
    assert told() == ([f"The last backup cannot be read: {torn}."], False)


def test_a_disk_that_is_nearly_full_is_told_once(monkeypatch, settings):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _place: usage(123_456_789))
    assert told() == ([f"The disk of {settings.VAR} is nearly full: 123 MB are left."], False)


@pytest.mark.engine("sqlite", "postgresql")
def test_a_database_that_lacks_a_trigger_or_a_migration_is_told(monkeypatch):
    found = triggers.present(connection)
    monkeypatch.setattr(triggers, "present", lambda connection: found)
    del found["kept_event_deleted"]
    Mail.objects.create(to="a@example.org", subject="s", at=timezone.now() - timedelta(hours=1))  # of which is told afterwards
    assert told() == (["The database lacks the trigger kept_event_deleted: run “manage.py migrate” again."], False)
    MigrationRecorder(connection).record_unapplied("portal", "0001_initial")
    assert told() == (["The database lacks migrations: the upgrade is not finished."], False)


def test_a_database_that_does_not_answer_is_told(monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(checks, "of_the_database", gone)
    assert told() == (["The database does not answer."], False)


@pytest.mark.engine("sqlite", "postgresql")
def test_mails_that_wait_or_were_given_up_are_told():
    now = timezone.now()
    Mail.objects.create(to="a@example.org", subject="s", body="b", next_try_at=now + timedelta(hours=1))
    assert told()[1] is True
    Mail.objects.update(at=now - timedelta(minutes=31))
    assert told() == (["1 mail waits for more than 30 minutes."], False)
    Mail.objects.update(next_try_at=now - timedelta(minutes=31))
    assert "Does “manage.py work” run?" in told()[0][0]
    Mail.objects.update(next_try_at=None)
    assert told() == (["1 mail was given up."], False)
    Mail.objects.update(at=now - timedelta(days=14))
    assert told()[1] is True
    Mail.objects.update(enquiry=Enquiry.objects.create(language="en"))
    assert told()[1] is False
    Enquiry.objects.update(state=Enquiry.State.CLOSED)
    assert told()[1] is True


@pytest.mark.engine("sqlite", "postgresql")
def test_a_mail_whose_link_works_no_longer_needs_nobody():
    now = timezone.now()
    link = {"to": "a@example.org", "subject": "s", "expires_at": now + timedelta(hours=1)}
    Mail.objects.create(**link, at=now - timedelta(hours=1), next_try_at=now + timedelta(minutes=9))
    Mail.objects.create(**link, next_try_at=None)
    assert told() == (["1 mail waits for more than 30 minutes.", "1 mail was given up."], False)
    Mail.objects.update(expires_at=now)
    Mail.objects.filter(next_try_at__isnull=False).update(next_try_at=now - timedelta(hours=1))
    assert told()[1] is True


def test_what_the_deployment_check_warns_of_is_told(settings, monkeypatch):
    monkeypatch.undo()
    settings.SECRET_KEY = "short"
    assert any("SECRET_KEY" in line for line in told()[0])
    settings.SILENCED_SYSTEM_CHECKS = ["security.W009"]
    assert not any("SECRET_KEY" in line for line in told()[0])


class MailTests:
    def test_what_is_new_is_mailed_at_once_and_the_same_again_after_a_day(self, settings, monkeypatch):
        told("--mail")
        assert mail.outbox == []
        path = the_backup(settings)
        kept = path.read_bytes()
        path.unlink()
        for _time in range(3):
            assert told("--mail")[1] is False
        assert [(each.to, each.subject) for each in mail.outbox] == [
            (["operators@example.org"], f"[testserver] There is no backup in {settings.BACKUP_FOLDER}.")
        ]
        kept_at = json.loads(mailing.mailed_file().read_text())["at"]
        later = timezone.datetime.fromisoformat(kept_at) + mailing.MAILED_AGAIN_AFTER
        with monkeypatch.context() as patch:
            patch.setattr(mailing.timezone, "now", lambda: later)
            told("--mail")
        assert len(mail.outbox) == 2
        path.write_bytes(kept)
        told("--mail")
        told("--mail")
        assert [each.subject for each in mail.outbox[2:]] == ["[testserver] All is well again"]

    def test_what_is_over_and_comes_back_is_new_though_something_else_lasted(self, settings):
        the_backup(settings).unlink()
        told("--mail")
        for waits in (True, False, True):
            Mail.objects.all().delete()
            if waits:
                Mail.objects.create(to="a@example.org", subject="s", next_try_at=None)
            told("--mail")
        assert [each.subject for each in mail.outbox[1:]] == ["[testserver] 2 things need somebody"] * 2

    def test_a_mail_server_that_is_down_is_asked_again(self, settings, monkeypatch):
        the_backup(settings).unlink()
        with monkeypatch.context() as patch:
            patch.setattr(mailing.EmailMessage, "send", lambda _mail: (_ for _ in ()).throw(ConnectionRefusedError("down")))
            with pytest.raises(CommandError, match="could not be mailed"):
                call_command("alerts", "--mail", stdout=StringIO())
        told("--mail")
        assert len(mail.outbox) == 1
        mailing.mailed_file().write_text('{"keys": ["back')
        told("--mail")
        assert len(mail.outbox) == 2

    def test_a_unit_that_failed_is_mailed_each_time_and_nothing_else(self, settings):
        the_backup(settings).unlink()
        for _time in range(2):
            assert told("--failed", "going-global-web.service")[1] is True
        assert [each.body.strip() for each in mail.outbox] == [
            "going-global-web.service failed: journalctl -u going-global-web.service"
        ] * 2

    def test_nobody_to_mail_to_is_an_error(self, settings):
        settings.ALERT_MAIL = []
        with pytest.raises(CommandError, match="ALERT_MAIL is not set"):
            call_command("alerts", "--mail")


class DeskTests:
    def notices(self, client, user, language="en"):
        client.force_login(user)
        client.cookies["django_language"] = language
        return [notice.text for notice in visit(client, "/admin/").all("li", cls="warning")]

    def test_publishers_of_a_server_see_what_needs_somebody_in_their_language(self, client, people, settings):
        the_backup(settings).unlink()
        assert not any("backup" in each for each in self.notices(client, people["publisher"]))
        settings.LOCAL = False
        said = f"There is no backup in {settings.BACKUP_FOLDER}."
        assert said in self.notices(client, people["publisher"])
        assert f"{settings.BACKUP_FOLDER} 中没有备份。" in self.notices(client, people["publisher"], "zh-hans")
        assert said not in self.notices(client, people["editor"])
