"""Lists as files for people."""

import csv
import re

from django.http import StreamingHttpResponse
from django.utils import timezone

BEGINS_FORMULA = re.compile("'*[=+\\-@\t\r]")  # behind apostrophes of its own, too: so the one that is written is always told from them
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else


class Echo:
    """A file that hands each line back to whoever writes it."""

    def write(self, text):
        return text


def harmless(text):
    """`text` so that no spreadsheet takes it for a formula: "=1" → "'=1"."""
    return f"'{text}" if BEGINS_FORMULA.match(text) else text


def without_harmlessness(text):
    """The text of which `harmless` made this one: "'=1" → "=1", and "'Tis" stays."""
    return text[1:] if text.startswith("'") and BEGINS_FORMULA.match(text) else text


def csv_lines(rows):
    """The lines of a CSV file in UTF-8, for rows of texts, as they come."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([harmless(str(text)) for text in row])


def csv_response(rows, name):
    """A download of such rows, row by row, as "licences-2026-11-29.csv" for the name "licences"; nobody on the way keeps it."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
