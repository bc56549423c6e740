"""“Cite this”: the sentences with which a page is cited, folded away until they are asked for."""

from django import template
from django.utils.translation import gettext

from portal.site import citing

register = template.Library()


@register.inclusion_tag("portal/_citing.html", takes_context=True)
def cite_figure(context, statement):
    """For a figure; its footnote tells its passage, its record is loaded."""
    return {"what": str(statement.figure), "sentences": citing.sentences_of_figure(context.request, statement)}


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
