"""Records whose names are like one that is being written: perhaps the record is there already."""

import re

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from portal.models import AlternativeName, Record
from portal.text.folding import matchable, one_form

MOST_SIMILAR = 5  # records that are named
SAME, NEARLY, HOLDS = range(3)
WHY = {SAME: _("the same name"), NEARLY: _("nearly the same name"), HOLDS: _("one name holds the other")}
PUNCTUATION = str.maketrans("", "", " \t!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
NOT_WORDS = re.compile(r"[\W_]+")
NUMBERS_IN_NAMES = re.compile(r"\d+")

LEGAL_FORM = re.compile(r"(?:,?\s+(?:Co\.?,?\s*Ltd|Ltd|Inc|LLC|Corporation)\.?|(?:股份|责任|有限责任)?有限(?:责任)?公司)$", re.IGNORECASE)
LEGAL_FORM_ENDS = ("ltd", "inc", "llc", "corporation", "公司")


def fold(name):
    """A name as it is compared: without capitals, accents, spaces and marks, in one form of its characters, without its legal form."""
    if not name.isascii():
        name = one_form(name)
    if name.rstrip(" .").lower().endswith(LEGAL_FORM_ENDS):  # quicker than the expression, over all names on record
        name = LEGAL_FORM.sub("", name)
    return name.lower().translate(PUNCTUATION) if name.isascii() else NOT_WORDS.sub("", matchable(name))


def is_latin(folded):
    return folded[:1] < "\u2e80"


def edits_allowed(length, latin):
    """How many letters may differ in a name of that length. A Chinese character is a syllable, and weighs more."""
    few, many = (5, 10) if latin else (4, 12)
    return 0 if length < few else 1 if length < many else 2


def likeness(mine, theirs):
    """SAME, NEARLY or HOLDS for two folded names; None where they are unlike, or differ in their numbers only: the editions
    of one exhibition."""
    if mine == theirs:
        return SAME
    shorter, longer = sorted((mine, theirs), key=len)
    latin = is_latin(shorter)
    allowed = edits_allowed(len(shorter), latin)
    holds = len(shorter) >= (6 if latin else 4) and 2 * len(shorter) >= len(longer) and shorter in longer
    if not holds and len(longer) - len(shorter) > allowed:
        return None
    if NUMBERS_IN_NAMES.sub("", mine) == NUMBERS_IN_NAMES.sub("", theirs):
        return None
    if allowed and Levenshtein.distance(mine, theirs, score_cutoff=allowed) <= allowed:
        return NEARLY
    return HOLDS if holds else None


def like_named(names, but=""):
    """[(record, why)] of the records named like one of `names`, the most alike first; not that of the key `but`."""
    wanted = {folded for folded in map(fold, names) if len(folded) > 1}
    if not wanted:
        return []
    rows = [(key, name) for key, *both in Record.objects.order_by().values_list("pk", "name_en", "name_zh") for name in both if name]
    rows += AlternativeName.objects.order_by().values_list("record_id", "name")
    found = {}
    for key, name in rows:
        theirs = fold(name)
        for mine in wanted if key != but else ():
            rank = likeness(mine, theirs)
            if rank is not None and rank < found.get(key, HOLDS + 1):
                found[key] = rank
    closest = sorted(found, key=lambda key: (found[key], key))[:MOST_SIMILAR]
    records = Record.objects.in_bulk(closest)
    return [(records[key], WHY[found[key]]) for key in closest if key in records]


def namesakes(name_en, but=""):
    """The records of exactly this English name, capitals aside."""
    return Record.objects.filter(name_en__iexact=name_en.strip()).exclude(pk=but).order_by("pk")


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
