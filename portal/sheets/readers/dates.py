"""Cells of dates, as far as they are known."""


def read_partial(cell):
    """(date, "day" | "month" | "year")"""
    raise NotImplementedError


def read_day(cell):
    """The date of a day; a month or a year alone is refused."""
    raise NotImplementedError


def read_span(cell):
    """((date, precision), (date, precision)) of "2024.12.30-2025.1.3"; the second is (None, "day") where one date stands alone."""
    raise NotImplementedError


def read_year(cell):
    """The int of a year: 2025, ２０２５年."""
    raise NotImplementedError
