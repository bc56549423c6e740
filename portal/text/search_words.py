"""Full-text search over both languages, the same on SQLite and PostgreSQL.

The databases' own text parsers disagree with each other and with Chinese, so that words are cut, folded and stemmed
here, once for the index and once for the query, and the database only matches whole words: FTS5 on SQLite, a
generated `tsvector` on PostgreSQL.

A run of Chinese characters is indexed as its overlapping pairs and its single characters and asked for by its pairs:
two characters inside a longer name are found, and so is a whole name. Names are found by their pinyin, too.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer
from django.utils.translation import override

from portal.text import pinyin
from portal.text.pinyin import CHINESE

RUN = re.compile(f"([{CHINESE}]+)|((?:(?![{CHINESE}])[^\\W_])+)")
LONGEST_QUERY = 200  # characters; nobody types more, and the rest would only cost time
MOST_WORDS = 24
LONGEST_WORD = 100  # characters; PostgreSQL refuses words of more than 2046 bytes
LONGEST_NAME = 500  # characters, for the same reason

# Other spellings in everyday use, in lower case: a search for either finds both (`manage.py index` after a change).
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

# Each begins what the index holds of names beside their words: the words again, and each name as one word. They are
# private-use characters, which no word of a text can hold, and which both databases take for letters.
OF_A_NAME, WHOLE_NAME = "\ue000", "\ue001"


class Stemmers(threading.local):
    """A stemmer keeps the word in itself while it works on it: two threads with one make of two words neither's stem."""

    def __init__(self):
        self.english = snowballstemmer.stemmer("english")


_stemmers = Stemmers()


class Text(NamedTuple):
    """What the public reads of a record beside its names, summary and statements, such as a place. Either language may
    be empty. Where a passage is cited, only its source says it."""

    en: str = ""
    zh: str = ""
    passage: Any = None

    @classmethod
    def as_written(cls, text, passage=None):
        """A text that is kept in one language, whichever that is."""
        return cls(zh=text, passage=passage) if re.search(f"[{CHINESE}]", text) else cls(text, passage=passage)

    @classmethod
    def translated(cls, read, passage=None):
        """What the callable `read` returns to readers of either language."""
        with override("en"):
            english = str(read())
        with override("zh-hans"):
            return cls(english, str(read()), passage)

    @property
    def is_public(self):
        return self.passage is None or self.passage.source.is_published

    @property
    def by_language(self):
        """[(text, language tag)]"""
        return [(text, language) for text, language in ((self.en, "en"), (self.zh, "zh-Hans")) if text]


def spelled(word):
    """The words, mostly one, that a word, or what it is the plural of, is compared as where another spelling is in use."""
    if word in SPELLINGS:
        return SPELLINGS[word].split()
    singular = SPELLINGS.get(word[:-1]) if word.endswith("s") else None
    return f"{singular}s".split() if singular else [word]


@lru_cache(maxsize=20_000)
def word_stems(word):
    """The stems, mostly one, under which a word (as `comparable` gives it) is indexed."""
    parts = [part[:LONGEST_WORD] for part in spelled(word)]
    return [_stemmers.english.stemWord(part) if part.isascii() else part for part in parts]


def comparable(text):
    """`text` as it is compared: full-width letters as ASCII, no capitals, no accents, no NUL."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).replace("\0", " ")
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


def pairs(run):
    """The overlapping pairs of a run of Chinese characters; the run itself where it has one character."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def words_of_index(text):
    """The words under which `text` is found, in order of appearance."""
    words = []
    for run, word in RUN.findall(comparable(text)):
        words += [*pairs(run), *(run if len(run) > 1 else "")] if run else word_stems(word)
    return words


def parts_of_query(text):
    """What a record must all hold to be found by `text`: [(word, …)], one part for each word or Chinese run as typed, whose
    words belong together."""
    asked = comparable(text[:LONGEST_QUERY])
    runs = RUN.findall(asked)
    if len(text) > LONGEST_QUERY and runs and runs[-1][1] and asked.endswith(runs[-1][1]):
        runs.pop()  # cut in two, it would be another word
    parts, left = [], MOST_WORDS
    for run, word in dict.fromkeys(runs):
        parts.append(tuple(pairs(run) if run else word_stems(word))[:left])
        left -= len(parts[-1])
    return [part for part in dict.fromkeys(parts) if part]


def words_of_query(text):
    """The words of all parts of a query, each once."""
    return list(dict.fromkeys(word for part in parts_of_query(text) for word in part))


class Typed(NamedTuple):
    """A text whose last word may not be finished yet."""

    words: list  # those before the last word, and the pairs of Chinese
    last: str  # the word, as it is written, that is still being typed; empty where Chinese stands at the end
    whole: str  # all of it as one word

    @classmethod
    def read(cls, text):
        runs = RUN.findall(comparable(text[:LONGEST_QUERY]))
        last = runs.pop()[1][:LONGEST_WORD] if runs and runs[-1][1] else ""
        words = [word for run, written in runs for word in (pairs(run) if run else word_stems(written))]
        return cls(list(dict.fromkeys(words))[:MOST_WORDS], last, whole_name(text[:LONGEST_QUERY]))


def whole_name(name):
    """A name as one word: without spaces, marks and capitals."""
    return "".join(run or "".join(spelled(word)) for run, word in RUN.findall(comparable(name)))[:LONGEST_NAME]


def heard(text, words, reading=""):
    """[(word, start, end)] of the Chinese in `text` whose pinyin, syllable by syllable or written together, is one of `words`.
    A `reading` is how it is read, where staff gave one."""
    found = []
    for run in [run for way in pinyin.ways(text, reading) for run in way] if words else ():
        syllables = run.syllables
        for first in range(len(syllables)):
            sound = ""
            for last in range(first, len(syllables)):
                sound += syllables[last]
                found += [(word, run.start + first, run.start + last + 1) for word in word_stems(sound) if word in words]
                if not any(word.startswith(sound) for word in words):
                    break
    return found


def words_held(text, words, by_sound=False, reading=""):
    """Those of `words` (see words_of_query) that `text` holds, `by_sound` also by its pinyin."""
    return set(words) & {*words_of_index(text), *(word for word, _start, _end in (heard(text, words, reading) if by_sound else ()))}


def marked_pieces(text, query, reading=""):
    """`text` in pieces [(piece, whether it matches a word of `query`)], whose joined pieces are `text` again."""
    wanted = words_of_query(query)
    chinese = {word for word in wanted if RUN.fullmatch(word) and RUN.fullmatch(word)[1]}
    latin = set(wanted) - chinese
    hit = [False] * len(text)
    for word in re.finditer(f"(?:(?![{CHINESE}])[^\\W_])+", text):
        if latin.intersection(word_stems(comparable(word[0]))):
            hit[word.start() : word.end()] = [True] * len(word[0])
    for _word, start, end in heard(text, latin, reading):
        hit[start:end] = [True] * (end - start)
    for pair in chinese:
        start = text.find(pair)
        while start >= 0:
            hit[start : start + len(pair)] = [True] * len(pair)
            start = text.find(pair, start + 1)
    pieces = []
    for character, matches in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == matches:
            pieces[-1][0].append(character)
        else:
            pieces.append(([character], matches))
    return [("".join(characters), matches) for characters, matches in pieces]
