"""Gaps of records, such as a picture without credit: counted, listed and put in words, for many records by one query.

A gap is shown, never a reason to refuse. A source is what others rest on: it needs no statement of its own and no picture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext

from portal.models import Picture, Record, Statement, kinds
from portal.models.first_rows import numbers_of_rows
from portal.models.missing_languages import among_half_told, counted_parts, half_told
from portal.models.related_counts import number_of
from portal.models.source_kinds import SOURCES


@dataclass(frozen=True)
class Gap:
    """One thing that records may lack: "picture", "english"."""

    key: str
    place: int  # its order among all, in tens
    label: Any  # of the thing, in the head of a table: "Picture"
    sort: Any  # of the gap, in a list of gaps: "picture without credit or rights"
    words: Any  # of the gap of one record, with %(count)d where there may be several: "2 pictures without credit or rights"
    anchor: str  # of the part of the form where it is mended
    condition: Callable  # returns the condition on records that they have the gap
    number: Callable | None = None  # returns the expression that counts the gap in a record, where there may be several
    of_kinds: Callable = lambda: kinds.declared  # returns the kinds whose records should have the thing

    @property
    def counts(self):
        return self.number is not None


GAPS = {}  # {key: Gap}, in the order of their places


def register_gap(gap):
    """Add `gap` to GAPS. An app does so in its `gaps.py`, which is imported once all models are there."""
    gaps = sorted([*GAPS.values(), gap], key=lambda each: each.place)
    GAPS.clear()
    GAPS.update({each.key: each for each in gaps})


def but_sources():
    return [kind for kind in kinds.declared if kind not in SOURCES.kinds]


def is_no_source():
    return ~Q(kind__in=SOURCES.kinds)


def have(rows):
    """The condition on records that one of `rows`, a queryset of their parts, is theirs."""
    return Exists(rows.filter(record=OuterRef("pk")))


def have_few(rows):
    """The same where they are few: the database begins with them. For many records, not for one."""
    return Q(pk__in=rows.order_by().values("record"))


for own_gap in (
    Gap(
        "statement",
        10,
        _("Statement"),
        _("no statement"),
        _("no statement"),
        "statements-heading",
        lambda: is_no_source() & ~have(Statement.objects),
        of_kinds=but_sources,
    ),
    Gap("english", 30, _("English name"), _("no English name"), _("no English name"), "id_name_en", lambda: Q(name_en="")),
    Gap("chinese", 40, _("Chinese name"), _("no Chinese name"), _("no Chinese name"), "id_name_zh", lambda: Q(name_zh="")),
    Gap(
        "unconfirmed",
        50,
        _("Chinese name confirmed"),
        _("Chinese name to be confirmed"),
        _("Chinese name to be confirmed"),
        "id_name_zh_confirmed",
        lambda: ~Q(name_zh="") & Q(name_zh_confirmed=False),
    ),
    Gap(
        "picture",
        60,
        _("Picture"),
        _("no picture"),
        _("no picture"),
        "pictures-heading",
        lambda: is_no_source() & ~have(Picture.objects),
        of_kinds=but_sources,
    ),
    Gap(
        "alt",
        70,
        _("Picture in words"),
        _("picture that does not say what it shows"),
        ngettext_lazy(
            "%(count)d picture does not say in both languages what it shows",
            "%(count)d pictures do not say in both languages what they show",
            "count",
        ),
        "pictures-heading",
        lambda: have_few(Picture.objects.unsaid()),
        lambda: number_of(Picture.objects.unsaid(), "record"),
    ),
    Gap(
        "language",
        80,
        _("Both languages"),
        _("text in one language only"),
        ngettext_lazy("%(count)d text in one language only", "%(count)d texts in one language only", "count"),
        "id_name_en",
        lambda: among_half_told(counted_parts()),
        half_told,
    ),
    Gap(
        "rights",
        90,
        _("Picture’s credit and rights"),
        _("picture without credit or rights"),
        ngettext_lazy("%(count)d picture without credit or rights", "%(count)d pictures without credit or rights", "count"),
        "pictures-heading",
        lambda: have_few(Picture.objects.uncredited()),
        lambda: number_of(Picture.objects.uncredited(), "record"),
    ),
):
    register_gap(own_gap)


NOT_OF_SOURCES = ("statement", "picture")


@dataclass(frozen=True)
class Lack:
    """A gap of one record, and its number there: str(Lack(GAPS["alt"], 2)) → "2 pictures do not say in both languages what they show"."""

    gap: Gap
    count: int = 1

    @property
    def key(self):
        return self.gap.key

    @property
    def anchor(self):
        return self.gap.anchor

    def __str__(self):
        return str(self.gap.words % {"count": self.count} if self.gap.counts else self.gap.words)


def asks_other_tables(condition):
    """Whether a condition, or a part of it, is more than the columns of the row itself."""
    return any(asks_other_tables(part) if isinstance(part, Q) else not isinstance(part, tuple) for part in condition.children)


def lacking(records, *keys):
    """Records out of `records`, a queryset, that have one of the gaps of these `keys`, without keys any gap. A database asks them in
    this order until one holds: first what the row of a record says itself."""
    conditions = [Q(GAPS[key].condition()) for key in keys or GAPS]
    return records.filter(reduce(or_, sorted(conditions, key=asks_other_tables)))


def counts(records):
    """{key of GAPS: number of `records`, a queryset, that have this gap}, by one query. Each gap is counted apart, which the database does
    by its indexes: asked of one record after the other, all of them take several times as long."""
    return dict(zip(GAPS, numbers_of_rows([records.filter(gap.condition()) for gap in GAPS.values()]), strict=True))


@cache
def records_with_gaps():
    """Records, each with the number, or the truth, of each gap under its key. Kept, since Django takes long to put it together."""
    columns = {key: gap.number() if gap.counts else ExpressionWrapper(Q(gap.condition()), BooleanField()) for key, gap in GAPS.items()}
    return Record.objects.order_by().annotate(**columns)


def lacks(keys):
    """{key of a record: [Lack]} of the records with these keys, by one query; [] where a record lacks nothing."""
    keys = list(keys)
    if not keys:
        return {}  # the query is a long one, and most sections of a desk are empty
    rows = records_with_gaps().filter(pk__in=keys).values("pk", *GAPS)
    return {row["pk"]: [Lack(GAPS[key], int(row[key])) for key in GAPS if row[key]] for row in rows}


def lacks_in_words(record_lacks):
    """[Lack] of a record as one text: "incomplete: no picture; no English name"; "" where it lacks nothing."""
    if not record_lacks:
        return ""
    return _("incomplete: %(gaps)s") % {"gaps": pgettext("between gaps", "; ").join(map(str, record_lacks))}
