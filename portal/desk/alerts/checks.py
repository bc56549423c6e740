"""Looks for what needs somebody: each function gives the Alerts of one thing."""

import os
import shutil
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

MAIL_WAITS = timedelta(minutes=30)  # longer than a mail server is away for when it starts again
LEAST_ROOM = 10**9  # bytes
DESK_SECONDS = 300  # the desk looks again after so long


class Alert(NamedTuple):
    """`key` is the same for as long as it is the same thing that needs somebody, whatever the text says of it meanwhile."""

    key: str
    text: str


def moment_in_words(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def last_backup():
    """The path of the latest backup that was named by its moment in BACKUP_FOLDER, None where there is none; raises OSError."""
    try:
        names = [name for name in os.listdir(settings.BACKUP_FOLDER) if NAMED_BY_MOMENT.fullmatch(name)]
    except FileNotFoundError:
        return None
    return settings.BACKUP_FOLDER / max(names) if names else None


def of_backups():
    """Not where BACKUP_HOURS is 0. That each part is as it was saved, `backup` has seen when it wrote the file."""
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
    """One for each disk on which the portal keeps something and that is nearly full."""
    private = storages["private"].path("")
    seen = set()
    for folder in (settings.VAR, settings.MEDIA_ROOT, private, settings.BACKUP_FOLDER):
        place = os.path.abspath(folder)
        while not os.path.exists(place):
            place = os.path.dirname(place)
        device = os.stat(place).st_dev
        if device not in seen and (free := shutil.disk_usage(place).free) < LEAST_ROOM:
            said = {"folder": folder, "megabytes": free // 10**6}
            yield Alert(f"disk {folder}", _("The disk of %(folder)s is nearly full: %(megabytes)d MB are left.") % said)
        seen.add(device)


def of_the_database():
    """What it lacks. A `migrate` that broke off has taken the triggers away, and would have made them anew at its end."""
    if of_the_migrations():
        yield Alert("migrations", _("The database lacks migrations: the upgrade is not finished."))
    elif lacking := triggers.missing_triggers(connection):
        text = _("The database lacks the trigger %(name)s: run “manage.py migrate” again.") % {"name": lacking[0]}
        yield Alert("triggers", text)


def of_mails():
    """Those that nobody tries, those that wait for longer than MAIL_WAITS, and those that are tried no more by themselves."""
    minutes = {"minutes": MAIL_WAITS // timedelta(minutes=1)}
    if Mail.objects.due().filter(next_try_at__lt=timezone.now() - MAIL_WAITS).exists():
        text = _("Mails are due and have not been tried for more than %(minutes)d minutes. Does “manage.py work” run?") % minutes
        yield Alert("worker", text)
    elif count := mails_waiting(MAIL_WAITS):
        text = ngettext(
            "%(count)d mail waits for more than %(minutes)d minutes.", "%(count)d mails wait for more than %(minutes)d minutes.", count
        )
        yield Alert("mails", text % {"count": count, **minutes})
    if count := Mail.objects.given_up().count():
        text = ngettext("%(count)d mail was given up.", "%(count)d mails were given up.", count)
        yield Alert("mails given up", text % {"count": count})


def of_the_settings():
    """What `manage.py check --deploy` says, such as that a law of renewal runs out."""
    for found in checks.run_checks(include_deployment_checks=True):
        if found.level >= checks.WARNING and not found.is_silenced():
            yield Alert(f"check {found.id}", " ".join(map(str, filter(None, (found.msg, found.hint)))))


def alerts():
    """[Alert] of all but the settings. Where the database does not answer, that, and what can be told without it."""
    found = [*of_backups(), *of_disks()]
    try:
        lacking = list(of_the_database())
        return found + (lacking or list(of_mails()))
    except DatabaseError:
        return [*found, Alert("database", _("The database does not answer."))]


def on_the_desk(user):
    """The texts for somebody's desk: of a server, for those who publish; looked for once in a while, not at each opening."""
    if settings.LOCAL or not user.has_perm(PUBLISH):
        return []
    return cache.get_or_set(f"alerts-{get_language()}", lambda: [found.text for found in alerts()], DESK_SECONDS)
