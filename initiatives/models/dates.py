"""Dates of which only the month or the year may be known."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How far a date is known. One known to the month is stored as its first day, to the year as 1 January."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


def precision_only_with_a_date(date, precision, message, name):
    """The constraint that a date and its precision are given together or not at all."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{date}__isnull": True, precision: ""}) | (Q(**{f"{date}__isnull": False}) & ~Q(**{precision: ""})),
        violation_error_message=message,
    )


def starts_before_it_ends(start, end, precision):
    """The condition that the date `start` is not after `end`, which means the whole month or year where its `precision` is one:
    what ends in 2025 may begin in April 2025."""
    in_its_year = {f"{start}__year": F(f"{end}__year")}
    in_its_month = {f"{start}__month": F(f"{end}__month")}
    return (
        Q(**{start: None})
        | Q(**{end: None})
        | Q(**{f"{start}__lte": F(end)})
        | Q(**{precision: Precision.YEAR}, **in_its_year)
        | Q(**{precision: Precision.MONTH}, **in_its_year, **in_its_month)
    )
