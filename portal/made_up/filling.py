"""Fills an empty database, part by part."""

import time

from django.utils.module_loading import autodiscover_modules

from portal.made_up.parts import made_up_parts
from portal.made_up.writing import RowWriter, rows_already
from portal.models import made_up


class NotEmpty(Exception):
    """There are records already; the text says so in words."""


def refuse_where_records_are():
    if number := rows_already():
        if made_up.is_made_up():
            raise NotEmpty(f"This database has made-up records already: {number} records and terms. “manage.py flush” empties it.")
        raise NotEmpty(
            f"This database has {number} records and terms that nobody made up. Made-up records are written only into an empty one: "
            "give another by DATABASE_URL or VAR_ROOT."
        )


def fill_with_made_up(scale, report=lambda title, rows, seconds: None):
    """Write all parts for the Scale, and `report` of each; returns the number of rows. Raises NotEmpty."""
    autodiscover_modules("made_up.rows")  # of the portal and of each app
    made_up.ask_anew()
    refuse_where_records_are()
    writer = RowWriter(scale.moment(0))
    for part in made_up_parts:
        started, before = time.monotonic(), writer.rows
        for belonging in part.make(scale):
            writer.take(belonging)
        writer.write()
        report(part.title, writer.rows - before, time.monotonic() - started)
    writer.end()
    made_up.ask_anew()
    return writer.rows
