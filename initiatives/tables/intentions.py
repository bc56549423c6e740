"""Cooperation intentions by show and state: an intention is no contract, and each counts once, at the step that it has reached."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.intentions_on_pages import counts_reported
from initiatives.models import Initiative, Intention, IntentionStep, Nomination, Participation
from initiatives.models.intentions import Step
from initiatives.next_steps import open_intentions, overdue
from initiatives.tables.exhibitions import DATES, date_pairs
from initiatives.tables.figures import with_their_sources
from initiatives.tables.nominations import day_cell
from initiatives.tables.table import Placed, TableCell, TableColumn, YearlyTable, possible_days
from portal.models.records import name_order
from portal.text.figure_wording import Grouped

SEE_NEXT_STEPS = "initiatives.view_followup"


class IntentionsByShow(YearlyTable):
    key = "intentions"
    title = _("Cooperation intentions by show and state")
    lede = _(
        "Each intention that is entered one by one, at the step that it has reached; an intention is no contract. What a source reports of "
        "a show as a whole stands beside its name. A show stands in the year in which it begins."
    )
    note = _("by year and show, with the step that each has reached")
    permission = "initiatives.view_intention"
    beside = ("admin:initiatives_intention_changelist",)
    counts = {"intentions": _("Entered"), **dict(Step.choices)}
    columns = (
        TableColumn(_("Intention"), 44),
        TableColumn(_("Our side"), 36),
        TableColumn(_("Market"), 24),
        TableColumn(_("On"), 14),
        TableColumn(_("State"), 24),
        TableColumn(_("Amount"), 24),
        TableColumn(_("Source"), 44),
    )
    group_label, group_in_caption = _("Show"), _("show")

    @classmethod
    def market_codes(cls):
        return Intention.objects.order_by().values_list("country", flat=True).distinct()

    def steps(self):
        return self.seen(IntentionStep.objects)

    def intentions(self):
        """What is asked for: in public what the public may count, which is more than it may read."""
        rows = Intention.objects.all() if self.asked.is_internal else Intention.objects.counted()
        if self.chosen("sector"):
            rows = rows.filter(our_side__sectors=self.chosen("sector"))
        if self.chosen("role"):
            taking_part = self.seen(Participation.objects).filter(role=self.chosen("role")).order_by()
            rows = rows.filter(Exists(taking_part.filter(initiative=OuterRef("initiative"), organization=OuterRef("our_side"))))
        if round_ := self.chosen("selection"):
            rows = rows.filter(our_side__in=self.seen(Nomination.objects).filter(category__round=round_).order_by().values("organization"))
        return rows.with_state(self.steps())

    def placed(self):
        with_sector = set(Organization.objects.filter(sectors__isnull=False).order_by().values_list("pk", flat=True))
        rows = self.intentions().order_by(*name_order("initiative__"), "happened_on", "id")
        columns = ("pk", "initiative", "our_side", "country", "state", *(f"initiative__{name}" for name in DATES))
        return [
            Placed(key, possible_days(*date_pairs(dates)), market, {"intentions": key, state: key}, show, our_side in with_sector)
            for key, show, our_side, market, state, *dates in rows.values_list(*columns)
        ]

    def group_names(self, groups):
        rows = Initiative.objects.filter(pk__in=groups).order_by("-starts_on", *name_order())
        self.shows = {row.pk: row for row in rows}
        return [(key, row.title) for key, row in self.shows.items()]

    def group_query(self, group):
        return {"group": group}

    def heads(self, groups):
        """What sources report of the shows as a whole."""
        found = {}
        for statement in with_their_sources(self.seen(counts_reported()).filter(record__in=groups)):
            found.setdefault(statement.record_id, TableCell(text=gettext("Reported:"))).statements.append(statement)
        return found

    def rows_of(self, keys):
        rows = Intention.objects.with_state(self.steps()).select_related("our_side", "passage__source").in_bulk(keys)
        described = set(keys if self.asked.is_internal else Intention.objects.published().filter(pk__in=keys).values_list("pk", flat=True))
        return {key: self.cells(row, key in described) for key, row in rows.items()}

    def cells(self, row, is_described):
        market, state = TableCell(row.country.name), TableCell(row.state_in_words)
        if not is_described:
            hidden = TableCell(gettext("counted, not described: it rests on a private paper"))
            return [hidden, TableCell(), market, TableCell(values=(None,)), state, TableCell(), TableCell()]
        return [
            TableCell(row.subject),
            TableCell(records=[row.our_side]),
            market,
            day_cell(row.happened_on, row.happened_precision),
            state,
            TableCell(row.amount or ""),
            TableCell(passages=[row.passage] if row.passage else [], notes=[] if row.passage else [gettext("private paper")]),
        ]

    def remarks(self):
        yield gettext("Amounts of intentions are not added up: they are no turnover.")
        if self.asked.is_internal and self.user.has_perm(SEE_NEXT_STEPS):
            still_open = open_intentions(self.intentions())
            if number := still_open.filter(overdue("follow_up__")).count():
                yield ngettext(
                    "Of %(count)s that is still open the next step is overdue.",
                    "Of %(count)s that are still open the next step is overdue.",
                    number,
                ) % {"count": Grouped(number)}
