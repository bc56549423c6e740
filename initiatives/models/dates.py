"""Dates of which only the month or the year may be known."""

from django.db import models
from django.db.models import Q
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
