"""Official lists that were pasted, with what each of their lines was found to be: for staff to look up, and to go on with."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.admin.list_pages import PASTED_LIST
from initiatives.admin.partial_dates import partial_date_in_words
from initiatives.models import OfficialLine, OfficialList
from portal.access.roles import may_work
from portal.admin.form.sent_once import Kept
from portal.admin.name_search import FindsByName


def with_sums(lists):
    """`lists`, a queryset, each with how many lines of each state it has."""
    counts = {f"sum_{state.name.lower()}": Count("lines", filter=Q(lines__state=state)) for state in OfficialLine.State}
    return lists.annotate(sum_of_all=Count("lines"), **counts)


@admin.register(OfficialList)
class OfficialListAdmin(FindsByName, Kept):
    """Each is pasted on the page of its category, and read here; deleting one takes back no event."""

    note = _("pasted on the page of a category; which line is whose")
    list_display = ["title", "category", "verb", "sums", "is_complete", "pasted_by", "pasted_at"]
    list_filter = [("category__round", admin.RelatedOnlyFieldListFilter), "is_complete"]
    list_select_related = ["category__round", "pasted_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "lines__text"]
    search_help_text = _("Part of the title, or of a line.")

    def get_queryset(self, request):
        return with_sums(super().get_queryset(request)).order_by(*self.opts.ordering)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("lines"))
    def sums(self, kept):
        text = gettext("lines %(all)d = confirmed %(confirmed)d + not ours %(not_ours)d + headings %(headings)d + open %(open)d")
        return text % {
            "all": kept.sum_of_all,
            "confirmed": kept.sum_confirmed,
            "not_ours": kept.sum_not_ours,
            "headings": kept.sum_heading,
            "open": kept.sum_open,
        }

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None or request.method == "POST":
            raise PermissionDenied
        kept = self.get_object(request, unquote(object_id))
        if kept is None:
            raise Http404
        if not self.has_view_permission(request, kept):
            raise PermissionDenied
        lines = kept.lines.select_related("nomination__organization", "nomination__initiative", "decided_by")
        again = reverse("admin:initiatives_selectioncategory_list", args=[kept.category_id])
        context = {
            "title": kept.title,
            "opts": self.opts,
            "kept": kept,
            "listed": partial_date_in_words(kept.listed_on, kept.listed_precision),
            "sums": self.sums(kept),
            "lines": lines,
            "again": f"{again}?{PASTED_LIST}={kept.pk}" if may_work(request.user) else "",
            "may_delete": self.has_delete_permission(request, kept),
        }
        return self.admin_site.page(request, "initiatives/official_list.html", context)

    def history_view(self, request, object_id, extra_context=None):
        raise Http404  # who decided what stands at each line
