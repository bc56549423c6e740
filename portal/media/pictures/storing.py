"""Keeps the files of pictures and their rows together: no file without a row, no row without its files."""

import logging
from contextlib import contextmanager, suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.db.models import Max

from portal.models import Picture
from portal.models.pictures import PICTURES_FOLDER

log = logging.getLogger(__name__)


def next_position(record_key):
    return (Picture.objects.filter(record=record_key).aggregate(last=Max("position"))["last"] or 0) + 1


def add(record_key, encoded, added):
    """Write the files of an Encoded picture, then its row, which is appended to `added` (see `keeping`) before anything is written.
    The first picture of a record becomes its cover."""
    picture = Picture(record_id=record_key, digest=encoded.digest, width=encoded.width, height=encoded.height)
    picture.position = next_position(record_key)
    picture.is_cover = not Picture.objects.filter(record=record_key).exists()
    added.append(picture)
    for width, name in picture.files.items():
        default_storage.save(name, ContentFile(encoded.files[width]))
    picture.save()
    return picture


@contextmanager
def keeping():
    """Around a transaction that appends the pictures it adds to the list given: whatever becomes of it, the files stay only where
    the row does."""
    added = []
    try:
        yield added
    finally:
        with suppress(DatabaseError):  # nothing can be asked of it any more: `manage.py orphans` will find them
            kept = set(Picture.objects.filter(pk__in=[picture.pk for picture in added]).values_list("pk", flat=True))
            for picture in added:
                if picture.pk not in kept:
                    delete_files(picture.files.values())


def delete_files(names):
    """Delete these files; what cannot be deleted now is logged, and found again by `manage.py orphans`."""
    for name in names:
        try:
            default_storage.delete(name)
        except OSError:
            log.exception("The file %s of a picture could not be deleted.", name)


def delete_files_of(sender, instance, **kwargs):
    """Once a deletion is certain, delete the files too. A signal, because a record's deletion takes its pictures with it."""
    names, key = list(instance.files.values()), instance.pk

    def after_commit():
        if not Picture.objects.filter(pk=key).exists():  # it may have been written anew in the same transaction
            delete_files(names)

    transaction.on_commit(after_commit, robust=True)


def orphans():
    """(names of files that no picture has, keys of pictures some of whose files are missing), for `manage.py orphans`."""
    stored = set()
    with suppress(FileNotFoundError):  # nothing was uploaded yet
        stored = {f"{PICTURES_FOLDER}/{name}" for name in default_storage.listdir(PICTURES_FOLDER)[1]}
    named, missing = set(), []
    for picture in Picture.objects.all():
        names = picture.files.values()
        named.update(names)
        if any(name not in stored and not default_storage.exists(name) for name in names):  # it may have been added since
            missing.append(picture.pk)
    return sorted(stored - named), missing
