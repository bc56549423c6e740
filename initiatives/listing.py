"""By which values the lists of initiatives and selections can be narrowed, and by which those of organizations that took part."""

from datetime import UTC, datetime

from django.db.models import Case, DateTimeField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from enterprises.models import Organization
from initiatives.models import Initiative, Nomination, NominationEvent, Participation, SelectionRound
from portal.listing.values import FLAG, lists_by
from portal.models import Statement
from portal.models.public import published_column

EVER = datetime(1900, 1, 1, tzinfo=UTC)  # before anything was published
SOURCE = published_column("passage__source")

lists_by("format", Initiative, "format", missing=True)
lists_by("place", Initiative, "country", missing=True)
lists_by("year", Initiative, ExtractYear("starts_on"), missing=True)
lists_by("role", Initiative, "role", of=Participation, to="initiative")
lists_by("technology", Initiative, "technologies")
lists_by("recurring", Initiative, FLAG, only=Q(is_recurring=True))
lists_by("figure", Initiative, FLAG, of=Statement, to="record", only=~Q(measure=None))

lists_by("year", SelectionRound, "first_year", missing=True)
lists_by(
    "status",
    SelectionRound,
    "verb",
    of=NominationEvent,
    to="nomination__category__round",
    # what replaces it is of the same nomination, and names a passage
    until=Case(When(replaced_by=None, then=Value(None, DateTimeField())), default=F(f"replaced_by__{SOURCE}")),
    besides=("replaced_by__passage__source",),
)

lists_by("role", Organization, "role", of=Participation, to="organization")


def first_told():
    """From when an event tells of a nomination: at once where none is on record; NULL while only drafts would."""
    events = NominationEvent.objects.filter(nomination=OuterRef("pk")).order_by()
    told = events.filter(Q(passage=None) | ~Q(**{SOURCE: None})).annotate(at=Coalesce(SOURCE, Value(EVER))).order_by("at")
    silent = ~Q(pk__in=NominationEvent.objects.order_by().values("nomination"))
    return Case(When(silent, then=Value(EVER)), default=Subquery(told.values("at")[:1]), output_field=DateTimeField())


lists_by(
    "nominated",
    Organization,
    FLAG,
    of=Nomination,
    to="organization",
    only=Q(initiative=None),  # where an initiative is named, that is what was put forward
    since=first_told(),
    besides=("events__passage__source",),
)
