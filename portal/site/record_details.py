"""The page of a record that sources speak of, whose long parts have pages of their own."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.models import Record
from portal.site.cards import cards_of
from portal.site.corrections import by_statement
from portal.site.footnotes import Footnotes, Saying, speaker_of
from portal.site.kept_pages.addresses import reads
from portal.site.portions import Portion, first_of, page_of, stated_of
from portal.site.record_pages import RecordPage

MOST_RELATED = 6


@reads("part", "page")
class RecordDetail(RecordPage):
    """The page of a record that sources speak of: what they say under numbered footnotes, and the records near it. What may be long is a
    `portion`, of which the subclass names the keys in `long_parts`."""

    long_parts = ()
    asked_part = ""  # the key of the part that has the page for itself

    def get(self, request, *args, **kwargs):
        if (asked := request.GET.get("part", "")) in (*self.long_parts, "figures", "facts"):
            self.asked_part = asked
        return super().get(request, *args, **kwargs)

    def portion(self, key, rows):
        """The Portion of the rows of a part, a queryset or a list, that this page shows: none where another part has it for itself."""
        if not self.asked_part:
            return first_of(self.object.pk, key, rows)
        return page_of(key, rows, self.request.GET.get("page", "")) if key == self.asked_part else Portion(key=key)

    def portion_of(self, relation, key, make_rows):
        """The same of the rows of a relation of the record, which `make_rows` gives: they are asked for only where it has any."""
        return self.portion(key, make_rows() if relation in self.object.held else [])

    def linked(self):
        """Keys of the records that the page links to, for what they have to do with this one."""
        return []

    def relatives(self):
        """Public records that stand near this one, nearest first."""
        return Record.objects.none()

    def counted_elsewhere(self):
        """Keys of statements whose figure stands in another part of the page."""
        return []

    @cached_property
    def stated(self):
        """What sources say of the record, as far as this page tells it."""
        return stated_of(self.object, self.portion, set(self.counted_elsewhere()), is_first=not self.asked_part)

    @property
    def is_cut(self):
        """Whether there is more than the page shows of what sources say: it does not count them."""
        return bool(self.asked_part) or any(portion.further for portion in self.all_portions())

    def all_portions(self):
        return [self.stated.figures, self.stated.facts, *self.portions()]

    def portions(self):
        """The Portions beside those of statements."""
        return []

    def known(self):
        """{key of `looked_for`: what is known of it, false where that is nothing}; without what does not fit this record."""
        return {"image": self.pictures, "name-zh": self.object.name_zh, "name-en": self.object.name_en}

    def missing(self):
        """[what visitors look for and is not known, as it is named within a sentence]."""
        known = self.known()
        return [label for key, label in self.object.looked_for.items() if not known.get(key, True)]

    def near(self, footnotes):
        """The cards of the records that the page shows beneath its own, and the sentence of what is missing."""
        public, linked = Record.objects.published(), {self.object.pk, *self.linked()} - {None}
        kin = list(self.relatives().exclude(pk__in=linked).values_list("pk", flat=True)[:MOST_RELATED])
        passages = [note.passage for note in footnotes]
        named = public.filter(statements__passage__in=passages).exclude(pk__in=[*linked, *kin]).by_name()
        named = list(named.values_list("pk", flat=True).distinct()[:MOST_RELATED]) if passages else []
        beside = public.in_bulk(named)
        return {
            "kin": cards_of(kin, self.request),
            "named_beside": [beside[key] for key in named],
            "missing": [*self.missing(), *footnotes.missing()],
        }

    def get_context_data(self, **context):
        record, part, stated = self.object, self.asked_part, self.stated
        names = [(name, Saying(_("Also named"), name.name, name.language)) for name in self.alternative_names]
        corrected = by_statement(self.corrections)
        for statement in stated.statements:
            statement.correction, statement.record = corrected.get(statement.pk), record
        footnotes = Footnotes(stated.statements, [*names, *self.cited()])
        for statement in [*stated.figures, *(stated.facts if part else ())]:
            statement.is_told = True
        stated.facts.sort(key=lambda statement: statement.footnote.number)
        shown = next((portion for portion in self.all_portions() if part and portion.key == part), None)
        context = super().get_context_data(**context) | {
            "part": part,
            "shown": shown,
            "figures": stated.figures,
            "facts": stated.facts,
            "speaker": speaker_of(statement.passage for statement in stated.figures),
            "footnotes": footnotes,
            "is_cut": self.is_cut,
            "cover": self.cover_picture,
            "pictures": [picture for picture in self.pictures if not picture.is_cover and not part],
        }
        if shown is None:
            return context | self.near(footnotes)
        number = shown.page.number
        return context | {"canonical_query": f"part={part}" + (f"&page={number}" if number > 1 else ""), "kin": [], "named_beside": []}
