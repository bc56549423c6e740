"""Words of texts and of queries, in both languages: "Organisers of the fair" → organiz, of, the, fair.

The parsers of SQLite and PostgreSQL disagree with each other and with Chinese. So words are cut, folded and stemmed here, for the index
and for queries alike, and the databases match whole words only: SQLite by FTS5, PostgreSQL by a generated `tsvector`.

A run of Chinese characters stands in the index as its overlapping pairs and its single characters, and in a query as its pairs:
敦煌展 → 敦煌, 煌展, 敦, 煌, 展; a query for 敦煌 finds it, as one for 敦煌展 does. Names are found by their pinyin, too.
"""

import re
import threading
from functools import lru_cache
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple

from django.utils.translation import override
from Stemmer import Stemmer

from portal.text import pinyin
from portal.text.folding import ABBREVIATION, RUN, WORD, comparable, matchable, one_form, runs_of, undotted
from portal.text.pinyin import CHINESE
from portal.text.place_names import named_places, plain_names

LONGEST_QUERY = 200  # characters; nobody types more, and more would only cost time
MOST_WORDS = 24
LONGEST_WORD = 100  # characters; PostgreSQL refuses words of more than 2046 bytes
LONGEST_NAME = 500  # characters, for the same reason
FEWEST_INITIALS = 3
CAN_BE_INITIALS = re.compile("[a-hj-tw-z]{3,}")

# Other spellings in everyday use, in lower case: a search for either finds both (after a change raise RULES of portal/search/index.py).
SPELLINGS = {
    "macau": "macao",
    "hongkong": "hong kong",
    "usa": "united states",
    "uk": "united kingdom",
    "licence": "license",
    "program": "programme",
    "organisation": "organization",
    "organiser": "organizer",
    "center": "centre",
    "theater": "theatre",
    "catalog": "catalogue",
}

RESPELLED = {*SPELLINGS, *(f"{word}s" for word in SPELLINGS)}

# Marks before words of the index: before the words of names, which stand there without it, too, before each name as one word, and before
# the initials of its pinyin.
# They are private-use characters: no word of a text has them, and both databases take them for letters.
OF_A_NAME, WHOLE_NAME, INITIALS = "\ue000", "\ue001", "\ue003"


class Stemmers(threading.local):
    """A stemmer for each thread: it keeps the word in itself while it works, and two threads with one stemmer would mix their words."""

    def __init__(self):
        self.english = Stemmer("english", 0)  # without memory of its own: it costs more than to stem a word again


_stemmers = Stemmers()


@lru_cache(1000)
def read_in_both(read, *values):
    """What `read` returns of these values: in English, in Chinese."""
    texts = []
    for language in ("en", "zh-hans"):
        with override(language):
            texts.append(str(read(*values)))
    return texts


class Text(NamedTuple):
    """A text of a record beside its names, summary and statements, such as a place: Text("Lanzhou", "兰州"). Either language may be
    empty. With the key of a `source` it is public as long as that is."""

    en: str = ""
    zh: str = ""
    source: str | None = None

    @classmethod
    def as_written(cls, text):
        """Text of a column that has either language: "兰州" → Text(zh="兰州"), "Lanzhou" → Text(en="Lanzhou")."""
        return cls(zh=text) if re.search(f"[{CHINESE}]", text) else cls(text)

    @classmethod
    def translated(cls, read, *values, source=None):
        """Text of what the callable `read` returns of these values in each language of readers: the same each time."""
        return cls(*read_in_both(read, *values), source)

    @classmethod
    def of_place(cls, countries, code, source=None):
        """Text of a country or region: its name in each language among `countries`, the choices of its column."""
        return cls.translated(countries.name, code, source=source)

    @property
    def by_language(self):
        """[(text, language tag)]"""
        return [(text, language) for text, language in ((self.en, "en"), (self.zh, "zh-Hans")) if text]


def spelled(word):
    """Words of `word` in the spelling of SPELLINGS: "centers" → ["centres"], "hongkong" → ["hong", "kong"], "silk" → ["silk"]."""
    if word in SPELLINGS:
        return SPELLINGS[word].split()
    singular = SPELLINGS.get(word[:-1]) if word.endswith("s") else None
    return f"{singular}s".split() if singular else [word]


@lru_cache(maxsize=20_000)
def word_stems(word):
    """Stems of `word`, a word that `runs_of` gave: "centers" → ["centr"], "usa" → ["unit", "state"]."""
    words = [part[:LONGEST_WORD] for part in spelled(word)]
    return [_stemmers.english.stemWord(part) if part.isascii() else part for part in words]


@lru_cache(maxsize=5_000)  # many names end alike
def stems_of_sounds(syllables):
    """The same of all words that begin with the first of these syllables, small letters and digits of ASCII: ("dun", "huang") → ["dun",
    "dunhuang"]."""
    sounds = list(accumulate(syllables))
    if not RESPELLED.isdisjoint(sounds):
        return [stem for word in sounds for stem in word_stems(word)]
    return _stemmers.english.stemWords([word[:LONGEST_WORD] for word in sounds])


def pairs(run):
    """Overlapping pairs of a run of Chinese characters: 敦煌展 → [敦煌, 煌展]; one character alone: 展 → [展]."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def words_of_runs(runs):
    """Words for the index of [(Chinese run, word)], which `runs_of` gave."""
    words = []
    for run, word in runs:
        if word:
            words += word_stems(word)
        else:
            words += map(add, run, run[1:])  # its pairs
            words += run
    return words


def words_of_index(text):
    """Words of `text` for the index, in its order: "Silk Fairs 敦煌" → silk, fair, 敦煌, 敦, 煌."""
    if text.isascii() and "." not in text:
        return list(chain.from_iterable(map(word_stems, WORD.findall(text.lower()))))
    return words_of_runs(runs_of(text))


def parts_of_query(text):
    """Parts of the query `text`, each the words of one word or Chinese run as typed: "usa 敦煌展" → [(unit, state), (敦煌, 煌展)].
    A search finds the records that hold all of them."""
    runs = runs_of(text[:LONGEST_QUERY])
    if len(text) > LONGEST_QUERY and runs and runs[-1][1] and text[LONGEST_QUERY - 1].isalnum():
        runs.pop()  # cut in two, it would be another word
    parts, left = [], MOST_WORDS
    for run, word in dict.fromkeys(runs):
        parts.append(tuple(pairs(run) if run else word_stems(word))[:left])
        left -= len(parts[-1])
    return [part for part in dict.fromkeys(parts) if part]


@lru_cache(maxsize=1000)
def parts_of_places(text):
    """Parts of the names of the places that the query `text` as a whole names: "HK" → [(hong, kong), (香港,)]. A search finds what
    holds all words of one of them, too."""
    names = [name for code in named_places(text) for name in plain_names(code)]
    parts = [tuple(word for run, written in runs_of(name) for word in (pairs(run) if run else word_stems(written))) for name in names]
    return [part for part in dict.fromkeys(parts) if part]


def words_of_query(text):
    """Words of the query `text`, each once: "silk fairs, silk" → silk, fair; "HK" → hk, hong, kong, 香港."""
    parts = [*parts_of_query(text), *parts_of_places(text[:LONGEST_QUERY])]
    return list(dict.fromkeys(word for part in parts for word in part))


def initials(ways):
    """The initials of a Chinese name, in each way that it is read, which `all_ways` gave: 敦煌研究院 → {"dhyjy"}."""
    found = {"".join([syllable[0] for run in way for syllable in run.syllables]) for way in ways}
    return {letters[:LONGEST_WORD] for letters in found if len(letters) >= FEWEST_INITIALS}


def typed_initials(text):
    """`text` where it may be the initials of a name: no syllable begins with i, u or v, and two letters are a word too often."""
    typed = comparable(text[:LONGEST_WORD]).strip()
    return typed if CAN_BE_INITIALS.fullmatch(typed) else ""


class Typed(NamedTuple):
    """A text that somebody is typing, its last word perhaps unfinished: "Silk Fai" → Typed(["silk"], "fai", "silkfai")."""

    words: list  # the stems before the last word, and the pairs of Chinese
    last: str  # the last word as written; empty where the text ends with Chinese
    whole: str  # the text as one word

    @classmethod
    def read(cls, text):
        runs = runs_of(text[:LONGEST_QUERY])
        last = runs.pop()[1][:LONGEST_WORD] if runs and runs[-1][1] else ""
        words = [word for run, written in runs for word in (pairs(run) if run else word_stems(written))]
        return cls(list(dict.fromkeys(words))[:MOST_WORDS], last, whole_name(text[:LONGEST_QUERY]))


def joined_runs(runs):
    """[(Chinese run, word)], which `runs_of` gave, as one word."""
    return "".join(run or "".join(spelled(word)) for run, word in runs)[:LONGEST_NAME]


def whole_name(name):
    """`name` as one word, without spaces, punctuation and capitals: "Silk Road (Dunhuang)" → "silkroaddunhuang"."""
    return joined_runs(runs_of(name))


def are_letters(syllables):
    """Whether the text is nothing but letters and digits of ASCII: some rare characters have no syllable, and stand for themselves."""
    return syllables.isascii() and syllables.isalnum()


def whole_sound(name, way):
    """`name` as one word with its Chinese in one of the ways that `all_ways` gave."""
    if len(way) == 1 and way[0].end - way[0].start == len(name):
        letters = "".join(way[0].syllables)
        if are_letters(letters) and RESPELLED.isdisjoint(way[0].syllables):
            return letters[:LONGEST_NAME]
    return whole_name(pinyin.letters(name, way))


def all_ways(text, reading=""):
    """[[Run]] of `text` in each way that people may type its pinyin (`pinyin.ways`), in whichever characters it is written; none where
    it has no Chinese."""
    if not pinyin.has_chinese(text):
        return []
    found = pinyin.ways(text, reading)
    return found if one_form(text) == text else found + [way for way in pinyin.ways(one_form(text), reading) if way not in found]


def heard(text, words, reading=""):
    """[(word, start, end)] of those of `words` that are the pinyin of Chinese in `text`, of one character or of several together, or its
    initials:
    "在敦煌", {"dunhuang"} → [("dunhuang", 1, 3)]. `reading` is the pinyin that staff gave the text; it may be empty."""
    matches = []
    for run in [run for way in all_ways(text, reading) for run in way] if words else ():
        syllables = run.syllables
        letters = "".join(syllable[0] for syllable in syllables)
        for end in range(FEWEST_INITIALS, len(syllables) + 1):
            matches += [(word, run.start, run.start + end) for word in word_stems(letters[:end]) if word in words]
        for first in range(len(syllables)):
            sound = ""
            for last in range(first, len(syllables)):
                sound += syllables[last]
                matches += [(word, run.start + first, run.start + last + 1) for word in word_stems(sound) if word in words]
                if not any(word.startswith(sound) for word in words):
                    break
    return matches


def words_held(text, words, by_sound=False, reading=""):
    """Set of those of `words`, which `words_of_query` gave, that `text` holds, `by_sound` also those that are its pinyin."""
    spoken = [word for word in words if word.isascii()] if by_sound else ()
    return set(words) & {*words_of_index(text), *(word for word, _start, _end in heard(text, spoken, reading))}


@lru_cache(maxsize=10_000)
def matchable_character(character):
    return matchable(character)


def matchable_with_places(text):
    """(`text` folded, [the place in `text` of each of its characters]): "ﬁne" → ("fine", [0, 0, 1, 2])."""
    pieces = [matchable_character(character) for character in one_form(text)]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _character in piece]


def matching_spans(text, words):
    """(start, end) of what in `text`, which is folded, matches one of `words`, Chinese pairs and stems."""
    chinese = {word for word in words if RUN.fullmatch(word)[1]}
    for match in ABBREVIATION.finditer(text):
        if words.intersection(word_stems(undotted(match))):
            yield match.span()
    for match in RUN.finditer(text):
        if match[2] and words.intersection(word_stems(match[2])):
            yield match.span()
        for pair in chinese if match[1] else ():
            start = match[1].find(pair)
            while start >= 0:
                yield match.start() + start, match.start() + start + len(pair)
                start = match[1].find(pair, start + 1)


def marked_pieces(text, query, reading=""):
    """Pieces of `text`, [(piece, whether it matches a word of `query`)]: "Silk fairs", "fair" → [("Silk ", False), ("fairs", True)].
    They are as they are written, whatever the query's way to write them: "甘肅省", "甘肃" → [("甘肅", True), ("省", False)]."""
    words = set(words_of_query(query))
    is_match = [False] * len(text)  # of each character
    in_folds, places = matchable_with_places(text)
    for start, end in matching_spans(in_folds, words):
        is_match[places[start] : places[end - 1] + 1] = [True] * (places[end - 1] + 1 - places[start])
    for _word, start, end in heard(text, {word for word in words if word.isascii()}, reading):
        is_match[start:end] = [True] * (end - start)
    pieces = []
    for character, matches in zip(text, is_match, strict=True):
        if pieces and pieces[-1][1] == matches:
            pieces[-1][0].append(character)
        else:
            pieces.append(([character], matches))
    return [("".join(characters), matches) for characters, matches in pieces]
