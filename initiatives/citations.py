"""What the passages of a source are cited for: roles in initiatives, stages of selections and the steps of nominations."""

from django.utils.translation import gettext_lazy as _

from initiatives.models import NominationEvent, Participation, SelectionStage
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
