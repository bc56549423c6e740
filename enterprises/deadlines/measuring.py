"""The part of `make bench` about deadlines: an empty database gets made-up registrations, a tenth of which fall due within the year.

Half of those are recorded at customs, who are to be told of a change and to renew: of 100 000 registrations 20 000 things are due.

It asks for all that is due as often as a desk does, and says how long that takes, and how many questions it asks with few and with many.
"""

import os
import sys
import time
from datetime import date, timedelta

import django
from django.core.management import call_command

DAY_OF_THE_BENCH = date(2026, 11, 29)
FEW_REGISTRATIONS = 100  # registrations
REPETITIONS = 5
TO_A_MARK, TO_A_RECORDAL = 10, 20  # registrations
DUE_OF_TEN = 1


def made_up_mark(n):
    from django.utils import timezone

    from enterprises.models import IntellectualProperty

    key, names = f"made-up-mark-{n}", {"name_en": f"Made-up mark {n}", "name_zh": f"虚构商标{n}"}
    return IntellectualProperty(
        id=key, record_ptr_id=key, kind="trademark", slug=key, published_at=timezone.now(), owner_id="made-up-owner", **names
    )


def made_up_registration(n):
    """One of which a tenth ends within the year, the others after it; a tenth is of the United States, with its declarations."""
    from enterprises.models import TrademarkRegistration

    is_due = n % 10 < DUE_OF_TEN
    expires_on = DAY_OF_THE_BENCH + timedelta(days=n // 10 % 360 if is_due else 400 + n % 3000)
    return TrademarkRegistration(
        id=f"made-up-{n}",
        trademark_id=f"made-up-mark-{n // TO_A_MARK}",
        territory="US" if n % 10 == 9 else "CN",
        number=f"{n:08d}",
        nice_class=n % 45 + 1,
        registered_on=expires_on - timedelta(days=3660),
        expires_on=expires_on,
    )


def fill_with_registrations(first, last):
    """The registrations from `first` to `last`, with their marks, the recordals of some, and what happened to each of those."""
    from enterprises.models import CustomsRecordal, IntellectualProperty, RightEvent, TrademarkRegistration
    from portal.exchange.backups.tables import Table
    from portal.models import Record

    marks = [made_up_mark(n) for n in range(first // TO_A_MARK, last // TO_A_MARK)]
    for table in (Table(Record), Table(IntellectualProperty)):
        table.insert([getattr(each, name) for name in table.columns] for each in marks)
    registrations = [made_up_registration(n) for n in range(first, last)]
    TrademarkRegistration.objects.bulk_create(registrations, batch_size=1000)
    recorded = [row for row in registrations[::TO_A_RECORDAL] if row.territory == "CN"]
    common = {"right": "trademark", "holder_id": "made-up-owner", "effective_on": date(2020, 6, 15)}
    CustomsRecordal.objects.bulk_create(
        (
            CustomsRecordal(id=f"of-{row.id}", property_id=row.trademark_id, number=f"T-{row.number}", registration=row, **common)
            for row in recorded
        ),
        batch_size=1000,
    )
    RightEvent.objects.bulk_create(
        (RightEvent(id=f"of-{row.id}", registration=row, verb="contact-changed", happened_on=date(2026, 9, 18)) for row in recorded),
        batch_size=1000,
    )


def measure_deadlines(number):
    """Ask for all that is due, `REPETITIONS` times; returns how many questions that asked once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from enterprises.deadlines.deriving import open_deadlines

    seconds = []
    for _time in range(REPETITIONS):
        started = time.monotonic()
        with CaptureQueriesContext(connection) as asked:
            deadlines = open_deadlines(DAY_OF_THE_BENCH)
        seconds.append(time.monotonic() - started)
    title = f"{len(deadlines)} deadlines of {number} registrations"
    print(f"  {title:<52}{1000 * sorted(seconds)[REPETITIONS // 2]:7.0f} ms, {len(asked)} queries", flush=True)
    return len(asked)


def main(registrations):
    """Returns the exit status: 1 where many registrations ask more than few."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.db import connection

    from enterprises.models import Enterprise

    call_command("migrate", verbosity=0)
    Enterprise.objects.create(id="made-up-owner", kind="enterprise", slug="made-up-owner", name_en="Made-up owner")
    fill_with_registrations(0, FEW_REGISTRATIONS)
    few = measure_deadlines(FEW_REGISTRATIONS)
    fill_with_registrations(FEW_REGISTRATIONS, registrations)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as either database does by itself, in time
    return int(measure_deadlines(registrations) > few)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
