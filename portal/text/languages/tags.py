"""Django's tags for texts in languages, as `{% load i18n %}` gives them here: a text that stands in a template is looked up once for each
language. Django does it anew each time, which takes longer than all else that a tag does."""

from django.template import Library
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


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


@register.tag("translate")
@register.tag("trans")
def translate(parser, token):
    """As Django's own."""
    node = i18n.do_translate(parser, token)
    if is_of_template(node.filter_expression) and (node.message_context is None or is_of_template(node.message_context)):
        node.__class__, node.texts = KeptTranslation, {}
    return node
