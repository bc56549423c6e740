"""Corrects slips of the keys in a query, by the words of the names on record: "dunhaung" → "dunhuang"."""

import unicodedata
from collections import Counter
from itertools import accumulate
from string import ascii_lowercase

from django.db.models import Case, CharField, Value, When
from rapidfuzz.distance import OSA

from portal.models import AlternativeName, Record, SearchEntry
from portal.models.first_rows import numbers_of_rows
from portal.models.public import is_public
from portal.models.word_search import holds
from portal.text import pinyin
from portal.text.folding import RUN, comparable, one_form
from portal.text.search_words import LONGEST_QUERY, LONGEST_WORD, OF_A_NAME, parts_of_query, word_stems

MOST_TYPED = 8  # words of a query that are looked at one by one
MOST_ALONE = 24  # the same, with the words within Chinese runs
SHORTEST_ALONE = 3  # letters of a word that says something by itself, as "in" does not
SEVERAL = 4  # characters of a Chinese run that may be several words
MOST_NEAR_NAMES = 300  # records whose names are compared with a word
LONGEST_SLIP = 40  # letters of a word that may be a slip of another: ten syllables and more
HEAD_OF_LONG = 6  # letters of a long word of which one may be wrong while another follows
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
    parts = {word: parts_of_query(word)[:1] for word in words}
    public = Record.objects.published().order_by()
    counts = iter(numbers_of_rows([public.filter(*map(holds, part)) for part in parts.values() if part]))
    return {word: next(counts) if part else 0 for word, part in parts.items()}


def edits_allowed(length, latin):
    """How many letters may differ in a name of that length. A Chinese character is a syllable, and weighs more."""
    few, many = (5, 10) if latin else (4, 12)
    return 0 if length < few else 1 if length < many else 2


def edits(typed, word, most, only_begins=False):
    """The number of letters to change, add, take out or exchange with their neighbour from `typed` to `word`, or with `only_begins` to
    the beginning of `word`: "dunhaung", "dunhuang" → 1. Above `most` it is not counted further."""
    lengths = range(max(len(typed) - most, 0), len(typed) + most + 1) if only_begins else [len(word)]
    return min(OSA.distance(typed, word[:length], score_cutoff=most) for length in lengths)


def one_edit_away(word):
    """The words that one letter changed, added, taken out or exchanged with its neighbour makes of `word`, and `word`."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {word, *(first + rest[1:] for first, rest in parts if rest)}
    found |= {first + rest[1] + rest[0] + rest[2:] for first, rest in parts if len(rest) > 1}
    return found | {first + letter + end for first, rest in parts for letter in ascii_lowercase for end in {rest, rest[1:]}}


def sound_words(sound):
    """The syllables of a Chinese name, given as `name_sort_zh` has it, some written together, and the name as a whole."""
    syllables = list(filter(str.isalpha, sound.split()))
    sounds = {"".join(syllables)}
    for number in SYLLABLES:
        sounds.update(map("".join, zip(*(syllables[start:] for start in range(number)), strict=False)))
    return sounds - {""}


def words_by_form(names, sounds):
    """{word as it is compared: (how many of the `names` have it, the word as it is written)}, with the pinyin of Chinese ones."""
    words = {word: (0, word) for sound in set(sounds) for word in sound_words(sound)}
    for written, count in Counter("\n".join(names).split()).items():
        if not written.isdecimal():
            for _run, word in RUN.findall(written):
                key = comparable(word)
                if key and (count, word) > words.get(key, (0, "")):
                    words[key] = (count, word)
    return words


class Vocabulary:
    """The words of public names, for staff of all names, and the pinyin of Chinese ones, as far as they are near a word that was typed:
    the index finds the names that hold one of the words that a slip or two would make of it, and no more than MOST_NEAR_NAMES are read."""

    def __init__(self, for_staff=False):
        self.for_staff = for_staff
        self.found = {}  # {(word, whether it goes on): words_by_form}

    def names_holding(self, groups, beginnings):
        entries = SearchEntry.objects.all() if self.for_staff else SearchEntry.objects.public().filter(is_public("record"))
        keys = entries.holding_any(groups, beginnings).order_by().values("record_id")[:MOST_NEAR_NAMES]
        records = Record.objects.filter(pk__in=keys).order_by()
        aliases = AlternativeName.objects.all() if self.for_staff else AlternativeName.objects.published()
        sound = Case(When(name_zh="", then=Value("")), default="name_sort_zh", output_field=CharField())
        names = aliases.filter(record__in=keys).order_by().values_list("name", Value("", output_field=CharField()))
        rows = records.values_list("name_en", sound).union(names, all=True)
        return words_by_form(*zip(*rows, strict=True)) if rows else {}

    def near(self, word, only_begins):
        """The words of names that hold what is near `word`, which `comparable` gave: one slip away, or two where its beginning has one
        at most."""
        key = word, only_begins
        if key not in self.found:
            is_latin = word.isascii() and word.isalpha() and len(word) <= LONGEST_SLIP
            slips = one_edit_away(word) if is_latin else {word[:LONGEST_WORD]}
            stems = {stem for slip in slips if slip for stem in word_stems(slip)}
            begun = slips - {""} if only_begins else set()
            if is_latin and edits_allowed(len(word), latin=True) > 1:
                begun |= one_edit_away(word[:HEAD_OF_LONG])
            marked = ([[OF_A_NAME + each] for each in sorted(words)] for words in (stems, begun))
            self.found[key] = self.names_holding(*marked) if stems else {}
        return self.found[key]

    def has(self, typed, only_begins=False):
        word = comparable(typed)
        words = self.near(word, only_begins)
        return word in words or (only_begins and any(other.startswith(word) for other in words))

    def nearest(self, typed, only_begins=False):
        """The word nearest to `typed`, a word that `comparable` gave, as names write it: "dunhaung" → "Dunhuang"; "" where none is near."""
        most = edits_allowed(len(typed), latin=True)
        if not most or not typed.isalpha():
            return ""
        shortest, longest = len(typed) - most, len(typed) + most
        first, head, letters, best = typed[0], typed[:3], set(typed), None
        for word, (count, written) in self.near(typed, only_begins).items():
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
