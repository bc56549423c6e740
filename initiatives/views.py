"""The public pages of initiatives and selections."""

from collections import defaultdict

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives import facts, kinds, linked_data, outcomes
from initiatives.filters import InitiativeFilter, SelectionRoundFilter
from initiatives.intentions_on_pages import cited_by, described_intentions, tally_of
from initiatives.models import Exhibition, Initiative, Nomination, NominationEvent, Participation, Programme, Project, SelectionRound
from portal.models import Statement
from portal.models.records import name_order
from portal.models.related_counts import number_of
from portal.site.footnotes import Saying
from portal.site.record_pages import PublicRecordList, RecordDetail
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

    def get_queryset(self):
        return Initiative.objects.select_related("part_of")

    @cached_property
    def participations(self):
        rows = self.object.participations.published().select_related("organization", "passage__source")
        rows = rows.order_by(*name_order("organization__"), "id")
        return sorted(rows, key=lambda participation: Participation.Role.values.index(participation.role))

    @cached_property
    def nominations(self):
        return list(
            Nomination.objects.published()
            .filter(initiative=self.object)
            .select_related("category__round", "organization", "initiative")
            .order_by(*name_order("category__round__"), "category__position", "id")
            .with_events()
        )

    @cached_property
    def parts(self):
        return list(self.object.parts.published().by_name())

    @cached_property
    def tally(self):
        return tally_of(self.object)

    @cached_property
    def intentions(self):
        return list(described_intentions().filter(initiative=self.object)) if self.tally else []

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
            *(part.pk for part in self.parts),
            *(participation.organization_id for participation in self.participations),
            *(nomination.category.round_id for nomination in self.nominations),
        ]

    def relatives(self):
        return self.whole().parts.by_name().values_list("pk", flat=True) if self.whole() else []

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
            "only_counted": self.tally.itemized - len(self.intentions) if self.tally else 0,
            "whole": self.whole(),
            "technologies": self.object.technologies.all(),
        }


class ProgrammeDetail(InitiativeDetail):
    collection = kinds.PROGRAMMES


class ProjectDetail(InitiativeDetail):
    collection = kinds.PROJECTS


class ExhibitionDetail(InitiativeDetail):
    collection = kinds.EXHIBITIONS


class SelectionRoundList(PublicRecordList):
    model = SelectionRound
    filterset_class = SelectionRoundFilter
    collection = kinds.SELECTIONS


def by_nominee(nominations):
    """By the names of the nominees as portal.models.records.name_order has it: a nominee is of one of two kinds."""
    return sorted(nominations, key=lambda nomination: (nomination.nominee.name_sort, nomination.pk))


class SelectionRoundDetail(RecordDetail):
    template_name = "initiatives/selectionround_detail.html"
    collection = kinds.SELECTIONS

    model = SelectionRound

    @cached_property
    def events(self):
        events = NominationEvent.objects.published().in_order()
        return list(
            events.filter(nomination__category__round=self.object)
            .select_related("nomination__organization", "nomination__initiative", "recipient", "passage__source")
            .prefetch_related(Prefetch("actors", Organization.objects.published().by_name()))
        )

    @cached_property
    def stages(self):
        stages = self.object.stages.published().select_related("passage__source")
        return list(stages.prefetch_related(Prefetch("bodies", Organization.objects.published().by_name())))

    @cached_property
    def categories(self):
        nominations = Nomination.objects.published().select_related("organization", "initiative")
        categories = self.object.categories.annotate(put_forward=number_of(Nomination.objects.all(), "category")).prefetch_related(
            Prefetch("nominations", nominations, to_attr="named"),
            Prefetch("statement", Statement.objects.published().select_related("measure", "passage__source")),
        )
        told = defaultdict(list)
        for event in self.events:
            told[event.nomination_id].append(event)
        for category in categories:
            category.named = by_nominee(category.named)
            for nomination in category.named:
                nomination.told = told[nomination.pk]
            category.outcomes = outcomes.of_category(category)
            hidden = category.put_forward - len(category.named)
            category.unnamed = None if hidden else category.not_named(len(category.named))
            wall = len(category.named) + (category.unnamed or 0)
            category.niches = [*category.named, *[None] * (category.unnamed or 0)] if wall <= MOST_NICHES else []
            counted = category.statement
            measure = counted.measure if counted else None
            category.named_count = with_unit(len(category.named), measure)
            category.unnamed_count = "" if category.unnamed is None else with_unit(category.unnamed, measure)
        return list(categories)

    def cited(self):
        yield from ((stage, Saying(_("Stage"), str(stage))) for stage in self.stages)
        yield from ((event, Saying.of(event.said, event.nomination.nominee, event.correction)) for event in self.events)
        for statement in filter(None, (category.statement for category in self.categories)):
            yield statement, Saying(statement.measure.name if statement.measure else "", *Statement.wording.pick(statement))

    def facts(self):
        return facts.of_selection(self)

    def caption(self):
        return facts.years(self.object)

    def linked_data(self):
        return linked_data.of_selection(self)

    def linked(self):
        nominations = [nomination for category in self.categories for nomination in category.named]
        near = [nomination.initiative_id or nomination.organization_id for nomination in nominations]
        for event in self.events:
            near += [*(actor.pk for actor in event.actors.all()), event.recipient_id]
        return near

    def figures(self, statements):
        counts = {category.statement_id for category in self.categories}
        return [statement for statement in super().figures(statements) if statement.pk not in counts]

    @cached_property
    def is_decided(self):
        return any(event.verb in NominationEvent.OUTCOMES and not event.correction for event in self.events)

    def known(self):
        return super().known() | {"years": self.object.first_year, "outcome": self.is_decided}

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        steps = {}
        for event in self.events:
            event.public_recipient = event.recipient if event.recipient and event.recipient.is_published else None
            when = event.happened_on, event.happened_precision, event.date_inferred
            who = event.public_recipient, *event.actors.all(), event.has_unnamed_actors
            why = event.correction and event.correction.reason
            same = (event.verb, event.stage_id, when, who, event.passage_id, event.note, why)
            steps.setdefault(same, (event, []))[1].append(event.nomination)
        return context | {
            "categories": self.categories,
            "stages": self.stages,
            "steps": [(event, by_nominee(nominations)) for event, nominations in steps.values()],
        }
