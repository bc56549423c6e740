"""The staff's list of cooperation intentions: by show, market and state, with the next step, its day, and whose it is."""

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.admin.follow_ups import SEE, WORK_ON
from initiatives.models import FollowUp, IntentionStep
from initiatives.models.intentions import OFF_LADDER, Step
from initiatives.next_steps import WEEKS, open_intentions, overdue
from portal.admin.filters import CountryFilter
from portal.admin.record_parts import PartAdmin
from portal.text.partial_dates import day_in_words


class StepFilter(admin.SimpleListFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request, model_admin):
        return [("open", _("open: not ended, not delivered")), *Step.choices]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return open_intentions(queryset)
        return queryset.filter(state=self.value()) if self.value() in Step else queryset


class NextStepFilter(admin.SimpleListFilter):
    title, parameter_name = _("next step"), "next"

    def lookups(self, request, model_admin):
        return [("overdue", _("overdue")), ("soon", _("in the next two weeks")), ("later", _("later")), ("none", _("no day is set"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "overdue":
                return open_intentions(queryset).filter(overdue("follow_up__"))
            case "soon":
                return queryset.filter(follow_up__next_on__range=(today, today + WEEKS))
            case "later":
                return queryset.filter(follow_up__next_on__gt=today + WEEKS)
            case "none":
                return queryset.filter(Q(follow_up=None) | Q(follow_up__next_on=None))
        return queryset


class WhoseIntentionFilter(admin.SimpleListFilter):
    title, parameter_name = _("person in charge"), "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("I am")), ("deputy", _("I am the deputy")), ("nobody", _("nobody"))]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                return queryset.filter(follow_up__responsible=request.user)
            case "deputy":
                return queryset.filter(follow_up__deputy=request.user)
            case "nobody":
                return queryset.filter(Q(follow_up=None) | Q(follow_up__responsible=None))
        return queryset


class EvidenceFilter(admin.SimpleListFilter):
    title, parameter_name = _("what it rests on"), "rests"

    def lookups(self, request, model_admin):
        return [("passage", _("a passage")), ("paper", _("a private paper alone")), ("nothing", _("nothing yet"))]

    def queryset(self, request, queryset):
        wanted = {
            "passage": Q(passage__isnull=False),
            "paper": Q(passage=None, paper__isnull=False),
            "nothing": Q(passage=None, paper=None),
        }.get(self.value())
        return queryset.filter(wanted) if wanted else queryset


class IntentionList(PartAdmin):
    list_display = ["subject_shown", "initiative", "our_side", "market", "state_shown"]
    list_display_links = ["subject_shown"]
    list_select_related = ["initiative", "our_side", "other_side"]
    date_hierarchy = None
    search_fields = [
        "subject_en",
        "subject_zh",
        "initiative__name_en",
        "initiative__name_zh",
        "our_side__name_en",
        "our_side__name_zh",
        "other_side__name_en",
        "other_side__name_zh",
        "other_name",
    ]
    search_help_text = _("Words of the subject, or part of the name of the initiative or of one of the two sides.")

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_state(IntentionStep.objects.all())
        return rows.select_related("follow_up__responsible", "follow_up__deputy", "follow_up__counterparty")

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return [*columns, "counterparty", "next_step", "next_on", "in_charge"] if request.user.has_perm(SEE) else columns

    def get_list_filter(self, request):
        own = [NextStepFilter, WhoseIntentionFilter] if request.user.has_perm(SEE) else []
        return [StepFilter, *own, ("initiative", admin.RelatedOnlyFieldListFilter), CountryFilter, EvidenceFilter]

    def get_search_fields(self, request):
        private = ["follow_up__counterparty__name_en", "follow_up__counterparty__name_zh", "follow_up__counterparty_name"]
        return [*super().get_search_fields(request), *(private if request.user.has_perm(SEE) else [])]

    def get_list_select_related(self, request):
        return self.list_select_related

    def changelist_view(self, request, extra_context=None):
        self_may_work = request.user.has_perm(WORK_ON)
        return super().changelist_view(request, {"may_follow_up": self_may_work, **(extra_context or {})})

    @admin.display(description=_("subject"), ordering="subject_en")
    def subject_shown(self, intention):
        return intention.subject

    @admin.display(description=_("market"), ordering="country")
    def market(self, intention):
        return intention.country.name or None

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, intention):
        return intention.state_in_words

    @admin.display(description=_("other side"))
    def counterparty(self, intention):
        return other_side_for_staff(intention) or None

    @admin.display(description=_("next step"))
    def next_step(self, intention):
        """What is to be done next, as the way to the follow-up."""
        address = reverse("admin:initiatives_intention_follow_up", args=[intention.pk])
        return format_html('<a href="{}">{}</a>', address, follow_up_of(intention).next_step or gettext("set it"))

    @admin.display(description=_("on"), ordering="follow_up__next_on")
    def next_on(self, intention):
        day = follow_up_of(intention).next_on
        if day and day < timezone.localdate() and intention.state not in (*OFF_LADDER, Step.DELIVERED):
            return format_html('<span class="gaps">{} · {}</span>', day_in_words(day), gettext("overdue"))
        return day

    @admin.display(description=_("in charge"), ordering="follow_up__responsible__username")
    def in_charge(self, intention):
        return follow_up_of(intention).responsible


def follow_up_of(intention):
    """Its follow-up; an empty one where there is none yet."""
    return getattr(intention, "follow_up", None) or FollowUp()


def other_side_for_staff(intention):
    """The other side as the public reads it, else as the follow-up has it."""
    return str(intention.other_side or intention.other_name or follow_up_of(intention).counterparty_shown)
