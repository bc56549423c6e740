"""What helps whoever fills in a form: what is missing, names like it, the source of the sitting, figures as people write them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_POST

from portal.access.admin_addresses import admin_page_of
from portal.access.roles import may_work
from portal.admin.form import current_source
from portal.desk.gaps import GAPS, NOT_OF_SOURCES, Lack, lacks
from portal.media.typesetting import not_drawn
from portal.models import Measure, Record
from portal.models.source_kinds import SOURCES
from portal.search.similar_names import chinese_on_record, like_named, short_forms_of
from portal.text.figure_parsing import Unreadable, parse

MANY = 999  # a number that no word of a gap holds; a script puts another in its place


def warning_of(found):
    """The sentence that names like-named records, with links; a warning only."""
    comma = pgettext("within a list", ", ")
    links = format_html_join(comma, '<a href="{}">{}</a> – {}', ((admin_page_of(record), record.label, why) for record, why in found))
    return format_html("{} {}", _("There are records of a like name. Is it one of them?"), links)


def undrawn_in(form, formsets):
    """The characters in what was typed that the dossier and the card can only show as a box with their code."""
    forms = [form, *(row for formset in formsets for row in formset.forms)]
    typed = (value for each in forms for name in each.changed_data if isinstance(value := each.cleaned_data.get(name), str))
    return not_drawn("".join(typed))


def gaps_for(obj, add):
    """[(gap, its words or "", the words for one, for many)] of the list that stands beside the form."""
    own = set([obj.kind] if isinstance(obj, Record) else obj.KINDS)
    is_source = own <= set(SOURCES.kinds)
    asked = {key: gap for key, gap in GAPS.items() if own & set(gap.of_kinds()) and not (is_source and key in NOT_OF_SOURCES)}
    if add:
        found = {key: Lack(asked[key]) for key in ("statement", "chinese", "picture") if key in asked}
    else:
        found = {lack.key: lack for lack in lacks([obj.pk]).get(obj.pk, [])}
    return [(gap, found.get(key, ""), Lack(gap), str(Lack(gap, MANY)).replace(str(MANY), "{n}")) for key, gap in asked.items()]


def choose_source(request):
    """Keep the source of the sitting that was chosen on a form."""
    if request.method == "POST" and "_sitting" in request.POST and may_work(request.user):
        current_source.choose(request, request.POST["_sitting"])


def warn(request, form, formsets, change):
    """Tell what is noticed of a record that was written; nothing is refused for it."""
    if not change or {"name_en", "name_zh"} & set(form.changed_data):
        record = form.instance
        if found := like_named([record.name_en, record.name_zh], but=record.pk):
            messages.warning(request, warning_of(found))
    if undrawn := undrawn_in(form, formsets):
        text = _("The dossier and the cards have no glyph for %(characters)s: they show a box with its code there.")
        characters = pgettext("within a list", ", ").join(f"{each} (U+{ord(each):04X})" for each in undrawn)
        messages.warning(request, text % {"characters": characters})


def aids_on_form(request, model, obj, add):
    """What helps whoever fills in the form of a record, {name: value}."""
    source = current_source.source_of(request)
    stored = Record.objects.filter(pk=obj.pk).first() if obj else None
    gaps = gaps_for(stored or model, add)
    return {
        "helps": True,
        "gaps": gaps,
        "has_gaps": any(words for _gap, words, *_others in gaps),
        "sitting": source,
        "sitting_offered": current_source.offered_sources(source),
        "only_passage": current_source.only_passage(source),
        "chinese_on_record": chinese_on_record(stored) if stored and not stored.name_zh else [],
        "aliases": short_forms_of(stored) if stored else [],
    }


def urls(model_admin):
    """The addresses that the scripts of the forms ask; they hang on the list of all records."""
    wrap = model_admin.admin_site.admin_view
    return [
        path("suggest/", wrap(require_GET(suggest_view)), name="suggest"),
        path("read-figure/", wrap(require_GET(read_figure_view)), name="read_figure"),
        path("sitting/", wrap(require_POST(sitting_view)), name="sitting"),
    ]


def allow(request):
    if not may_work(request.user):
        raise PermissionDenied


def suggest_view(request):
    """For names that are being typed: records like it, short forms of it, Chinese names on record."""
    allow(request)
    names = [request.GET.get(name, "")[:250] for name in ("name_en", "name_zh")]
    record = Record(pk=request.GET.get("row", "")[:64], name_en=names[0], name_zh=names[1])
    like = [{"name": each.label, "url": admin_page_of(each), "why": str(why)} for each, why in like_named(names, but=record.pk)]
    chinese = [] if record.name_zh else chinese_on_record(record)
    return JsonResponse({"like": like, "chinese": chinese, "aliases": short_forms_of(record)})


def read_figure_view(request):
    """What a figure says as it is written, for the form to fill in and a person to confirm."""
    allow(request)
    try:
        reading = parse(request.GET.get("text", ""), Measure.objects.all())
    except Unreadable as error:
        return JsonResponse({"error": str(error)})
    asks = [
        {"field": column, "text": question, "offers": [{"id": value, "text": label} for value, label in offers]}
        for column, question, offers in reading.questions()
    ]
    return JsonResponse(
        {
            **reading.controls(),
            "measure": {"id": reading.measure.pk, "text": str(reading.measure)} if reading.measure else None,
            "asks": asks,
            "said": _("Filled in. Look at it before you save."),
        }
    )


def sitting_view(request):
    """Chooses the source of the sitting; answers with its passage where it has only one."""
    allow(request)
    current_source.choose(request, request.POST.get("_sitting", ""))
    passage = current_source.only_passage(current_source.source_of(request))
    return JsonResponse({"only": {"id": passage.pk, "text": str(passage)} if passage else None})


@admin.action(description=gettext_lazy("Work from this source now"), permissions=["step"])
def work_from(model_admin, request, queryset):
    """Chooses the source of the sitting in the list of sources."""
    if queryset.count() != 1:
        messages.warning(request, _("Choose one source."))
        return
    source = queryset.get()
    current_source.choose(request, source.pk)
    messages.success(request, _("Passages of “%(source)s” are offered first from now on.") % {"source": source})
