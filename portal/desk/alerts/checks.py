"""Alerts: each function yields those of one thing, such as the backups or the disks."""

import os
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import checks
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.access.roles import PUBLISH
from portal.exchange.backups.archive import Archive, BackupError
from portal.exchange.backups.destination import NAMED_BY_MOMENT
from portal.mails import mails_waiting
from portal.models import Mail, triggers
from portal.server.health import of_the_migrations
from portal.text.figure_wording import Grouped

MAIL_WAITS = timedelta(minutes=30)  # longer than a mail server is away for when it starts again
LEAST_ROOM = 10**9  # bytes
DESK_SECONDS = 300  # for which the desk keeps the alerts


class Alert(NamedTuple):
    """Something that needs somebody: Alert("mails given up", "2 mails were given up."). The key stays while the numbers in the text
    change, so that the same alert is not mailed twice."""

    key: str
    text: str


def moment_in_words(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def last_backup():
    """Path of the latest backup in BACKUP_FOLDER that is named by its moment, None where there is none; raises OSError."""
    try:
        names = [name for name in os.listdir(settings.BACKUP_FOLDER) if NAMED_BY_MOMENT.fullmatch(name)]
    except FileNotFoundError:
        return None
    return settings.BACKUP_FOLDER / max(names) if names else None


def of_backups():
    """Alerts of a last backup that is missing, cannot be read or is older than BACKUP_HOURS; none where that is 0. Only the manifest is
    read: `backup` compared each part when it wrote the file."""
    if not settings.BACKUP_HOURS:
        return
    folder = {"folder": settings.BACKUP_FOLDER}
    try:
        path = last_backup()
        if path is None:
            yield Alert("backup", _("There is no backup in %(folder)s.") % folder)
            return
        with path.open("rb") as file:
            made_at = datetime.fromisoformat(Archive(file).manifest.made_at)
    except (BackupError, ValueError):
        yield Alert("backup", _("The last backup cannot be read: %(path)s.") % {"path": path})
    except OSError:
        yield Alert("backup", _("The folder of backups cannot be read: %(folder)s.") % folder)
    else:
        if timezone.now() - made_at > timedelta(hours=settings.BACKUP_HOURS):
            yield Alert("backup", _("The last backup is of %(moment)s.") % {"moment": moment_in_words(made_at)})


def of_disks():
    """Alerts of disks with less than LEAST_ROOM, one for each disk on which the portal keeps something."""
    folders = [settings.VAR]
    for alias in ("default", "private"):
        with suppress(NotImplementedError):  # a bucket has no disk of ours
            folders.append(storages[alias].path(""))
    devices = set()
    for folder in (*folders, settings.BACKUP_FOLDER):
        path = os.path.abspath(folder)
        while not os.path.exists(path):
            path = os.path.dirname(path)
        device = os.stat(path).st_dev
        if device not in devices and (free := shutil.disk_usage(path).free) < LEAST_ROOM:
            names = {"folder": folder, "megabytes": free // 10**6}
            yield Alert(f"disk {folder}", _("The disk of %(folder)s is nearly full: %(megabytes)d MB are left.") % names)
        devices.add(device)


def of_uploads():
    """An alert where uploads are kept in a bucket that does not answer."""
    if settings.UPLOADS_URL:
        try:
            storages["private"].exists("of any name")
        except OSError:
            yield Alert("uploads", _("The bucket in which uploads are kept does not answer, or refuses its key."))


def of_the_database():
    """Alerts of missing migrations and triggers. `migrate` drops the triggers and makes them anew at its end: one that breaks off leaves
    none."""
    if of_the_migrations():
        yield Alert("migrations", _("The database lacks migrations: the upgrade is not finished."))
    elif names := triggers.missing_triggers(connection):
        text = _("The database lacks the trigger %(name)s: run “manage.py migrate” again.") % {"name": names[0]}
        yield Alert("triggers", text)


def of_mails():
    """Alerts of mails that nobody tries, that wait for longer than MAIL_WAITS, or that were given up."""
    minutes = {"minutes": MAIL_WAITS // timedelta(minutes=1)}
    if Mail.objects.due().filter(next_try_at__lt=timezone.now() - MAIL_WAITS).exists():
        text = _("Mails are due and have not been tried for more than %(minutes)d minutes. Does “manage.py work” run?") % minutes
        yield Alert("worker", text)
    elif count := mails_waiting(MAIL_WAITS):
        text = ngettext(
            "%(count)s mail waits for more than %(minutes)d minutes.", "%(count)s mails wait for more than %(minutes)d minutes.", count
        )
        yield Alert("mails", text % {"count": Grouped(count), **minutes})
    if count := Mail.objects.given_up().count():
        text = ngettext("%(count)s mail was given up.", "%(count)s mails were given up.", count)
        yield Alert("mails given up", text % {"count": Grouped(count)})


def of_the_settings():
    """Alerts of the warnings and errors of `manage.py check --deploy`, such as a law of renewal that runs out."""
    for message in checks.run_checks(include_deployment_checks=True):
        if message.level >= checks.WARNING and not message.is_silenced():
            yield Alert(f"check {message.id}", " ".join(map(str, filter(None, (message.msg, message.hint)))))


def alerts():
    """[Alert] of backups, disks, the database and, where that lacks nothing, of mails. Where the database does not answer, an Alert says
    so instead of the last two."""
    of_files = [*of_backups(), *of_disks(), *of_uploads()]
    try:
        of_rows = list(of_the_database()) or list(of_mails())
    except DatabaseError:
        of_rows = [Alert("database", _("The database does not answer."))]
    return of_files + of_rows


def on_the_desk(user):
    """Texts of the alerts for the desk of `user`, kept for DESK_SECONDS; none for those who do not publish, none where LOCAL."""
    if settings.LOCAL or not user.has_perm(PUBLISH):
        return []
    return cache.get_or_set(f"alerts-{get_language()}", lambda: [alert.text for alert in alerts()], DESK_SECONDS)
