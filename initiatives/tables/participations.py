"""Enterprises with what they took part in, by year and market."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from enterprises.models import Enterprise
from initiatives.models import Initiative, Nomination, Participation
from initiatives.tables.exhibitions import DATES, date_pairs, only_put_forward, when_cell, where_cell
from initiatives.tables.table import Placed, TableCell, TableColumn, YearlyTable, possible_days
from portal.models import Sector
from portal.models.records import name_order
from portal.text.figure_wording import Grouped
from portal.text.ordering import by_name


def sectors_cell(organization):
    """Its sectors; they are loaded."""
    return TableCell(
        pgettext("within a list", ", ").join(name for _key, name in by_name((each.pk, each.name) for each in organization.sectors.all()))
    )


def with_sectors(organizations):
    return organizations.prefetch_related(Prefetch("sectors", Sector.objects.all()))


class WhatEnterprisesTookPartIn(YearlyTable):
    key = "enterprises"
    title = _("Enterprises and what they took part in")
    lede = _(
        "A row for each role that an enterprise had in a programme, a project or an exhibition, in the year in which that began. An "
        "enterprise counts once in each line, however many roles it had."
    )
    note = _("their roles in exhibitions, projects and programmes, by year and market")
    permission = "enterprises.view_enterprise"
    beside = ("admin:enterprises_enterprise_changelist",)
    counts = {"enterprises": _("Enterprises"), "participations": _("Roles")}
    columns = (
        TableColumn(_("Enterprise"), 36),
        TableColumn(_("Sectors"), 24),
        TableColumn(_("Took part as"), 16),
        TableColumn(_("In what"), 44),
        TableColumn(_("When"), 16, (_("Starts"), _("Ends"))),
        TableColumn(_("Where"), 28),
    )

    @classmethod
    def market_codes(cls):
        return Initiative.objects.order_by().values_list("country", flat=True).distinct()

    def enterprises(self):
        rows = self.seen(Enterprise.objects)
        rows = rows.filter(sectors=self.chosen("sector")) if self.chosen("sector") else rows
        if round_ := self.chosen("selection"):
            nominated = self.seen(Nomination.objects).filter(category__round=round_)
            rows = rows.filter(pk__in=nominated.order_by().values("organization"))
        return rows

    def participations(self):
        rows = self.seen(Participation.objects).filter(organization__in=self.enterprises().order_by().values("pk"))
        return rows.filter(role=self.chosen("role")) if self.chosen("role") else rows

    def placed(self):
        with_sector = set(Enterprise.objects.filter(sectors__isnull=False).order_by().values_list("pk", flat=True))
        columns = ("pk", "organization", "initiative__country", *(f"initiative__{name}" for name in DATES))
        rows = self.participations().order_by(*name_order("organization__"), *name_order("initiative__"), "role")
        return [
            Placed(
                key,
                possible_days(*date_pairs(dates)),
                country,
                {"enterprises": enterprise, "participations": key},
                country,
                enterprise in with_sector,
            )
            for key, enterprise, country, *dates in rows.values_list(*columns)
        ]

    def rows_of(self, keys):
        """Cells that many rows share, such as those of an exhibition with all its exhibitors, are made once."""
        rows = Participation.objects.in_bulk(keys)
        enterprises = with_sectors(Enterprise.objects).in_bulk({row.organization_id for row in rows.values()})
        initiatives = Initiative.objects.in_bulk({row.initiative_id for row in rows.values()})
        whose = {key: [TableCell(records=[each]), sectors_cell(each)] for key, each in enterprises.items()}
        what = {
            key: [TableCell(records=[each], notes=only_put_forward(each)), when_cell(each), where_cell(each)]
            for key, each in initiatives.items()
        }
        return {
            key: [*whose[row.organization_id], TableCell(row.get_role_display()), *what[row.initiative_id]] for key, row in rows.items()
        }

    def remarks(self):
        taking_part = self.seen(Participation.objects).order_by().values("organization")
        if number := self.enterprises().exclude(pk__in=taking_part).count():
            yield ngettext(
                "%(count)s enterprise has nothing entered that it took part in.",
                "%(count)s enterprises have nothing entered that they took part in.",
                number,
            ) % {"count": Grouped(number)}
