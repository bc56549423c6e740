"""What a search finds as its page shows it: of a hit only what the words mark is made for each search, the rest is drawn once."""

from django.template import Context
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.listing.kept_parts import kept_parts
from portal.models import Record
from portal.search.excerpts import excerpts
from portal.site.shortlist import keys_kept
from portal.text.search_words import marked_pieces

HIT = "portal/_hit.html"
SLOT = "\0"  # no text of a record has it: no database takes it
EXCERPT = """
      <p class="why"{}>{}
</p>
    """


def hits_of(keys, query, request):
    """{key: HTML} of the public records with these keys that a search for `query` has found."""
    saved = frozenset(keys_kept(request)).intersection(keys)  # whoever saved one of them gets hits of their own

    def draw(missing):
        records = Record.objects.published().specific().with_covers().filter(pk__in=missing).order_by()
        return {record.pk: drawn_hit(record, request) for record in records}

    why = excerpts(keys, query)
    drawn = kept_parts(HIT, keys, draw, get_language(), saved)
    return {key: with_marks(hit, query, why.get(key, ("", ""))) for key, *hit in drawn}


def drawn_hit(record, request):
    """(its key, name, the name in the other language, the reading that staff gave, *what stands before, between and after the slots)."""
    context = Context({"record": record, "slot": SLOT})
    context.request = request  # which knows what the visitor saved
    html = get_template(HIT).template.render(context)
    return (record.pk, record.name, record.other_name, record.name_reading, *html.split(SLOT))


def with_marks(hit, query, why):
    name, other, reading, first, *rest = hit
    slots = [marked(text, query, reading) for text in filter(None, (name, other))]
    text, language = why
    attribute = "" if language == "und" else format_html(' lang="{}"', language)
    slots.append(EXCERPT.format(attribute, marked(text, query)) if text else "")
    return mark_safe(first + "".join(piece for pair in zip(slots, rest, strict=True) for piece in pair))  # noqa: S308  each is escaped


def marked(text, query, reading=""):
    """`text` as HTML, with what matches `query` marked."""
    pieces = ((conditional_escape(piece), matches) for piece, matches in marked_pieces(text, query, reading))
    return "".join(f"<mark>{piece}</mark>" if matches else piece for piece, matches in pieces)
