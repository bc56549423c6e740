"""Pinyin for eyes: in words, with tone marks, as names are printed (GB/T 16159)."""

import re

from portal.text.pinyin import dictionary
from portal.text.pinyin.readings import CHINESE_RUN, fits, local_names, local_names_in, runs
from portal.text.pinyin.syllables import toneless

ALONE = set("的了和与及之在于第")  # written apart wherever they stand
LONGEST_GUESSED_WORD = 3  # characters that are joined where no dictionary knows where a word ends


def word_lengths(run):
    """The lengths of the words of a run of Chinese characters: local names, those of the dictionary, and what is left between
    them. What is left is one word where it is short; no dictionary knows more."""
    found, place = [], 0
    names = dict(local_names_in(run))
    while place < len(run):
        if place in names:
            found += parts_of_name(run[place : names[place]])
            place = names[place]
            continue
        end = min((start for start in names if start > place), default=len(run))
        found += join([len(word) for word in dictionary.known_words(run[place:end])], run[place:end])
        place = end
    return found


def parts_of_name(name):
    """The lengths of its words: in what is laid down each begins with a capital, "Tànchāng Xiàn"."""
    starts = [place for place, syllable in enumerate(local_names()[name]) if not place or syllable[0].isupper()]
    return [end - start for start, end in zip(starts, [*starts[1:], len(name)], strict=True)]


def join(lengths, text):
    """`lengths` of words, with single characters that stand together made one word where they are few."""
    found, place, single = [], 0, 0
    for length in [*lengths, 0]:
        if length == 1 and text[place] not in ALONE:
            single += 1
        else:
            found += [single] if 0 < single <= LONGEST_GUESSED_WORD else [1] * single
            found += [length] if length else []
            single = 0
        place += length
    return found


def pronounced(text, reading=""):
    """The Chinese in `text` as it is pronounced: "Dūnhuáng", each run with a capital but behind a digit, "Dì 3 huí"; the rest as it
    is. A `reading` that staff gave of a text that is all Chinese stands as they wrote it."""
    if reading and CHINESE_RUN.fullmatch(text) and fits(reading, text):
        return reading
    pieces, end = [], 0
    for run in runs(text, reading):
        read = with_tone_marks(text[run.start : run.end], run.syllables)
        goes_on = text[: run.start].rstrip()[-1:].isdigit()
        pieces += [text[end : run.start], f" {read if goes_on else read[:1].upper() + read[1:]} "]
        end = run.end
    spaced = "".join([*pieces, text[end:]])
    return re.sub(r"\s+(?=[”’》」』）】，。、：；！？])|(?<=[“‘《「『（【])\s+|(?<=\s)\s+", "", spaced).strip()


def with_tone_marks(run, syllables):
    written, place = [], 0
    for length in word_lengths(run):
        word = syllables[place] if length else ""
        for syllable in syllables[place + 1 : place + length]:
            word += f"’{syllable.lower()}" if toneless(syllable)[0] in "aoe" else syllable.lower()
        written.append(word)
        place += length
    return " ".join(written)
