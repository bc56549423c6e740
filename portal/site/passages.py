"""A source as its page lays it out: its passages by part, what each says of which records, and those of which nothing is used."""

from dataclasses import dataclass, field
from itertools import groupby

from portal.text.places_in_sources import places_in_words

PASSAGES_ON_A_PAGE = 50  # of a source
OPEN_FACTS = 8  # facts of a part, or of a passage, that stand open; those after them are folded
TOO_FEW = 3  # facts at least that are worth folding


def address_of_passage(passage, statement=""):
    """Where the page of a source, which is loaded, tells of its passage, or of a statement, by its key: on a page of the passage where the
    first one of the source may not have it."""
    is_far = passage.number > PASSAGES_ON_A_PAGE
    asked = f"?statement={statement}" if statement else f"?passage={passage.number}"
    return f"{passage.source.get_absolute_url()}{asked if is_far else ''}#{statement or f'p{passage.number}'}"


def facts_in(entries):
    return sum(len(entry.statements) + len(entry.citations) for entry in entries)


def up_to_few(pieces, facts_of):
    """How many of `pieces` stand open: up to that in which the eighth fact stands; all where hardly any would be left."""
    facts = 0
    for place, piece in enumerate(pieces):
        if facts >= OPEN_FACTS:
            return place if sum(map(facts_of, pieces[place:])) >= TOO_FEW else len(pieces)
        facts += facts_of(piece)
    return len(pieces)


@dataclass
class Mention:
    """What a passage says of one record; or of several, where it says the same of each."""

    records: list
    statements: list = field(default_factory=list)
    citations: list = field(default_factory=list)

    @property
    def wording(self):
        """What may be said of several records at once: one wording that is no figure and was not corrected."""
        alone = len(self.statements) == 1 and not self.citations
        if not alone or self.statements[0].figure or self.statements[0].correction:
            return None
        statement = self.statements[0]
        return statement.wording, statement.limits

    @property
    def names(self):
        """[(record, the id by which what is said of it is found)]; the first has its id where that stands."""
        ids = [statement.pk for statement in self.statements] if self.records[1:] else [""]
        return [(record, key if place else "") for place, (record, key) in enumerate(zip(self.records, ids, strict=True))]

    @property
    def pigment(self):
        return self.records[0].pigment

    @property
    def roles(self):
        """[[Citation of one label]]: "Host" once for two hosts. One that was replaced stands alone."""
        alike = groupby(self.citations, lambda one: (str(one.saying.label), one.saying.correction and one))
        return [list(citations) for _label, citations in alike]


def entries_of(statements, citations):
    """[Mention] of one passage, in the order in which the records come."""
    by_record = {}
    for statement in statements:
        by_record.setdefault(statement.record_id, Mention([statement.record])).statements.append(statement)
    for citation in citations:
        by_record.setdefault(citation.record.pk, Mention([citation.record])).citations.append(citation)
    joined = {}
    for key, entry in by_record.items():
        first = joined.setdefault(entry.wording or key, entry)
        if first is not entry:
            first.records += entry.records
            first.statements += entry.statements
    return list(joined.values())


@dataclass
class Stretch:
    """A passage with what it says; or passages in a row of which nothing is used."""

    passages: list
    entries: list = field(default_factory=list)

    @property
    def passage(self):
        return self.passages[0]

    @property
    def place(self):
        return places_in_words([passage.label for passage in self.passages])

    @property
    def noted(self):
        """Of passages of which nothing is used, those that say what they are, each note once."""
        return list({passage.note: passage for passage in self.passages if passage.note}.values())

    @property
    def first(self):
        return self.entries[: up_to_few(self.entries, lambda entry: facts_in([entry]))]

    @property
    def further(self):
        return self.entries[len(self.first) :]

    @property
    def facts_further(self):
        return facts_in(self.further)


@dataclass
class SourcePart:
    """Passages under one heading."""

    name: str
    passage: object  # its first, for the language of the name
    stretches: list = field(default_factory=list)

    @property
    def shown(self):
        return self.stretches[: up_to_few(self.stretches, lambda stretch: facts_in(stretch.entries))]

    @property
    def folded(self):
        return self.stretches[len(self.shown) :]

    @property
    def facts_folded(self):
        """How many facts they tell; those on the pages of a passage alone, too."""
        return sum(facts_in(stretch.entries) + getattr(stretch.passage, "untold", 0) for stretch in self.folded)

    @property
    def place_folded(self):
        return places_in_words([stretch.passage.label for stretch in self.folded if stretch.entries])


def _speaks(passage):
    return bool(passage.entries or passage.shown_quotation)


def in_parts(passages):
    """[SourcePart] of the passages of a source, each with its `entries`. A part of which nothing is used has no heading: it follows what
    stands before it."""
    speaking = {passage.part for passage in passages if _speaks(passage)}
    parts = []
    for passage in passages:
        if not parts or (passage.part != parts[-1].name and passage.part in speaking):
            parts.append(SourcePart(passage.part, passage))
        stretches = parts[-1].stretches
        if _speaks(passage) or not stretches or _speaks(stretches[-1].passage):
            stretches.append(Stretch([passage], passage.entries))
        else:
            stretches[-1].passages.append(passage)
    return parts


def spoken_parts(passages):
    """The names of the parts in which the source's speaker speaks, each once; of passages without a part their places."""
    return list(dict.fromkeys(passage.part or passage.label for passage in passages if passage.is_spoken))
