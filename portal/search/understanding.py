"""Words of a query that say of which kind a record is, or where: "digital shows in Singapore" → exhibitions, Singapore, "digital".

They are asked of queries only whose words no record holds together: "show" stands in names as well. An app registers the words of its
kinds in `suggestions.py`; places know their names (`portal/text/place_names.py`).
"""

import re
import unicodedata
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django_countries import countries

from portal.models import kinds
from portal.models.word_search import holds
from portal.text.fields import reads_chinese
from portal.text.folding import RUN, comparable, one_form, runs_of
from portal.text.place_names import CODES_THAT_ARE_WORDS, codes_by_name, named_places, plain_names
from portal.text.search_words import LONGEST_QUERY, SPELLINGS, parts_of_places, word_stems

MOST_TOGETHER = 4  # words of one name: "United States of America"
SHORTEST_NAME = 4  # letters by which a place is known among other words, whatever their capitals
SMALL_WORDS = frozenset(
    ["a", "all", "an", "and", "any", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", *"的在和与及有于去到"]
)
MEANS_MORE = frozenset(["中非"])  # names of places that are oftener said of others: China and Africa
DOTTED = re.compile(r"(?<!\w)(?:[A-Za-z]\.){2,}")

words_of_kinds = []  # [(Collection, word)]


def are_words_for(collection, words):
    """Register `words`, parted by commas, for the kinds of `collection`: "show, expo, 展会"."""
    words_of_kinds.extend((collection, word.strip()) for word in words.split(","))


class Understood(NamedTuple):
    """What a query says: in which collections, in which places (codes), and which words beside."""

    collections: list
    places: list
    words: str

    @property
    def kinds(self):
        return [kind for each in self.collections for kind in each.kinds]

    @property
    def titles(self):
        """The names of the collections and places, in the reader's language."""
        return [*(str(each.title) for each in self.collections), *(countries.name(code) for code in self.places)]

    @property
    def marked(self):
        """The words that its results show marked: where there are none, the place in the reader's language."""
        return self.words or plain_names(self.places[0])[reads_chinese()]

    def is_met(self):
        """The condition on records with `place`, the code of theirs; those that have none of their own need to name one that is meant."""
        of_kinds = Q(kind__in=self.kinds) if self.collections else Q()
        named = [holds(part) for code in self.places for part in parts_of_places(plain_names(code)[0])]
        return of_kinds & (Q(place__in=self.places) | Q(place="") & reduce(or_, named) if self.places else Q())


def stems_of(text):
    return tuple(stem for _run, word in runs_of(text) if word for stem in word_stems(word))


@cache
def collections_by_stems():
    return {stems_of(word): collection for collection, word in words_of_kinds if word.isascii()}


@cache
def chinese_words():
    """(expression that finds words of kinds and names of places in a Chinese run, longest first, {word: Collection or [code]})"""
    meanings = {}
    for name, codes in codes_by_name().items():
        if not name.isascii() and len(name) > 1 and name not in MEANS_MORE:
            meanings[name] = sorted(codes)
    meanings |= {one_form(word): collection for collection, word in words_of_kinds if not word.isascii()}
    return re.compile("|".join(map(re.escape, sorted(meanings, key=len, reverse=True)))), meanings


def place_among_words(text, is_shouted):
    """The codes of the place that `text` names among other words; codes of places count in capitals only, unless all is in capitals."""
    is_name = len("".join(text.split())) >= SHORTEST_NAME or comparable(text) in SPELLINGS
    is_code = text.isupper() and not is_shouted and f" {text.lower()} " not in CODES_THAT_ARE_WORDS
    return named_places(text) if is_name or is_code else []


def meanings_of(text):
    """Pieces of `text` in its order, each with what it means: (piece, Collection or [code of a place] or None)."""
    text = DOTTED.sub(lambda match: match[0].replace(".", ""), one_form(unicodedata.normalize("NFKC", text[:LONGEST_QUERY])))
    tokens, place = RUN.findall(text), 0  # pairs, of which one is empty
    while place < len(tokens):
        run, _word = tokens[place]
        if run:
            expression, meanings = chinese_words()
            for piece in re.split(f"({expression.pattern})", run):
                if piece:
                    yield piece, meanings.get(piece)
            place += 1
            continue
        for number in range(MOST_TOGETHER, 0, -1):
            together = [latin for _run, latin in tokens[place : place + number]]
            piece = " ".join(together)
            meaning = all(together) and (collections_by_stems().get(stems_of(piece)) or place_among_words(piece, text.isupper()))
            if meaning or number == 1:
                yield piece, meaning or None
                place += number
                break


def understood(text):
    """Understood of `text`; None where it names no kind and no place, or nothing beside one."""
    collections, places, words = {}, {}, []
    for piece, meaning in meanings_of(text):
        if isinstance(meaning, kinds.Collection):
            collections[meaning] = True
        elif meaning:
            places |= dict.fromkeys(meaning)
        elif comparable(piece) not in SMALL_WORDS:
            words.append(piece)
    said = bool(collections) + bool(places) + bool(words)
    return Understood(list(collections), list(places), " ".join(words)) if (collections or places) and said > 1 else None
