"""How the portal is cited: a sentence for a figure, a record or a source, in each language of the portal.

It says no more than the page does: a figure stands in its wording, with its qualifier and whatever limits it; a source with the place
in it, and with a day only where it has one. The day on which it was read ends it.
"""

from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, override, pgettext

from portal.site.facts import labelled
from portal.site.machine_readable.head_links import tag_of
from portal.text import figure_wording
from portal.text.partial_dates import day_in_words
from portal.text.places_in_sources import places_in_words


class Sentence(NamedTuple):
    language: str  # its tag: "zh-Hans"
    name: str  # of that language, in its own words
    text: str


def sentences_of_figure(request, statement):
    """[Sentence] for a statement with a figure; its record, measure and source are loaded."""

    def say():
        return gettext("%(name)s: %(said)s (%(origin)s). %(end)s") % {
            "name": statement.record.name,
            "said": _said(statement),
            "origin": _origin([statement.passage]),
            "end": _end(request, statement.record),
        }

    return _in_each_language(say)


def sentences_of_record(request, record, footnotes):
    """[Sentence] for a record whose page has these footnotes; none where that shows a part of them."""
    passages = [note.passage for note in footnotes]

    def say():
        words = {"name": record.name, "kind": record.get_kind_display(), "end": _end(request, record)}
        if not passages:
            return gettext("%(name)s (%(kind)s). %(end)s") % words
        origins = groupby(passages, lambda passage: (passage.source_id, passage.is_spoken))
        words["origin"] = pgettext("between words", "; ").join(_origin(list(alike)) for _key, alike in origins)
        return gettext("%(name)s (%(kind)s), %(origin)s. %(end)s") % words

    return _in_each_language(say)


def sentences_of_source(request, source):
    """[Sentence] for a source as the portal shows it."""
    return _in_each_language(lambda: gettext("%(source)s. %(end)s") % {"source": _reference(source), "end": _end(request, source)})


def _in_each_language(say):
    """What `say` says in each language, that of the page first."""
    sentences = []
    for code, name in sorted(settings.LANGUAGES, key=lambda language: language[0] != get_language()):
        with override(code):
            sentences.append(Sentence(tag_of(code), name, say()))
    return sentences


def _said(statement):
    """The wording without its full stop, the figure before it where it does not say it itself, and what limits both after it."""
    figure = figure_wording.read_statement(statement)
    wording = statement.wording.strip().rstrip(".。")
    if not figure_wording.is_said_in(wording, figure, statement.quoted):
        wording = pgettext("between words", "; ").join((labelled(statement.measure.name, figure), wording))
    return pgettext("between words", "; ").join(filter(None, (wording, statement.limits)))


def _origin(passages):
    """Who says it and where: passages of one source that are all its speaker's words, or all its own."""
    source = passages[0].source
    words = {"source": _reference(source), "place": places_in_words([passage.label for passage in passages]), "speaker": source.speaker}
    if passages[0].is_spoken and source.speaker:
        return gettext("according to %(speaker)s, in %(source)s, %(place)s") % words
    return gettext("according to %(source)s, %(place)s") % words


def _reference(source):
    """A source by its author, title, publisher, day and address, as far as they are known."""
    title = {"title": source.name, "author": source.author}
    named = gettext("%(author)s, “%(title)s”") if source.author else gettext("“%(title)s”")
    parts = (named % title, source.publisher, day_in_words(source.issued_on), source.url)
    return pgettext("between words", ", ").join(filter(None, parts))


def _end(request, record):
    return gettext("%(portal)s, %(address)s, read on %(day)s.") % {
        "portal": gettext("Going Global"),
        "address": request.build_absolute_uri(record.get_absolute_url()),
        "day": day_in_words(timezone.localdate()),
    }
