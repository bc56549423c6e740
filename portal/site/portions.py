"""Long parts of the page of a record: it shows their first rows, and all of them are on pages of the part (`?part=cast&page=2`).

Who took part in an exhibition, what an enterprise owns, what sources say of it: a part of up to ROWS_WHOLE rows stands whole.
"""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import Http404

from portal.listing.kept import kept_in_places
from portal.models import Statement
from portal.site.paging import nearest

ROWS_WHOLE = 40  # rows of a part that has no pages of its own
ROWS_FIRST = 12  # rows that the record's page shows of a longer one
ROWS_ON_A_PAGE = 50  # of a part
LONG_PARTS = 256  # parts of which a process keeps how long they are


class Portion(list):
    """Rows of a part as far as a page shows them; `total` counts all. `page` is the page of the part, None on that of the record."""

    def __init__(self, shown=(), key="", rows=(), total=None, page=None):
        super().__init__(shown)
        self.key, self.rows, self.page = key, rows, page
        self.total = len(self) if total is None else total

    @property
    def further(self):
        """How many rows are on pages of the part alone; none where this is one."""
        return 0 if self.page else self.total - len(self)

    @property
    def stands_open(self):
        """Whether nothing of it is folded: all of it is on pages of its own."""
        return bool(self.further or self.page)

    @property
    def pages(self):
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)

    def all_values(self, column):
        """The values of a column in all rows, shown or not; of rows that are a queryset."""
        if not self.further:
            return [getattr(row, column) for row in self]
        return list(self.rows.order_by().values_list(column, flat=True).distinct())


def first_of(whose, key, rows):
    """The Portion that a page shows of a queryset, or of a list, which `whose` and `key` name among all. That a part is long, and how long,
    is asked once: then no more of it is read than is shown."""
    read = []

    def number_of_long():
        read.extend(rows[: ROWS_WHOLE + 1])
        if len(read) <= ROWS_WHOLE:
            return 0
        return len(rows) if isinstance(rows, list) else rows.order_by().count()

    if total := kept_in_places("rows of a long part", number_of_long, whose, key, places=LONG_PARTS):
        return Portion((read or list(rows[:ROWS_FIRST]))[:ROWS_FIRST], key, rows, total)
    return Portion(read or rows[: ROWS_WHOLE + 1], key, rows)


def page_of(key, rows, asked_page):
    """The Portion that a page of the part shows. Raises Http404 for a part without rows."""
    paginator = Paginator(rows, ROWS_ON_A_PAGE)
    if not paginator.count:
        raise Http404
    page = paginator.page(nearest(asked_page, paginator.num_pages))
    return Portion(page.object_list, key, rows, paginator.count, page)


class Stated(NamedTuple):
    """`figures` and `facts` are Portions of the statements with a figure and without; `statements` are all that have a footnote."""

    figures: Portion
    facts: Portion
    statements: list


def stated_of(record, portion, counted_elsewhere=(), *, is_first=True):
    """What sources say of a record as far as `portion` (`first_of`, or RecordDetail.portion) shows it: on the page of the record where it
    `is_first`. Without the figures of the statements `counted_elsewhere`."""
    rows = Statement.objects.published().filter(record=record.pk).select_related("measure", "passage__source")
    if is_first and len(whole := list(rows[: ROWS_WHOLE + 1])) <= ROWS_WHOLE:
        figures = [statement for statement in whole if statement.measure_id and statement.pk not in counted_elsewhere]
        facts = [statement for statement in whole if not statement.measure_id]
        return Stated(Portion(figures, "figures"), Portion(facts, "facts"), whole)
    figures = portion("figures", rows.with_figures().exclude(pk__in=counted_elsewhere))
    facts = portion("facts", rows.filter(measure=None))
    return Stated(figures, facts, [*figures, *facts])
