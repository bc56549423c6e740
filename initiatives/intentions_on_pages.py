"""The cooperation intentions of an initiative as its page tells them: what sources report, beside the rows that are on record.

Both are said as they are: a count is taken from another only where it is exact, nothing is averaged, and no sum is made of amounts.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext, ngettext, pgettext

from initiatives.models import Intention, IntentionStep
from initiatives.models.initiatives import INTENTIONS
from initiatives.models.intentions import LADDER, OFF_LADDER, Step
from portal.models import Statement
from portal.site.footnotes import Saying
from portal.text.figure_wording import Grouped, Qualifier, count_in_words
from portal.text.partial_dates import partial_date

AT_LEAST = (Qualifier.OVER, Qualifier.AT_LEAST)  # a count so qualified may be exceeded


def counts_reported():
    """Statements whose figure counts intentions."""
    return Statement.objects.filter(measure__itemized_as=INTENTIONS)


@dataclass
class IntentionTally:
    """What is reported and what is itemized of one initiative."""

    reported: list  # statements, of which `used` is one where staff chose it, or all sources say the same
    used: object
    states: Counter  # Step → how many intentions have come so far
    are_ended_contracts: bool  # some had a contract that is no more

    @property
    def itemized(self):
        return sum(self.states.values())

    @property
    def agreeing(self):
        """Those of what is reported that say what the count in use says."""
        return [each for each in self.reported if self.used and said_by_count(each) == said_by_count(self.used)]

    @property
    def others(self):
        """Of what is reported, what differs from the count that is used; all where none is."""
        return [each for each in self.reported if self.used is None or said_by_count(each) != said_by_count(self.used)]

    @property
    def not_itemized(self):
        """How many of those that are reported have no row; None unless one count is used that is exact and whole."""
        if self.used is None or self.used.qualifier != Qualifier.EXACTLY:
            return None
        rest = self.used.value - self.itemized
        return int(rest) if rest >= 0 and rest == int(rest) else None

    def not_itemized_in_words(self):
        rest = self.not_itemized
        return "" if rest is None else gettext("not itemized %(count)s") % {"count": Grouped(rest)}

    def became(self):
        """[text] of what became of them, each counted once: "2 intentions", "1 contract", or that no contract is in force."""
        number = {step: self.states[step] for step in Step}
        told = [in_words(step, number[step]) for step in (*LADDER, *OFF_LADDER) if number[step]]
        if self.are_ended_contracts and not number[Step.CONTRACT]:
            told.insert(sum(bool(number[step]) for step in LADDER[:2]), gettext("0 contracts in force"))
        return told

    def became_in_words(self):
        return pgettext("within a list", ", ").join(self.became())

    def itemized_in_words(self):
        """How many have a row, and of these what is more than an intention: "12 (2 contracts)"."""
        beyond = [text for text in self.became() if text != in_words(Step.INTENTION, self.states[Step.INTENTION])]
        total = gettext("itemized %(count)s") % {"count": Grouped(self.itemized)}
        together = pgettext("within a list", ", ").join(beyond)
        return gettext("%(total)s (%(parts)s)") % {"total": total, "parts": together} if beyond else total

    def line(self):
        """Everything in one line: "reported nearly 100 · itemized 12 (2 contracts)"."""
        parts = [reported_in_words(each) for each in ([self.used] if self.used else self.reported)]
        parts += [self.itemized_in_words(), self.not_itemized_in_words()]
        return " · ".join(filter(None, parts))


def said_by_count(statement):
    return statement.value, statement.qualifier


def reported_in_words(statement):
    return gettext("reported %(figure)s") % {"figure": count_in_words(statement)}


def in_words(step, count):
    """A number of intentions that have come to `step`: "2 contracts"."""
    text = {
        Step.INTENTION: ngettext("%(count)s intention", "%(count)s intentions", count),
        Step.MEMORANDUM: ngettext("%(count)s memorandum", "%(count)s memoranda", count),
        Step.CONTRACT: ngettext("%(count)s contract", "%(count)s contracts", count),
        Step.DELIVERED: gettext("%(count)s delivered"),
        Step.DECLINED: gettext("%(count)s declined"),
        Step.LAPSED: gettext("%(count)s lapsed"),
        Step.CANCELLED: gettext("%(count)s cancelled"),
    }[step]
    return text % {"count": Grouped(count)}


def used_count(reported, chosen):
    """The count that is used: the one that staff chose, or the first where all sources say the same; None where they differ."""
    if found := [each for each in reported if each.pk == chosen]:
        return found[0]
    return reported[0] if len({said_by_count(each) for each in reported}) == 1 else None


def tally_of(initiative):
    """The IntentionTally of what the public may count of an initiative; None where it has no row."""
    steps = IntentionStep.objects.published()
    rows = Intention.objects.counted().filter(initiative=initiative.pk).with_state(steps).order_by().values_list("state", "had_contract")
    rows = list(rows)
    if not rows:
        return None
    reported = list(counts_reported().published().filter(record=initiative.pk).select_related("measure", "passage__source"))
    states = Counter(Step(state) for state, _had_contract in rows)
    ended = any(had_contract and state in OFF_LADDER for state, had_contract in rows)
    return IntentionTally(reported, used_count(reported, initiative.used_count_id), states, ended)


def described_intentions():
    """Intentions that the public may read, each with its state, and its steps in `told`, in order."""
    steps = IntentionStep.objects.published()
    told = Prefetch("steps", steps.in_order().select_related("passage__source"), to_attr="told")
    rows = Intention.objects.published().with_state(steps).prefetch_related(told)
    return rows.select_related("initiative", "our_side", "other_side", "passage__source")


def other_side_in_words(intention):
    """Who the other side is, where it agreed to be named, and its market."""
    record = intention.named_other_side
    name = record.title if record else intention.other_name
    return pgettext("within a list", ", ").join(filter(None, [name or gettext("partner not named"), intention.country.name]))


def intention_in_words(intention):
    """An intention in one line: what, with whom, since when, and what it is now."""
    day = intention.happened_on and partial_date(intention.happened_on, intention.happened_precision)
    parts = [intention.subject, other_side_in_words(intention), day, intention.amount and str(intention.amount), intention.state_in_words]
    return " · ".join(str(part) for part in parts if part)


def cited_by(intentions):
    """(row, Saying) of intentions, with their steps, that may cite a passage."""
    for intention in intentions:
        subject = Intention.subject.pick(intention)
        yield intention, Saying(gettext("cooperation intention"), *subject)
        for step in intention.told:
            yield step, Saying(step.get_step_display(), *subject, step.correction)
