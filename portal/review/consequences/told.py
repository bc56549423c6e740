"""What a page lists of what a step changes: all of it where that is little, else what somebody reads, and the number of the others."""

from collections import Counter
from itertools import groupby
from typing import Any, NamedTuple

MOST_PAGES = 200  # pages that are listed of those that change
MOST_OF_A_SORT = 40  # rows of a sort that are listed of one page
MOST_ROWS_LISTED = 500  # rows that are listed of all pages


class ToldSort(NamedTuple):
    """The rows of one sort on one page: their number, and those that are listed."""

    label: str
    number: int
    lines: list

    @property
    def unlisted(self):
        return self.number - len(self.lines)


class ToldPage(NamedTuple):
    """What changes on the page of one record, as it is listed."""

    group: Any
    sorts: list

    @property
    def is_listed(self):
        return any(sort.lines for sort in self.sorts)


class ToldChanges(NamedTuple):
    """What is listed of some Groups, and of the others [(kind of record, number of pages)]."""

    pages: list
    number: int
    others: list

    @property
    def unlisted(self):
        return self.number - len(self.pages)

    @classmethod
    def of(cls, groups):
        rows, pages = MOST_ROWS_LISTED, []
        for group in groups[:MOST_PAGES]:
            sorts = []
            for label, lines in groupby(group.lines, key=lambda line: line.label):
                lines = list(lines)
                listed = lines[: min(MOST_OF_A_SORT, rows)]
                rows -= len(listed)
                sorts.append(ToldSort(label, len(lines), listed))
            pages.append(ToldPage(group, sorts))
        kinds = Counter(str(group.record.get_kind_display()) for group in groups[MOST_PAGES:])
        return cls(pages, len(groups), kinds.most_common())
