"""What the passages of a source are cited for: roles in initiatives, stages of selections, steps of nominations, and intentions."""

from django.utils.translation import gettext_lazy as _

from initiatives.models import Intention, IntentionStep, NominationEvent, Participation, SelectionStage
from portal.site.citations import Citation, reader
from portal.site.footnotes import Saying


@reader
def roles(source):
    rows = Participation.objects.published().filter(passage__source=source.pk).select_related("initiative", "organization")
    for row in rows:
        yield Citation(row.passage_id, row.initiative, Saying.of(row.get_role_display(), row.organization), row.organization)


@reader
def steps(source):
    rows = NominationEvent.objects.published().filter(passage__source=source.pk)
    for row in rows.select_related("nomination__category__round", "nomination__organization", "nomination__initiative"):
        nominee = row.nomination.nominee
        yield Citation(row.passage_id, row.nomination.category.round, Saying.of(row.said, nominee, row.correction), nominee)


@reader
def stages(source):
    for row in SelectionStage.objects.published().filter(passage__source=source.pk).select_related("round"):
        yield Citation(row.passage_id, row.round, Saying(_("Stage"), str(row)), row.round)


@reader
def cooperation_intentions(source):
    rows = Intention.objects.published().filter(passage__source=source.pk).select_related("initiative")
    for row in rows:
        saying = Saying(row._meta.verbose_name, *Intention.subject.pick(row))
        yield Citation(row.passage_id, row.initiative, saying)


@reader
def steps_of_intentions(source):
    """Of one that is only counted no subject is told, but that something became of it."""
    described = set(Intention.objects.published().filter(steps__passage__source=source.pk).order_by().values_list("pk", flat=True))
    rows = IntentionStep.objects.published().filter(passage__source=source.pk)
    for row in rows.select_related("intention__initiative"):
        intention = row.intention
        if row.intention_id in described:
            saying = Saying(row.get_step_display(), *Intention.subject.pick(intention), row.correction)
            yield Citation(row.passage_id, intention.initiative, saying)
        else:
            saying = Saying(row.get_step_display(), intention._meta.verbose_name, "", row.correction)
            yield Citation(row.passage_id, intention.initiative, saying)
