"""A table as it is asked for: which of its rows, counted by period and group, and the rows of one page."""

from collections import defaultdict
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from initiatives.tables.figures import lines_of_figures
from initiatives.tables.table import LACKS_YEAR, lies_in
from portal.text.figure_wording import Grouped

ROWS_OF_A_PAGE = 100
MOST_COUNTED_LINES = 60  # of the table of counts on a page; a sheet has all of them


class CountedLine(NamedTuple):
    """How many there are of a period, or of a group within it."""

    name: str
    numbers: list
    address: str  # of the table narrowed to it: the list of what was counted


class CountedPeriod(NamedTuple):
    total: CountedLine
    groups: list  # [CountedLine]


class LackingLine(NamedTuple):
    text: str
    address: str


class GroupOnPage(NamedTuple):
    """Rows of a page that stand together, beneath one heading."""

    name: str
    number: str
    head: Any  # a TableCell, or None
    rows: list  # [[(TableColumn, TableCell)]]


class Tabulated:
    """What a page or a sheet shows of a table."""

    def __init__(self, table):
        self.table, self.asked = table, table.asked

    @cached_property
    def _all(self):
        return self.table.placed()

    @cached_property
    def chosen(self):
        """[Placed] of what is asked for, in the order of the page."""
        rows = [row for row in self._within(self._all) if all(row.lacks(what) for what in self.asked.chosen.get("lacking", ()))]
        places = self.group_places
        return sorted(rows, key=lambda row: (*self._place_of_period(row), places.get(row.group, len(places))))

    def _within(self, rows, has_period=True):
        """Those of the market, the group and, with `has_period`, of the period that is asked for."""
        asked = self.asked
        market, group, first, last = asked.chosen.get("market"), asked.chosen.get("group"), asked.first_day, asked.last_day
        rows = [row for row in rows if row.market == market] if market else rows
        rows = [row for row in rows if row.group == group] if group else rows
        if not has_period or not (first or last):
            return rows
        wanted = (True, None) if self.table.reaches_over else (True,)
        return [row for row in rows if row.days and lies_in(row.days, first, last) in wanted]

    def _place_of_period(self, row):
        """What puts its period in order; those without one stand last."""
        sign = -1 if self.table.latest_first else 1
        return (1,) if row.days is None else (0, tuple(sign * number for number in self.table.period_of(row.days)))

    @cached_property
    def group_names(self):
        """{group: name}, in their order."""
        return dict(self.table.group_names({row.group for row in self._all}))

    @cached_property
    def group_places(self):
        return {group: place for place, group in enumerate(self.group_names)}

    def group_name(self, group):
        return str(self.group_names.get(group) or self.table.no_group_name())

    def period_name(self, period):
        return gettext("Year not listed") if period is None else str(self.table.period_name(period))

    def period(self, row):
        return None if row.days is None else self.table.period_of(row.days)

    @cached_property
    def _things(self):
        """{(period, group): {name of a count: keys of what is counted}}, and under (period,) and () of all of it, in order."""
        found = defaultdict(lambda: defaultdict(set))
        for row in self.chosen:
            period = self.period(row)
            for place in ((), (period,), (period, row.group)):
                for name, thing in row.counted.items():
                    found[place][name].add(thing)
        return found

    def numbers(self, *place):
        return [len(self._things[place][name]) for name in self.table.counts]

    def counted_periods(self):
        """[CountedPeriod] in order."""
        periods = {}
        for place in list(self._things):
            if len(place) == 1:
                total = CountedLine(self.period_name(place[0]), self.numbers(*place), self.address(*place))
                periods[place[0]] = CountedPeriod(total, [])
            elif place:
                line = CountedLine(self.group_name(place[1]), self.numbers(*place), self.address(*place))
                periods[place[0]].groups.append(line)
        return list(periods.values())

    def numbers_by_period(self):
        """[(name of a period, its first count)]"""
        return [(each.total.name, each.total.numbers[0]) for each in self.counted_periods()]

    def counted_on_page(self):
        """(those of counted_periods that a page has room for, how many there are beside)."""
        periods, shown, room = self.counted_periods(), [], MOST_COUNTED_LINES
        for each in periods:
            room -= 1 + len(each.groups)
            if shown and room < 0:
                break
            shown.append(each)
        return shown, len(periods) - len(shown)

    def address(self, period, group=None):
        """The query of the table narrowed to a period, and a group within it."""
        changes, lacking = {}, set(self.asked.chosen.get("lacking", ()))
        if period is None:
            lacking.add(LACKS_YEAR)
        else:
            changes |= self._within_asked(*self.table.period_days(period))
        if group is not None:
            narrowing = dict(self.table.group_query(group))
            lacking |= set(narrowing.pop("lacking", ()))
            changes |= narrowing
        return self.asked.query(**changes, lacking=sorted(lacking))

    def _within_asked(self, first, last):
        """A period that is narrower where a narrower one is asked for."""
        reader, asked = self.asked.fields["first"], self.asked
        starts, ends = reader.clean(first), reader.clean(last)
        first = asked.data["first"] if asked.first_day and asked.first_day > starts[0] else first
        last = asked.data["last"] if asked.last_day and asked.last_day < ends[1] else last
        return {"first": first, "last": last}

    def lacking_lines(self):
        """[LackingLine]: how many of what is asked for lack a year, a market, a sector; and of how many the date is not known so far
        that they surely lie in the period."""
        count, lines = next(iter(self.table.counts)), []
        for what, label in self.table.lacks.items():
            if what == LACKS_YEAR:
                rows, changes = self._within(self._all, has_period=False), {"first": "", "last": ""}
            else:
                rows, changes = self._within(self._all), {}
            number = len({row.counted[count] for row in rows if row.lacks(what)})
            if number:
                said = ngettext("%(count)s lacks %(what)s", "%(count)s lack %(what)s", number) % {"count": Grouped(number), "what": label}
                lines.append(LackingLine(said, self.asked.query(lacking=[what], **changes)))
        first, last = self.asked.first_day, self.asked.last_day
        if (first or last) and not self.table.reaches_over:
            rows = self._within(self._all, has_period=False)
            if number := len({row.counted[count] for row in rows if row.days and lies_in(row.days, first, last) is None}):
                said = ngettext(
                    "%(count)s may lie in this period: its date is not known so far, and it is not counted",
                    "%(count)s may lie in this period: their dates are not known so far, and they are not counted",
                    number,
                )
                lines.append(LackingLine(said % {"count": Grouped(number)}, ""))
        return lines

    def groups_of(self, rows):
        """[GroupOnPage] of some of the chosen rows, in their order."""
        cells = self.table.rows_of([row.key for row in rows])
        heads = self.table.heads({row.group for row in rows})
        found = []
        for (period, group), together in groupby(rows, key=lambda row: (self.period(row), row.group)):
            said = count_of_ours(self.numbers(period, group)[0])
            name = gettext("%(period)s · %(group)s") % {"period": self.period_name(period), "group": self.group_name(group)}
            lines = [list(zip(self.table.columns, cells[row.key], strict=True)) for row in together if row.key in cells]
            found.append(GroupOnPage(name, said, heads.get(group), lines))
        return found

    def figure_lines(self, **options):
        """([FigureLine], how many more there are) of the figures of the chosen rows."""
        if not self.table.has_figures:
            return [], 0
        years = {row.key: row.days and row.days[0].year for row in self.chosen}
        return lines_of_figures(self.table.figures(), years, **options)


def count_of_ours(number):
    """A count of ours, told from those of sources: "3, counted from the records"."""
    return gettext("%(count)s, counted from the records") % {"count": Grouped(number)}
