"""The public pages of sources."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from portal.models import Source
from portal.models.source_kinds import SOURCES
from portal.site.corrections import SIBLINGS
from portal.site.facts import localized, single
from portal.site.filters import labels_of_kinds
from portal.site.kept_pages.addresses import reads
from portal.site.list_filters import ListedFacet, ListFilter
from portal.site.machine_readable.linked_data import of_source
from portal.site.passages import in_parts, spoken_parts
from portal.site.record_pages import PublicRecordList, RecordPage
from portal.site.told_by_sources import query_of_statement, told_on_page
from portal.text.partial_dates import day_in_words


class SourceFilter(ListFilter):
    SORTS = ListFilter.SORTS | {"date": _("Date, latest first")}

    kind = ListedFacet("kind", label=_("Kind"), labels=labels_of_kinds)


class SourceList(PublicRecordList):
    model = Source
    filterset_class = SourceFilter
    collection = SOURCES
    siblings = SIBLINGS


@reads("statement", "passage", "page")
class SourceDetail(RecordPage):
    """A source, passage by passage, with what the portal states from each. `?statement=` and its key leads to the page of its passage that
    has it."""

    template_name = "portal/source_detail.html"
    collection = SOURCES

    model = Source

    def render_to_response(self, context, **options):
        key = self.request.GET.get("statement", "")
        if query := key and query_of_statement(self.object, key):
            return HttpResponseRedirect(f"{self.request.path}?{query}#{key}")
        return super().render_to_response(context, **options)

    def caption(self):
        """Who published it, and when."""
        day = self.object.issued_on
        return " · ".join(filter(None, [self.object.publisher, day_in_words(day)]))

    def linked_data(self):
        return of_source(self)

    def facts(self):
        source = self.object
        return [
            localized("publisher", _("Publisher"), source, "publisher"),
            single("author", _("Author"), source.author),
            single("dates", _("Dates"), day_in_words(source.issued_on)),
            single("website", _("Website"), source.url),
        ]

    def get_context_data(self, **context):
        told = told_on_page(self.object, self.request.GET.get("passage", ""), self.request.GET.get("page", ""))
        return super().get_context_data(**context) | {
            "passages": told.passages,
            "parts": in_parts(told.passages),
            "told": told,
            "spoken_parts": spoken_parts(told.passages),
            "pages": told.paginator.get_elided_page_range(told.number, on_each_side=1, on_ends=1),
            "canonical_query": told.query,
        }
