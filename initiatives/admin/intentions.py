"""Cooperation intentions: on the form of their initiative, and on their own with the steps by which they climb or end."""

from django.contrib import admin, messages
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from initiatives.admin.follow_ups import SEE, FollowUpInline, FollowUpPage, enquiry_of, initial_from_enquiry
from initiatives.admin.intention_lists import IntentionList
from initiatives.admin.nominations import REPLACES
from initiatives.admin.partial_dates import HappenedField, PartialDatesForm, partial_date_in_words, when_it_happened
from initiatives.models import FollowUp, Intention, IntentionStep
from portal.access.roles import may_change, may_work
from portal.admin.form.inlines import RowsInline
from portal.admin.form.lines import OnLine
from portal.admin.form.rows import LoadedRowField
from portal.admin.list_groups import add_group
from portal.admin.record_parts import PartForm
from portal.models import Paper

add_group(65, "cooperation", _("Cooperation"), "initiatives.intention")

SEE_PAPERS = "portal.view_paper"
PAPER = "paper"
GROWN_ALREADY = _(
    "This enquiry has become an intention already: %(names)s. Add another only if it is about something else: each is counted."
)


class PaperChoice(LoadedRowField):
    """One of the papers of an initiative. A proposed change, which Viewers read, does not tell its title."""

    def __init__(self, initiative, field):
        super().__init__(Paper.objects.filter(record=initiative), required=False, label=field.label, help_text=field.help_text)

    def in_words(self, found):
        return gettext("a private paper") if any(found) else "—"


def offer_papers(fields, initiative):
    """Let the form's `fields` choose among the papers of the initiative with this key."""
    if PAPER in fields:
        fields[PAPER] = PaperChoice(initiative, fields[PAPER])


def but_papers(form, user, names):
    """`names` of controls of a `form`, an admin or an inline, without the papers for who may not see these. A change that is sent again
    has those that it was proposed with, whatever its user may by now."""
    may_see = form.submission.is_replay or user.has_perm(SEE_PAPERS)
    return names if may_see else [name for name in names if name != PAPER]


class IntentionForm(PartialDatesForm):
    happened = HappenedField(label=_("Date"))

    partial_dates = {"happened": ("happened_on", "happened_precision")}


class LoneIntentionForm(IntentionForm, PartForm):
    pass


class IntentionInline(RowsInline):
    """What is asked first; the rest stands on the intention's own form."""

    model = Intention
    form = IntentionForm
    line = ("subject", "our_side", "country", OnLine(when_it_happened, "happened"))
    autocomplete_fields = ["our_side", "passage"]
    show_change_link = True
    can_delete = False
    verbose_name_plural = _("cooperation intentions")

    def get_fields(self, request, obj=None):
        evidence = tuple(but_papers(self, request.user, ["passage", PAPER]))
        return [("subject_en", "subject_zh"), ("our_side", "country", "happened"), evidence]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        offer_papers(formset.form.base_fields, obj and obj.pk)
        return formset

    @admin.display(description=_("Date"))
    def happened(self, intention):
        return partial_date_in_words(intention.happened_on, intention.happened_precision) or self.get_empty_value_display()


class StepForm(PartialDatesForm):
    happened = HappenedField(label=_("When"))

    partial_dates = {"happened": ("happened_on", "happened_precision")}


def step_with_date(step):
    day = partial_date_in_words(step.happened_on, step.happened_precision)
    return f"{step.get_step_display()} ({day})" if day else step.get_step_display()


class StepInline(RowsInline):
    """Steps are added; they are changed or deleted only as long as their intention was never public."""

    model = IntentionStep
    form = StepForm
    line = ("step", OnLine(when_it_happened, "happened"), "note")
    autocomplete_fields = ["passage"]
    readonly_fields = ["standing"]
    request = None

    def get_fieldsets(self, request, obj=None):
        before = _("Until its intention is public, a step can still be changed or taken out.")
        after = _(
            "This intention has been public: its steps are not changed or deleted, for readers may have relied on them. A wrong one is "
            "corrected by another, which names it and says why; it is then shown struck."
        )
        is_kept = obj is not None and obj.was_public
        evidence = tuple(but_papers(self, request.user, ["passage", PAPER]))
        fields = [("step", "happened"), evidence, ("note_en", "note_zh"), "replaces", ("reason_en", "reason_zh")]
        return [(None, {"description": after if is_kept else before, "fields": [*(["standing"] if is_kept else []), *fields]})]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("intention__initiative", "passage__source", "replaced_by")

    def get_formset(self, request, obj=None, **kwargs):
        self.request = request
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        offer_papers(fields, obj and obj.initiative_id)
        if "replaces" in fields:
            fields["replaces"].queryset = IntentionStep.objects.filter(intention=obj and obj.pk)
            fields["replaces"].label_from_instance = step_with_date
        return formset

    def get_extra(self, request, obj=None, **kwargs):
        return int(REPLACES in request.GET)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.was_public)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.was_public)

    @admin.display(description=_("When"))
    def happened(self, step):
        return partial_date_in_words(step.happened_on, step.happened_precision) or self.get_empty_value_display()

    @admin.display(description=_("Stands"))
    def standing(self, step):
        """Whether it stands; where it was replaced, by what and why; else the way to correct it."""
        if step._state.adding:
            return self.get_empty_value_display()
        if replacement := getattr(step, "replaced_by", None):
            told = gettext("replaced by “%(event)s”: %(reason)s") % {"event": step_with_date(replacement), "reason": replacement.reason}
            return format_html("<del>{}</del> {}", step_with_date(step), told)
        user = self.request.user
        page = "" if self.submission.is_proposal or may_change(user, step.intention) else "../propose/"
        if not may_work(user):
            return gettext("yes")
        link = '{} · <a href="{}?{}={}#steps-heading">{}</a>'
        return format_html(link, gettext("yes"), page, REPLACES, step.pk, gettext("Correct it by another step"))


@admin.register(Intention)
class IntentionAdmin(IntentionList):
    """An intention is added here or on the form of its initiative. One that rests on nothing yet is not public, so that an Editor may
    add it beneath a public initiative, too; what makes it public is proposed."""

    note = _("what shows brought about, and what became of it")
    form = LoneIntentionForm
    autocomplete_fields = ["initiative", "our_side", "other_side", "passage"]
    inlines = [StepInline]
    change_form_template = "admin/intention_form.html"

    def get_urls(self):
        page = self.admin_site.admin_view(FollowUpPage(Intention, self.admin_site).changeform_view)
        return [path("<path:object_id>/follow-up/", page, name="initiatives_intention_follow_up"), *super().get_urls()]

    def has_add_permission(self, request):
        return may_work(request.user) and request.user.has_perm("initiatives.add_intention")

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else [FollowUpInline]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["initiative"] if obj else [])]

    def get_fieldsets(self, request, obj=None):
        what = ["initiative", "our_side", ("subject_en", "subject_zh"), "country", "happened"]
        if obj is None:
            hint = _("It is counted and shown once it rests on a passage or a paper: give these on its form, after saving.")
            return [(None, {"description": hint, "fields": what})]
        evidence = but_papers(self, request.user, ["passage", PAPER, "may_be_described"])
        named = _("Only with its consent. Until then its name stands in the follow-up, which no public page reads.")
        amount = _("As the public reads it, whole or not at all. A sum that is not for the public stands in the follow-up.")
        return [
            (None, {"fields": what}),
            (_("What it rests on"), {"fields": evidence}),
            (_("Other side"), {"description": named, "fields": ["other_side_may_be_named", ("other_side", "other_name")]}),
            (_("Amount"), {"description": amount, "fields": [("qualifier", "value", "currency")]}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        offer_papers(form.base_fields, obj and obj.initiative_id)
        return form

    def add_view(self, request, form_url="", extra_context=None):
        """The form; who makes an intention of an enquiry a second time is told of the first."""
        enquiry = enquiry_of(request) if request.method == "GET" else None
        if enquiry and (grown := Intention.objects.filter(follow_up__enquiry=enquiry)):
            names = pgettext("within a list", ", ").join(map(str, grown))
            messages.warning(request, GROWN_ALREADY % {"names": names})
        return super().add_view(request, form_url, extra_context)

    def get_changeform_initial_data(self, request):
        return initial_from_enquiry(request)[0] | super().get_changeform_initial_data(request)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """With a new row for the step that is to be corrected, or with what the enquiry says, where the address names one."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, FollowUpInline):
            return given | inline.initial_rows(request)
        return given | ({"initial": [{"replaces": request.GET[REPLACES]}]} if REPLACES in request.GET else {})

    def save_formset(self, request, form, formset, change):
        if formset.model is IntentionStep:
            for row in formset.extra_forms:
                row.instance.entered_by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        if change:
            super().save_related(request, form, formsets, change)
        else:  # nothing that the public reads is new: the initiative's page was not changed
            form.save_m2m()
            for formset in formsets:
                self.save_formset(request, form, formset, change)
            if enquiry := enquiry_of(request):
                FollowUp.objects.update_or_create(intention=form.instance, defaults={"enquiry": enquiry})

    def deletable(self, request):
        return super().deletable(request).exclude(pk__in=Intention.objects.were_public().order_by().values("pk"))

    def has_delete_permission(self, request, obj=None):
        """One that has been public stays, as its steps do."""
        return super().has_delete_permission(request, obj) and not (obj and obj.was_public)

    @admin.display(description=_("Date"))
    def happened(self, intention):
        return partial_date_in_words(intention.happened_on, intention.happened_precision) or self.get_empty_value_display()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_follow_up"] = change and obj is not None and request.user.has_perm(SEE)
        return super().render_change_form(request, context, add, change, form_url, obj)
