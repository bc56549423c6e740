"""Who may read what the portal stores: the user of the machine it runs as, and nobody else.

Whatever it writes is made so (`keep_to_owner`); what was there before, or was copied to its place, the deployment check tells of.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.core.files.storage import storages
from django.db import connection


def keep_to_owner():
    """Let all that this process writes be its owner's alone: the SQLite file and what stands beside it, mails, folders."""
    os.umask(0o077)


def storage_paths():
    """The paths on this machine at which records and files are kept."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        yield Path(connection.settings_dict["NAME"])
    for alias in settings.STORAGES:
        if alias != "staticfiles":
            with suppress(NotImplementedError):  # one elsewhere
                yield Path(storages[alias].path(""))


def is_open(path):
    """Whether every user of the machine reaches a path and may read it, or enter it where it is a folder."""
    path = path.resolve()
    return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH)) and all(each.stat().st_mode & stat.S_IXOTH for each in path.parents)


@register(Tags.security, deploy=True)
def check_readers(app_configs, **kwargs):
    return [
        Warning(f"Every user of this machine may read {path}.", hint=f"Run: chmod -R go-rwx {path}", id="portal.W010")
        for path in storage_paths()
        if path.exists() and is_open(path)
    ]
