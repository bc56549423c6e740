"""The portal as a server has it, with addresses beside it by which a test changes what is public, such as `/change/rename`."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

# To collect static files takes longer than to seed a portal; pages name them by their own names.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

from portal.wsgi import application as portal  # noqa: E402  isort: skip  the models are ready only then
from portal.models import Measure, Record, Statement  # noqa: E402

COLUMNS = {Record: ("name_en", "summary_en", "published_at"), Statement: ("value",), Measure: ("name_en",)}
before = {}  # {model: its rows before the first change}


def rename():
    Record.objects.update(name_en=Concat(F("name_en"), Value(" (renamed)")), summary_en=Concat(F("summary_en"), Value(" Renamed.")))


def correct():
    Statement.objects.filter(value__isnull=False).update(value=F("value") + 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portal_measure SET name_en = name_en || ' counted'")


def withdraw():
    Record.objects.update(published_at=None)


def schedule():
    Record.objects.update(published_at=timezone.now() + timedelta(days=1))


def soon():
    Record.objects.update(published_at=timezone.now() + timedelta(seconds=1))


def restore():
    for model, columns in COLUMNS.items():
        model.objects.bulk_update(before[model], columns)


CHANGES = {f"/change/{each.__name__}": each for each in (rename, correct, withdraw, schedule, soon, restore)}


def application(environ, start_response):
    if change := CHANGES.get(environ["PATH_INFO"]):
        for model in COLUMNS:
            if model not in before:
                before[model] = list(model.objects.all())
        with transaction.atomic():
            change()
        connection.close()
        start_response("204 No Content", [])
        return []
    return portal(environ, start_response)
