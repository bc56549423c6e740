"""Nominations, and what came of them: events that are added, and corrected by others once they have been public."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from initiatives.admin.partial_dates import HappenedField, PartialDatesForm, partial_date_in_words, when_it_happened
from initiatives.models import Nomination, NominationEvent, SelectionStage
from initiatives.standing_events import with_day
from portal.access.roles import may_change, may_work
from portal.admin.filters import InUseFilter
from portal.admin.form.inlines import RowsInline
from portal.admin.form.lines import OnLine
from portal.admin.form.rows import RowsFormSet
from portal.admin.record_parts import PartAdmin
from portal.models.related_counts import number_of
from portal.text.figure_wording import Grouped

NEW = "new"  # in the place of the key of a row that is not stored yet
REPLACES = "replaces"  # the parameter of the form's address that names the event to be corrected


class Both(forms.CheckboxInput):
    """A tick that says which other outcomes were seen: with others than these it does not hold."""

    def __init__(self, others):
        super().__init__(check_test=lambda value: value == others)
        self.others = others

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")

    def format_value(self, value):
        return self.others


class BothHold(forms.CharField):
    """The keys of the other outcomes that were seen, NEW for a row without one; not shown until it is asked about."""

    widget = forms.HiddenInput

    def in_words(self, found):
        keys = " ".join(found).split()
        named = [with_day(event) for event in NominationEvent.objects.filter(pk__in=keys).select_related("stage__passage__source")]
        return pgettext("within a list", ", ").join([*named, *[gettext("another new one")] * (NEW in keys)]) or "—"


class EventForm(PartialDatesForm):
    happened = HappenedField(label=_("When"))
    both_hold = BothHold(label=_("Both outcomes hold"), required=False)

    partial_dates = {"happened": ("happened_on", "happened_precision")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "verb" in self.fields and self.instance.verb != NominationEvent.Verb.REMARK:
            self.fields["verb"].choices = [("", "---------"), *NominationEvent.Verb.offered()]

    def ask_about(self, others, named):
        """Refuse the outcome until somebody says that the `others`, {keys} and their names, hold beside it."""
        question = gettext(
            "“%(others)s” stands as the outcome already. Where this corrects it, choose it under “replaces” and say why; where both "
            "hold, tick “Both outcomes hold” and save again."
        )
        self.fields["both_hold"].widget = Both(others)
        self.add_error("both_hold", question % {"others": named})


class EventFormSet(RowsFormSet):
    def clean(self):
        """Ask about an outcome that would stand beside another."""
        super().clean()
        stored = {event.pk: event for event in self.instance.events.select_related("stage__passage__source")} if self.instance.pk else {}
        rows = [form for form in self.forms if form.has_changed() and form.is_valid()]
        gone = {form.instance.pk for form in rows if form in self.deleted_forms}
        written = {form.instance.pk: form.instance for form in rows if form.instance.pk not in gone}
        events = {key: event for key, event in (stored | written).items() if key not in gone}
        replaced = {event.replaces_id for event in events.values()}
        standing = {key: event for key, event in events.items() if event.verb in NominationEvent.OUTCOMES and key not in replaced}
        for form in rows:
            others = {key: event for key, event in standing.items() if key != form.instance.pk}
            if form.instance.pk in standing and others and {"verb", "replaces"} & set(form.changed_data):
                seen = " ".join(sorted(key if key in stored else NEW for key in others))
                if form.cleaned_data.get("both_hold") != seen:
                    form.ask_about(seen, pgettext("within a list", ", ").join(map(with_day, others.values())))


class EventInline(RowsInline):
    """Events are added; they are changed or deleted only as long as their nomination was never public."""

    model = NominationEvent
    form = EventForm
    line = ("verb", OnLine(when_it_happened, "happened"), "recipient", "note")
    formset = EventFormSet
    autocomplete_fields = ["actors", "recipient", "passage"]
    readonly_fields = ["standing"]
    classes = ["events"]
    request = None

    def get_fieldsets(self, request, obj=None):
        before = _("In the source’s own verb. Until its nomination is public, an event can still be changed or taken out.")
        after = _(
            "In the source’s own verb. This nomination has been public: its events are not changed or deleted, for readers may have relied "
            "on them. A wrong one is corrected by another, which names it, says why, and cites its passage; it is then shown struck."
        )
        fields = [
            ("verb", "stage"),
            ("happened", "date_inferred"),
            ("actors", "has_unnamed_actors"),
            ("recipient", "passage"),
            ("note_en", "note_zh"),
            "replaces",
            ("reason_en", "reason_zh"),
            "both_hold",
        ]
        is_kept = obj is not None and obj.was_public
        return [(None, {"description": after if is_kept else before, "fields": [*(["standing"] if is_kept else []), *fields]})]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        nomination = ("nomination__category__round", "nomination__organization", "nomination__initiative")
        return rows.select_related(*nomination, "passage__source", "stage__passage__source", "replaced_by__stage__passage__source")

    def get_formset(self, request, obj=None, **kwargs):
        self.request = request
        formset = super().get_formset(request, obj, **kwargs)
        if field := formset.form.base_fields.get("replaces"):
            field.queryset = NominationEvent.objects.filter(nomination=obj and obj.pk).select_related("stage__passage__source")
            field.label_from_instance = with_day
        if field := formset.form.base_fields.get("stage"):
            field.queryset = SelectionStage.objects.filter(round=obj and obj.category.round_id)
        return formset

    def get_extra(self, request, obj=None, **kwargs):
        return int(REPLACES in request.GET)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.was_public)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.was_public)

    @admin.display(description=_("When"))
    def happened(self, event):
        return partial_date_in_words(event.happened_on, event.happened_precision) or self.get_empty_value_display()

    @admin.display(description=_("Both outcomes hold"))
    def both_hold(self, event):
        """An answer to a question, which no event keeps."""
        return self.get_empty_value_display()

    @admin.display(description=_("Stands"))
    def standing(self, event):
        """Whether it stands; where it was replaced, by what and why; else the way to correct it."""
        if event._state.adding:
            return self.get_empty_value_display()
        if replacement := getattr(event, "replaced_by", None):
            told = gettext("replaced by “%(event)s”: %(reason)s") % {"event": with_day(replacement), "reason": replacement.reason}
            return format_html("<del>{}</del> {}", with_day(event), told)
        user, nomination = self.request.user, event.nomination
        page = "" if self.submission.is_proposal or may_change(user, nomination) else "../propose/"
        if not may_work(user):
            return gettext("yes")
        link = '{} · <a href="{}?{}={}#events-heading">{}</a>'
        return format_html(link, gettext("yes"), page, REPLACES, event.pk, gettext("Correct it by another event"))


@admin.register(Nomination)
class NominationAdmin(PartAdmin):
    note = _("added on the form of their category; what came of them")
    list_display = ["nominee", "organization", "category_shown", "event_count"]
    list_filter = [("category__round", InUseFilter), "is_unnamed_project"]
    list_select_related = ["organization", "initiative", "category__round"]
    search_fields = [
        "organization__name_en",
        "organization__name_zh",
        "organization__alternative_names__name",
        "initiative__name_en",
        "initiative__name_zh",
    ]
    search_help_text = _("Part of the name of an organization or initiative in English or Chinese, or another name of the organization.")
    autocomplete_fields = ["organization", "initiative"]
    readonly_fields = ["category"]
    inlines = [EventInline]
    fieldsets = [
        (
            None,
            {
                "description": _("The organization, and its initiative where the source names it."),
                "fields": ["category", "organization", "initiative", "is_unnamed_project"],
            },
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(event_count=number_of(NominationEvent.objects.all(), "nomination"))

    def deletable(self, request):
        public = Nomination.objects.were_public().filter(events__isnull=False).order_by()
        return super().deletable(request).exclude(pk__in=public.values("pk"))

    def has_delete_permission(self, request, obj=None):
        """Events that have been public stay, and with them their nomination."""
        return super().has_delete_permission(request, obj) and not (obj and obj.was_public and obj.events.exists())

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """With a new row for the event that is to be corrected, where the address names one."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        return given | ({"initial": [{"replaces": request.GET[REPLACES]}]} if REPLACES in request.GET else {})

    @admin.display(description=_("nominee"))
    def nominee(self, nomination):
        return str(nomination)

    @admin.display(description=_("category"), ordering="category")
    def category_shown(self, nomination):
        return str(nomination.category)

    @admin.display(description=_("events"), ordering="event_count")
    def event_count(self, nomination):
        return Grouped(nomination.event_count)
