"""What stands in a cell for what a row has: names of other rows so that they are found again."""

import re
from itertools import chain

from django.db.models import Model
from django.utils.translation import gettext

from portal.models import Record
from portal.models.terms import Term
from portal.sheets.cells import CellSort, SheetCell
from portal.sheets.known import NAMES_AT_ONCE, WITH_KEY, folded_name
from portal.sheets.readers import is_nothing

NAMES_END_AT = re.compile(r"\s*[;；、\n]\s*")  # of several in one cell: a name that holds one is written without it, and with its key
LISTED_WITH = "; "


class Naming:
    """Makes the value of a cell, which is a str, int, Decimal, date or None, of what Column.write gives.

    `doubles` are the folded names that several records have (`names_of_several`): they are written with their keys. `for_public` leaves out
    the records that the public does not see.
    """

    def __init__(self, doubles=frozenset(), for_public=False):
        self.doubles, self.for_public = doubles, for_public

    def __call__(self, value):
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, Model):
            return self.name(value) if self.is_shown(value) else None
        if isinstance(value, list):
            return LISTED_WITH.join(self.name(row) for row in value if self.is_shown(row)) or None
        return None if value == "" else value

    def is_shown(self, row):
        return not self.for_public or not isinstance(row, Record) or row.is_published

    def name(self, row):
        """The name of a row in the reader's language, with its key in brackets where the name alone would not lead back to it."""
        name = str(row)
        if self.for_public or self.leads_back(row, name):
            return name
        return f"{NAMES_END_AT.sub(' ', name)} [{row.pk}]"

    def leads_back(self, row, name):
        """Whether a cell that says `name` is read as this very row."""
        if not isinstance(row, (Record, Term)) or NAMES_END_AT.search(name) or WITH_KEY.fullmatch(name):
            return False
        return not is_nothing(SheetCell(CellSort.TEXT, name)) and folded_name(name) not in self.doubles


def names_of_several():
    """The folded names that more than one record has; of the others only hashes are held meanwhile."""
    seen, several = set(), set()
    for names in all_names():
        hashes = {hash(folded_name(name)) for name in names if name}
        several |= hashes & seen
        seen |= hashes
    if not several:
        return frozenset()
    return frozenset(folded for name in chain.from_iterable(all_names()) if name and hash(folded := folded_name(name)) in several)


def all_names():
    return Record.objects.order_by().values_list("name_en", "name_zh").iterator(chunk_size=NAMES_AT_ONCE)
