"""The public lists and pages of records: what those of every kind share."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from django_filters.views import FilterView

from portal.media.pictures.serving import permit
from portal.models import Correction, Listed, Record, Statement
from portal.models.records import with_card_parts
from portal.review import withdrawn
from portal.search.refreshing import index_what_changed
from portal.server.refusals import read_only
from portal.site.arrangement import arrangement
from portal.site.corrections import by_statement
from portal.site.footnotes import Footnotes, Saying, speaker_of
from portal.site.kept_pages.addresses import AS_ASKED, reads
from portal.site.list_files import links_to_files
from portal.site.list_filters import ListFilter
from portal.site.machine_readable import social_cards
from portal.site.machine_readable.linked_data import of_list, of_page
from portal.site.navigation import siblings
from portal.site.paging import NearestPage
from portal.site.preview import shown_to_staff

MOST_RELATED = 6


def find_published(slug):
    """The published record that has, or had, the address `slug`; raises Http404, of which Withdrawn is one."""
    record = Record.objects.published().filter(slug=slug).first()
    record = record or Record.objects.published().filter(slug_redirects__slug=slug).first()
    if record is None:
        raise withdrawn.of_address(slug)
    return record


def moved(request, record, address=""):
    """Leads to the record's own address, or to another of its own, with the query string. For good, but remembered for an
    hour only: staff may give the old address to another record."""
    query = request.META.get(AS_ASKED, request.META.get("QUERY_STRING", ""))
    response = HttpResponsePermanentRedirect((address or record.get_absolute_url()) + (f"?{query}" if query else ""))
    response["Cache-Control"] = "max-age=3600"
    return response


@method_decorator(read_only, name="dispatch")
class PublicRecordList(NearestPage, FilterView):
    """A public list. A subclass gives its Collection, what is loaded of the records that are shown (`cards`), and its filters.

    It is read from what is listed of all records (portal/listing); only those of the page that is shown are loaded.
    """

    collection = None

    template_name = "portal/record_list.html"
    context_object_name = "records"
    paginate_by = 24

    @classmethod
    def parameters(cls):
        """What its address may ask for: see portal.site.kept_pages.addresses."""
        return (*cls.filterset_class.all_filters(), "sort", "page")

    @property
    def segment(self):
        return self.collection.segment

    @property
    def pigment(self):
        return self.collection.pigment

    @property
    def title(self):
        return self.collection.title

    @property
    def lede(self):
        return self.collection.lede

    @property
    def siblings(self):
        return siblings(self.collection)

    @property
    def address(self):
        return self.collection.address

    @property
    def feed(self):
        return f"{self.segment}-feed"

    def get(self, request, *arguments, **named):
        index_what_changed()
        return super().get(request, *arguments, **named)

    def get_queryset(self):
        return Listed.objects.public().of(self.model)

    def cards(self):
        return self.model.objects.published().for_cards()

    def get_filterset_kwargs(self, filterset_class):
        further = {"kinds": self.model.KINDS} if issubclass(filterset_class, ListFilter) else {}
        return super().get_filterset_kwargs(filterset_class) | further

    def paginate_queryset(self, queryset, page_size):
        if queryset.model is not Listed:
            return super().paginate_queryset(queryset, page_size)
        paginator = self.get_paginator(queryset, page_size)
        paginator.count = self.filterset.number_found
        page = self.nearest_page(paginator)
        keys = self.filterset.keys_of(page)
        cards = {card.pk: card for card in self.cards().filter(pk__in=keys).order_by()}
        for card in cards.values():
            card.changed_at = max(card.published_at, card.updated_at)
        page.object_list = [cards[key] for key in keys if key in cards]
        return paginator, page, page.object_list, page.has_other_pages()

    def render_to_response(self, context, **options):
        return super().render_to_response(context | {"linked_data": self.linked_data(context)}, **options)

    def linked_data(self, context):
        return of_list(self, context)

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        total, asked = context["filter"].total, context["filter"]
        page = context["page_obj"].number
        number = f"page={page}" if page > 1 else ""
        return context | {
            "here": self.segment,
            "canonical_query": "&".join(filter(None, (asked.query(keep=("q",)).removeprefix("?"), number))),
            "own_address": f"{self.request.path}?{'&'.join(filter(None, (asked.query().removeprefix('?'), number)))}".removesuffix("?"),
            "is_unlisted": asked.is_narrowed,
            "feed": self.feed,
            "files": links_to_files(self.collection, asked.query()) if self.collection and total else [],
            "total": total,
            "counted": self.collection.count(total) if self.collection else "",
            "arrangement": arrangement(self.request),
            "dated": asked.sort == "changed",
            "outside": total - context["paginator"].count,
            "pages": context["paginator"].get_elided_page_range(context["page_obj"].number, on_each_side=1, on_ends=1),
        }


@reads()
@method_decorator(read_only, name="dispatch")
class RecordPage(DetailView):
    """The page of a record. `find_published` is the gate: it knows the published ones only. A record met at an address that is not
    its own leads to its own. A subclass gives its Collection."""

    collection = None

    @property
    def segment(self):
        return self.collection.segment

    @property
    def preview(self):
        """What portal.site.preview, which has this very view draw a page for staff, says of it; None for the public."""
        return self.kwargs.get("preview")

    def get(self, request, *args, **kwargs):
        if "proposal" in request.GET and not self.preview and (shown := shown_to_staff(request, kwargs["slug"])):
            return shown
        try:
            record = find_published(kwargs["slug"])
        except Http404:
            if not self.preview and (shown := shown_to_staff(request, kwargs["slug"])):
                return shown
            raise
        if (record.segment, record.slug) != (self.segment, kwargs["slug"]):
            return moved(request, record)
        return super().get(request, *args, **kwargs)

    @cached_property
    def alternative_names(self):
        names = self.object.alternative_names.published().exclude(name__in=[self.object.name_en, self.object.name_zh])
        return list(names.select_related("passage__source"))

    @cached_property
    def pictures(self):
        pictures = list(self.object.pictures.published())
        if self.preview:
            for picture in pictures:
                permit(picture)
        return pictures

    @cached_property
    def cover_picture(self):
        return next((picture for picture in self.pictures if picture.is_cover), None)

    @cached_property
    def corrections(self):
        return list(Correction.objects.published().filter(record=self.object.pk))

    def cited(self):
        """(row, Saying) of whatever beside the statements may cite a passage on this page, its source loaded."""
        return []

    def facts(self):
        """[portal.site.facts.Fact]: the fields of this kind."""
        return []

    def caption(self):
        """Where and when, or whose, in one line: what its card says beneath the name."""
        return ""

    def linked_data(self):
        """The record in the terms of schema.org, by portal.site.machine_readable.linked_data.thing, and further nodes that speak of it."""
        raise NotImplementedError

    def render_to_response(self, context, **options):
        context |= {"card": social_cards.card_of_record(self)}
        return super().render_to_response(context | {"linked_data": of_page(self, context)}, **options)

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "record": self.object,
            "preview": self.preview,
            "here": self.segment,
            "title": self.collection.title,
            "alternative_names": self.alternative_names,
            "pictures": self.pictures,
            "corrections": self.corrections,
        }


class RecordDetail(RecordPage):
    """The page of a record that sources speak of: what they say under numbered footnotes, and the records near it."""

    def linked(self):
        """Keys of the records that the page links to, for what they have to do with this one."""
        return []

    def relatives(self):
        """Keys of further records that stand near this one, nearest first; the page leaves out those not published."""
        return []

    def figures(self, statements):
        """Those of `statements` that stand as figures."""
        return [statement for statement in statements if statement.figure]

    def known(self):
        """{key of `looked_for`: what is known of it, false where that is nothing}; without what does not fit this record."""
        return {"image": self.pictures, "name-zh": self.object.name_zh, "name-en": self.object.name_en}

    def missing(self):
        """[what visitors look for and is not known, as it is named within a sentence]."""
        known = self.known()
        return [label for key, label in self.object.looked_for.items() if not known.get(key, True)]

    def get_context_data(self, **context):
        record = self.object
        statements = list(Statement.objects.published().filter(record=record.pk).select_related("measure", "passage__source"))
        names = [(name, Saying(_("Also named"), name.name, name.language)) for name in self.alternative_names]
        corrected = by_statement(self.corrections)
        for statement in statements:
            statement.correction, statement.record = corrected.get(statement.pk), record
        footnotes = Footnotes(statements, [*names, *self.cited()])
        public = Record.objects.published()
        linked = {record.pk, *self.linked()} - {None}
        near = [key for key in dict.fromkeys(self.relatives()) if key and key not in linked]
        shown = set(public.filter(pk__in=near).values_list("pk", flat=True))
        kin = [key for key in near if key in shown][:MOST_RELATED]
        passages = [note.passage for note in footnotes]
        named = public.filter(statements__passage__in=passages).exclude(pk__in=[*linked, *kin]).by_name()
        named = list(named.values_list("pk", flat=True).distinct()[:MOST_RELATED])
        cards = with_card_parts(list(public.specific().for_cards().filter(pk__in=[*kin, *named])))
        cards_by_key = {card.pk: card for card in cards}
        figures = self.figures(statements)
        for statement in figures:
            statement.is_told = True
        return super().get_context_data(**context) | {
            "figures": figures,
            "speaker": speaker_of(statement.passage for statement in figures),
            "footnotes": footnotes,
            "cover": self.cover_picture,
            "pictures": [picture for picture in self.pictures if not picture.is_cover],
            "kin": [cards_by_key[key] for key in kin if key in cards_by_key],
            "named_beside": [cards_by_key[key] for key in named],
            "missing": [*self.missing(), *footnotes.missing()],
        }
