"""Which column of ours stands beneath which heading of a sheet: by their names in both languages, and as people matched them before."""

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import override

from portal.models import MatchedHeadings
from portal.sheets.columns import sheet_kinds
from portal.sheets.layout import plain_heading
from portal.text.pinyin.readings import has_chinese

NUMBERS_OF_ROWS = {"序号", "序", "编号", "行号", "项次", "no", "nr", "serialnumber", "serialno", "sn"}  # above 1, 2, 3 …: never one of ours
NO_COLUMN = ""  # what a heading is matched to of which nothing is taken


def look_of_headings(headings):
    """The digest of what stands above the columns of a sheet, {place: heading} in their order: sheets of one look are matched alike."""
    return hashlib.sha256("\n".join(map(plain_heading, headings.values())).encode()).hexdigest()


def in_all_languages(text):
    """A lazy text as it reads in each language of the portal."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(str(text))
    return found


def whole_heading(text):
    """A heading as it is looked up first: with what stands in brackets, by which 城市（中文） is told from 城市（英文）."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def names_of_columns(kind):
    """{heading, whole or plain: [key of a column of `kind`, the likeliest first]}: labels in both languages, and what else people write
    above such a column. A label is sooner meant than what else is written, and the whole of either sooner than a part."""
    read = [column for column in kind.columns if column.read is not None]
    labels = [(name, column.key) for column in read for name in in_all_languages(column.label)]
    others = [(name, column.key) for column in read for name in column.headings]
    found = {}
    for shortened in (whole_heading, plain_heading):
        for name, key in (*labels, *others):
            keys = found.setdefault(shortened(name), [])
            if key not in keys:
                keys.append(key)
    return found


def names_that_only_go_out(kind):
    """The headings, whole, of columns that our own files have and that are never read: the state of a record, who is in charge of it."""
    written = [column for column in kind.columns if column.read is None]
    return {whole_heading(name) for column in written for name in in_all_languages(column.label)}


def known_headings():
    """What may stand above any column of any kind of rows, by which the row of headings is told from titles."""
    return {name for kind in sheet_kinds.values() for name in names_of_columns(kind)}


def says(heading):
    """The texts by which a heading is looked up, the surest first; of one of two rows the lower one, too: "展览时间 开始" → "开始"."""
    last = heading.rpartition(" ")[2]
    return [whole_heading(heading), plain_heading(heading), *([plain_heading(last)] if has_chinese(last) else [])]


def columns_of_several_headings(kind):
    """Keys of the columns of `kind` that several columns of a sheet fill together: 联系人 and 联系电话 are one contact."""
    return {column.key for column in kind.columns if column.is_put_together}


def missing_columns(kind, taken):
    """The columns without which no row of a kind can be read; of rows that are named by their keys none is."""
    if any("id" in column.fields and column.key in taken for column in kind.columns):
        return []
    return [column for column in kind.columns if column.is_required and column.read and column.key not in taken]


@dataclass
class HeadingMatch:
    """What is known of a sheet's columns for one kind of rows."""

    kind: Any
    matched: dict = field(default_factory=dict)  # {place: key of a column, or NO_COLUMN}
    unknown: list = field(default_factory=list)  # places that nobody has said anything of
    is_remembered: bool = False
    is_named: int = 0  # how often the sheet names what rows of this kind are: above a column once, as its own name twice

    @property
    def taken(self):
        return [key for key in self.matched.values() if key]

    @property
    def twice(self):
        """Keys of columns that several headings are matched to, where their cells cannot be put together."""
        together = columns_of_several_headings(self.kind)
        return sorted(key for key, times in Counter(self.taken).items() if times > 1 and key not in together)

    @property
    def missing(self):
        return missing_columns(self.kind, self.taken)

    @property
    def is_whole(self):
        return bool(self.taken) and not (self.unknown or self.twice or self.missing)

    @property
    def strength(self):
        """How well the headings fit: what a person has said, what is there, what is not, and which word is used for the rows."""
        return self.is_remembered, not self.missing, len(set(self.taken)), -len(self.twice), self.is_named


def match_headings(headings, kind, names=()):
    """The HeadingMatch of {place: heading} for a kind of rows, first as a person matched a sheet of this look. `names` are those of the
    file and of the sheet."""
    known, found = names_of_columns(kind), HeadingMatch(kind)
    remembered = MatchedHeadings.objects.filter(look=look_of_headings(headings), kind=kind.code).first()
    told = remembered.matched if remembered else {}
    found.is_remembered = remembered is not None
    words = [plain_heading(word) for word in in_all_languages(kind.model._meta.verbose_name)]
    found.is_named = sum(word in plain_heading(text) for text in (*headings.values(), *names, *names) for word in words)
    readable = {column.key for column in kind.columns if column.read} | {NO_COLUMN}
    possible = {}
    for place, heading in headings.items():
        plain = plain_heading(heading)
        key = told.get(whole_heading(heading))
        keys = [key] if key in readable else next((known[text] for text in says(heading) if text in known), [])
        if not keys and (not plain or plain in NUMBERS_OF_ROWS):
            keys = [NO_COLUMN]
        if keys:
            possible[place] = keys
            found.matched[place] = keys[0]
        else:
            found.unknown.append(place)
    if "key" in found.taken:  # a file of ours
        ours, twice = names_that_only_go_out(kind), found.twice
        for place in [place for place in headings if whole_heading(headings[place]) in ours]:
            if found.matched.get(place) in (None, *twice):
                found.matched[place] = NO_COLUMN
        found.unknown = [place for place in found.unknown if place not in found.matched]
    tell_apart_by_others(found, possible)
    return found


def tell_apart_by_others(found, possible):
    """Where two headings lead to one column and one of them may mean another, too, that is what it means: of 名称 and 简称 the former is
    the record, the latter its other name. `possible` has the keys of each place."""
    for key in found.twice:
        places = [place for place, each in found.matched.items() if each == key]
        for place in places:
            left = [other for other in possible[place] if other not in found.taken]
            if left and sum(each == key for each in found.matched.values()) > 1:
                found.matched[place] = left[0]


def likely_kinds(headings, names=()):
    """[HeadingMatch] of the kinds of rows that a sheet may hold, the likeliest first."""
    matches = [match_headings(headings, kind, names) for kind in sheet_kinds.values()]
    return sorted((each for each in matches if each.taken), key=lambda each: each.strength, reverse=True)


def sure_kind(headings, names=()):
    """The HeadingMatch of the one kind that fits best; None where none does, or several do as well."""
    found = likely_kinds(headings, names)
    if not found or found[0].missing or (len(found) > 1 and found[0].strength == found[1].strength):
        return None
    return found[0]


def remember(headings, kind, matched, user):
    """Keep for the next sheet of this look what a person said of its columns, {place: key of a column, or NO_COLUMN}."""
    texts = {whole_heading(headings[place]): key for place, key in matched.items() if headings.get(place)}
    MatchedHeadings.objects.update_or_create(look=look_of_headings(headings), kind=kind.code, defaults={"matched": texts, "by_id": user.pk})
