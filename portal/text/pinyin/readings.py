"""The syllables of Chinese text: by the reading that staff gave a name, else by the local names that dictionaries misread,
else by the dictionary of pypinyin."""

import json
import re
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from portal.text.pinyin import dictionary
from portal.text.pinyin.syllables import cut, toneless

HERE = Path(__file__).parent
CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
CHINESE_RUN = re.compile(f"[{CHINESE}]+")


class Run(NamedTuple):
    """A run of Chinese characters within a text, with a syllable for each."""

    start: int
    end: int
    syllables: tuple


def has_chinese(text):
    return not text.isascii() and bool(CHINESE_RUN.search(text))


@cache
def local_names():
    """{name: [its syllables]} of places whose reading is laid down (gansu.json, names.json), as they stand in texts: counties also
    without the last character ("宕昌" for 宕昌县), where that is no other word."""
    divisions = json.loads((HERE / "gansu.json").read_text("utf-8"))
    names = json.loads((HERE / "names.json").read_text("utf-8"))["names"]
    found = {}
    for _code, name, reading in divisions["divisions"]:
        found[name] = cut(reading, name)
        stem = re.sub(r"(?:..?.?族)*自治[县州]$|[省市区县]$", "", name)
        if len(stem) > 1 and name not in divisions["not_alone"]["names"]:
            found[stem] = found[name][: len(stem)]
    return found | {name: cut(reading, name) for name, reading in names.items()}


@lru_cache(20_000)
def sounds_of_word(word):
    """The syllables of one word as the dictionary parts a text into them: words come again, whole names do not."""
    return tuple(dictionary.word_sounds(word))


@lru_cache(2000)  # a name is read for its words, its initials and its place in a list, one after the other
def by_dictionary(run):
    return tuple(chain.from_iterable(map(sounds_of_word, dictionary.words_and_rest(run))))


@cache
def local_name():
    """What finds a local name, the longest that stands at a place."""
    return re.compile("|".join(sorted(local_names(), key=len, reverse=True)))


@lru_cache(2000)
def local_names_in(run):
    """((start, end)) of the local names in a run of Chinese characters, the longest that stands at a place."""
    return tuple(found.span() for found in local_name().finditer(run))


@lru_cache(2000)
def syllables_of(run):
    """The syllables of a run of Chinese characters."""
    if not (names := local_names_in(run)):
        return by_dictionary(run)
    found = list(by_dictionary(run))
    for start, end in names:
        found[start:end] = local_names()[run[start:end]]
    return tuple(found)


@lru_cache(2000)
def plain_ways(run):
    """The syllables of a run of Chinese characters without tone marks: (as it is read, as dictionaries have it)."""
    right = tuple(map(toneless, syllables_of(run)))
    return right, tuple(map(toneless, by_dictionary(run))) if local_names_in(run) else right


def cut_for(reading, text):
    """`reading` cut for the Chinese characters in `text`; None where it does not fit them."""
    return cut(reading, "".join(CHINESE_RUN.findall(text)))


def fits(reading, text):
    """Whether `reading` has a syllable for each Chinese character in `text`."""
    return cut_for(reading, text) is not None


def runs(text, reading=""):
    """[Run] of the Chinese in `text`, with tone marks. A `reading` that staff gave is how all of it is read, where it fits."""
    given = iter(cut_for(reading, text) or ()) if reading else ()
    found = []
    for run in CHINESE_RUN.finditer(text):
        syllables = given and tuple(syllable for _character, syllable in zip(run[0], given, strict=False))
        found.append(Run(run.start(), run.end(), syllables or syllables_of(run[0])))
    return found


def ways(text, reading=""):
    """[[Run]] of `text` in each way that people may type it, without tone marks: as it is read; as dictionaries have it, for who looks
    for 宕昌 by "dangchang" is to find it, too; and u for ü, as "lu" for 绿."""
    written = [(*run.span(), *plain_ways(run[0])) for run in CHINESE_RUN.finditer(text)]
    found = [[Run(start, end, right) for start, end, right, _other in written]]
    if reading:
        found = [[run._replace(syllables=tuple(map(toneless, run.syllables))) for run in runs(text, reading)]]
    other = [Run(start, end, by_dictionary) for start, end, _right, by_dictionary in written]
    if other != found[0]:
        found.append(other)
    if any("v" in "".join(run.syllables) for way in found for run in way):
        found += [[run._replace(syllables=tuple(each.replace("v", "u") for each in run.syllables)) for run in way] for way in found]
    return [way for place, way in enumerate(found) if way not in found[:place]] if len(found) > 1 else found


def letters(text, chinese):
    """`text` with its Chinese, given as [Run], as syllables without tone marks, spaces between them: "dun huang"."""
    pieces, end = [], 0
    for run in chinese:
        pieces += [text[end : run.start], *map(toneless, run.syllables)]
        end = run.end
    return " ".join(filter(None, (piece.strip() for piece in [*pieces, text[end:]])))


def in_letters(text, reading=""):
    """`text` with its Chinese as it is read, without tone marks: "dun huang"."""
    return letters(text, runs(text, reading))
