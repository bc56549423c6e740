"""What is done where two transactions wait for each other, or one for too long: the one that the database ends is run again."""

import random
import sqlite3
import time

from django.db import OperationalError, transaction

DEADLOCK, NOT_IN_ANY_ORDER, LOCK_TIMEOUT = "40P01", "40001", "55P03"  # PostgreSQL's names of them
POSTGRESQL_COLLISIONS = {DEADLOCK, NOT_IN_ANY_ORDER, LOCK_TIMEOUT}
SQLITE_COLLISIONS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PAUSES_BEFORE_RETRIES = (0.05, 0.2, 0.6)  # seconds; up to twice as long, so that two who collided do not do so again
LONGEST_RETRYING = 10  # seconds after which nothing is tried again: a person waits, and a server that serves them gives up in the end


def is_collision(error):
    """Whether an error of the database says that others were in the way, and nothing else."""
    cause = error.__cause__
    sqlite = getattr(cause, "sqlite_errorcode", None)
    return getattr(cause, "sqlstate", None) in POSTGRESQL_COLLISIONS or (sqlite is not None and sqlite & 0xFF in SQLITE_COLLISIONS)


def again(act, afresh=None):
    """The result of `act()`, called in a transaction of its own; where that collides with another it is called again, a few times.
    Before it is, and where it is given up, `afresh()` takes back what a rollback does not. Raises the OperationalError of the last try.

    Within somebody else's transaction it is called once: only the whole of that can be run again.
    """
    is_whole, started, pauses = not transaction.get_connection().in_atomic_block, time.monotonic(), iter(PAUSES_BEFORE_RETRIES)
    while True:
        try:
            with transaction.atomic():
                return act()
        except OperationalError as error:
            if not is_collision(error):
                raise
            if afresh:
                afresh()
            pause = next(pauses, None)
            if not is_whole or pause is None or time.monotonic() - started > LONGEST_RETRYING:
                raise
        time.sleep(pause * (1 + random.random()))  # noqa: S311  no secret
