"""What became of the nominees of a category, counted for the page of its round."""

from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from initiatives.models import NominationEvent
from portal.models import Statement
from portal.text.fields import reads_chinese
from portal.text.figure_wording import with_unit


class Tally(NamedTuple):
    """One count of outcomes, in words, and the events that say so: one for each passage."""

    said: str
    events: list = []


def put_forward(category, named):
    """How many were put forward, as the source counts them, "nearly 10"; None where no source does, or counts fewer than `named`."""
    counted = category.statement
    if counted is None or not counted.figure or (counted.qualifier == Statement.Qualifier.EXACTLY and counted.value < named):
        return None
    figure = counted.figure
    return str(figure) if reads_chinese() else " ".join(filter(None, (figure.qualifier, figure.number)))


def of_category(category, named, decided):
    """The Tallies of a category, of whose `named` nominees, their number, what became is `decided`; none while no outcome is known."""
    if not decided.numbers:
        return []
    measure = category.statement.measure if category.statement else None
    verbs, numbers, events = NominationEvent.Verb, decided.numbers, decided.events
    found, total = [], put_forward(category, named)
    if recognized := numbers[verbs.RECOGNIZED]:
        n = with_unit(recognized, measure)
        said = gettext("%(n)s of %(total)s recognized") % {"n": n, "total": total} if total else gettext("%(n)s recognized") % {"n": n}
        found.append(Tally(said, events[verbs.RECOGNIZED]))
    for verb, text in ((verbs.NOT_RECOGNIZED, gettext("%(n)s not recognized")), (verbs.WITHDRAWN, gettext("%(n)s withdrawn"))):
        if number := numbers[verb]:
            found.append(Tally(text % {"n": with_unit(number, measure)}, events[verb]))
    if unknown := named - numbers.total():
        text = ngettext("outcome of %(n)s that is named not listed here", "outcome of %(n)s that are named not listed here", unknown)
        found.append(Tally(text % {"n": with_unit(unknown, measure)}))
    return found
