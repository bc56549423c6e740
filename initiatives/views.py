"""The public pages of initiatives and selections."""

from collections import Counter, defaultdict

from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives import facts, kinds, linked_data, outcomes
from initiatives.filters import InitiativeFilter, SelectionRoundFilter
from initiatives.intentions_on_pages import cited_by, described_intentions, tally_of
from initiatives.models import Exhibition, Initiative, Nomination, NominationEvent, Participation, Programme, Project, SelectionRound
from initiatives.nominees_on_pages import Decided, Nominees, decided_among
from portal.models import Statement
from portal.models.records import name_order
from portal.models.related_counts import number_of
from portal.site.footnotes import Saying
from portal.site.kept_pages.addresses import reads
from portal.site.portions import Portion
from portal.site.record_details import RecordDetail
from portal.site.record_pages import PublicRecordList
from portal.text.figure_wording import with_unit

MOST_NICHES = 40  # a wall of more would say less than its number


class InitiativeList(PublicRecordList):
    filterset_class = InitiativeFilter


class ProgrammeList(InitiativeList):
    model = Programme
    collection = kinds.PROGRAMMES


class ProjectList(InitiativeList):
    model = Project
    collection = kinds.PROJECTS


class ExhibitionList(InitiativeList):
    model = Exhibition
    collection = kinds.EXHIBITIONS


class InitiativeDetail(RecordDetail):
    template_name = "initiatives/initiative_detail.html"
    long_parts = ("cast", "intentions", "parts", "selections")

    def get_queryset(self):
        return Initiative.objects.select_related("part_of")

    @cached_property
    def participations(self):
        return self.portion_of("participations", "cast", self.ask_participations)

    def ask_participations(self):
        rows = self.object.participations.published().select_related("organization", "passage__source")
        return rows.order_by(Participation.place_of_role(), *name_order("organization__"), "id")

    @cached_property
    def nominations(self):
        return self.portion_of("nominations", "selections", self.ask_nominations)

    def ask_nominations(self):
        rows = Nomination.objects.published().filter(initiative=self.object).select_related("category__round", "organization", "initiative")
        return rows.order_by(*name_order("category__round__"), "category__position", "id").with_events()

    @cached_property
    def parts(self):
        return self.portion_of("parts", "parts", lambda: self.object.parts.published().by_name())

    @cached_property
    def tally(self):
        is_told = self.asked_part in ("", "intentions") and "intentions" in self.object.held
        return tally_of(self.object) if is_told else None

    @cached_property
    def intentions(self):
        if not self.tally:
            return Portion(key="intentions")
        return self.portion("intentions", described_intentions().filter(initiative=self.object))

    def portions(self):
        return [self.participations, self.intentions, self.parts, self.nominations]

    def cited(self):
        yield from ((row, Saying.of(row.get_role_display(), row.organization)) for row in self.participations)
        for nomination in self.nominations:
            for event in nomination.told:
                yield event, Saying.of(event.said, nomination.category.round, event.correction)
        for statement in self.tally.reported if self.tally else ():
            yield statement, Saying(statement.measure.name, *Statement.wording.pick(statement))
        yield from cited_by(self.intentions)

    def facts(self):
        return facts.of_initiative(self)

    def caption(self):
        return facts.where_and_when(self.object)

    def linked_data(self):
        return linked_data.of_initiative(self)

    def whole(self):
        whole = self.object.part_of
        return whole if whole and whole.is_published else None

    def linked(self):
        return [
            self.object.part_of_id,
            *self.parts.all_values("pk"),
            *self.participations.all_values("organization_id"),
            *(nomination.category.round_id for nomination in self.nominations),
        ]

    def relatives(self):
        return self.whole().parts.published().by_name() if self.whole() else super().relatives()

    def known(self):
        initiative = self.object
        known = {
            "dates": initiative.starts_on or initiative.ends_on,
            "country": initiative.country,
            "city": initiative.city,
            "venue": initiative.venue,
            "roles": self.participations,
        }
        if self.nominations:
            known["outcome"] = all(nomination.outcome for nomination in self.nominations)
        return super().known() | known

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "participations": self.participations,
            "nominations": self.nominations,
            "parts": self.parts,
            "tally": self.tally,
            "intentions": self.intentions,
            "only_counted": self.tally.itemized - self.intentions.total if self.tally else 0,
            "whole": self.whole(),
            "technologies": () if self.asked_part or "technologies" not in self.object.held else self.object.technologies.all(),
        }


class ProgrammeDetail(InitiativeDetail):
    collection = kinds.PROGRAMMES


class ProjectDetail(InitiativeDetail):
    collection = kinds.PROJECTS


class ExhibitionDetail(InitiativeDetail):
    collection = kinds.EXHIBITIONS


def of_nominee(event):
    """What orders events by the names of the nominees."""
    return event.nomination.nominee.name_sort, event.nomination_id


class SelectionRoundList(PublicRecordList):
    model = SelectionRound
    filterset_class = SelectionRoundFilter
    collection = kinds.SELECTIONS


@reads("nomination", "part", "page")
class SelectionRoundDetail(RecordDetail):
    """A selection, whose nominees are in pages where they are many: `?nomination=` and its key leads to that on which it stands."""

    template_name = "initiatives/selectionround_detail.html"
    collection = kinds.SELECTIONS

    model = SelectionRound
    asked_page = ""

    def get(self, request, *args, **kwargs):
        self.asked_page = request.GET.get("page", "")
        return super().get(request, *args, **kwargs)

    def render_to_response(self, context, **options):
        key = self.request.GET.get("nomination", "")
        if number := key and self.nominees.page_of(key):
            return HttpResponseRedirect(f"{self.request.path}{f'?page={number}' if number > 1 else ''}#nomination-{key}")
        return super().render_to_response(context, **options)

    @cached_property
    def nominees(self):
        return Nominees(self.object, self.asked_page)

    @cached_property
    def events(self):
        """Those of the nominations that this page shows."""
        if self.asked_part:
            return []
        events = NominationEvent.objects.published().in_order().filter(nomination__in=[
            nomination.pk for nominations in self.nominees.shown.values() for nomination in nominations
        ])  # fmt: skip
        return list(
            events.select_related("nomination__organization", "nomination__initiative", "recipient", "passage__source").prefetch_related(
                Prefetch("actors", Organization.objects.published().by_name())
            )
        )

    @cached_property
    def stages(self):
        if self.asked_part:
            return []
        stages = self.object.stages.published().select_related("passage__source")
        return list(stages.prefetch_related(Prefetch("bodies", Organization.objects.published().by_name())))

    @cached_property
    def categories(self):
        categories = self.object.categories.annotate(put_forward=number_of(Nomination.objects.all(), "category")).prefetch_related(
            Prefetch("statement", Statement.objects.published().select_related("measure", "passage__source")),
        )
        told, nominees = defaultdict(list), self.nominees
        for event in self.events:
            told[event.nomination_id].append(event)
        decided = nominees.decided() if nominees.page else {}
        for category in categories:
            category.named = nominees.shown[category.pk]
            for nomination in category.named:
                nomination.told = told[nomination.pk]
            category.total = number = nominees.numbers[category.pk]
            category.decided = decided.get(category.pk, Decided(Counter())) if nominees.page else decided_among(category.named)
            category.outcomes = outcomes.of_category(category, number, category.decided)
            category.first_page = nominees.first_pages.get(category.pk, 1)
            hidden = category.put_forward - number
            category.unnamed = None if hidden else category.not_named(number)
            wall = number + (category.unnamed or 0)
            is_walled = wall <= MOST_NICHES and len(category.named) == number
            category.niches = [*category.named, *[None] * (category.unnamed or 0)] if is_walled else []
            counted = category.statement
            measure = counted.measure if counted else None
            category.named_count = with_unit(number, measure)
            category.unnamed_count = "" if category.unnamed is None else with_unit(category.unnamed, measure)
        return list(categories)

    def cited(self):
        if self.asked_part:
            return
        yield from ((stage, Saying(_("Stage"), str(stage))) for stage in self.stages)
        of_tallies = [event for category in self.categories for tally in category.outcomes for event in tally.events]
        for event in (*self.events, *of_tallies):
            yield event, Saying.of(event.said, event.nomination.nominee, event.correction)
        for statement in filter(None, (category.statement for category in self.categories)):
            yield statement, Saying(statement.measure.name if statement.measure else "", *Statement.wording.pick(statement))

    def facts(self):
        return facts.of_selection(self)

    def caption(self):
        return facts.years(self.object)

    def linked_data(self):
        return linked_data.of_selection(self)

    def linked(self):
        near = [key.record for key in self.nominees.order]
        for event in self.events:
            near += [*(actor.pk for actor in event.actors.all()), event.recipient_id]
        return near

    def counted_elsewhere(self):
        return [category.statement_id for category in self.categories if category.statement_id]

    def known(self):
        is_decided = any(category.decided.numbers for category in self.categories)
        return super().known() | {"years": self.object.first_year, "outcome": is_decided}

    @property
    def is_cut(self):
        return super().is_cut or self.nominees.page is not None

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        steps = {}
        for event in self.events:
            event.public_recipient = event.recipient if event.recipient and event.recipient.is_published else None
            when = event.happened_on, event.happened_precision, event.date_inferred
            who = event.public_recipient, *event.actors.all(), event.has_unnamed_actors
            why = event.correction and event.correction.reason
            same = (event.verb, event.stage_id, when, who, event.note, why)
            steps.setdefault(same, (event, []))[1].append(event)
        if self.asked_part:
            return context | {"categories": [], "stages": [], "steps": [], "nominees": None}
        return context | {
            "categories": self.categories,
            "stages": self.stages,
            "steps": [(first, sorted(events, key=of_nominee)) for first, events in steps.values()],
            "nominees": self.nominees if self.nominees.page else None,
            "canonical_query": self.nominees.query,
        }
