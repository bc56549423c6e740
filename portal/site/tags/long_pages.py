"""What keeps long pages short for templates: lists of which the first rows stand open, and the contents of a page.

`{% fold rows as row in "ul" "plain" %}…{% endfold %}`, `{% contents %}…{% endcontents %}`
"""

import re
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

register = template.Library()

ROWS_OPEN = 8  # rows that stand open
LONG_TEXT = 5000  # characters of text from which on a page has its contents before it
FEWEST_HEADINGS = 3  # headings that make contents
HEADING_TAG = re.compile(r'<h2\b[^>]*?\bid="(?P<id>[^"]+)"[^>]*>(?P<text>.*?)</h2>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")  # of our own pages, whose texts and attributes hold no bracket
LANGUAGE_OF_TAG = re.compile(r'\blang="([^"]+)"')

LISTS = {"ul": ("ul", "li"), "ol": ("ol", "li"), "dd": (None, "dd"), "div": ("div", None)}


def each_within(tag, items):
    return format_html_join("", f"<{tag}>{{}}</{tag}>" if tag else "{}", ((item,) for item in items))


def listed(tag, name, items, start=1):
    """`items`, joined already, as a list of this class; an ordered one counts from `start`."""
    number = format_html(' start="{}"', start) if start > 1 and tag == "ol" else ""
    return format_html("<{tag}{name}{number}>{items}</{tag}>", tag=tag, name=class_of(name), number=number, items=items)


def class_of(name):
    return format_html(' class="{}"', name) if name else ""


class Fold(template.Node):
    def __init__(self, rows, variable, form, name, is_whole, nodes):
        self.rows, self.variable, self.form, self.name, self.is_whole, self.nodes = rows, variable, form, name, is_whole, nodes

    def render(self, context):
        rows, name = list(self.rows.resolve(context)), self.name.resolve(context) if self.name else ""
        around, within = LISTS[self.form]
        items = []
        for row in rows:
            with context.push(**{self.variable: row}):
                items.append(self.nodes.render(context))
        opened = None if self.is_whole and self.is_whole.resolve(context) else ROWS_OPEN
        first, rest = each_within(within, items[:opened]), items[opened:] if opened else []
        if around and rows:
            first = listed(around, name, first)
        if not rest:
            return first
        body = listed(around, name, each_within(within, rest), ROWS_OPEN + 1) if around else listed("ul", "named", each_within("li", rest))
        folded = render_to_string("portal/_fold.html", {"body": body, "rest": len(rest), "total": len(rows)})
        return first + (folded if around else each_within(within, [folded]))


@register.tag("fold")
def parse_fold(parser, token):
    """`{% fold rows as row in "ul" "class" %}`: what stands within for each of the rows, within a list; those after the eighth fold, but
    not where a further word (`{% fold rows as row in "ul" "class" part %}`) is true.

    "ul" and "ol" are lists; "dd" are the definitions of a term; "div" stands around what is no list.
    """
    words = token.split_contents()
    if len(words) not in (6, 7, 8) or words[2] != "as" or words[4] != "in" or words[5].strip("\"'") not in LISTS:
        raise template.TemplateSyntaxError(f'{{% fold rows as row in "ul" "class" %}}, not {token.contents}')
    nodes = parser.parse(["endfold"])
    parser.delete_first_token()
    name, is_whole = [parser.compile_filter(word) for word in words[6:]] + [None] * (8 - len(words))
    return Fold(parser.compile_filter(words[1]), words[3], words[5].strip("\"'"), name, is_whole, nodes)


class Contents(template.Node):
    def __init__(self, nodes):
        self.nodes = nodes

    def render(self, context):
        body = self.nodes.render(context)
        headings = []
        for match in HEADING_TAG.finditer(body):
            language = LANGUAGE_OF_TAG.search(match[0].partition(">")[0])
            text = unescape(TAG.sub("", match["text"])).strip()
            headings.append({"id": match["id"], "text": text, "language": language and language[1]})
        if len(headings) < FEWEST_HEADINGS or len(TAG.sub("", body)) < LONG_TEXT:
            return body
        return render_to_string("portal/_contents.html", {"headings": headings}) + body


@register.tag("contents")
def parse_contents(parser, token):
    """`{% contents %}…{% endcontents %}`: links to the headings within, before them, where the page is long."""
    nodes = parser.parse(["endcontents"])
    parser.delete_first_token()
    return Contents(nodes)
