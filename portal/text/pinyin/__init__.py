"""How Chinese names are read: the pinyin by which they are searched, ordered, addressed, and shown to who reads no Chinese."""

from portal.text.pinyin.readings import CHINESE, Run, fits, has_chinese, in_letters, letters, runs, ways
from portal.text.pinyin.syllables import is_syllable
from portal.text.pinyin.writing import pronounced, word_lengths

__all__ = ["CHINESE", "Run", "fits", "has_chinese", "in_letters", "is_syllable", "letters", "pronounced", "runs", "ways", "word_lengths"]
