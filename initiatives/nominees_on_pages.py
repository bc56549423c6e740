"""The nominees of a selection as its page tells them: all of them where they are few, else in pages, with the numbers of the whole."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import get_language

from initiatives.models import Nomination, NominationEvent
from portal.listing.kept import kept
from portal.site.paging import nearest
from portal.text.fields import reads_chinese

NOMINEES_ON_A_PAGE = 12  # each with its steps and their footnotes weighs 4 to 6 kB
PASSAGES_OF_AN_OUTCOME = 3  # footnotes of the count of an outcome at most, where nominees are in pages


class NomineeKey(NamedTuple):
    nomination: str
    category: str
    record: str  # whatever is nominated


@dataclass
class Decided:
    """How many nominees of a category came to each outcome: {verb: number}, and {verb: [event for each passage that says so]}."""

    numbers: Counter
    events: dict = field(default_factory=dict)


def by_nominee(nominations):
    """By the names of the nominees as portal.models.records.name_order has it: a nominee is of one of two kinds."""
    return sorted(nominations, key=lambda nomination: (nomination.nominee.name_sort, nomination.pk))


def one_for_each_passage(events):
    return list({event.passage_id: event for event in events}.values())


class Nominees:
    """Of a round, as far as the page `asked` shows them."""

    def __init__(self, round_, asked=""):
        self.round, self.asked = round_, asked

    @cached_property
    def order(self):
        """[NomineeKey] of all, by category and name."""
        return kept("nominees of a selection", self.ask_order, self.round.pk, get_language())

    def ask_order(self):
        name = "name_sort_zh" if reads_chinese() else "name_sort_en"
        columns = ("category__position", f"initiative__{name}", f"organization__{name}", "pk", "category", "initiative", "organization")
        rows = Nomination.objects.published().filter(category__round=self.round).order_by().values_list(*columns)
        ordered = sorted((position, named or owned, *row) for position, named, owned, *row in rows)
        return [NomineeKey(key, category, named or owned) for _position, _name, key, category, named, owned in ordered]

    @cached_property
    def paginator(self):
        return Paginator(self.order, NOMINEES_ON_A_PAGE)

    @cached_property
    def page(self):
        """None where all stand on one."""
        found = self.paginator.page(nearest(self.asked, self.paginator.num_pages))
        return found if self.paginator.num_pages > 1 else None

    @property
    def pages(self):
        return self.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)

    @property
    def query(self):
        return f"page={self.page.number}" if self.page and self.page.number > 1 else ""

    def page_of(self, nomination):
        """The number of the page on which a nomination stands; None for one that is not there."""
        places = (place for place, key in enumerate(self.order) if key.nomination == nomination)
        place = next(places, None)
        return None if place is None else place // NOMINEES_ON_A_PAGE + 1

    @cached_property
    def numbers(self):
        """{category: how many are named in it}"""
        return Counter(key.category for key in self.order)

    @cached_property
    def first_pages(self):
        """{category: the page on which its nominees begin}"""
        found = {}
        for place, key in enumerate(self.order):
            found.setdefault(key.category, place // NOMINEES_ON_A_PAGE + 1)
        return found

    @cached_property
    def shown(self):
        """{category: [nomination]} on this page, by name."""
        rows = Nomination.objects.published().select_related("organization", "initiative")
        rows = rows.filter(pk__in=[key.nomination for key in self.page] if self.page else [key.nomination for key in self.order])
        found = defaultdict(list)
        for nomination in by_nominee(rows.order_by()):
            found[nomination.category_id].append(nomination)
        return found

    @property
    def not_shown(self):
        return len(self.order) - len(self.page) if self.page else 0

    def decided(self):
        """{category: Decided} of all, with the events of some passages, each with its source."""
        numbers, keys = kept("outcomes of a selection", self.ask_outcomes, self.round.pk)
        events = NominationEvent.objects.published().select_related("nomination__organization", "nomination__initiative", "passage__source")
        loaded = events.in_bulk([key for of_verb in keys.values() for key in of_verb])
        found = {category: Decided(Counter(count)) for category, count in numbers.items()}
        for (category, verb), of_verb in keys.items():
            found[category].events[verb] = [loaded[key] for key in of_verb if key in loaded]
        return found

    def ask_outcomes(self):
        """({category: {verb: number}}, {(category, verb): [key of an event for each passage, of some]})."""
        decided = NominationEvent.objects.published().in_order().filter(nomination__category__round=self.round)
        decided = decided.filter(verb__in=NominationEvent.OUTCOMES).standing()
        last = {row[0]: row for row in decided.values_list("nomination", "nomination__category", "verb", "passage", "pk")}
        public, numbers, passages = {key.nomination for key in self.order}, defaultdict(Counter), defaultdict(dict)
        for nomination, category, verb, passage, key in last.values():
            if nomination in public:
                numbers[category][verb] += 1
                passages[category, verb].setdefault(passage, key)
        return numbers, {place: list(keys.values())[:PASSAGES_OF_AN_OUTCOME] for place, keys in passages.items()}


def decided_among(nominations):
    """The Decided of nominations that have what is `told` of each."""
    outcomes = [nomination.outcome for nomination in nominations if nomination.outcome]
    verbs = NominationEvent.OUTCOMES
    events = {verb: one_for_each_passage([event for event in outcomes if event.verb == verb]) for verb in verbs}
    return Decided(Counter(event.verb for event in outcomes), events)
