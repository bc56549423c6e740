"""What is kept row by row although sources count it as a whole: a measure names it, so that the count stands beside the rows.

The app that keeps the rows declares them where their model is.
"""

itemized = {}  # key → label: what such a measure counts


def itemize(key, label):
    """Declare rows that measures may count; returns `key`, as measures keep it."""
    itemized[key] = label
    return key


def itemized_choices():
    """[(key, label)] for a form. A function, so that what an app declares asks for no migration of the portal."""
    return list(itemized.items())
