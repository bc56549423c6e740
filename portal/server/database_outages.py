"""What an outage of the database is, unlike a fault of ours; and the two lines that the log says of one."""

import logging
import sqlite3
import time
from datetime import timedelta
from threading import Lock

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from portal.models.locking.retrying import is_collision

OUTAGE_PERIOD = 60  # seconds: an outage is told so often at most
CANCELLED = "57014"  # SQLSTATE of PostgreSQL: the statement took too long
READ_ONLY_OR_ENDED = {"25006", "25P03", "25P04"}  # a standby, a transaction that dawdled: InternalError to psycopg
TOO_COMPLEX = "54"  # the class of errors that are ours, though OperationalError to psycopg
SQLITE_AWAY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}
logger = logging.getLogger(__name__)


def sqlite_code(error):
    """The primary result code of SQLite behind an error; None where another database is."""
    cause = error.__cause__
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF if isinstance(cause, sqlite3.Error) else None


def sql_state(error):
    return getattr(error.__cause__, "sqlstate", None) or ""


def is_busy(error):
    """Whether the database answers, but had too much to do for this request, or others were in its way."""
    return is_collision(error) or sql_state(error) == CANCELLED


def is_outage(error):
    """Whether the database could not serve a request that may well be served later; False for what is a fault of ours."""
    code = sqlite_code(error)
    if code is not None:  # which calls a table that is missing an OperationalError, too
        return code in SQLITE_AWAY or is_collision(error)
    if isinstance(error, OperationalError):
        return not sql_state(error).startswith(TOO_COMPLEX)
    return isinstance(error, InterfaceError) or sql_state(error) in READ_ONLY_OR_ENDED


class Outage:
    """What this process knows of an outage under way."""

    def __init__(self):
        self.lock = Lock()
        self.since = None  # a moment by timezone.now(); None while the database answers
        self.failures = 0  # requests that failed in it, and in those since the last that was told
        self.told_at = -OUTAGE_PERIOD  # by time.monotonic()
        self.is_told = False

    def failed(self, error):
        """Count a request that failed because the database is away."""
        with self.lock:
            self.since = self.since or timezone.now()
            self.failures += 1
            if time.monotonic() - self.told_at < OUTAGE_PERIOD:
                return
            self.told_at, self.is_told = time.monotonic(), True
            since, failures = self.since, self.failures
        first_line = str(error).partition("\n")[0]
        logger.error(
            "The database has not answered since %s; requests failed: %d (%s: %s)",
            timezone.localtime(since).isoformat(" ", "seconds"),
            failures,
            type(error).__name__,
            first_line,
        )

    def answered(self):
        with self.lock:
            since, self.since = self.since, None
            if since is None or not self.is_told:
                return
            failures, self.failures, self.is_told = self.failures, 0, False
        duration = timedelta(seconds=round((timezone.now() - since).total_seconds()))
        logger.warning("The database answers again after %s; requests failed: %d", duration, failures)


outage = Outage()


def noticed(get_response):
    """The middleware that notices the first answer after an outage."""

    def notice(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        outage.answered()
        return result

    def answer(request):
        if outage.since is None:
            return get_response(request)
        with connection.execute_wrapper(notice):
            return get_response(request)

    return answer
