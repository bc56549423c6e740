"""Which events on record of a candidate another would contradict, or say again, and how they are named to whoever decides."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from initiatives.models import NominationEvent
from portal.sheets.known import short_lists
from portal.text.partial_dates import partial_date


def with_day(event):
    """What happened, and when, as far as it is known."""
    day = event.happened_on and partial_date(event.happened_on, event.happened_precision)
    return pgettext("between words", ", ").join(filter(None, [event.said, day]))


def are_at_odds(one, other):
    """Whether two events of one candidate, each as (verb, key of the stage or None), cannot both hold: other outcomes, or a stage that was
    passed and was not."""
    verbs = {one[0], other[0]}
    are_outcomes = verbs <= set(NominationEvent.OUTCOMES)
    are_of_one_stage = verbs == set(NominationEvent.OF_A_STAGE) and one[1] == other[1]
    return one[0] != other[0] and (are_outcomes or are_of_one_stage)


def told_by_values(values):
    return values.get("verb"), values.get("stage") or None


def rows_at_odds(one, other):
    """Whether two new rows of a sheet, each {field: value}, say otherwise of one candidate, and neither names what it replaces."""
    if not one.get("nomination") or one["nomination"] != other.get("nomination") or one.get("replaces") or other.get("replaces"):
        return False
    return are_at_odds(told_by_values(one), told_by_values(other))


def standing_beside(rows):
    """For each of `rows`, {field: value} of new events, [(key, why)] of what stands of its candidate already and says otherwise, or tells
    of the same outcome: a new one beside it is added only where somebody says that both hold."""
    asked = [row for row in rows if row.get("nomination") and row.get("verb") and not row.get("replaces")]
    standing = defaultdict(list)
    for some in short_lists(sorted({row["nomination"] for row in asked})):
        events = NominationEvent.objects.filter(nomination__in=some).in_order().select_related("stage__passage__source")
        replaced = {event.replaces_id for event in events}
        for event in events:
            if event.pk not in replaced:
                standing[event.nomination_id].append(event)
    return [standing_for(row, standing[row["nomination"]]) if row.get("nomination") and not row.get("replaces") else [] for row in rows]


def standing_for(row, events):
    found = []
    for event in events:
        if are_at_odds(told_by_values(row), (event.verb, event.stage_id)):
            found.append((event.pk, _("says otherwise, and stands")))
        elif event.verb == row.get("verb") and event.verb in NominationEvent.OUTCOMES:
            found.append((event.pk, _("says the same, of another day or stage")))
    return found
