"""A file that somebody sends: kept in the private storage under the key of its import, before the row that names it."""

import hashlib
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.access.audit import record_action
from portal.models import AuditEntry, SheetImport

SHEETS_FOLDER = "sheets"
LONGEST_NAME_OF_A_FILE = 200


def place_of_sheet(key):
    """The name of the file of an import in the private storage."""
    return f"{SHEETS_FOLDER}/{key}"


def shown_name(name):
    """What people read of the name of a file."""
    return "".join(character for character in name if character.isprintable() and character not in '/\\:*?"<>|').strip(" .") or "sheet"


def digest_of_upload(upload):
    """The digest of an UploadedFile, by which the same file is known again; it is read to its end and stands at its beginning again."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def check_size_of_sheet(upload):
    """Refuse what is too large, before any of it is read. Raises ValidationError."""
    most = settings.PAPER_MEGABYTES * 1024 * 1024
    if upload.size > most:
        size = {"size": filesizeformat(upload.size), "most": filesizeformat(most)}
        raise ValidationError(_("It has %(size)s; at most %(most)s are kept.") % size, code="size")


def receive(user, upload):
    """Keep a file that `user` sends, an UploadedFile; returns its SheetImport, whose columns are to be matched. Whether it is a sheet is
    said by who opens it (portal.sheets.files). Raises ValidationError where it is too large."""
    check_size_of_sheet(upload)
    kept = SheetImport(
        file_name=shown_name(upload.name)[-LONGEST_NAME_OF_A_FILE:],
        size=upload.size,
        digest=digest_of_upload(upload),
        by_id=user.pk,
        language=get_language() or "",
    )
    name = place_of_sheet(kept.pk)
    storages["private"].save(name, File(upload.file))
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
            record_action(None, AuditEntry.Action.ADDED, kept, user=user)
    except BaseException:
        storages["private"].delete(name)
        raise
    return kept


def open_file(sheet_import):
    """The file of an import, open for reading; whoever asks closes it. Raises FileNotFoundError where the storage has lost it."""
    return storages["private"].open(place_of_sheet(sheet_import.pk))


def sent_before(sheet_import):
    """The imports of the same file that were written before, the newest first."""
    same = SheetImport.objects.filter(digest=sheet_import.digest, state=SheetImport.State.WRITTEN)
    return same.exclude(pk=sheet_import.pk)


def orphans_among_sheets():
    """(names of files that no import has, keys of imports whose file is missing): see `portal.media.papers.orphans`."""
    found = set()
    with suppress(FileNotFoundError):  # nothing was kept yet
        found = set(storages["private"].listdir(SHEETS_FOLDER)[1])
    known = set(SheetImport.objects.values_list("pk", flat=True))
    return sorted(place_of_sheet(key) for key in found - known), sorted(known - found)
