"""Two columns, a source and a place in it, that together name a passage."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import Passage, Source
from portal.sheets import readers
from portal.sheets.cells import RefusedCell
from portal.sheets.columns import Column
from portal.sheets.known import MOST_OFFERED, folded_name

NUMBER_OF_PASSAGE = re.compile(r"(\d+)(?:\s*·.*)?", re.DOTALL)


def passage_columns(is_required=False):
    """The source that says what a row says, and the place in it: the number of the passage or its label, "5 · answer 1, sentence 5"."""
    return (
        Column(
            "source",
            _("source"),
            ("*source",),
            lambda cell, known: {"*source": known.find(Source, readers.read_text(cell))},
            lambda row: row.passage and row.passage.source,
            help=_("The source that says so, by its name."),
            headings=("来源", "资料来源", "信息来源", "出处", "Source"),
            is_required=is_required,
            is_public=True,
            refers_to=Source,
            width=36,
        ),
        Column(
            "place",
            _("place in the source"),
            ("*place",),
            lambda cell, _known: {"*place": readers.read_text(cell)},
            lambda row: row.passage and str(row.passage),
            help=_("The number of the passage, or its label."),
            headings=("出处位置", "位置", "段落", "页码", "Place", "Passage", "Sentence"),
            is_required=is_required,
            is_public=True,
            width=28,
        ),
    )


def with_passage(values, known):
    """`values` with the passage that they name by its source and its place in that."""
    values = dict(values)
    source, place = values.pop("*source", None), values.pop("*place", None)
    if source:
        values["passage"] = passage_at(known.among(Passage, "source", source), place).pk
    elif place:
        raise RefusedCell(gettext("A place is named, but no source."), gettext("Write the source beside it."), column="source")
    return values


def passage_at(passages, place):
    """The one of `passages`, all of one source, at `place`; raises RefusedCell."""
    if place is None and len(passages) == 1:
        return passages[0]
    choices = [(str(passage), str(passage)) for passage in passages[:MOST_OFFERED]]
    if place is None:
        reason = gettext("The source has several passages.") if passages else gettext("The source has no passages yet.")
        remedy = (
            gettext("Write the number of the passage, or its label.") if passages else gettext("Enter the passage at the source first.")
        )
        raise RefusedCell(reason, remedy, choices, column="place")
    number, label = NUMBER_OF_PASSAGE.fullmatch(place), folded_name(place)
    for passage in passages:
        if number and int(number[1]) == passage.number:
            return passage
    named = [each for each in passages if label in {folded_name(text) for text in (each.label_en, each.label_zh) if text}]
    if len(named) != 1:
        reason = gettext("The source has no passage “%(place)s”.") if not named else gettext("The source has several passages “%(place)s”.")
        raise RefusedCell(reason % {"place": place}, gettext("Write the number of the passage, or its label."), choices, column="place")
    return named[0]


def one_with_passage(values, known):
    """The only row of `values`, for SheetKind.complete."""
    return [with_passage(values, known)]
