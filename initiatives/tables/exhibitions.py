"""Exhibitions abroad, and elsewhere beyond the mainland, by year and market, with hosts and figures."""

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from initiatives.models import Exhibition, Nomination, Participation
from initiatives.tables.figures import with_their_sources
from initiatives.tables.table import HOME, LACKS_SECTOR, Placed, TableCell, TableColumn, YearlyTable, dates_for_sheet, possible_days
from portal.models import Statement
from portal.models.records import name_order
from portal.text.fields import reads_chinese
from portal.text.figure_wording import Grouped
from portal.text.partial_dates import span_in_words

DATES = ("starts_on", "starts_precision", "ends_on", "ends_precision")


def date_pairs(values):
    """((date, precision), …) of the columns DATES."""
    return tuple(zip(values[::2], values[1::2], strict=True))


def when_cell(initiative):
    """When an initiative is, as far as that is known."""
    values = [getattr(initiative, name) for name in DATES]
    notes = [gettext("our inference")] if initiative.dates_inferred else []
    return TableCell(span_in_words(*values), notes=notes, values=dates_for_sheet(*date_pairs(values)))


def where_cell(initiative):
    """Where it is: the smallest place first in English, the largest in Chinese."""
    parts = [str(part) for part in (initiative.city, initiative.country.name) if part]
    parts = parts[::-1] if reads_chinese() else parts
    notes = [gettext("our inference")] if initiative.country_inferred else []
    return TableCell(pgettext("within a place", ", ").join(parts), notes=notes)


def only_put_forward(initiative):
    return [gettext("recommended; whether it was held is not stated")] if initiative.is_only_put_forward else []


class ExhibitionsAbroad(YearlyTable):
    key = "exhibitions"
    title = _("Exhibitions beyond the mainland")
    lede = _(
        "Exhibitions abroad, and those in Hong Kong, Macao and Taiwan, China, each under its own name: the country or region decides, and "
        "what is held on the mainland is not counted. A show stands in the year in which it begins."
    )
    note = _("by year and market, with hosts and figures")
    permission = "initiatives.view_exhibition"
    beside = ("admin:initiatives_exhibition_changelist",)
    lacks = YearlyTable.lacks | {LACKS_SECTOR: _("a sector of those who took part")}
    counts = {"shows": _("Exhibitions")}
    columns = (
        TableColumn(_("Exhibition"), 44),
        TableColumn(_("When"), 16, (_("Starts"), _("Ends"))),
        TableColumn(_("Where"), 28),
        TableColumn(_("Hosts"), 36),
        TableColumn(_("Organizers"), 36),
        TableColumn(_("Figures of the sources"), 60),
    )
    has_figures = True

    @classmethod
    def market_codes(cls):
        return Exhibition.objects.exclude(country=HOME).order_by().values_list("country", flat=True).distinct()

    def taking_part(self):
        """The participations that are asked for."""
        rows = self.seen(Participation.objects)
        rows = rows.filter(role=self.chosen("role")) if self.chosen("role") else rows
        return rows.filter(organization__sectors=self.chosen("sector")) if self.chosen("sector") else rows

    def shows(self):
        rows = self.seen(Exhibition.objects).exclude(country=HOME)
        if self.chosen("role") or self.chosen("sector"):
            rows = rows.filter(pk__in=self.taking_part().order_by().values("initiative"))
        if round_ := self.chosen("selection"):
            nominated = self.seen(Nomination.objects).filter(category__round=round_).exclude(initiative=None)
            rows = rows.filter(pk__in=nominated.order_by().values("initiative"))
        return rows

    def placed(self):
        having_sector = self.seen(Participation.objects).filter(organization__sectors__isnull=False).order_by()
        with_sector = set(having_sector.values_list("initiative", flat=True))
        rows = self.shows().filter(is_recurring=False).order_by("starts_on", *name_order())
        return [
            Placed(key, possible_days(*date_pairs(dates)), country, {"shows": key}, country, key in with_sector)
            for key, country, *dates in rows.values_list("pk", "country", *DATES)
        ]

    def rows_of(self, keys):
        shows = Exhibition.objects.in_bulk(keys)
        leading = self.seen(Participation.objects).filter(initiative__in=keys, role__in=("host", "organizer"))
        cast = {}
        for row in leading.select_related("organization").order_by(*name_order("organization__")):
            cast.setdefault((row.initiative_id, row.role), []).append(row.organization)
        told = {}
        for statement in with_their_sources(self.figures().filter(record__in=keys)):
            told.setdefault(statement.record_id, []).append(statement)
        return {
            key: [
                TableCell(records=[show], notes=only_put_forward(show)),
                when_cell(show),
                where_cell(show),
                TableCell(records=cast.get((key, "host"), [])),
                TableCell(records=cast.get((key, "organizer"), [])),
                TableCell(statements=told.get(key, [])),
            ]
            for key, show in shows.items()
        }

    def figures(self):
        return self.seen(Statement.objects)

    def remarks(self):
        series = self.shows().filter(is_recurring=True).count()
        home = (
            0 if set(self.asks) & set(self.asked.chosen) else self.seen(Exhibition.objects).filter(country=HOME, is_recurring=False).count()
        )
        if series:
            yield ngettext(
                "%(count)s series is not counted: its editions are.", "%(count)s series are not counted: their editions are.", series
            ) % {"count": Grouped(series)}
        if home:
            yield ngettext(
                "%(count)s exhibition on the mainland is not in this table.",
                "%(count)s exhibitions on the mainland are not in this table.",
                home,
            ) % {"count": Grouped(home)}
