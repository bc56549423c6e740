"""What initiatives are asked for beside what every record is."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from initiatives.models import Initiative, Participation
from portal.desk.gaps import Gap, register_gap
from portal.models.related_counts import number_of


def unsourced():
    return Participation.objects.filter(passage=None)


register_gap(
    Gap(
        "role",
        20,
        _("Source of roles"),
        _("role without a source"),
        ngettext_lazy("%(count)d role without a source", "%(count)d roles without a source", "count"),
        "participations-heading",
        lambda: Exists(unsourced().filter(initiative=OuterRef("pk"))),
        lambda: number_of(unsourced(), "initiative"),
        of_kinds=lambda: Initiative.KINDS,
    )
)
