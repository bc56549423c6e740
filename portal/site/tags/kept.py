"""A part of a page that is drawn once for each language while nothing public changes: `{% kept_part "name" key… %}…{% endkept_part %}`.

What stands within may depend on public rows, on the language and on the keys, and on nothing else: neither on who asks, such as what
they saved, nor on the host. What is read only there is best asked for there, or handed over as a SimpleLazyObject: it is not asked at all
where the part is kept.
"""

from django import template
from django.utils.translation import get_language

from portal.listing.kept_parts import kept_parts

register = template.Library()


class KeptPart(template.Node):
    def __init__(self, name, keys, nodes):
        self.name, self.keys, self.nodes = name, keys, nodes

    def render(self, context):
        key = tuple(key.resolve(context, ignore_failures=True) for key in self.keys)
        (part,) = kept_parts(self.name, [key], lambda _keys: {key: self.nodes.render(context)}, get_language())
        return part


@register.tag("kept_part")
def parse_kept_part(parser, token):
    _tag, name, *keys = token.split_contents()
    nodes = parser.parse(["endkept_part"])
    parser.delete_first_token()
    return KeptPart(name.strip("\"'"), [parser.compile_filter(key) for key in keys], nodes)
