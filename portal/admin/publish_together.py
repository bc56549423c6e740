"""The page that asks before something becomes public or goes: which states it shows, and which drafts may be published along."""

from portal.desk.gaps import lacks, lacks_in_words
from portal.models import Record
from portal.review.corrections import changed_since_withdrawal
from portal.review.steps import belong_together, changed_since_sent, version_seen

SEEN_STATES = "seen"  # the control that carries, for each record, its key and which state of it is on the page
TOGETHER = "together"  # the same of each record that is published in the same step
ANNOUNCED = "announced"  # the control that stands for what the page says that the step changes in public


def seen_states(request):
    """{key of a record: the state of it that was seen}, as the page was sent."""
    texts = request.POST.getlist(SEEN_STATES) + request.POST.getlist(TOGETHER)
    return dict(text.rsplit(" ", 1) for text in texts if " " in text)


def chosen_together(request, records):
    """The records that are to be published together with `records`, as the page was sent: those that may be. Each says which
    state of it was seen."""
    keys = {text.partition(" ")[0] for text in request.POST.getlist(TOGETHER)} - {record.pk for record in records}
    return belong_together(Record.objects.specific().filter(pk__in=keys).order_by("pk"), request.user) if keys else []


def told_with(records, move=None):
    """`records`, each with what its line says of it, its gaps and which state of it is on the page."""
    gaps = lacks(record.pk for record in records) if move is None or move.key in ("send", "publish") else {}
    corrected = changed_since_withdrawal([record.pk for record in records]) if move is None or move.needs_seen else {}
    for record in records:
        record.gaps = lacks_in_words(gaps.get(record.pk))
        record.seen = f"{record.pk} {version_seen(record)}"
        record.is_changed_since_sent = changed_since_sent(record)
        record.is_corrected = record.pk in corrected
    return records


def offered_drafts(consequences, records, together, user):
    """The records that hide something and may be published in the same step, those first that are chosen already."""
    own = {record.pk for record in (*records, *together)}
    others = belong_together([record for key, record in consequences.blocking.items() if key not in own], user) if consequences else []
    for record in together:
        record.is_chosen = True
    return told_with([*together, *others])
