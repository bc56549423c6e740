"""Sources and their passages."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.admin.filters import InUseFilter
from portal.admin.form.current_source import its_passages_first, source_of
from portal.admin.form.inlines import RowsInline
from portal.admin.form.writing_aids import work_from
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.record_lists import RecordChangeList
from portal.admin.record_parts import PartAdmin
from portal.admin.records import AlternativeNameInline, RecordAdmin
from portal.admin.statements import CitingStatements, StatementInline
from portal.models import Passage, Source, Statement
from portal.models.related_counts import number_of
from portal.models.source_kinds import ARTICLE
from portal.text.figure_wording import Grouped

LONGEST_SOURCE = 40  # characters of its name in a list of choices


def with_statement_count(passages):
    return passages.annotate(statement_count=number_of(Statement.objects.all(), "passage"))


class ShowsStatementCount:
    @admin.display(description=_("statements"), ordering="statement_count")
    def statement_count(self, passage):
        return Grouped(passage.statement_count) if passage.pk and hasattr(passage, "statement_count") else 0


class PassageInline(ShowsStatementCount, RowsInline):
    model = Passage
    fields = [("number", "is_spoken", "statement_count"), ("part_en", "part_zh"), ("label_en", "label_zh")]
    line = ("number", "label", "part")
    readonly_fields = ["statement_count"]
    show_change_link = True

    def get_queryset(self, request):
        return with_statement_count(super().get_queryset(request))


class YearsList(RecordChangeList):
    """A list with years to choose from; the last one of the calendar, which no other follows, is shown without its months."""

    def get_filters(self, request):
        try:
            return super().get_filters(request)
        except (OverflowError, ValueError):
            self.date_hierarchy = None
            return super().get_filters(request)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = [*RecordAdmin.list_display[:-1], "issued_on"]
    date_hierarchy = "issued_on"
    initial_kind = ARTICLE
    actions = [*RecordAdmin.actions, work_from]
    inlines = [PassageInline, StatementInline, PictureInline, AlternativeNameInline, PaperInline]
    readonly_fields = ["citing"]
    fieldsets_of_kind = (
        (
            _("Who published it, and when"),
            {
                "description": _("As the source itself gives it. What it does not give stays empty."),
                "fields": [("publisher_en", "publisher_zh"), ("author", "editor"), ("issued_on", "url")],
            },
        ),
        (
            _("What it is and who speaks"),
            {"fields": [("speaker_en", "speaker_zh"), ("about_en", "about_zh"), "citing"]},
        ),
    )

    def get_changelist(self, request, **kwargs):
        return YearsList

    @admin.display(description=_("cited by"))
    def citing(self, source):
        count = Statement.objects.filter(passage__source=source.pk).count() if source.pk else 0
        if not count:
            return self.get_empty_value_display()
        url = f"{reverse('admin:portal_statement_changelist')}?passage__source__pk__exact={source.pk}"
        text = ngettext("%(count)s statement", "%(count)s statements", count) % {"count": Grouped(count)}
        return format_html('<a href="{}">{}</a>', url, text)


@admin.register(Passage)
class PassageAdmin(ShowsStatementCount, PartAdmin):
    """Passages of all sources."""

    list_display = ["label_shown", "number", "source", "is_spoken", "statement_count"]
    list_filter = [("source", InUseFilter), "is_spoken"]
    list_select_related = ["source"]
    search_fields = ["label_en", "label_zh", "part_en", "part_zh", "source__name_en", "source__name_zh", "text"]
    search_help_text = _("Part of the label, of the text, or of the name of its source.")
    note = _("added on the form of their source")
    inlines = [CitingStatements]
    readonly_fields = ["source"]
    fieldsets = [
        (
            None,
            {
                "description": _("One citable place in a source, such as a sentence."),
                "fields": ["source", "number", ("part_en", "part_zh"), ("label_en", "label_zh"), "is_spoken"],
            },
        ),
        (_("What it says"), {"fields": [("note_en", "note_zh"), "text"]}),
        (
            _("Quoted in public"),
            {
                "description": _("Nothing is quoted unless you note here why it may be."),
                "fields": ["quotation", "quotation_right"],
            },
        ),
    ]

    def get_queryset(self, request):
        others = Source.objects.exclude(pk=OuterRef("source"))
        passages = super().get_queryset(request).select_related("source").annotate(has_other_sources=Exists(others))
        return with_statement_count(passages)

    @admin.display(description=_("passage"))
    def label_shown(self, passage):
        return passage.label

    @staticmethod
    def suggested(request, passages):
        """Those of the source of this sitting first, and each source's in their order."""
        return its_passages_first(passages, source_of(request))

    @staticmethod
    def label(passage):
        """A passage, and where there are several sources the beginning of its source's name: numbers and labels are alike in all."""
        return f"{passage} · {Truncator(passage.source).chars(LONGEST_SOURCE)}" if passage.has_other_sources else str(passage)
