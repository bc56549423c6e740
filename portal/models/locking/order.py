"""The one order: a form that was sent, an import, accounts, terms, records, then what belongs to these or nobody; each table by its keys.

- The key of the form that was sent: portal/access/kept_forms/sent_twice.py.
- An import of a sheet, by whoever reads, changes, writes or takes it back: its rows are written by whoever holds it.
- The group of the Publishers, then accounts, and what belongs to an account.
- Terms of the vocabulary, whose words stand on the pages of records.
- Rules and calendars by which periods are counted, one change at a time: what is open is dated anew by whoever changes them.
- Records of all kinds, as rows of the one table that they share; their parts, pictures, papers, addresses, search entries and what staff
  keep of a part for themselves are written by whoever holds the record, and are not locked themselves. So are an official list of a
  selection and its lines, by whoever holds its round.
- Proposed changes, of whose records the locks are held.
- Tasks of deadlines: whoever makes or dates them anew does so one at a time (`one_at_a_time`), with the locks of records held or none;
  reminders are written by whoever holds theirs.
- Enquiries; their steps and mails are written by whoever holds the enquiry.

A row that others merely name, such as the source of a search entry, is not waited for: the lock leaves its key to them.
"""

import zlib

from django.db import connection, transaction

from portal.models import Record


def lock(rows, *columns):
    """Lock `rows`, a queryset of any table, until the transaction ends; of a kind of record the rows that all kinds share.

    Returns them, as they are once nobody else can change them, in the order of their keys; with `columns` tuples of what these hold.
    """
    model = Record if issubclass(rows.model, Record) else rows.model
    keys = rows.order_by().values("pk")
    locked = model._base_manager.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    return list(locked.values_list(*columns) if columns else locked)


def one_at_a_time(name):
    """Wait until no other transaction does what has this name, and let none until this one ends. SQLite knows one writer at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


def delete_old(rows):
    """Delete those of `rows`, a queryset of what is out of date, that nobody is deleting: who cleans up waits for nobody."""
    with transaction.atomic():
        keys = list(rows.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True))
        if keys:
            rows.model._base_manager.filter(pk__in=keys).delete()
