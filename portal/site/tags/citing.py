"""“Cite this”: the sentences with which a page is cited, folded away until they are asked for."""

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from portal.listing.kept_parts import kept_parts
from portal.site import citing

register = template.Library()


@register.simple_tag(takes_context=True)
def cite_figure(context, statement):
    """For a figure; its footnote tells its passage, its record is loaded. Whatever page it stands on, it is cited alike."""
    request = context.request

    def draw(_keys):
        sentences = citing.sentences_of_figure(request, statement)
        return {statement.pk: render_to_string("portal/_citing.html", {"what": str(statement.figure), "sentences": sentences})}

    return kept_parts("citing a figure", [statement.pk], draw, get_language(), request.build_absolute_uri("/"))[0]


@register.inclusion_tag("portal/_citing.html", takes_context=True)
def cite_record(context, record, footnotes, is_cut=False):
    return {
        "what": gettext("this page"),
        "is_said": True,
        "sentences": citing.sentences_of_record(context.request, record, () if is_cut else footnotes),
    }


@register.inclusion_tag("portal/_citing.html", takes_context=True)
def cite_source(context, source):
    return {"what": gettext("this source"), "is_said": True, "sentences": citing.sentences_of_source(context.request, source)}
