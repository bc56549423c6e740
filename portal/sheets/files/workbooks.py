"""The entrance to files of sheets: what a file is, by its content and never by its name, and the Workbook of it."""

import zipfile

from django.core.exceptions import ValidationError

from portal.media.papers import MOST_PARTS, OLE, sort_of
from portal.sheets.files.books import Hidden, SheetInfo, Workbook
from portal.sheets.files.csv_text import TextTable
from portal.sheets.files.ods import OpenDocument
from portal.sheets.files.refusals import (
    MEGABYTE,
    MOST_TIMES_SMALLER,
    MOST_UNPACKED,
    FileRefused,
    file_is_locked,
    has_entities,
    holds_macros,
    is_broken,
    is_empty,
    is_no_sheet,
    save_as_sheet,
    unpacks_to_much,
)
from portal.sheets.files.xls import OldWorkbook
from portal.sheets.files.xlsx import ExcelWorkbook
from portal.text.told import told_text as _

__all__ = ["FileRefused", "Hidden", "SheetInfo", "Workbook", "open_workbook"]

PACKED_TIGHTLY_FROM = 16 * MEGABYTE  # less may be packed as tightly as it likes
ODS = "application/vnd.oasis.opendocument.spreadsheet"
BYTES_TO_TELL_BY = 4096  # bytes, by which texts that are none of a list are told
WEB_PAGES = (b"<!doctype html", b"<head", b"<meta", b"<table", b"<style", b"<div", b"mime-version:")  # how they begin


def open_workbook(file, name=""):
    """The Workbook in an open binary file, which stays open as long as rows are read; raises FileRefused. `name` is only said."""
    file.seek(0)
    beginning = file.read(BYTES_TO_TELL_BY)
    if not beginning.strip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"):
        raise is_empty()
    if beginning.startswith(b"PK"):
        return of_package(file, beginning)
    try:
        sort = sort_of(file)
    except ValidationError as error:
        if beginning.startswith(OLE):
            raise {"macros": holds_macros, "encrypted": file_is_locked}.get(error.code, is_no_sheet)() from None
        return of_text(file, beginning, name)
    if ".xls" in sort.endings:
        return OldWorkbook(file)
    raise is_no_sheet(file_in_words(sort))


def file_in_words(sort):
    """What a file of a PaperType is, in words."""
    ending = sort.endings[0]
    if ending in (".docx", ".dotx", ".doc"):
        return _("a document of Word")
    if ending in (".pptx", ".ppsx", ".potx", ".ppt"):
        return _("a presentation")
    return {".pdf": _("a PDF"), ".ofd": _("an OFD")}.get(ending) or _("a picture")


def of_text(file, beginning, name):
    """The TextTable of a file that is nothing else; a page or other text that only has the name of a sheet is refused."""
    start = beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if (
        start.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<style", b"<div", b"mime-version:"))
        or b"<html" in start
    ):
        raise FileRefused(_("This is a web page under the name of a sheet, as some systems export it."), save_as_sheet())
    if start.startswith(b"<?xml"):
        raise FileRefused(_("This is XML under the name of a sheet, as some systems export it."), save_as_sheet())
    if start.startswith(b"{\\rtf"):
        raise is_no_sheet(_("a document of Word"))
    file.seek(0)
    return TextTable(file.read(), name)


def of_package(file, beginning):
    """The Workbook of a zip, whose size is checked before any of it is unpacked."""
    try:
        with zipfile.ZipFile(file) as package:
            check_size(package.infolist())
            names = {each.replace("\\", "/").casefold(): each for each in package.namelist()}
            if any(each.flag_bits & 1 for each in package.infolist()):
                raise file_is_locked()
            check_document_types(package)
            if "mimetype" in names:
                return of_open_document(file, package, names)
            if "xl/workbook.bin" in names:
                raise FileRefused(_("This is a binary workbook (.xlsb)."), save_as_sheet())
            is_strict = "xl/workbook.xml" in names and b"purl.oclc.org/ooxml" in beginning_of(package, names["xl/workbook.xml"])
            sort = sort_of(file)
    except FileRefused:
        raise
    except ValidationError as error:
        raise (holds_macros() if error.code == "macros" else is_no_sheet()) from None
    except Exception as error:  # what is wrong inside a zip reaches us as one of many exceptions
        raise is_broken() from error
    if ".xlsx" not in sort.endings and ".xltx" not in sort.endings:
        raise is_no_sheet(file_in_words(sort))
    if is_strict:
        raise FileRefused(_("This is a workbook in the strict form of Open XML."), save_as_sheet())
    return ExcelWorkbook(file)


def check_size(parts):
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED * MEGABYTE:
        raise unpacks_to_much()
    for each in parts:
        if each.file_size > PACKED_TIGHTLY_FROM and each.file_size > MOST_TIMES_SMALLER * each.compress_size:
            raise unpacks_to_much()


def beginning_of(package, name):
    with package.open(name) as part:
        return part.read(BYTES_TO_TELL_BY).replace(b"\0", b"")  # in UTF-16, too


def check_document_types(package):
    for name in package.namelist():
        if name.casefold().endswith((".xml", ".rels")) and b"<!DOCTYPE" in beginning_of(package, name):
            raise has_entities()


def of_open_document(file, package, names):
    kind = beginning_of(package, names["mimetype"]).decode("ascii", errors="replace").strip()
    if not kind.startswith(ODS):
        raise is_no_sheet(_("a document of LibreOffice") if kind.startswith("application/vnd.oasis") else "")
    if any(each.startswith(("basic/", "scripts/")) for each in names):
        raise holds_macros()
    manifest = names.get("meta-inf/manifest.xml")
    if manifest and b"encryption-data" in package.read(manifest):
        raise file_is_locked()
    return OpenDocument(file)
