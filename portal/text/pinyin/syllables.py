"""The syllables of Hanyu Pinyin: how they are compared, and how a reading that is written in words is cut into them."""

import re
import unicodedata
from functools import cache, lru_cache

from portal.text.pinyin import dictionary

SYLLABLE_MARKS = re.compile(r"[\s'’ʼ·-]+")  # what people put between syllables


UMLAUTS = str.maketrans("üǖǘǚǜ", "vvvvv")


@lru_cache(5000)  # there are some 1,500 syllables with their tones
def toneless(text):
    """Pinyin as it is compared: no capitals, no tone marks, ü as v: "Lǚ" is "lv"."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


@cache
def known_syllables():
    """All syllables that a character may have, and u for ü after n and l, as many people type it."""
    found = {toneless(sound) for sounds in dictionary.all_sounds() for sound in sounds.split(",")}
    spoken = {syllable for syllable in found if re.search("[aeiouv]", syllable)}
    return spoken | {syllable.replace("v", "u") for syllable in spoken}


def is_syllable(text):
    return text in known_syllables()


@cache
def sounds_of(character):
    """The readings of one character that the dictionary knows."""
    return {toneless(sound) for sound in dictionary.character_sounds(character)}


def cut(reading, characters):
    """`reading`, such as "Tànchāng Xiàn", as [syllable], one for each of the `characters`; None where it has more or fewer.

    Of several ways to cut it, that in which most characters have a reading of theirs.
    """
    parts = [part for part in SYLLABLE_MARKS.split(unicodedata.normalize("NFC", reading)) if part]

    @cache
    def rest(place, start, number):
        """(characters that read otherwise, [syllable]) of what follows in `parts` for the characters from `number` on."""
        if place == len(parts):
            return (0, ()) if number == len(characters) else None
        if number == len(characters):
            return None
        part, ways = parts[place], []
        for end in range(start + 1, min(start + 6, len(part)) + 1):
            syllable = part[start:end]
            following = (place + 1, 0) if end == len(part) else (place, end)
            if toneless(syllable) in known_syllables() and (way := rest(*following, number + 1)):
                ways.append((way[0] + (toneless(syllable) not in sounds_of(characters[number])), (syllable, *way[1])))
        return min(ways, default=None)

    found = rest(0, 0, 0)
    return list(found[1]) if found else None
