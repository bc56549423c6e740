"""What a record still lacks, told in words, for many records by a constant number of queries.

A gap is told, never a reason to refuse. A source is what others rest on: it needs no statement of its own and no picture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext

from portal.models import Picture, Record, Statement, kinds
from portal.models.missing_languages import counted_parts, half_told, has_half
from portal.models.related_counts import number_of
from portal.models.source_kinds import SOURCES


@dataclass(frozen=True)
class Gap:
    """One sort of thing that records lack."""

    key: str
    place: int  # among the gaps, in tens so that another fits between
    label: Any  # of what is missing, as the heading of a column
    sort: Any  # of the gap, in a list of gaps
    words: Any  # of one record, after its name; with %(count)d where there may be several
    anchor: str  # the part of the form where it is mended
    condition: Callable  # gives the condition on records that they have it
    number: Callable | None = None  # gives the expression that counts how often a record has it, where that may be several times
    of_kinds: Callable = lambda: kinds.declared  # gives the kinds that are asked for it

    @property
    def counts(self):
        return self.number is not None


GAPS = {}  # key → Gap, in the order of their places


def register_gap(gap):
    """Ask records for one thing more. An app does so in its `gaps.py`, which is imported once all models are there."""
    ordered = sorted([*GAPS.values(), gap], key=lambda each: each.place)
    GAPS.clear()
    GAPS.update({each.key: each for each in ordered})


def but_sources():
    return [kind for kind in kinds.declared if kind not in SOURCES.kinds]


def is_no_source():
    return ~Q(kind__in=SOURCES.kinds)


def have(rows):
    """The condition on records that some of `rows`, a queryset, are theirs."""
    return Exists(rows.filter(record=OuterRef("pk")))


for asked in (
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
        lambda: have(Picture.objects.unsaid()),
        lambda: number_of(Picture.objects.unsaid(), "record"),
    ),
    Gap(
        "language",
        80,
        _("Both languages"),
        _("text in one language only"),
        ngettext_lazy("%(count)d text in one language only", "%(count)d texts in one language only", "count"),
        "id_name_en",
        lambda: has_half(counted_parts()),
        half_told,
    ),
    Gap(
        "rights",
        90,
        _("Picture’s credit and rights"),
        _("picture without credit or rights"),
        ngettext_lazy("%(count)d picture without credit or rights", "%(count)d pictures without credit or rights", "count"),
        "pictures-heading",
        lambda: have(Picture.objects.uncredited()),
        lambda: number_of(Picture.objects.uncredited(), "record"),
    ),
):
    register_gap(asked)


NOT_OF_SOURCES = ("statement", "picture")


@dataclass(frozen=True)
class Lack:
    """A gap of one record, and how often it stands there."""

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


def lacking(records, *keys):
    """Those of `records`, a queryset, that have one of these gaps; of any gap where no key is given."""
    wanted = Q()
    for key in keys or GAPS:
        wanted |= Q(GAPS[key].condition())
    return records.filter(wanted)


def counts(records):
    """{key of GAPS: how many of `records`, a queryset, have this gap}, by one query."""
    return records.order_by().aggregate(**{key: Count("pk", filter=gap.condition()) for key, gap in GAPS.items()})


@cache
def records_with_gaps():
    """All records, each with how often it has each gap: long to put together, so that it is done once."""
    had = {key: gap.number() if gap.counts else ExpressionWrapper(Q(gap.condition()), BooleanField()) for key, gap in GAPS.items()}
    return Record.objects.order_by().annotate(**had)


def lacks(keys):
    """{key of a record: [Lack]} of the records of these keys, by one query; in the order of GAPS, empty where nothing lacks."""
    wanted = list(keys)
    if not wanted:
        return {}  # the question is a long one, and most sections of a desk are empty
    found = {row["pk"]: row for row in records_with_gaps().filter(pk__in=wanted).values("pk", *GAPS)}
    return {pk: [Lack(GAPS[key], int(row[key])) for key in GAPS if row[key]] for pk, row in found.items()}


def lacks_in_words(found):
    """A list of Lack as one text; empty where nothing lacks."""
    return _("incomplete: %(gaps)s") % {"gaps": pgettext("between gaps", "; ").join(map(str, found))} if found else ""
