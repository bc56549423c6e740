"""The dictionary of Chinese words and their readings: pypinyin. It takes a tenth of a second and 57 MB, which most commands do without:
the first that asks imports it. A server reads it before its processes part (portal/wsgi.py)."""

from functools import cache


@cache
def pypinyin():
    import pypinyin
    import pypinyin.seg.mmseg
    import pypinyin.seg.simpleseg

    return pypinyin


def known_words(run):
    """The words of a run of Chinese characters, the longest that the dictionary knows at each place."""
    return pypinyin().seg.mmseg.seg.cut(run)


def words_and_rest(run):
    """The same of a run in which characters may be that have no reading."""
    # what is nothing but characters that have one `seg` gives to `mmseg` as it is, after a look at each
    return known_words(run) if pypinyin().constants.RE_HANS.match(run) else pypinyin().seg.simpleseg.seg(run)


def word_sounds(word):
    """The syllables of one word, with tone marks."""
    return pypinyin().lazy_pinyin(word, style=pypinyin().Style.TONE)


def character_sounds(character):
    """Each of its readings, without tone marks."""
    return pypinyin().pinyin(character, style=pypinyin().Style.NORMAL, heteronym=True)[0]


def all_sounds():
    """The readings of each character with tone marks, joined by commas."""
    return pypinyin().pinyin_dict.pinyin_dict.values()
