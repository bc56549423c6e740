"""A page as a reader meets it: its text, its links, its parts."""

import re
from html.parser import HTMLParser

from portal.models import Record

EMPTY = {"meta", "link", "source", "input", "br", "img", "hr", "rect", "circle", "path", "use"}
INLINE = {"a", "b", "i", "span", "sup", "mark", "small", "em", "strong", "label"}


class Element:
    """One element. `all` and `one` find what is in it by tag and attributes; `text` is what is read there."""

    def __init__(self, tag, attributes, parent=None):
        self.tag, self.attributes, self.parent, self.parts = tag, attributes, parent, []

    def __getitem__(self, name):
        return self.attributes.get(name)

    @property
    def text(self):
        return re.sub(r"\s+", " ", self.raw).strip()

    @property
    def raw(self):
        inside = "".join(part if isinstance(part, str) else part.raw for part in self.parts)
        return inside if self.tag in INLINE else f" {inside} "

    @property
    def classes(self):
        return (self["class"] or "").split()

    def all(self, tag=None, **wanted):
        """Every element in it with this tag and these attributes (`cls` for one of its classes), in reading order."""
        found = []
        for part in self.parts:
            if isinstance(part, Element):
                cls = wanted.get("cls")
                rest = {name.replace("_", "-"): value for name, value in wanted.items() if name != "cls"}
                if tag in (None, part.tag) and (not cls or cls in part.classes) and rest.items() <= part.attributes.items():
                    found.append(part)
                found += part.all(tag, **wanted)
        return found

    def one(self, tag=None, **wanted):
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of {tag} {wanted}"
        return found[0]

    def links(self):
        """{address: text} of every link in it."""
        return {link["href"]: link.text for link in self.all("a")}

    @property
    def strings(self):
        """Its pieces of text, one by one."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.strings

    def without(self, *classes, tags=()):
        """A copy of it without what has one of the classes or tags."""
        kept = Element(self.tag, self.attributes)
        kept.parts = list(self._parts_without(classes, tags))
        return kept

    def _parts_without(self, classes, tags):
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.tag not in tags and not set(classes) & set(part.classes):
                copy = Element(part.tag, part.attributes)
                copy.parts = list(part._parts_without(classes, tags))
                yield copy


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag, attributes):
        element = Element(tag, {name: value or "" for name, value in attributes}, self.at)
        self.at.parts.append(element)
        if tag not in EMPTY:
            self.at = element

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            assert self.at.tag == tag, f"<{self.at.tag}> is closed by </{tag}>"
            self.at = self.at.parent

    def handle_startendtag(self, tag, attributes):
        self.at.parts.append(Element(tag, {name: value or "" for name, value in attributes}, self.at))

    def handle_data(self, text):
        self.at.parts.append(text)


def read(html):
    reader = _Reader()
    # Drawings, but for the map, hold nothing to read.
    reader.feed(re.sub(r'(<svg\b(?![^>]*class="map")[^>]*>).*?</svg>', r"\1</svg>", html, flags=re.DOTALL))
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root


def visit(client, address, status=200):
    """The page at `address`; asserts its status."""
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    page = read(response.content.decode())
    page.response = response
    return page


def facets(client, address):
    """{parameter: {value: count}} of what the list at `address` offers."""
    shelves = client.get(address).context_data["filter"].shelves
    return {name: {choice.value: choice.count for choice in choices} for _label, name, choices, _more in shelves}


def names_found(response):
    """The English names of the records on a page of search results, in their order."""
    keys = [key for key, _kind in response.context_data["records"]]
    names = dict(Record.objects.filter(pk__in=keys).values_list("pk", "name_en"))
    return [names[key] for key in keys]
