"""Where a backup is written, and how long backups stay there."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from portal.exchange.backups.archive import BackupError
from portal.media import temporary_files

UNFINISHED_SUFFIX = ".unfinished"  # stands after the name of a backup until it is whole
MOMENT_IN_A_NAME = "%Y-%m-%d-%H%M%S"
NAMED_BY_MOMENT = re.compile(r"going-global-(\d{4}-\d\d-\d\d-\d{6})\.zip")


def is_folder(path):
    """Whether the text of a path means a folder: it is one, ends in a slash, or does not end in ".zip"."""
    return path.endswith(os.sep) or Path(path).is_dir() or Path(path).suffix.lower() != ".zip"


def make_folder(folder):
    """Make a folder where it is missing, for its owner alone. The one above it must be there: a disk that is not mounted is no
    reason to fill another."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        hint = "Where it is an earlier backup, give it a name that ends in .zip."
        raise BackupError(f"{folder} is a file, not a folder for backups. {hint}") from error
    except FileNotFoundError as error:
        raise BackupError(f"The folder {folder} cannot be made: there is no {folder.parent}. Is its disk mounted?") from error
    except OSError as error:
        raise BackupError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def file_for(path):
    """The file that a backup to `path`, a text, is written to; in a folder it is named by the moment. An empty one is BACKUP_FOLDER.

    The folder is made where it is missing, and what killed backups left unfinished in it is deleted. Raises BackupError.
    """
    if not path:
        settings.VAR.mkdir(mode=0o700, exist_ok=True)
        path = f"{settings.BACKUP_FOLDER}{os.sep}"
    place = Path(path)
    folder = place if is_folder(path) else place.parent
    make_folder(folder)
    temporary_files.clear(each for each in folder.glob(f"*{UNFINISHED_SUFFIX}") if NAMED_BY_MOMENT.fullmatch(each.stem))
    return folder / f"going-global-{timezone.localtime():{MOMENT_IN_A_NAME}}.zip" if folder is place else place


def delete_older(folder, days):
    """Delete the backups of a folder that were made more than so many days ago, by the moment in their names; returns how many."""
    oldest, old = timezone.localtime().replace(tzinfo=None) - timedelta(days=days), []
    for path in folder.iterdir():
        named = NAMED_BY_MOMENT.fullmatch(path.name)
        if named and datetime.strptime(named[1], MOMENT_IN_A_NAME) < oldest:  # noqa: DTZ007  local, as the names are
            old.append(path)
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
