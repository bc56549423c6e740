"""A text that stands in a template is looked up once for each language. Django does it anew each time, which takes longer than all else
that its tag does."""

from django.templatetags import i18n
from django.utils.translation import get_language


class KeptTranslation(i18n.TranslateNode):
    def render(self, context):
        place = get_language(), context.autoescape
        text = self.texts.get(place)
        if text is None:
            text = super().render(context)
            if self.asvar:
                text = context[self.asvar]
            self.texts[place] = text
        if not self.asvar:
            return text
        context[self.asvar] = text
        return ""


def is_of_template(expression):
    """Whether an expression is a text that stands in the template itself."""
    return not expression.filters and (isinstance(expression.var, str) or expression.var.literal is not None)


def translate(parser, token):
    """As Django's own."""
    node = i18n.do_translate(parser, token)
    if is_of_template(node.filter_expression) and (node.message_context is None or is_of_template(node.message_context)):
        node.__class__, node.texts = KeptTranslation, {}
    return node


def keep_translations():
    """Have the tags that `{% load i18n %}` gives keep their texts. (Of a library of ours by that name there would be two.)"""
    for name in ("translate", "trans"):
        i18n.register.tag(name, translate)
