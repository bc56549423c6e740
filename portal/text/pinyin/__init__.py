"""How Chinese names are read: the pinyin by which they are searched, ordered, addressed, and shown to who reads no Chinese."""

from portal.text.pinyin.readings import CHINESE, Run, fits, has_chinese, in_letters, letters, runs, ways
from portal.text.pinyin.writing import pronounced

__all__ = ["CHINESE", "Run", "fits", "has_chinese", "in_letters", "letters", "pronounced", "runs", "ways"]
