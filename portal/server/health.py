"""Two addresses for whoever watches the server: `livez` says that a process answers, `healthz` that it can do its work.

They are answered before the name of the host, a language or a session is asked for: a probe asks by an address of the machine and
over plain http. Nothing that they say is secret.
"""

import time
from contextlib import nullcontext
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from portal.models import Record, SearchEntry

DATABASE_PATIENCE = 2  # seconds for the database to answer
INDEX_PERIOD = 60  # seconds in which the index that was whole is not looked through again
MOST_MIGRATIONS_NAMED = 3  # migrations


class Probes:
    """The middleware that answers them: 200, or 503 with a line for each thing that is missing."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.index_was_whole_at = -INDEX_PERIOD  # by time.monotonic()

    def __call__(self, request):
        if request.path_info == "/livez":
            missing = []
        elif request.path_info == "/healthz":
            missing = [line for line in (*self.of_the_database(), of_the_static_files()) if line]
        else:
            return self.get_response(request)
        text = "".join(f"{line}\n" for line in missing or ["ok"])
        response = HttpResponse(text, content_type="text/plain; charset=utf-8", status=503 if missing else 200)
        add_never_cache_headers(response)
        return response

    def of_the_database(self):
        try:
            with connection.within(DATABASE_PATIENCE) if connection.vendor == "postgresql" else nullcontext():
                migrations = of_the_migrations()
                return [migrations or self.of_the_index()]
        except DatabaseError as error:
            return [f"database: does not answer ({type(error).__name__})"]

    def of_the_index(self):
        if time.monotonic() - self.index_was_whole_at < INDEX_PERIOD:
            return ""
        entries = SearchEntry.objects.filter(record=OuterRef("pk"), source=None)
        if Record.objects.filter(~Exists(entries)).order_by().exists():
            return "search index: records are missing in it (manage.py index)"
        self.index_was_whole_at = time.monotonic()
        return ""


@cache
def known_migrations():
    return set(MigrationLoader(None).disk_migrations)


def of_the_migrations():
    missing = sorted(known_migrations() - set(MigrationRecorder(connection).applied_migrations()))
    if not missing:
        return ""
    names = ", ".join(".".join(key) for key in missing[:MOST_MIGRATIONS_NAMED]) + (", …" if len(missing) > MOST_MIGRATIONS_NAMED else "")
    return f"migrations: {len(missing)} not applied: {names} (manage.py migrate)"


def of_the_static_files():
    """Asked of what this process has read of them: where they were collected after its start it does not know them."""
    if settings.DEBUG or getattr(staticfiles_storage, "hashed_files", True):
        return ""
    return "static files: not collected when this process started (manage.py collectstatic, then start it again)"
