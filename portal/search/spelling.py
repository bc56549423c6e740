"""Corrects slips of the keys in a query, by the words of the names on record: "dunhaung" → "dunhuang"."""

import unicodedata
from collections import Counter
from functools import cached_property
from itertools import accumulate

from django.db.models import Case, CharField, Count, Value, When
from rapidfuzz.distance import OSA

from portal.models import AlternativeName, Record
from portal.models.word_search import holds
from portal.search.similar_names import edits_allowed
from portal.text import pinyin
from portal.text.folding import RUN, comparable, one_form
from portal.text.search_words import LONGEST_QUERY, parts_of_query

MOST_TYPED = 8  # words of a query that are looked at one by one
MOST_ALONE = 24  # the same, with the words within Chinese runs
SHORTEST_ALONE = 3  # letters of a word that says something by itself, as "in" does not
SEVERAL = 4  # characters of a Chinese run that may be several words
SYLLABLES = (1, 2, 3)  # of pinyin that people write together within a name; a whole name is known whatever its length


def composed(text):
    return unicodedata.normalize("NFC", text)[:LONGEST_QUERY]


def typed_words(text):
    """[match] of the words and Chinese runs of `text`, a text that `composed` gave, no more than MOST_TYPED."""
    return list(RUN.finditer(text))[:MOST_TYPED]


def words_within(word):
    """The words of a Chinese run of at least SEVERAL characters: 敦煌壁画 → 敦煌, 壁画; none of a shorter run, none of a word."""
    run = word[1]
    if not run or len(run) < SEVERAL:
        return []
    lengths = pinyin.word_lengths(one_form(run))
    ends = list(accumulate(lengths))
    return [run[end - length : end] for length, end in zip(lengths, ends, strict=True) if 1 < length < len(run)]


def counts_of_words(text):
    """{word: number of the public records that hold it}, for the words of `text` as typed and the words within longer Chinese runs:
    "silk fair" → {"silk": 12, "fair": 3}."""
    typed = [part for word in typed_words(composed(text)) for part in (word[0], *words_within(word))]
    words = [word for word in dict.fromkeys(typed) if not word.isascii() or len(word) >= SHORTEST_ALONE][:MOST_ALONE]
    conditions = {f"n{place}": holds(part) for place, word in enumerate(words) for part in parts_of_query(word)[:1]}
    counts = Record.objects.published().aggregate(**{name: Count("pk", filter=condition) for name, condition in conditions.items()})
    return {word: counts.get(f"n{place}", 0) for place, word in enumerate(words)}


def edits(typed, word, most, only_begins=False):
    """The number of letters to change, add, take out or exchange with their neighbour from `typed` to `word`, or with `only_begins` to
    the beginning of `word`: "dunhaung", "dunhuang" → 1. Above `most` it is not counted further."""
    lengths = range(max(len(typed) - most, 0), len(typed) + most + 1) if only_begins else [len(word)]
    return min(OSA.distance(typed, word[:length], score_cutoff=most) for length in lengths)


class Vocabulary:
    """The words of public names, for staff of all names, and the pinyin of Chinese ones; read by one query at the first use."""

    def __init__(self, for_staff=False):
        self.records = Record.objects.all() if for_staff else Record.objects.published()
        self.aliases = AlternativeName.objects.all() if for_staff else AlternativeName.objects.published()

    @cached_property
    def names(self):
        """([name], [the pinyin of a Chinese name, syllable by syllable])"""
        sound = Case(When(name_zh="", then=Value("")), default="name_sort_zh", output_field=CharField())
        records, aliases = self.records.order_by(), self.aliases.order_by()
        rows = records.values_list("name_en", sound).union(aliases.values_list("name", Value("", output_field=CharField())), all=True)
        return tuple(zip(*rows, strict=True)) if rows else ((), ())

    @cached_property
    def words(self):
        """{word as it is compared: (how many names have it, the word as it is written)}"""
        words = {sound: (0, sound) for sound in self.pinyin}
        for written, count in Counter("\n".join(self.names[0]).split()).items():
            if not written.isdecimal():
                for _run, word in RUN.findall(written):
                    key = comparable(word)
                    if key and (count, word) > words.get(key, (0, "")):
                        words[key] = (count, word)
        return words

    @cached_property
    def pinyin(self):
        """The syllables of Chinese names, some written together, and the names as a whole."""
        sounds = set()
        for syllables in {tuple(filter(str.isalpha, sound.split())) for sound in set(self.names[1])}:
            sounds.add("".join(syllables))
            for number in SYLLABLES:
                sounds.update(map("".join, zip(*(syllables[start:] for start in range(number)), strict=False)))
        return sounds

    def has(self, typed, only_begins=False):
        word = comparable(typed)
        return word in self.words or (only_begins and any(other.startswith(word) for other in self.words))

    def nearest(self, typed, only_begins=False):
        """The word nearest to `typed`, a word that `comparable` gave, as names write it: "dunhaung" → "Dunhuang"; "" where none is near."""
        most = edits_allowed(len(typed), latin=True)
        if not most or not typed.isalpha():
            return ""
        shortest, longest = len(typed) - most, len(typed) + most
        first, head, letters, best = typed[0], typed[:3], set(typed), None
        for word, (count, written) in self.words.items():
            # who slips in the first letter rarely does so in the next two
            if len(word) < shortest or (word[0] != first and word[1:3] not in head) or (not only_begins and len(word) > longest):
                continue
            if not count and pinyin.is_syllable(word):  # half a word
                continue
            beginning = word[:longest]
            if len(letters.difference(beginning)) <= most and (steps := edits(typed, beginning, most, only_begins)) <= most:
                best = min(best or (most + 1,), (steps, word[0] != first, -count, word, written))
        return best[-1] if best else ""


def respelled(text, vocabulary, is_known, still_typed=False):
    """`text` with its unknown Latin words replaced by the nearest of the vocabulary: "dunhaung fair" → "Dunhuang fair"; "" where nothing
    is replaced. `is_known(word, goes_on)` tells whether a word is known; with `still_typed` the last one `goes_on`."""
    text = composed(text)
    words = typed_words(text)
    pieces, end = [], 0
    for word in words:
        goes_on = still_typed and word is words[-1]
        may_be_a_slip = word[2] and edits_allowed(len(word[2]), latin=True)
        if may_be_a_slip and not is_known(word[0], goes_on) and (near := vocabulary.nearest(comparable(word[0]), goes_on)):
            pieces += [text[end : word.start()], near]
            end = word.end()
    return "".join([*pieces, text[end:]]) if pieces else ""
