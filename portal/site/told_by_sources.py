"""What a page tells of a source: its passages in pages, and of each what is stated and what else cites it, bounded where there is much.

A source of which little is told stands on one page. One of many passages has pages of them; where these tell too much for a page, each
passage tells the first of it, and has pages of its own (`?passage=37`) with all.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count

from portal.listing.kept import kept, kept_in_places
from portal.models import Correction, Statement
from portal.models.first_rows import first_of_each, union_of
from portal.site import citations
from portal.site.corrections import by_statement
from portal.site.paging import nearest
from portal.site.passages import OPEN_FACTS, PASSAGES_ON_A_PAGE, entries_of

FACTS_ON_A_PAGE = 400
FACTS_OF_A_PASSAGE = 100  # on a page of its own
MOST_LED_ON = 2000  # statements


def asked_of(source):
    """[queryset] of the rows that tell something of a source, in the order in which they are told: its statements, then what cites it."""
    stated = Statement.objects.published().filter(passage__source=source.pk).select_related("record", "measure")
    return [stated, *(reader.rows(source) for reader in citations.readers)]


def numbers_of(source):
    """{key of a passage: [how many rows tell something of it, in each queryset of `asked_of`]}, without those that tell nothing."""
    return kept("facts of a source", lambda: count_facts(source), source.pk)


def count_facts(source):
    querysets = asked_of(source)
    counted = [rows.order_by().values("passage").annotate(number=Count("pk")).values_list("passage", "number") for rows in querysets]
    found = defaultdict(lambda: [0] * len(querysets))
    for place, passage, number in union_of(counted):
        found[passage][place] = number
    return dict(found)


@dataclass
class ToldBySource:
    """Passages of one page, each with what it tells."""

    passages: list
    paginator: Paginator
    number: int  # of the page
    fact_count: int  # of the whole source
    speaking: int  # passages of it that tell something
    total: int  # passages of it
    alone: object = None  # the passage that has the page for itself
    query: str = ""  # of the page

    @property
    def page(self):
        return self.paginator.page(self.number)

    @property
    def most_drawn(self):
        """How many facts of a passage are here where one has more; else 0."""
        return OPEN_FACTS if any(getattr(passage, "untold", 0) for passage in self.passages) else 0


def told_on_page(source, asked_passage="", asked_page=""):
    """The ToldBySource of what is asked for; an unknown passage is not asked for."""
    rows, numbers = source.passages.all(), numbers_of(source)
    alone = rows.filter(number=int(asked_passage)).first() if asked_passage.isascii() and asked_passage.isdigit() else None
    facts = sum(map(sum, numbers.values()))
    if alone:
        paginator = Paginator(range(sum(numbers.get(alone.pk, []))), FACTS_OF_A_PASSAGE)
        number = nearest(asked_page, paginator.num_pages)
        first = (number - 1) * FACTS_OF_A_PASSAGE
        passages, windows = [alone], {alone.pk: (first, first + FACTS_OF_A_PASSAGE)}
    else:
        paginator = Paginator(rows, PASSAGES_ON_A_PAGE)
        number = nearest(asked_page, paginator.num_pages)
        passages = list(paginator.page(number))
        on_page = sum(sum(numbers.get(passage.pk, [])) for passage in passages)
        windows = {passage.pk: (0, OPEN_FACTS) for passage in passages} if on_page > FACTS_ON_A_PAGE else None
    told = tell_facts(source, passages, numbers, windows)
    if windows and not alone:
        lead_on(passages, numbers)
    query = [alone and f"passage={alone.number}", number > 1 and f"page={number}"]
    is_whole = windows is None and paginator.num_pages == 1
    return ToldBySource(
        passages,
        paginator,
        number,
        told if is_whole else facts,
        sum(1 for passage in passages if passage.entries) if is_whole else len(numbers),
        rows.count() if alone else paginator.count,
        alone,
        "&".join(filter(None, query)),
    )


def query_of_statement(source, key):
    """The query string of the page of its passage on which a statement stands; None for one that is none of this source's."""
    public = Statement.objects.published().filter(passage__source=source.pk)
    found = public.filter(pk=key).values_list("passage", "passage__number").first()
    if found is None:
        return None
    passage, number = found
    page = public.filter(passage=passage, pk__lt=key).count() // FACTS_OF_A_PASSAGE + 1
    return f"passage={number}" + (f"&page={page}" if page > 1 else "")


def lead_on(passages, numbers):
    """Give each of `passages` of which more is told on its own pages how much that is, and the keys of these statements: links lead to
    them."""
    for passage in passages:
        passage.untold = max(sum(numbers.get(passage.pk, [])) - OPEN_FACTS, 0)
    keys = tuple(passage.pk for passage in passages if passage.untold)
    rows = Statement.objects.published().filter(passage__in=keys).order_by("pk").values_list("passage", "pk")[:MOST_LED_ON]
    further = kept_in_places("statements led on", lambda: list(rows), *keys)
    shown, by_passage = {statement.pk for passage in passages for statement in passage.stated}, defaultdict(list)
    for passage, key in further:
        if key not in shown:
            by_passage[passage].append(key)
    for passage in passages:
        passage.further_statements = by_passage[passage.pk]


def pieces(numbers, windows):
    """[(key of a passage, place of a queryset of `asked_of`, first row, last row)] of those that tell what lies in the window of the
    passage: {passage: (first fact, last fact)}."""
    for passage, (first, last) in windows.items():
        for place, number in enumerate(numbers.get(passage, [])):
            begins, ends = max(first, 0), min(last, number)
            if begins < ends:
                yield passage, place, begins, ends
            first, last = first - number, last - number


def tell_facts(source, passages, numbers, windows):
    """Give each of `passages` what it tells, as far as its window reaches where there are any; returns how many facts these are."""
    querysets, keys = asked_of(source), [passage.pk for passage in passages]
    if windows is None:
        told = {place for key in keys for place, number in enumerate(numbers.get(key, [])) if number}
        found = {place: querysets[place].filter(passage__in=keys) for place in told}
    else:
        asked = list(pieces(numbers, windows))
        parts = [querysets[place].filter(passage=key)[begins:ends] for key, place, begins, ends in asked]
        first = kept_in_places("first of passages", lambda: first_of_each(parts, None), *asked)
        rows = defaultdict(list)
        for (_passage, place, *_window), of_piece in zip(asked, first, strict=True):
            rows[place] += of_piece
        found = {place: querysets[place].filter(pk__in=of_place) for place, of_place in rows.items()}
    stated, cited = defaultdict(list), defaultdict(dict)
    for statement in found.get(0, ()):
        stated[statement.passage_id].append(statement)
    for place, reader in enumerate(citations.readers, start=1):
        for citation in reader.tell(found[place]) if place in found else ():
            cited[citation.passage][citation] = None
    statements = [statement for rows in stated.values() for statement in rows]
    corrections = Correction.objects.published().filter(statement__in=[statement.pk for statement in statements])
    corrected = by_statement(list(corrections)) if statements else {}
    for statement in statements:
        statement.correction = corrected.get(statement.pk)
    for passage in passages:
        passage.stated, passage.citations = stated[passage.pk], list(cited[passage.pk])
        passage.entries = entries_of(passage.stated, passage.citations)
    return sum(len(passage.stated) + len(passage.citations) for passage in passages)
