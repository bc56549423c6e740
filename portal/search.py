"""Full-text search over both languages, the same on SQLite and PostgreSQL.

The databases' own text parsers disagree with each other and with Chinese, so that words are cut, folded and stemmed
here, once for the index and once for the query, and the database only matches whole words: FTS5 on SQLite, a
generated `tsvector` on PostgreSQL.

A run of Chinese characters is indexed as its overlapping pairs and its single characters and asked for by its pairs:
two characters inside a longer name are found, and so is a whole name.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer
from django.db import connection
from django.db.models.expressions import RawSQL

CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUN = re.compile(f"([{CHINESE}]+)|((?:(?![{CHINESE}])[^\\W_])+)")
LONGEST_QUERY = 200  # characters; nobody types more, and the rest would only cost time
MOST_WORDS = 24
LONGEST_WORD = 100  # characters; PostgreSQL refuses words of more than 2046 bytes

_english = snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word):
    word = word[:LONGEST_WORD]
    return _english.stemWord(word) if word.isascii() else word


def plain(text):
    """`text` as it is compared: full-width letters as ASCII, no capitals, no accents, no NUL."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).replace("\0", " ")
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


def pairs(run):
    """The overlapping pairs of a run of Chinese characters; the run itself where it has one character."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def words_of_index(text):
    """The words under which `text` is found, in order of appearance."""
    words = []
    for run, word in RUN.findall(plain(text)):
        words += [*pairs(run), *(run if len(run) > 1 else "")] if run else [stem(word)]
    return words


def words_of_query(text):
    """The words that a record must all have to be found by `text`."""
    asked = plain(text[:LONGEST_QUERY])
    runs = RUN.findall(asked)
    if len(text) > LONGEST_QUERY and runs and runs[-1][1] and asked.endswith(runs[-1][1]):
        runs.pop()  # cut in two, it would be another word
    words = []
    for run, word in runs:
        words += pairs(run) if run else [stem(word)]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def entries_with(words):
    """A subquery of the ids of the search entries that hold all `words` (letters and digits only, not empty)."""
    if connection.vendor == "postgresql":
        wanted = " & ".join(f"'{word}'" for word in words)
        return RawSQL("SELECT id FROM portal_searchentry WHERE word_vector @@ %s::tsquery", [wanted])
    wanted = " ".join(f'"{word}"' for word in words)
    return RawSQL("SELECT rowid FROM portal_searchentry_fts WHERE portal_searchentry_fts MATCH %s", [wanted])


def marked(text, query):
    """`text` in pieces [(piece, whether it matches a word of `query`)], whose joined pieces are `text` again."""
    wanted = words_of_query(query)
    chinese = {word for word in wanted if RUN.fullmatch(word) and RUN.fullmatch(word)[1]}
    latin = set(wanted) - chinese
    hit = [False] * len(text)
    for word in re.finditer(f"(?:(?![{CHINESE}])[^\\W_])+", text):
        if stem(plain(word[0])) in latin:
            hit[word.start() : word.end()] = [True] * len(word[0])
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
