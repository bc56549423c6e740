"""Fills an empty database, part by part."""

import time

from django.utils.module_loading import autodiscover_modules

from portal.exchange.row_writer import RowWriter
from portal.made_up.parts import made_up_parts
from portal.models import Measure, Record, Sector, Technology, made_up

MADE_UP = "made up"


class NotEmpty(Exception):
    """There are records already; the text says so in words."""


def rows_already():
    """How many records and terms the database has."""
    return sum(model._base_manager.count() for model in (Record, Sector, Technology, Measure))


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
    writer = RowWriter(scale.moment(0), MADE_UP)
    for part in made_up_parts:
        started, before = time.monotonic(), writer.rows
        for belonging in part.make(scale):
            writer.take(belonging)
        writer.write()
        report(part.title, writer.rows - before, time.monotonic() - started)
    writer.write()
    made_up.ask_anew()
    return writer.rows
