"""Why a file is not taken, in words that say what to do."""

from contextlib import contextmanager

from portal.text.told import kept_text
from portal.text.told import told_text as _

MOST_SHEET_COLUMNS = 200
MOST_SHEET_ROWS = 100_000  # of one sheet that hold anything
MOST_UNPACKED = 256  # megabytes of what a file holds
MOST_TIMES_SMALLER = 150  # that a packed file is than what it holds
MEGABYTE = 1024**2


class FileRefused(Exception):
    """A file, or a sheet of it, that cannot be taken: why, and what to do, in the reader's language."""

    def __init__(self, reason, remedy=""):
        super().__init__(reason)
        self.reason, self.remedy = kept_text(reason), kept_text(remedy)


def save_as_sheet():
    return _("Open it, and save it as an Excel workbook (.xlsx).")


def is_no_sheet(what=""):
    if what:
        return FileRefused(_("This is no sheet but %(what)s.") % {"what": what}, _("Send the list as .xlsx, .xls, .ods or .csv."))
    return FileRefused(_("This is no sheet: neither .xlsx, .xls, .ods nor .csv."), _("Send the list as one of these."))


def is_empty():
    return FileRefused(_("The file is empty."), _("Save it again, and send that."))


def is_broken():
    return FileRefused(_("The file is damaged, or was not sent whole."), _("Open it, save it again, and send that."))


def holds_macros():
    return FileRefused(_("The file holds macros."), save_as_sheet())


def file_is_locked():
    return FileRefused(_("The file is locked by a password."), _("Take the password off, save it, and send it again."))


def has_entities():
    return FileRefused(
        _("The file holds definitions (a document type) that no program for sheets writes."),
        _("Copy the list alone into a new workbook, and send that."),
    )


def unpacks_to_much():
    return FileRefused(
        _("What the file holds is larger than %(most)d MB, or more tightly packed than any list is.") % {"most": MOST_UNPACKED},
        _("Copy the list alone into a new workbook, and send that."),
    )


def has_many_columns(name):
    return FileRefused(
        _("The sheet “%(name)s” has more than %(most)d columns.") % {"name": name, "most": MOST_SHEET_COLUMNS},
        _("Copy the list alone into a new workbook, and send that."),
    )


def has_many_rows(name):
    return FileRefused(
        _("The sheet “%(name)s” has more than %(most)s rows.") % {"name": name, "most": f"{MOST_SHEET_ROWS:,}"},
        _("Send it in several files."),
    )


@contextmanager
def faults_in_words():
    """Says of whatever goes wrong in reading a file that it is damaged: that it is one of its kind was found before."""
    from defusedxml import DefusedXmlException

    try:
        yield
    except (FileRefused, GeneratorExit):
        raise
    except DefusedXmlException as error:
        raise has_entities() from error
    except Exception as error:  # each library has many of its own for what is wrong in a file
        raise is_broken() from error
