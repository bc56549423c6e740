"""What the passages of a source are cited for: roles in initiatives, stages of selections, steps of nominations, and intentions."""

from django.utils.translation import gettext_lazy as _

from initiatives.models import Intention, IntentionStep, NominationEvent, Participation, SelectionStage
from portal.site.citations import Citation, reader
from portal.site.footnotes import Saying


def rows_citing(model, source):
    """The public rows of `model` that cite a passage of `source`."""
    return model.objects.published().filter(passage__source=source.pk)


@reader(lambda source: rows_citing(Participation, source).select_related("initiative", "organization"))
def roles(rows):
    for row in rows:
        yield Citation(row.passage_id, row.initiative, Saying.of(row.get_role_display(), row.organization), row.organization)


@reader(
    lambda source: rows_citing(NominationEvent, source).select_related(
        "nomination__category__round", "nomination__organization", "nomination__initiative"
    )
)
def steps(rows):
    for row in rows:
        nominee = row.nomination.nominee
        yield Citation(row.passage_id, row.nomination.category.round, Saying.of(row.said, nominee, row.correction), nominee)


@reader(lambda source: rows_citing(SelectionStage, source).select_related("round"))
def stages(rows):
    for row in rows:
        yield Citation(row.passage_id, row.round, Saying(_("Stage"), str(row)), row.round)


@reader(lambda source: rows_citing(Intention, source).select_related("initiative"))
def cooperation_intentions(rows):
    for row in rows:
        saying = Saying(row._meta.verbose_name, *Intention.subject.pick(row))
        yield Citation(row.passage_id, row.initiative, saying)


@reader(lambda source: rows_citing(IntentionStep, source).select_related("intention__initiative"))
def steps_of_intentions(rows):
    """Of one that is only counted no subject is told, but that something became of it."""
    rows = list(rows)
    named = Intention.objects.published().filter(pk__in={row.intention_id for row in rows})
    described = set(named.order_by().values_list("pk", flat=True))
    for row in rows:
        intention = row.intention
        if row.intention_id in described:
            saying = Saying(row.get_step_display(), *Intention.subject.pick(intention), row.correction)
            yield Citation(row.passage_id, intention.initiative, saying)
        else:
            saying = Saying(row.get_step_display(), intention._meta.verbose_name, "", row.correction)
            yield Citation(row.passage_id, intention.initiative, saying)
