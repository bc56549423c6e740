"""A database of which nobody waits for an answer without end.

PostgreSQL cancels a statement that takes too long by itself (statement_timeout), but not while its machine stands still. So this
side gives up, too: a web process on every answer, everybody on a connection.
"""

import time
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

MARGIN = 5  # seconds after which the server should have cancelled a statement itself
PAUSE_AFTER_SILENCE = 2  # seconds in which nobody tries again to connect to a server that did not answer


class PatientConnection(psycopg.Connection):
    """Waits `patience` seconds at most for an answer, for ever where that is None; then it is closed: what comes later would be
    taken for the answer to another question."""

    patience = None

    def wait(self, gen, *args, **options):
        try:
            return super().wait(gen, *args, **{"timeout": self.patience} | options)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    """With the limits of a web process once `limit_web_process` was called: commands may take as long as they need."""

    is_web = False
    patience = None
    silent_until = 0  # by time.monotonic(): the server took a connection and said nothing

    def get_connection_params(self):
        params = super().get_connection_params()
        if self.is_web:  # what DATABASE_URL says itself comes later, and wins
            limits = [f"-c {name}={seconds * 1000}" for name, seconds in settings.DATABASE_WEB_LIMITS.items() if seconds]
            params["options"] = " ".join([*limits, params.get("options", "")]).strip()
        if self.patience:
            params["connect_timeout"] = min(self.patience, params.get("connect_timeout") or self.patience)
        return params

    def get_new_connection(self, conn_params):
        if self.is_web and time.monotonic() < DatabaseWrapper.silent_until:
            raise psycopg.OperationalError("the database did not answer a moment ago and is not asked again yet")
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.errors.ConnectionTimeout:
            DatabaseWrapper.silent_until = time.monotonic() + PAUSE_AFTER_SILENCE
            raise
        connection.__class__ = PatientConnection
        connection.patience = self.patience
        return connection

    @contextmanager
    def within(self, seconds):
        """Wait for `seconds` at most for whatever is asked, and for a connection."""
        before, self.patience = self.patience, min(seconds, self.patience or seconds)
        self._tell_connection()
        try:
            yield
        finally:
            self.patience = before
            self._tell_connection()

    def _tell_connection(self):
        if self.connection is not None:
            self.connection.patience = self.patience

    def is_usable(self):
        with self.within(settings.DATABASE_CONNECT_SECONDS):
            return super().is_usable()


def limit_web_process():
    """Give the connections of this process, and of those that it forks, the limits of a request."""
    DatabaseWrapper.is_web = True
    if seconds := settings.DATABASE_WEB_LIMITS["statement_timeout"]:
        DatabaseWrapper.patience = seconds + MARGIN
