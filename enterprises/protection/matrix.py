"""The table of marks and destinations, with what stands in each of its cells."""

from typing import Any, NamedTuple

from enterprises.models import Reach
from enterprises.protection.cells import together
from enterprises.protection.marks import marks_with_rights, protection_of
from enterprises.protection.reach import Reaches
from portal.access.admin_addresses import admin_page_of
from portal.models.records import name_order

MOST_JUDGED = 3000  # marks that are looked through where a state is asked for, which no query can choose: some seconds


class MatrixRow(NamedTuple):
    """One mark, with [(Destination, [Cell])] in the order of the columns."""

    mark: Any
    columns: list

    @property
    def url(self):
        return admin_page_of(self.mark)

    def cells(self):
        return [cell for _destination, cells in self.columns for cell in cells]


class Matrix:
    """Rows of marks, asked for by a MatrixForm that is valid; each is judged when it is read."""

    def __init__(self, form, today):
        self.today, self.destinations, self.state = today, form.destinations(today), form.cleaned_data["state"]
        self.marks = form.chosen(marks_with_rights(), self.destinations).order_by(*name_order())
        self.reaches = Reaches(Reach.objects.all())

    def row(self, mark):
        return MatrixRow(mark, [(each, together(protection_of(mark, each, self.today, self.reaches))) for each in self.destinations])

    def rows(self, records):
        return [self.row(mark) for mark in records]

    def has_more(self):
        """Whether marks were left out because there are too many to look through."""
        return bool(self.state) and self.marks[MOST_JUDGED:].exists()

    def listed(self):
        """What a paginator takes: the marks, to be judged page by page, or where a state is asked for the Rows that have it."""
        if not self.state:
            return self.marks
        return [row for row in self.rows(self.marks[:MOST_JUDGED]) if any(cell.state == self.state for cell in row.cells())]

    def page_rows(self, listed):
        """The Rows of a page of what `listed` gave."""
        return listed if self.state else self.rows(listed)
