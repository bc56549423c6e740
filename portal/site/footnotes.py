"""The numbered sources of one page."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext

from portal.models import Passage
from portal.text.places_in_sources import places_in_words


class Saying(NamedTuple):
    """What a row that is no statement says, in words: "Organizer: Dunhuang City"."""

    label: str
    text: str
    language: str = ""  # of `text`; empty where it is that of the page
    correction: Any = None  # the row that replaces the one that says so, with its reason; None where that one stands

    @classmethod
    def of(cls, label, record, correction=None):
        return cls(label, *type(record).name.pick(record), correction)


def speaker_of(passages):
    """The first of `passages`, which says for all of them who speaks and when; None where they differ or one is nobody's words."""
    passages = list(passages)
    spoken = passages and all(passage.is_spoken and passage.source.speaker for passage in passages)
    return passages[0] if spoken and len({passage.source_id for passage in passages}) == 1 else None


@dataclass
class Footnote:
    """One passage that a page cites."""

    number: int
    passage: Passage
    total: int  # how many passages its source has
    statements: list = field(default_factory=list)
    sayings: list = field(default_factory=list)  # what else the passage is cited for
    references: int = 0  # how many marks in the text lead to it so far
    ends_group: bool = True  # whether the next one is somebody else's words, or there is none: who speaks is said once for a group
    ends_source: bool = True  # the same of its source

    def refer(self):
        """The id of the next mark in the text that leads to it; that of the first is `back`."""
        self.references += 1
        return self.back if self.references == 1 else f"{self.back}-{self.references}"

    @property
    def back(self):
        return f"r{self.number}"


class Footnotes:
    """One footnote for each passage that is cited, in the order of the sources and their passages.

    `statements` stand in their footnotes, those with a figure after those without; `others` are pairs of a further row that
    may cite a passage and its Saying. The passages' sources are loaded. Each row gets its footnote as `row.footnote`, None
    where it names no passage.
    """

    def __init__(self, statements, others=()):
        others = list(others)
        rows = [*statements, *(row for row, _saying in others)]
        passages = {row.passage_id: row.passage for row in rows if row.passage_id}
        totals = dict(
            Passage.objects.filter(source__in={passage.source_id for passage in passages.values()})
            .order_by()
            .values_list("source")
            .annotate(Count("pk"))
        )
        ordered = sorted(passages.values(), key=lambda passage: (str(passage.source.issued_on or ""), passage.source_id, passage.number))
        self._by_passage = {
            passage.pk: Footnote(number, passage, totals[passage.source_id]) for number, passage in enumerate(ordered, start=1)
        }
        for note, following in pairwise(self):
            note.ends_source = note.passage.source_id != following.passage.source_id
            note.ends_group = note.ends_source or note.passage.is_spoken != following.passage.is_spoken
        for row in rows:
            row.footnote = self._by_passage.get(row.passage_id)
        self.is_partial = any(row.footnote is None for row in rows)
        for statement in sorted(statements, key=lambda statement: statement.measure_id is not None):
            statement.footnote.statements.append(statement)
        for row, saying in others:
            if row.footnote and saying not in row.footnote.sayings:
                row.footnote.sayings.append(saying)

    def missing(self):
        """What a page does not tell of its sources, as it is named within a sentence: [] where each of its rows names its passage."""
        if not self:
            return [gettext("source")]
        return [gettext("source of some of it")] if self.is_partial else []

    def __iter__(self):
        return iter(self._by_passage.values())

    def __len__(self):
        return len(self._by_passage)

    @property
    def places(self):
        """Where in their sources they are: "answer 1, sentences 5 and 6"."""
        return places_in_words([note.passage.label for note in self])

    @property
    def quotes(self):
        """Whether any of them shows its source's own words."""
        return any(note.passage.shown_quotation for note in self)

    @property
    def sources(self):
        """The sources behind the footnotes, each once."""
        return list(dict.fromkeys(note.passage.source for note in self))

    @property
    def speaker(self):
        """The passage that says for all of them who speaks and when; None where they differ or one is nobody's words."""
        return speaker_of(note.passage for note in self)

    @property
    def publisher(self):
        """Who published the first of the sources; empty where that is not on record."""
        return self.sources[0].publisher if self else ""
