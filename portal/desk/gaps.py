"""What a record still lacks, told in words, for many records by a constant number of queries.

A gap is told, never a reason to refuse. A source is what others rest on: it needs no statement of its own and no picture.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext

from portal.models import Picture, Record, Statement
from portal.models.kinds import SOURCE_KINDS
from portal.models.missing_languages import counted_parts, half_told, has_half
from portal.models.related_counts import number_of


@dataclass(frozen=True)
class Gap:
    """One sort of thing that records lack."""

    key: str
    label: Any  # of what is missing, as the heading of a column
    sort: Any  # of the gap, in a list of gaps
    words: Any  # of one record, after its name; with %(count)d where there may be several
    anchor: str  # the part of the form where it is mended
    counts: bool = False


GAPS = {
    gap.key: gap
    for gap in (
        Gap("statement", _("Statement"), _("no statement"), _("no statement"), "statements-heading"),
        Gap(
            "role",
            _("Source of roles"),
            _("role without a source"),
            ngettext_lazy("%(count)d role without a source", "%(count)d roles without a source", "count"),
            "participations-heading",
            counts=True,
        ),
        Gap("english", _("English name"), _("no English name"), _("no English name"), "id_name_en"),
        Gap("chinese", _("Chinese name"), _("no Chinese name"), _("no Chinese name"), "id_name_zh"),
        Gap(
            "unconfirmed",
            _("Chinese name confirmed"),
            _("Chinese name to be confirmed"),
            _("Chinese name to be confirmed"),
            "id_name_zh_confirmed",
        ),
        Gap("picture", _("Picture"), _("no picture"), _("no picture"), "pictures-heading"),
        Gap(
            "alt",
            _("Picture in words"),
            _("picture that does not say what it shows"),
            ngettext_lazy(
                "%(count)d picture does not say in both languages what it shows",
                "%(count)d pictures do not say in both languages what they show",
                "count",
            ),
            "pictures-heading",
            counts=True,
        ),
        Gap(
            "language",
            _("Both languages"),
            _("text in one language only"),
            ngettext_lazy("%(count)d text in one language only", "%(count)d texts in one language only", "count"),
            "id_name_en",
            counts=True,
        ),
        Gap(
            "rights",
            _("Picture’s credit and rights"),
            _("picture without credit or rights"),
            ngettext_lazy("%(count)d picture without credit or rights", "%(count)d pictures without credit or rights", "count"),
            "pictures-heading",
            counts=True,
        ),
    )
}


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


def is_no_source():
    return ~Q(kind__in=[str(kind) for kind in SOURCE_KINDS])


def unsourced_roles():
    return apps.get_model("initiatives", "Participation").objects.filter(passage=None)


def condition(key):
    """The condition on records that lack what `key` of GAPS names."""
    return {
        "statement": lambda: is_no_source() & ~Exists(Statement.objects.filter(record=OuterRef("pk"))),
        "role": lambda: Exists(unsourced_roles().filter(initiative=OuterRef("pk"))),
        "english": lambda: Q(name_en=""),
        "chinese": lambda: Q(name_zh=""),
        "unconfirmed": lambda: ~Q(name_zh="") & Q(name_zh_confirmed=False),
        "picture": lambda: is_no_source() & ~Exists(Picture.objects.filter(record=OuterRef("pk"))),
        "alt": lambda: Exists(Picture.objects.unsaid().filter(record=OuterRef("pk"))),
        "language": lambda: has_half(counted_parts()),
        "rights": lambda: Exists(Picture.objects.uncredited().filter(record=OuterRef("pk"))),
    }[key]()


def lacking(records, *keys):
    """Those of `records`, a queryset, that have one of these gaps; of any gap where no key is given."""
    wanted = Q()
    for key in keys or GAPS:
        wanted |= Q(condition(key))
    return records.filter(wanted)


def counts(records):
    """{key of GAPS: how many of `records`, a queryset, have this gap}, by one query."""
    return records.order_by().aggregate(**{key: Count("pk", filter=condition(key)) for key in GAPS})


@cache
def records_with_gaps():
    """All records, each with how often it has each gap: long to put together, so that it is done once."""
    others = {key: ExpressionWrapper(Q(condition(key)), BooleanField()) for key, gap in GAPS.items() if not gap.counts}
    return Record.objects.order_by().annotate(
        role=number_of(unsourced_roles(), "initiative"),
        alt=number_of(Picture.objects.unsaid(), "record"),
        rights=number_of(Picture.objects.uncredited(), "record"),
        language=half_told(),
        **others,
    )


def lacks(keys):
    """{key of a record: [Lack]} of the records of these keys, by one query; in the order of GAPS, empty where nothing lacks."""
    wanted = list(keys)
    if not wanted:
        return {}  # the question is a long one, and most sections of a desk are empty
    found = {row["pk"]: row for row in records_with_gaps().filter(pk__in=wanted).values("pk", *GAPS)}
    return {pk: [Lack(GAPS[key], int(row[key])) for key in GAPS if row[key]] for pk, row in found.items()}


def told(found):
    """A list of Lack as one text; empty where nothing lacks."""
    return _("incomplete: %(gaps)s") % {"gaps": pgettext("between gaps", "; ").join(map(str, found))} if found else ""
