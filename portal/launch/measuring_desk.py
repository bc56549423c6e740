"""The part of `make bench` that measures the desk and the list of deadlines: with ten rights, and with as many as there are records."""

import time
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from portal.launch.environment import say

FEW_RIGHTS = 10
SHARE_DUE = 5  # of so many registrations one falls due within a year
OF_A_MARK = 10  # registrations
DAYS_DUE = 360
MEASURED_PAGES = {"desk": "admin:index", "list of deadlines": "admin:enterprises_task_changelist"}


def insert(model, rows):
    from portal.exchange.backups.tables import Table

    table = Table(model)
    table.insert([getattr(each, name) for name in table.columns] for each in rows)


def fill_with_rights(first, number, owner, person):
    """Marks of `person` with registrations, from the `first` on."""
    from portal.models import Record

    Property, Registration = apps.get_model("enterprises", "IntellectualProperty"), apps.get_model("enterprises", "TrademarkRegistration")
    today = timezone.localdate()

    def mark(n):
        key = f"made-up-mark-{n}"
        names = {"name_en": f"Made-up Mark {n}", "name_zh": f"虚构商标{n}"}
        kept = {"id": key, "record_ptr_id": key, "kind": "trademark", "slug": key, "published_at": timezone.now()}
        return Property(**kept, **names, owner_id=owner.pk, responsible_id=person.pk)

    def registration(n):
        is_due = n % SHARE_DUE == 0
        expires_on = today + timedelta(days=n % DAYS_DUE - 30 if is_due else 365 * 4 + n % 1000)
        dates = {"registered_on": expires_on - timedelta(days=3652), "expires_on": expires_on}
        of_mark = {"trademark_id": f"made-up-mark-{n // OF_A_MARK}", "territory": "CN", "number": f"{n:08d}", "nice_class": 1 + n % 45}
        return Registration(id=f"made-up-registration-{n}", **of_mark, **dates)

    marks = range(first // OF_A_MARK, (first + number) // OF_A_MARK)
    with transaction.atomic():
        insert(Record, map(mark, marks))
        insert(Property, map(mark, marks))
        insert(Registration, map(registration, range(first, first + number)))


def asked(browser, address):
    """(number of queries, seconds) of a page that was opened before."""
    browser.get(address, secure=True)
    started = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        status = browser.get(address, secure=True).status_code
    if status != 200:
        raise SystemExit(f"{address} answers {status}")
    return len(queries), time.monotonic() - started


def measure_desk(number):
    """Say how long the desk and the list take with `number` registrations; ends the run where they ask more than with FEW_RIGHTS."""
    from portal.models import Person

    organization = apps.get_model("enterprises", "Organization")
    owner = organization.objects.create(kind="enterprise", slug="made-up-owner", name_en="Made-up Owner", published_at=timezone.now())
    person = Person.objects.create_superuser("bench")
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    browser.force_login(person)
    fill_with_rights(0, FEW_RIGHTS, owner, person)
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=storages):  # no file of the pages is collected here
        few = {title: asked(browser, reverse(name)) for title, name in MEASURED_PAGES.items()}
        fill_with_rights(FEW_RIGHTS, number - FEW_RIGHTS, owner, person)
        many = {title: asked(browser, reverse(name)) for title, name in MEASURED_PAGES.items()}
    for title, (count, seconds) in many.items():
        say(f"  {f'{title}, {count} queries':<34}{seconds:7.1f} s")
        if count > few[title][0]:
            raise SystemExit(f"The {title} asks {count} queries of {number} registrations, and {few[title][0]} of {FEW_RIGHTS}.")
