"""The public list of corrections: what was changed in a figure after it was public, when and why."""

from django.db.models import Q
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from portal.listing.kept import kept
from portal.models import Correction
from portal.server.refusals import read_only
from portal.site.kept_pages.addresses import reads
from portal.site.paging import NearestPage
from portal.text.figure_wording import Grouped

SIBLINGS = [("sources-list", _("Sources")), ("corrections", _("Corrections"))]


def by_statement(corrections):
    """{key of a statement: its latest correction}; `corrections` are the newest first."""
    return {correction.statement: correction for correction in reversed(corrections)}


def no_longer_shown():
    """How many corrections are not shown any more, and why: sentences that name nobody, none where all are shown."""
    sources = kept("corrections of withdrawn sources", Correction.objects.of_withdrawn_sources().count)
    if sources:
        text = ngettext(
            "%(count)s correction is no longer shown, since its source was withdrawn.",
            "%(count)s corrections are no longer shown, since their source was withdrawn.",
            sources,
        )
        yield text % {"count": Grouped(sources)}
    records = kept("corrections of withdrawn records", Correction.objects.of_withdrawn_records().count)
    if records:
        text = ngettext(
            "%(count)s correction is no longer shown, since the page that it was about was withdrawn.",
            "%(count)s corrections are no longer shown, since the pages that they were about were withdrawn.",
            records,
        )
        yield text % {"count": Grouped(records)}


@reads("at", "page")
@method_decorator(read_only, name="dispatch")
class CorrectionList(NearestPage, ListView):
    """Newest first. `?at=` and the key of a correction opens the page on which it stands."""

    template_name = "portal/corrections.html"
    context_object_name = "corrections"
    paginate_by = 24
    siblings = SIBLINGS

    def get(self, request, *args, **kwargs):
        if "at" in request.GET and self.page_kwarg not in request.GET:
            self.kwargs[self.page_kwarg] = self.page_of(request.GET["at"])
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return Correction.objects.published().select_related("record")

    def page_of(self, key):
        """The number of the page on which a correction stands; 1 for one that is not public."""
        found = self.get_queryset().filter(pk=key).first()
        if found is None:
            return 1
        newer = self.get_queryset().filter(Q(at__gt=found.at) | Q(at=found.at, pk__lt=found.pk))
        return newer.count() // self.paginate_by + 1

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        number = context["page_obj"].number
        pages = context["paginator"].get_elided_page_range(number, on_each_side=1, on_ends=1)
        page = {"canonical_query": f"page={number}" if number > 1 else "", "feed": "corrections-feed"}
        return context | page | {"here": "sources", "pages": pages, "no_longer_shown": list(no_longer_shown())}
