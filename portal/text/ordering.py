"""What orders names, and choices in the order of the reader's language."""

import re
from functools import lru_cache

from portal.text import pinyin
from portal.text.folding import WORD, comparable

NO_LETTERS = re.compile(r"[\W_]+")
LONGEST_KEY = 500  # characters of what orders a name


def sort_key(name, reading=""):
    """What orders a name: its letters and digits in lower case without accents, Chinese by its pinyin, syllable by syllable.

    Marks do not count, so that 《丝路花雨》舞剧 stands under S ("si lu hua yu wu ju"); a name of marks alone keeps them.
    """
    compared = comparable(name)
    if compared.isascii():
        return (" ".join(WORD.findall(compared)) or compared.strip())[:LONGEST_KEY]
    read = pinyin.in_letters(compared, reading)
    return (" ".join(NO_LETTERS.sub(" ", read).split()) or read)[:LONGEST_KEY]


kept_sort_key = lru_cache(2000)(sort_key)  # the 249 countries and regions are sorted for each form


def by_name(choices):
    """`choices`, pairs of a value and its name, by their names: by pinyin in Chinese, without regard to capitals and accents."""
    return sorted(choices, key=lambda choice: kept_sort_key(str(choice[1])))
