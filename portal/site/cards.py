"""Cards of records: each is drawn once for each language as long as nothing public changes, on whatever page it stands."""

from typing import NamedTuple

from django.template import Context
from django.template.loader import get_template
from django.utils.translation import get_language

from portal.listing.kept_parts import kept_parts
from portal.models import Record
from portal.models.records import with_card_parts
from portal.site.shortlist import keys_kept

IN_A_LIST, SMALL = "portal/_card.html", "portal/_small_card.html"


class DrawnCard(NamedTuple):
    """A card, and what a list says of its record to machines."""

    html: str
    pk: str  # of the record
    name: str
    address: str  # its path

    def get_absolute_url(self):
        return self.address


def cards_of(keys, request, template=IN_A_LIST, **given):
    """[DrawnCard] of those records with these keys that are public, in their order. `given` is what the template takes beside."""
    saved = frozenset(keys_kept(request)).intersection(keys)  # whoever saved one of them gets cards of their own

    def draw(missing):
        records = with_card_parts(list(Record.objects.published().specific().for_cards().filter(pk__in=missing).order_by()))
        return {record.pk: drawn_card(record, request, template, given) for record in records}

    return kept_parts(template, keys, draw, get_language(), saved, *given.items())


def drawn_card(record, request, template, given):
    record.changed_at = max(record.published_at, record.updated_at)
    context = Context({"record": record} | given)
    context.request = request  # which knows what the visitor saved
    return DrawnCard(get_template(template).template.render(context), record.pk, record.name, record.get_absolute_url())
