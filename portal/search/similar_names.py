"""Records whose names are like one that is being written: perhaps the record is there already."""

import re
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from portal.models import AlternativeName, Record, SearchEntry
from portal.models.word_search import holds
from portal.search.spelling import LONGEST_SLIP, edits_allowed, one_edit_away
from portal.text.folding import matchable, one_form, runs_of
from portal.text.search_words import LONGEST_NAME, MOST_WORDS, OF_A_NAME, WHOLE_NAME, joined_runs, pairs, whole_name, word_stems

MOST_SIMILAR = 5  # records that are named
MOST_COMPARED = 1000  # search entries whose records' names are compared with one
FEW_WORDS = 3  # of a name: a slip in one leaves too little to find it by
LONG_NAME = 12  # characters of a name that may differ in two
SAME, NEARLY, HOLDS, SHORTENED, OTHER_FORM = range(5)
WHY = {
    SAME: _("the same name"),
    NEARLY: _("nearly the same name"),
    HOLDS: _("one name holds the other"),
    SHORTENED: _("the same name with words left out"),
    OTHER_FORM: _("the same name with another legal form: one company, or two"),
}
PUNCTUATION = str.maketrans("", "", " \t!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
NOT_WORDS = re.compile(r"[\W_]+")
NUMBERS_IN_NAMES = re.compile(r"\d+")
SHARED_BEGINNING = 4  # characters that two Chinese names share before the words of the trade: place and trade name

LEGAL_FORM = re.compile(r"(?:,?\s+(?:Co\.?,?\s*Ltd|Ltd|Inc|LLC|Corporation)\.?|(?:股份|责任|有限责任)?有限(?:责任)?公司)$", re.IGNORECASE)
LEGAL_FORMS_AS_WORDS = ("coltd", "ltd", "inc", "llc", "corporation", "有限公司", "股份有限公司", "有限责任公司", "责任有限公司")
LEGAL_FORM_ENDS = ("ltd", "inc", "llc", "corporation", "公司")
STOCK, STOCK_COMPANY = "股份", re.compile("股份有限(?:责任)?公司$")  # another legal person than a 有限公司, until a code says otherwise
OFFICIAL_SHORT_FORMS = (("文化和旅游", "文旅"), ("文化与旅游", "文旅"), ("文化旅游", "文旅"), ("广播电视", "广电"), ("发展和改革", "发改"))
WORDS_NOT_COMPARED = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"})


class ComparedName(NamedTuple):
    """A name as it is compared: in one piece, and of a Latin one its words, too, in alphabetical order."""

    folded: str
    words: tuple

    @classmethod
    def of(cls, name):
        folded = fold(name)
        return cls(folded, words_compared(name) if folded and is_latin(folded) else ())


def fold(name):
    """A name as it is compared: without capitals, accents, spaces and marks, in one form of its characters, without its legal form, but
    for what tells a stock company; official short forms in place of the long ones."""
    form = ""
    if not name.isascii():
        name = one_form(name)
        form = STOCK if STOCK_COMPANY.search(name.rstrip(" .")) else ""
    if name.rstrip(" .").lower().endswith(LEGAL_FORM_ENDS):  # quicker than the expression, over all names on record
        name = LEGAL_FORM.sub("", name.rstrip(" "))
    if name.isascii():
        return name.lower().translate(PUNCTUATION)
    folded = NOT_WORDS.sub("", matchable(name))
    for long, short in OFFICIAL_SHORT_FORMS:
        folded = folded.replace(long, short)
    return folded + form


def words_compared(name):
    words = [word for _run, word in runs_of(LEGAL_FORM.sub("", name.rstrip(" "))) if word]
    return tuple(sorted(word for word in words if word not in WORDS_NOT_COMPARED))


def is_latin(folded):
    return folded[:1] < "\u2e80"


def likeness(mine, theirs):
    """SAME, NEARLY, HOLDS, SHORTENED or OTHER_FORM for two ComparedNames; None where they are unlike, or differ in their numbers only: the
    editions of one exhibition. None of them says that it is one body: a person does."""
    if mine.folded == theirs.folded or (len(mine.words) > 1 and mine.words == theirs.words):
        return SAME
    rank = unequal_likeness(mine, theirs)
    if rank is None or NUMBERS_IN_NAMES.sub("", mine.folded) == NUMBERS_IN_NAMES.sub("", theirs.folded):
        return None
    return rank


def unequal_likeness(mine, theirs):
    """The same of names that are not the same, whatever their numbers."""
    shorter, longer = mine.folded, theirs.folded
    if len(shorter) > len(longer):
        shorter, longer = longer, shorter
    latin = is_latin(shorter)
    if longer.endswith(STOCK) and longer.removesuffix(STOCK) == shorter:
        return OTHER_FORM
    allowed = edits_allowed(len(shorter), latin)
    if allowed and len(longer) - len(shorter) <= allowed and Levenshtein.distance(shorter, longer, score_cutoff=allowed) <= allowed:
        return NEARLY
    is_half = 2 * len(shorter) >= len(longer)
    if is_half and len(shorter) >= (6 if latin else 4) and shorter in longer:
        return HOLDS
    left_out = leaves_out_a_word(mine, theirs) if latin else is_half and leaves_out_characters(shorter, longer)
    return SHORTENED if left_out else None


def leaves_out_a_word(mine, theirs):
    """Whether one of two Latin names is the other without a word, which is no number."""
    if abs(len(mine.words) - len(theirs.words)) != 1 or min(len(mine.words), len(theirs.words)) < 2:
        return False
    stems = [[stem for word in name.words for stem in word_stems(word)] for name in (mine, theirs)]
    fewer, more = sorted(stems, key=len)
    left_out = Counter(more) - Counter(fewer)
    return left_out.total() == 1 == len(more) - len(fewer) and not any(map(str.isdecimal, left_out))


def leaves_out_characters(shorter, longer):
    """Whether a Chinese name is another without characters behind what both begin with."""
    if len(shorter) < SHARED_BEGINNING or shorter[:SHARED_BEGINNING] != longer[:SHARED_BEGINNING]:
        return False
    letters = iter(longer)
    return all(letter in letters for letter in shorter)


def pieces_of(runs):
    """What may be the whole of a name within one, which `runs_of` gave: what stands together and is at least half of it."""
    units = [(character, "") if run else ("", word) for run, word in runs for character in run or [word]][:MOST_WORDS]
    lengths = [len(run or word) for run, word in units]
    for start in range(len(units)):
        for end in range(start + 1, len(units) + 1):
            if 2 * sum(lengths[start:end]) >= sum(lengths):
                yield joined_runs(units[start:end])


def all_but_some(words, length):
    """`words` without two that stand together, wherever they do, for one letter that differs touches no more; of a long name twice two."""
    width = 2 if len(words) > 2 else 1
    gaps = [set(range(start, start + width)) for start in range(len(words) - width + 1)]
    if length >= LONG_NAME:
        gaps = [one | other for one in gaps for other in gaps]
    kept = (tuple(word for place, word in enumerate(words) if place not in gap) for gap in gaps)
    return {group for group in kept if group}


def entries_like(name):
    """The search entries of the names that may be like `name`: that are a part of it, or hold most of its words, as one does that holds
    all of it or differs in a letter or two."""
    short = LEGAL_FORM.sub("", one_form(name).rstrip(" ."))
    runs = runs_of(short)
    words = list(dict.fromkeys(word for run, written in runs for word in (pairs(run) if run else word_stems(written))))[:MOST_WORDS]
    wholes = {piece + ending for piece in pieces_of(runs) for ending in ("", *LEGAL_FORMS_AS_WORDS)}
    if len(words) <= FEW_WORDS and short.isascii() and len(short) <= LONGEST_SLIP:
        wholes |= one_edit_away(joined_runs(runs)) - {""}
    groups = [[OF_A_NAME + word for word in group] for group in sorted(all_but_some(words, sum(map(len, map(max, runs)))))]
    groups += [[WHOLE_NAME + whole[:LONGEST_NAME]] for whole in sorted(wholes)]
    return SearchEntry.objects.holding_any(groups) if groups else SearchEntry.objects.none()


def like_named(names, but=""):
    """[(record, why)] of the records named like one of `names`, the most alike first; not that of the key `but`."""
    wanted = {compared: name for name in names if len((compared := ComparedName.of(name)).folded) > 1}
    found = {}
    for mine, name in wanted.items():
        keys = entries_like(name).exclude(record=but).order_by().values("record_id")[:MOST_COMPARED]
        names = Record.objects.filter(pk__in=keys).order_by().values_list("pk", "name_en", "name_zh")
        rows = [(key, each) for key, *both in names for each in both]
        rows += AlternativeName.objects.filter(record__in=keys).order_by().values_list("record_id", "name")
        for key, theirs in rows:
            rank = likeness(mine, ComparedName.of(theirs)) if theirs else None
            if rank is not None and rank < found.get(key, len(WHY)):
                found[key] = rank
    closest = sorted(found, key=lambda key: (found[key], key))[:MOST_SIMILAR]
    records = Record.objects.in_bulk(closest)
    return [(records[key], WHY[found[key]]) for key in closest if key in records]


def namesakes(name_en, but=""):
    """The records of exactly this English name, capitals aside: the index says among which to look."""
    named = Record.objects.filter(name_en__iexact=name_en.strip()).exclude(pk=but).order_by("pk")
    whole = whole_name(name_en)
    return named.filter(holds([WHOLE_NAME + whole], for_staff=True)) if whole else named


IN_BRACKETS = re.compile(r"[(（]([^()（）]{2,40})[)）]\s*$")


def short_forms(name):
    """What a name says itself of its short forms: what stands in brackets at its end, and the name without its legal form."""
    if bracket := IN_BRACKETS.search(name):
        yield bracket[1].strip()
        name = name[: bracket.start()].strip()
        yield name
    short = LEGAL_FORM.sub("", name).strip()
    if short != name and len(short) > 1:
        yield short


def chinese_on_record(record):
    """Chinese names that are on record for this one or for another of the same English name; never one made up here."""
    chinese = AlternativeName.Language.CHINESE
    own = AlternativeName.objects.filter(record=record.pk, language=chinese).values_list("name", flat=True)
    others = namesakes(record.name_en, record.pk).exclude(name_zh="").values_list("name_zh", flat=True) if record.name_en else []
    return [name for name in dict.fromkeys([*own, *others]) if name != record.name_zh]


def short_forms_of(record):
    """Short forms of the names of `record` that it does not have yet."""
    kept = {name.casefold() for name in AlternativeName.objects.filter(record=record.pk).values_list("name", flat=True)}
    found = [short for name in (record.name_en, record.name_zh) for short in short_forms(name)]
    return [short for short in dict.fromkeys(found) if short.casefold() not in kept]
