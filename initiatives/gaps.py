"""What initiatives are asked for beside what every record is."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from initiatives.intentions_on_pages import AT_LEAST, counts_reported
from initiatives.models import Initiative, Intention, Participation
from portal.desk.gaps import Gap, register_gap
from portal.models.related_counts import number_of


def is_initiative():
    """The condition on records that comes before what only initiatives are asked for, and takes a hundredth of its time."""
    return Q(kind__in=list(Initiative.KINDS))


def less_than_itemized():
    """The condition on records that more intentions have a row than the sources report: none of these counts reaches the rows."""
    rows = Intention.objects.evidenced().filter(initiative=OuterRef("record")).order_by().values("initiative")
    counts = counts_reported().annotate(itemized=Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0))
    used = F("record__initiative__used_count")
    taken = counts.filter(Q(record__initiative__used_count=None) | Q(pk=used), record=OuterRef("pk"))
    return is_initiative() & Exists(taken) & ~Exists(taken.filter(Q(value__gte=F("itemized")) | Q(qualifier__in=AT_LEAST)))


def counts_that_differ():
    """The condition on records that their sources report different counts of intentions, of which none was chosen."""
    counts = counts_reported().filter(record__initiative__used_count=None)
    others = counts.filter(record=OuterRef("record")).exclude(value=OuterRef("value"), qualifier=OuterRef("qualifier"))
    return is_initiative() & Exists(counts.filter(Exists(others), record=OuterRef("pk")))


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
        lambda: is_initiative() & Exists(unsourced().filter(initiative=OuterRef("pk"))),
        lambda: number_of(unsourced(), "initiative"),
        of_kinds=lambda: Initiative.KINDS,
    )
)
register_gap(
    Gap(
        "itemized",
        21,
        _("Intentions: no more rows than reported"),
        _("more intentions itemized than reported"),
        _("more intentions itemized than reported"),
        "intentions-heading",
        less_than_itemized,
        of_kinds=lambda: Initiative.KINDS,
    )
)
register_gap(
    Gap(
        "counts",
        22,
        _("Intentions: one count, or the one that is used"),
        _("sources report different numbers of intentions"),
        _("sources report different numbers of intentions: choose the one that is used"),
        "id_used_count",
        counts_that_differ,
        of_kinds=lambda: Initiative.KINDS,
    )
)
