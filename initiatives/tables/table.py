"""YearlyTable, from which each table is declared; and what its rows are made of."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from initiatives.tables.figures import figure_and_source
from portal.text.ordering import by_name
from portal.text.partial_dates import last_day_of
from portal.text.place_choices import in_order_of_reader

HOME = "CN"  # what is held in it is not abroad; Hong Kong, Macao and Taiwan have codes of their own, and count as beyond the mainland
LACKS_YEAR, LACKS_MARKET, LACKS_SECTOR = "year", "market", "sector"


class Placed(NamedTuple):
    """A row as it is counted; what it says is loaded for those that are shown."""

    key: Any
    days: tuple | None  # the first and the last day that its date may mean; None where it has none
    market: str  # the code of a country or region; empty where that is not known
    counted: dict  # {name of a count: what is counted}: each thing once, in however many rows
    group: str = ""  # what it stands under within its period; in most tables the market
    has_sector: bool = True

    def lacks(self, what):
        return {LACKS_YEAR: self.days is None, LACKS_MARKET: not self.market, LACKS_SECTOR: not self.has_sector}[what]


class TableColumn(NamedTuple):
    label: Any
    width: int = 24  # characters, in a sheet
    in_sheet: tuple = ()  # the labels of the columns that a sheet has in its place


@dataclass
class TableCell:
    """What stands in a cell of a page; and in those of a sheet, where `values` gives them typed."""

    text: Any = ""
    records: list = field(default_factory=list)
    statements: list = field(default_factory=list)  # whose figures it shows
    passages: list = field(default_factory=list)  # that it cites
    notes: list = field(default_factory=list)
    address: str = ""  # to which `text` leads
    values: tuple = ()

    @property
    def is_empty(self):
        return not (self.text or self.records or self.statements or self.passages or self.notes)

    @cached_property
    def for_sheet(self):
        return self.values or (self.in_words(),)

    def in_words(self):
        """All that it says as one text, its sources too."""
        if not (self.records or self.statements or self.passages or self.notes):
            return str(self.text)
        semicolon = pgettext("between names", "; ")
        parts = [str(self.text), semicolon.join(map(named_with_state, self.records))]
        parts += [*map(figure_and_source, self.statements), semicolon.join(map(passage_in_words, self.passages)), *map(str, self.notes)]
        return pgettext("between remarks", "; ").join(filter(None, parts))


def named_with_state(record):
    """A record's name, with its state where it is not public."""
    return record.title if record.is_published else gettext("%(name)s [draft]") % {"name": record.title}


def passage_in_words(passage):
    return gettext("%(source)s, %(place)s") % {"source": passage.source.title, "place": passage.label}


def possible_days(*dates):
    """The days that the first date of some pairs (date, precision) may mean; None where there is none."""
    return next(((day, last_day_of(day, precision)) for day, precision in dates if day), None)


def dates_for_sheet(*dates):
    """Dates as a sheet has them: typed where the day is known, else as text as far as they are."""
    lengths = {"year": 4, "month": 7}
    return tuple((day if precision == "day" else day.isoformat()[: lengths[precision]]) if day else None for day, precision in dates)


class YearlyTable:
    """A table for one reader. A further one is declared with what differs, and named in initiatives/admin/yearly_tables.py."""

    do_not_call_in_templates = True
    key = title = lede = note = ""  # its address, its heading, what it counts, what the desk says of it
    permission = ""  # without which nobody sees it
    beside = ()  # the names of the lists that lead to it: "admin:initiatives_exhibition_changelist"
    asks = ("market", "sector", "role", "selection")
    lacks = {LACKS_YEAR: _("a year"), LACKS_MARKET: _("a country or region"), LACKS_SECTOR: _("a sector")}
    counts = {}  # {name: label}, the first of which is drawn
    columns = ()
    group_label, group_in_caption = _("Market"), _("market")
    market_label = _("Market")
    latest_first = True
    has_figures = False  # whether figures of its rows are added up, or refused
    reaches_over = False  # whether a row whose days lie partly in the period that is asked for belongs to it

    def __init__(self, asked, user):
        self.asked, self.user = asked, user

    @classmethod
    def markets(cls):
        """[(code, name)] of what can be chosen as market."""
        return in_order_of_reader((code, countries.name(code)) for code in cls.market_codes() if code)

    @classmethod
    def market_codes(cls):
        return ()

    def seen(self, rows):
        """Those of `rows`, a queryset or manager, that are asked for: only what is public, or all."""
        return rows.all() if self.asked.is_internal else rows.published()

    def chosen(self, name):
        return self.asked.chosen.get(name)

    def placed(self):
        """[Placed] in the order in which they stand within a group; narrowed by all but period, market and what they lack."""
        raise NotImplementedError

    def rows_of(self, keys):
        """{key: [TableCell]} for a page, in a fixed number of queries."""
        raise NotImplementedError

    def period_of(self, days):
        """What the rows are grouped by first, to be put in order: a tuple whose first is the year."""
        return (days[0].year,)

    def period_name(self, period):
        return pgettext("a heading", "%(year)d") % {"year": period[0]}

    def period_days(self, period):
        """How the form names its first and its last day."""
        return str(period[0]), str(period[0])

    def group_names(self, groups):
        """[(group, name)] in order; without the group of those that have none."""
        return by_name((code, countries.name(code)) for code in groups if code)

    def no_group_name(self):
        return gettext("country or region not listed")

    def group_query(self, group):
        """What of the form narrows it to a group."""
        return {"market": group} if group else {"lacking": [LACKS_MARKET]}

    def heads(self, groups):
        """{group: TableCell} of what a heading of a group says beside how many there are."""
        return {}

    def remarks(self):
        """Sentences about what is not in the table."""
        return []

    def figures(self):
        """The statements, a queryset, among which are those of the rows, whose keys are then those of records; where `has_figures`."""
        raise NotImplementedError


def lies_in(days, first: date | None, last: date | None):
    """Whether days lie in a period: True, False; None where they do so in part only."""
    if (first and days[1] < first) or (last and days[0] > last):
        return False
    return None if (first and days[0] < first) or (last and days[1] > last) else True
