"""The page of search results: records of all kinds, by kind, with facets; and what to try where nothing is found."""

from collections import Counter
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.functional import cached_property

from portal.listing.kept import kept_in_places
from portal.models import Record, SearchEntry, kinds
from portal.models.word_search import holds
from portal.search.spelling import Vocabulary, counts_of_words, respelled
from portal.search.suggestions import pages_named
from portal.search.understanding import SMALL_WORDS, understood
from portal.site.hits import hits_of
from portal.site.ranking import SearchFilter, ranked_among, with_places, year
from portal.site.record_pages import PublicRecordList
from portal.text.fields import reads_chinese
from portal.text.search_words import LONGEST_QUERY, OF_A_NAME, parts_of_query

SHOWN_QUERY = 80  # characters of a query that a heading repeats
MOST_RANKED = 1000  # records of a result that are ranked, counted and shown
MOST_NEAR = 5  # records that an empty result names


def nearest_names(words):
    """The public records whose names hold most of `words`, and at least one."""
    if not words:
        return []
    stems = [[OF_A_NAME + stem for part in parts_of_query(word) for stem in part] for word in words]
    held = sum((Case(When(holds(each), then=1), default=0) for each in stems), Value(0))
    keys = SearchEntry.objects.public().holding_any(stems).order_by().values("record_id")[:MOST_RANKED]
    records = Record.objects.published().filter(pk__in=keys).annotate(held=held)
    return list(records.order_by("-held", *records.by_name().query.order_by)[:MOST_NEAR])


def of_understood(meaning):
    """The public records of which `meaning`, an Understood, is true."""
    records = with_places(Record.objects.published()).filter(meaning.is_met())
    return records.search(meaning.words) if meaning.words else records


class SearchResults(PublicRecordList):
    """Everything on record that holds the visitor's words, by kind. Where nothing does, what they say of kinds and places; what holds
    the nearest words; what holds the rarest of them; unless the visitor asks for the words exactly."""

    model = Record
    segment = "search"
    feed = None
    filterset_class = SearchFilter
    template_name = "portal/search.html"

    @classmethod
    def parameters(cls):
        return ("q", *super().parameters(), "exact")

    @property
    def query(self):
        return self.request.GET.get("q", "").strip()

    @cached_property
    def kinds_meant(self):
        """The kinds of the public records with a name that is the words whose results are shown."""
        return set() if self.understood else self.found_by_text(self.searched)[1]

    @cached_property
    def found_by_texts(self):
        """{text: what `found_by_text` gives of it}"""
        return {}

    def found_by_text(self, text):
        """(keys of the public records that hold the words of `text`, the kinds of those with a name that is `text`): of more than
        MOST_RANKED the first, those of this name among them. To rank all that hold a common word would cost more with each record, and
        nobody reads so far."""

        def find():
            rows = Record.objects.first_found(text, MOST_RANKED + 1)
            return [key for key, *_others in rows], frozenset(kind for _key, kind, is_named in rows if is_named)

        if text not in self.found_by_texts:
            self.found_by_texts[text] = kept_in_places("found by a text", find, text)
        return self.found_by_texts[text]

    def keys_holding(self, text):
        return self.found_by_text(text)[0]

    @property
    def is_cut(self):
        """Whether more records hold the words than are ranked."""
        return not self.understood and len(self.keys_holding(self.searched)) > MOST_RANKED

    @cached_property
    def is_found(self):
        """Whether something holds the query as it was typed."""
        return not self.query or bool(self.keys_holding(self.query))

    @cached_property
    def counts_of_words(self):
        """{word of the query: number of the records that hold it}"""
        return counts_of_words(self.query)

    @cached_property
    def respelled(self):
        """The query with the nearest words on record in place of those that nothing holds; empty where it finds something, or
        no word is near."""
        if self.is_found:
            return ""
        return respelled(self.query, Vocabulary(), lambda word, _goes_on: self.counts_of_words.get(word))

    @cached_property
    def meant(self):
        """`respelled`, if that finds something."""
        return self.respelled if self.respelled and self.keys_holding(self.respelled) else ""

    @cached_property
    def understood(self):
        """What the query, or `respelled`, says of kinds and places, if that finds something which its words as typed do not; else None."""
        if self.is_found or self.is_exact:
            return None
        for text in (self.query, "" if self.meant else self.respelled):
            meaning = understood(text)
            if meaning and of_understood(meaning).exists():
                return meaning
        return None

    @cached_property
    def alone(self):
        """{word: number of the records that hold it}, for the single words of an empty result that find something."""
        counts = counts_of_words(self.respelled) if self.respelled else self.counts_of_words
        return {word: count for word, count in counts.items() if count and word.lower() not in SMALL_WORDS}

    @cached_property
    def rarest(self):
        """The word whose results stand in for those of all words: the one that finds fewest but some; empty where they are not needed."""
        if self.is_found or self.is_exact or self.understood or self.meant:
            return ""
        return min(self.alone, key=self.alone.get, default="")

    @property
    def is_exact(self):
        """Whether the words are searched for as they were typed, whatever they find."""
        return "exact" in self.request.GET

    @property
    def searched(self):
        """The words whose results are shown."""
        if self.understood:
            return self.understood.marked
        return self.query if self.is_exact else self.meant or self.rarest or self.query

    def get_queryset(self):
        return of_understood(self.understood).ranked(self.searched).annotate(year=year()) if self.understood else Record.objects.none()

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"ranked": None if self.understood else self.ranked}

    @property
    def ranked(self):
        """[Ranked] of all that holds the words that are searched for."""
        keys, named = self.found_by_text(self.searched)
        return kept_in_places("ranked", lambda: ranked_among(self.searched, keys[:MOST_RANKED], named), self.searched, reads_chinese())

    def paginate_queryset(self, queryset, page_size):
        ranked = self.filterset.ranked
        paginator = self.get_paginator(queryset if ranked is None else self.filterset.ranked_asked, page_size)
        paginator.count = self.filterset.number_found
        page = self.nearest_page(paginator)
        rows = page.object_list.values_list("pk", "kind") if ranked is None else ((one.pk, one.kind) for one in page.object_list)
        page.object_list = list(rows)
        return paginator, page, page.object_list, page.has_other_pages()

    def linked_data(self, context):
        """What a visitor searched for is nothing to be kept."""

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        found = context["page_obj"].object_list
        hits = hits_of([key for key, _kind in found], self.searched, self.request)
        totals = Counter()
        for kind, count in context["filter"].found.items():
            totals[kinds.of(kind).collection] += count
        groups = [
            (each.title, totals[each], [hits[key] for key, _kind in group if key in hits])
            for each, group in groupby(found, key=lambda row: kinds.of(row[1]).collection)
        ]
        return (
            context
            | {
                "is_unlisted": True,
                "query": self.query,
                "shown_query": self.query[:SHOWN_QUERY],
                "searched": self.searched,
                "exactly": f"?{urlencode({'q': self.query[:LONGEST_QUERY], 'exact': 1})}",
                "meant": self.meant,
                "understood": self.understood,
                "rarest": self.rarest,
                "ranked": MOST_RANKED if self.is_cut else 0,
                "groups": groups,
                "pages_named": pages_named(self.query),
                "is_named": bool(self.kinds_meant),
                "ask": f"{reverse('enquiry')}?{urlencode({'words': self.query[:LONGEST_QUERY]})}",
            }
            | (self.to_try(hits) if self.rarest or (self.query and not context["filter"].total) else {})
        )

    def to_try(self, hits):
        """For a result that is empty: single words that find something, and the nearest names beside `hits`, which are shown."""
        return {
            "alone": self.alone if len(self.alone) > 1 or not (self.meant or self.rarest) else {},
            "near": [record for record in nearest_names(self.alone) if record.pk not in hits],
            "number_of_words": max(len(self.query.split()), len(self.alone)),
            "tell": f"{reverse('enquiry')}?{urlencode({'missing': 1, 'words': self.query[:LONGEST_QUERY]})}",
        }
