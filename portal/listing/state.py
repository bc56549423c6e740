"""The state of what is public: it changes in the transaction that changes a row, and at the moments at which time alone changes something.

What is made of public rows in one state is good as long as `state()` is that state, in whatever process.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from portal.models.public import LATEST_PUBLICATION, is_asked_about_another_moment, now
from portal.models.triggers import GENERATIONS

QUESTION = f"SELECT (SELECT SUM(number) FROM {GENERATIONS}), (SELECT MAX(at) FROM {GENERATIONS}), ({LATEST_PUBLICATION})"  # noqa: S608

of_request = ContextVar("state_of_request", default=None)


class PublicState(NamedTuple):
    """`generation` is of the rows, and empty where nobody watches over them: during a migration. Time adds the `latest` publication that
    has come, and the `day`. `at` is the moment of the last of these changes."""

    generation: str
    latest: datetime | None
    day: str
    at: datetime

    @property
    def key(self):
        """What names it, for keys of what is kept."""
        return f"{self.generation}/{self.latest:%Y%m%d%H%M%S%f}/{self.day}" if self.latest else f"{self.generation}//{self.day}"


def moment_of(value):
    """A moment as the cursor gives it: SQLite, a text in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def ask():
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [connection.ops.adapt_datetimefield_value(moment)])
        number, raised, latest = cursor.fetchone()
    raised, latest, day = moment_of(raised), moment_of(latest), timezone.localdate(moment)
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    generation = "" if number is None else f"{number}-{raised:%Y%m%d%H%M%S%f}"  # a number may come again after a restore, its moment not
    return PublicState(generation, latest, day.isoformat(), max(each for each in (raised, latest, midnight) if each))


def state():
    """The PublicState of this moment, by one query; within `asked_once`, that of its first asking."""
    held = of_request.get()
    if held is None or is_asked_about_another_moment():
        return ask()
    if not held:
        held.append(ask())
    return held[0]


@contextmanager
def asked_once():
    """For a request that only reads: `state` is asked once, before the first row that it reads."""
    token = of_request.set([])
    try:
        yield
    finally:
        of_request.reset(token)
