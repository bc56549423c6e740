"""Whether what is kept is made up: one row says so, which `manage.py made_up` writes before all others."""

from math import inf
from time import monotonic

from django.db import DatabaseError
from django.utils.translation import gettext, pgettext

from portal.models.sources import Source

KEY_OF_MARK = "made-up"  # the key of that row: the source that says so in words
REMEMBERED = 60  # seconds that a process does not ask again: the database was empty before, and is emptied after

remembered = {}  # {"until": the moment to which `answer` is good, "answer": truth}


def is_made_up():
    """Whether this portal shows made-up records: every page then says so."""
    if remembered.get("until", -inf) < monotonic():
        try:
            answer = Source.objects.filter(pk=KEY_OF_MARK).exists()
        except DatabaseError:  # a page that says so has a reader all the same
            return False
        remembered.update(answer=answer, until=monotonic() + REMEMBERED)
    return remembered["answer"]


def titled_as_made_up(title):
    """What goes by this title outside the pages, such as a feed: where all is made up that stands before it."""
    if not is_made_up():
        return title
    return pgettext("before the title of a feed or a sheet", "%(mark)s: %(title)s") % {"mark": gettext("Made-up data"), "title": title}


def ask_anew():
    """Have the next page ask anew."""
    remembered.clear()
