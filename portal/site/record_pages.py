"""The public lists and pages of records: what those of every kind share. What sources say of one: portal.site.record_details."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import DetailView
from django_filters.views import FilterView

from portal.media.pictures.serving import permit
from portal.models import Correction, Listed, Record
from portal.review import withdrawn
from portal.search.refreshing import index_what_changed
from portal.server.refusals import read_only
from portal.site.arrangement import arrangement
from portal.site.cards import cards_of
from portal.site.kept_pages.addresses import AS_ASKED, reads
from portal.site.list_files import links_to_files
from portal.site.list_filters import ListFilter
from portal.site.machine_readable import social_cards
from portal.site.machine_readable.linked_data import of_list, of_page
from portal.site.navigation import siblings
from portal.site.paging import NearestPage
from portal.site.preview import shown_to_staff


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
    """A public list. A subclass gives its Collection and its filters.

    It is read from what is listed of all records (portal/listing); only the cards of the page that is shown are drawn.
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
        page.object_list = cards_of(keys, self.request, dated=self.filterset.sort == "changed")
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
        if "alternative_names" not in self.object.held:
            return []
        names = self.object.alternative_names.published().exclude(name__in=[self.object.name_en, self.object.name_zh])
        return list(names.select_related("passage__source"))

    @cached_property
    def pictures(self):
        pictures = list(self.object.pictures.published()) if "pictures" in self.object.held else []
        if self.preview:
            for picture in pictures:
                permit(picture)
        return pictures

    @cached_property
    def cover_picture(self):
        return next((picture for picture in self.pictures if picture.is_cover), None)

    @cached_property
    def corrections(self):
        if "corrections" not in self.object.held:
            return []
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
