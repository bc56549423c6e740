"""What a number or a moment is at most, the same on every database: SQLite keeps whatever it is given."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

LARGEST_SMALL_INTEGER, LARGEST_INTEGER = 32_767, 2_147_483_647  # that PostgreSQL keeps in a small and in an ordinary whole number
LARGEST_FIGURE = 10**15 - 1  # SQLite keeps fifteen digits of a decimal, and cannot read a longer one again
FIRST_MOMENT, LAST_MOMENT = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)  # whatever the time zone


def within(column, lowest, highest, message):
    """The constraint that `column` is empty or lies between the two, both included; `lowest` is None where another rule has it."""
    bounds = {f"{column}__lte": highest} | ({} if lowest is None else {f"{column}__gte": lowest})
    return models.CheckConstraint(
        name=f"%(class)s_{column}_is_within_bounds",
        condition=Q(**{column: None}) | Q(**bounds),
        violation_error_message=message,
    )
