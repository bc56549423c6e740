"""Private papers: what a file is by its content, and where it is kept.

The file of a paper stands in the storage "private" under the paper's key. It is written before its row and taken away
again where the save fails (`kept_with_rows`), and deleted only once the deletion of its row is final: so there may for a moment be a
file without a row, never a row without its file. `orphans` finds what a machine that went down left behind.
"""

import hashlib
import zipfile
from contextlib import contextmanager, suppress
from typing import NamedTuple
from xml.etree import ElementTree

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from portal.models import Paper

PAPERS_FOLDER = "papers"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PARTS = 5000  # of an office file
MOST_OF_CONTENTS = 1024 * 1024  # bytes of a part that is read
PDF_BEGINS_WITHIN = 1024  # bytes: readers of PDF look for its signature so far
LONGEST_FILE_NAME = 150


class PaperType(NamedTuple):
    content_type: str
    endings: tuple[str, ...]  # the first is given to a file that has none of them


PDF = PaperType("application/pdf", (".pdf",))
JPEG = PaperType("image/jpeg", (".jpg", ".jpeg"))
PNG = PaperType("image/png", (".png",))
WEBP = PaperType("image/webp", (".webp",))
TIFF = PaperType("image/tiff", (".tif", ".tiff"))
OFD = PaperType("application/ofd", (".ofd",))
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    f"{OFFICE}{main}.main+xml": PaperType(f"{OFFICE}{main}", (ending,))
    for main, ending in {
        "wordprocessingml.document": ".docx",
        "wordprocessingml.template": ".dotx",
        "spreadsheetml.sheet": ".xlsx",
        "spreadsheetml.template": ".xltx",
        "presentationml.presentation": ".pptx",
        "presentationml.slideshow": ".ppsx",
        "presentationml.template": ".potx",
    }.items()
}
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFD_ROOT = "{http://www.ofdspec.org/2016}OFD"
STREAMS = {
    "WordDocument": PaperType("application/msword", (".doc",)),
    "Workbook": PaperType("application/vnd.ms-excel", (".xls",)),
    "Book": PaperType("application/vnd.ms-excel", (".xls",)),
    "PowerPoint Document": PaperType("application/vnd.ms-powerpoint", (".ppt",)),
}
MACROS = ("VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros")  # entries of an older office file that holds some
ENCRYPTED = "EncryptedPackage"


def unknown():
    return ValidationError(
        _("This is no PDF or OFD, no picture in JPEG, PNG, WebP or TIFF, and no document of Word, Excel or PowerPoint."), code="type"
    )


def has_macros():
    return ValidationError(_("This office file holds macros. Save it without them, or as a PDF."), code="macros")


def sort_of(file):
    """What an open file is, by its content alone; raises ValidationError, in words, where it is nothing that is kept."""
    file.seek(0)
    start = file.read(PDF_BEGINS_WITHIN)
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return WEBP
    if start.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    if start.startswith(ZIP):
        return packed_sort(file)
    if start.startswith(OLE):
        return older_office_sort(file)
    if b"%PDF-" in start:
        return PDF
    raise unknown()


def packed_sort(file):
    """Of a zip, by what the package says of itself; nothing but the small part that says so is unpacked."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = {name.replace("\\", "/").strip("/").casefold(): name for name in package.namelist()}
            if len(parts) > MOST_PARTS:
                raise unknown()
            if "ofd.xml" in parts:
                return ofd_sort(read_part(package, parts["ofd.xml"]))
            return office_sort(read_part(package, parts["[content_types].xml"]), parts)
    except ValidationError:
        raise
    except Exception as error:  # what is wrong inside a zip reaches us as one of many exceptions
        raise unknown() from error


def read_part(package, name):
    """The root element of a part. One with a document type, which may hide what it unfolds to, is none of ours."""
    if package.getinfo(name).file_size > MOST_OF_CONTENTS:
        raise unknown()
    content = package.read(name)
    if b"<!DOCTYPE" in content.replace(b"\0", b""):  # in UTF-16, too
        raise unknown()
    return ElementTree.fromstring(content)  # noqa: S314  bounded, and without entities of its own


def ofd_sort(root):
    """Of an OFD file, the fixed layout of Chinese authorities (GB/T 33190): its first part has a name and a root of its own."""
    if root.tag != OFD_ROOT:
        raise unknown()
    return OFD


def office_sort(types, parts):
    """Of a document of Word, Excel or PowerPoint (ECMA-376 part 2), by its part [Content_Types].xml: the main part has any name."""
    named = {each.get("PartName", "").strip("/").casefold(): each.get("ContentType", "") for each in types.iter(f"{CONTENT_TYPES}Override")}
    endings = {each.get("Extension", "").casefold(): each.get("ContentType", "") for each in types.iter(f"{CONTENT_TYPES}Default")}
    told = {part: named.get(part) or endings.get(part.rpartition(".")[2], "") for part in parts}
    if any("macroenabled" in each.casefold() for each in (*named.values(), *endings.values())) or any(
        part.endswith("vbaproject.bin") for part in parts
    ):
        raise has_macros()
    for content_type in told.values():
        if content_type in MAIN_PARTS:
            return MAIN_PARTS[content_type]
    raise unknown()


def older_office_sort(file):
    """Of a compound file ([MS-CFB] 2.6.1), by the entries of its directory: each begins at a multiple of 128 bytes, with its
    name in 64 bytes and the length of that."""
    file.seek(0)
    content = file.read()
    if any(has_entry(content, name) for name in MACROS):
        raise has_macros()
    if has_entry(content, ENCRYPTED):
        raise ValidationError(_("This office file is locked by a password. Save it without one, or as a PDF."), code="encrypted")
    for name, sort in STREAMS.items():
        if has_entry(content, name):
            return sort
    raise unknown()


def has_entry(content, name):
    written = f"{name}\0".encode("utf-16-le")
    entry = written.ljust(64, b"\0") + len(written).to_bytes(2, "little")
    place = content.find(entry)
    while place != -1 and place % 128:
        place = content.find(entry, place + 1)
    return place != -1


def check_paper(upload):
    """The PaperType of an uploaded file; raises ValidationError where it is too large or nothing that is kept."""
    most = settings.PAPER_MEGABYTES * 1024 * 1024
    if upload.size > most:
        raise ValidationError(
            _("It has %(size)s; at most %(most)s are kept.") % {"size": filesizeformat(upload.size), "most": filesizeformat(most)},
            code="size",
        )
    return sort_of(upload)


def name_for(name, sort):
    """The name under which a file is handed out again: what people read of its own, with an ending that is true."""
    shown = "".join(character for character in name if character.isprintable() and character not in '/\\:*?"<>|').strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if f".{ending.lower()}" in sort.endings and stem:
        return f"{stem[:LONGEST_FILE_NAME]}.{ending}"
    kept = stem if dot and stem and len(ending) <= 5 and ending.isascii() else shown
    return f"{kept[:LONGEST_FILE_NAME] or 'paper'}{sort.endings[0]}"


def place_of(key):
    """The name of a paper's file in the private storage."""
    return f"{PAPERS_FOLDER}/{key}"


def put(paper, upload):
    """Write the file of a row that is about to be saved, and fill in what the row says of it."""
    sort = check_paper(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    paper.file_name, paper.content_type = name_for(upload.name, sort), sort.content_type
    paper.size, paper.digest = upload.size, digest.hexdigest()
    upload.seek(0)
    storages["private"].save(place_of(paper.pk), File(upload.file))  # copied: a save that is run again finds it where it was


@contextmanager
def kept_with_rows():
    """Gives a list for the keys of papers whose files are written inside. In the end those that have no row lose them again:
    all where it ends in an exception, for then nothing was saved."""
    written = []
    saved = []
    try:
        yield written
        saved = list(Paper.objects.filter(pk__in=written).values_list("pk", flat=True)) if written else []
    finally:
        for key in set(written) - set(saved):
            storages["private"].delete(place_of(key))


def delete_file(sender, instance, using, **kwargs):
    """On the deletion of a row, its record's too: the file goes once that is final."""
    name = place_of(instance.pk)
    transaction.on_commit(lambda: storages["private"].delete(name), using=using)


def orphans():
    """(names in the private storage of files that no paper has, keys of papers whose file is missing), for `manage.py orphans`.

    The files are of interest only once no save is under way, for a file is written before its row: the caller leaves out
    what is younger than an hour, by `storages["private"].get_modified_time(name)`, and deletes by `storages["private"].delete(name)`.
    """
    found = set()
    with suppress(FileNotFoundError):  # nothing was kept yet
        found = set(storages["private"].listdir(PAPERS_FOLDER)[1])
    known = set(Paper.objects.values_list("pk", flat=True))
    return sorted(place_of(key) for key in found - known), sorted(known - found)
