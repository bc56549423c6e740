"""The source that somebody works from in one sitting: chosen once, offered first for every passage from then on."""

from datetime import timedelta

from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.models import Passage, Source

SESSION_KEY = "source_of_sitting"
LASTS = timedelta(hours=12)
OFFERED = 40  # sources; any other is chosen in the list of sources


def source_of(request):
    """The source of this sitting, or None: none was chosen, it is gone, or that was yesterday."""
    kept = request.session.get(SESSION_KEY) or {}
    chosen_at = parse_datetime(kept.get("at", ""))
    if chosen_at is None or timezone.now() - chosen_at > LASTS:
        return None
    return Source.objects.filter(pk=kept.get("source")).first()


def choose(request, key):
    """Keep the source of that key for this sitting; an empty or unknown one ends it."""
    if Source.objects.filter(pk=key).exists():
        request.session[SESSION_KEY] = {"source": key, "at": timezone.now().isoformat()}
    else:
        request.session.pop(SESSION_KEY, None)


def offered_sources(chosen):
    """The sources that a form offers: that which is chosen, and the latest."""
    latest = list(Source.objects.order_by("-updated_at", "pk")[:OFFERED])
    return latest if chosen is None or chosen in latest else [chosen, *latest]


def its_passages_first(passages, source):
    """`passages`, a queryset, with those of the source first, in its order."""
    of_source = Case(When(source=source, then=Value(0)), default=Value(1))
    return passages.order_by(of_source, "source", "number", "pk")


def only_passage(source):
    """The passage of a source that has no other, which a new statement can only mean; else None."""
    found = list(Passage.objects.filter(source=source)[:2]) if source else []
    return found[0] if len(found) == 1 else None
