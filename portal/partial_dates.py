"""Dates of which only the month or the year may be known, as people read them."""

from django.utils.formats import date_format

from portal.fields import reads_chinese


def partial_date(day, precision):
    """`day` as far as it is known: "21 May 2025", "May 2025", "2025"."""
    formats = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}
    text = date_format(day, formats[precision])
    return f"{text}年" if precision == "year" and reads_chinese() else text
