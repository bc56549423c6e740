"""Sheets of tests: rows as a file would hold them, sent and asked for as the pages do."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.imports.receiving import open_file, receive
from portal.imports.running import ask_for
from portal.models import SheetImport
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import open_workbook


def sheet(kind, *rows):
    """(name, bytes) of a file of comma-separated values with the columns `kind` of the first row, {key of a column: text}."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(sheet_kinds[kind].column(key).label) for key in keys])
    writer.writerows([[row.get(key, "") for key in keys] for row in rows])
    return keys, out.getvalue().encode("utf-8-sig")


def read_sheet(user, kind, *rows, **options):
    """The SheetImport of `rows`, read and waiting to be confirmed."""
    keys, content = sheet(kind, *rows)
    kept = receive(user, SimpleUploadedFile(f"{kind}.csv", content))
    kept.kind, kept.options = kind, options
    kept.matched = {chr(ord("A") + place): key for place, key in enumerate(keys)}
    with open_file(kept) as file:
        kept.sheet = open_workbook(file, kept.file_name).sheets[0].name
    kept.save()
    ask_for(kept, SheetImport.Job.READ, user)
    return kept


def states(kept):
    return [str(row.state) for row in kept.rows.all()]
