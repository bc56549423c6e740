"""Nominations and their outcomes, by round and category."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models import Nomination, NominationEvent, SelectionCategory
from initiatives.tables.figures import with_their_sources
from initiatives.tables.table import LACKS_SECTOR, LACKS_YEAR, Placed, TableCell, TableColumn, YearlyTable, dates_for_sheet
from portal.models import Statement
from portal.models.records import name_order
from portal.text.partial_dates import last_day_of, partial_date

Verb = NominationEvent.Verb
OF_ROUND = "category__round__"


def years_of_round(first, last):
    """The days of a round; None where its years are not known."""
    return (date(first, 1, 1), last_day_of(date(last, 1, 1), "year")) if first else None


def event_in_words(event):
    """What happened, and when as far as that is known."""
    if not event.happened_on:
        return event.said
    day = partial_date(event.happened_on, event.happened_precision)
    return gettext("%(event)s (%(day)s)") % {"event": event.said, "day": day}


class NominationsAndOutcomes(YearlyTable):
    key = "nominations"
    title = _("Nominations and outcomes")
    lede = _(
        "Who was submitted or recommended, and what came of it as far as a source says so. To be recommended is not to be recognized, and "
        "an outcome that is not listed here is not a refusal."
    )
    note = _("by selection and category, with what came of each")
    permission = "initiatives.view_nomination"
    beside = ("admin:initiatives_nomination_changelist", "admin:initiatives_selectionround_changelist")
    asks = ("sector", "selection")
    lacks = {LACKS_YEAR: YearlyTable.lacks[LACKS_YEAR], LACKS_SECTOR: YearlyTable.lacks[LACKS_SECTOR]}
    counts = {
        "nominations": _("Nominations"),
        Verb.RECOGNIZED: Verb.RECOGNIZED.label,
        Verb.NOT_RECOGNIZED: Verb.NOT_RECOGNIZED.label,
        Verb.WITHDRAWN: Verb.WITHDRAWN.label,
        "": _("Outcome not listed"),
    }
    columns = (
        TableColumn(_("Nominee"), 40),
        TableColumn(_("Organization"), 36),
        TableColumn(_("What happened"), 36),
        TableColumn(_("Outcome"), 18),
        TableColumn(_("On"), 14),
        TableColumn(_("Source"), 44),
    )
    group_label, group_in_caption = _("Selection and category"), _("category")
    reaches_over = True

    def events(self):
        """Those that stand: no other replaces them that whoever reads the table may see."""
        if self.asked.is_internal:
            replaced = NominationEvent.objects.exclude(replaces=None).order_by().values("replaces")
            return NominationEvent.objects.exclude(pk__in=replaced)
        return NominationEvent.objects.published().standing()

    def placed(self):
        rows = self.seen(Nomination.objects)
        rows = rows.filter(category__round=self.chosen("selection")) if self.chosen("selection") else rows
        rows = rows.filter(organization__sectors=self.chosen("sector")) if self.chosen("sector") else rows
        decided = self.events().filter(verb__in=NominationEvent.OUTCOMES).in_order()
        outcomes = dict(decided.select_related(None).values_list("nomination", "verb"))
        with_sector = set(Organization.objects.filter(sectors__isnull=False).order_by().values_list("pk", flat=True))
        rows = rows.order_by(*name_order("organization__"), "initiative__name_sort_en", "id")
        columns = ("pk", "category", "organization", f"{OF_ROUND}first_year", f"{OF_ROUND}last_year")
        return [
            Placed(
                key,
                years_of_round(first, last),
                "",
                {"nominations": key, outcomes.get(key, ""): key},
                category,
                organization in with_sector,
            )
            for key, category, organization, first, last in rows.values_list(*columns)
        ]

    def period_of(self, days):
        return days[0].year, days[1].year

    def period_name(self, period):
        if period[0] == period[1]:
            return super().period_name(period)
        return pgettext("of a selection", "%(first)s–%(last)s") % {"first": period[0], "last": period[1]}

    def period_days(self, period):
        return str(period[0]), str(period[1])

    def group_names(self, groups):
        rows = SelectionCategory.objects.filter(pk__in=groups).select_related("round").order_by("round", "position", "id")
        self.categories = {row.pk: row for row in rows}
        return [(key, str(row)) for key, row in self.categories.items()]

    def group_query(self, group):
        return {"group": group}

    def heads(self, groups):
        """How many were put forward, as the source counts them."""
        statements = self.seen(Statement.objects).filter(pk__in=[self.categories[group].statement_id for group in groups])
        counted = {row.pk: row for row in with_their_sources(statements)}
        found = {group: counted.get(self.categories[group].statement_id) for group in groups}
        return {group: TableCell(statements=[statement]) for group, statement in found.items() if statement}

    def rows_of(self, keys):
        rows = Nomination.objects.select_related("organization", "initiative").in_bulk(keys)
        told = defaultdict(list)
        events = self.events().filter(nomination__in=keys).in_order()
        for event in events.select_related("passage__source", "stage__passage__source"):
            told[event.nomination_id].append(event)
        return {key: self.cells(row, told[key]) for key, row in rows.items()}

    def cells(self, row, told):
        outcome = next((event for event in reversed(told) if event.verb in NominationEvent.OUTCOMES), None)
        decisive = outcome or (told[-1] if told else None)
        notes = [gettext("its project, not named")] if row.is_unnamed_project else []
        return [
            TableCell(records=[row.nominee], notes=notes),
            TableCell(records=[row.organization]),
            TableCell(pgettext("between remarks", "; ").join(event_in_words(event) for event in told)),
            TableCell(outcome.get_verb_display() if outcome else gettext("not listed here yet")),
            day_cell(outcome.happened_on, outcome.happened_precision) if outcome else TableCell(),
            TableCell(passages=[decisive.passage] if decisive and decisive.passage else []),
        ]


def day_cell(day, precision):
    """A date as far as it is known."""
    return TableCell(partial_date(day, precision), values=dates_for_sheet((day, precision))) if day else TableCell(values=(None,))
