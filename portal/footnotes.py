"""The numbered sources of one page."""

from dataclasses import dataclass, field

from django.db.models import Count

from portal.models import Passage


@dataclass
class Footnote:
    """One passage that a page cites."""

    number: int
    passage: Passage
    total: int  # how many passages its source has
    statements: list = field(default_factory=list)  # what of it is about the record of the page


class Footnotes:
    """One footnote for each passage that `cited` (rows with a `passage`, its source loaded) names, in the order of the
    sources and their passages. Each cited row gets its footnote as `row.footnote`, None where it names no passage."""

    def __init__(self, cited):
        cited = list(cited)
        passages = {row.passage_id: row.passage for row in cited if row.passage_id}
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
        for row in cited:
            row.footnote = self._by_passage.get(row.passage_id)

    def attach(self, statements):
        """List `statements`, all of them cited, under their footnotes; those with a figure after those without."""
        for statement in sorted(statements, key=lambda statement: statement.measure_id is not None):
            statement.footnote.statements.append(statement)
        return self

    def __iter__(self):
        return iter(self._by_passage.values())

    def __len__(self):
        return len(self._by_passage)

    @property
    def sources(self):
        """The sources behind the footnotes, each once."""
        return list(dict.fromkeys(note.passage.source for note in self))
