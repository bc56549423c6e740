"""The steps by which an intention climbs from a first word to a contract, or ends."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, OuterRef, Q, When
from django.db.models.functions import Coalesce, TruncDate, TruncMonth, TruncYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models.dates import Precision, precision_only_with_a_date
from initiatives.models.intentions import OFF_LADDER, RESTS_ON_SOMETHING, Intention, Step
from portal.models import Paper, Passage, Person
from portal.models.history import History
from portal.models.public import PartQuerySet
from portal.text.fields import LineField, Localized, ParagraphField, key_field


def cascade_until_counted(collector, field, steps, using):
    """Delete the steps with their intention, unless it has been public: from then on neither goes."""
    kept = [step for step in steps if step.intention.was_public]
    if kept:
        raise models.ProtectedError("A step of an intention that has been public is not deleted.", kept)
    models.CASCADE(collector, field, steps, using)


class IntentionStepQuerySet(PartQuerySet):
    def published(self):
        """What the public may read: a step up the ladder rests on a public source or a paper; that something came to nothing needs
        neither."""
        told = RESTS_ON_SOMETHING | Q(step__in=OFF_LADDER)
        return super().published().filter(told).select_related("replaced_by__passage__source")

    def standing(self):
        """Without those of these that another of these replaces."""
        return self.exclude(models.Exists(self.filter(replaces=models.OuterRef("pk")).order_by()))

    def in_order(self):
        """By day; a step up without one stands first, an end without one where it was recorded, as `with_state` takes them."""
        recorded = Case(When(step__in=OFF_LADDER, then=TruncDate("recorded_at")))
        day = Coalesce("happened_on", "replaces__happened_on", recorded)
        return self.order_by("intention", day.asc(nulls_first=True), "recorded_at", "id")

    def not_before_outer(self):
        """Those that may have happened on or after the earliest day of the step of the outer query. One without a day happened at the
        latest when it was recorded; of two on one day the later is the one recorded later."""
        day = ExpressionWrapper(OuterRef("happened_on"), output_field=models.DateField())
        same_day = Q(happened_on=day, recorded_at__gte=OuterRef("recorded_at"))
        return self.filter(
            Q(happened_on=None, recorded_at__date__gte=day)
            | Q(Q(happened_on__gt=day) | same_day, happened_precision=Precision.DAY)
            | Q(happened_precision=Precision.MONTH, happened_on__gte=TruncMonth(day))
            | Q(happened_precision=Precision.YEAR, happened_on__gte=TruncYear(day))
        )


class IntentionStep(models.Model):
    """One step of an intention, up the ladder or off it. Once public it is never rewritten: a wrong one is replaced by another, which
    says why."""

    id = key_field()
    intention = models.ForeignKey(Intention, cascade_until_counted, related_name="steps", verbose_name=_("cooperation intention"))
    step = models.CharField(_("what it became"), max_length=12, choices=Step)
    happened_on = models.DateField(_("on"), null=True, blank=True)
    happened_precision = models.CharField(_("date known"), max_length=5, choices=Precision, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="intention_steps", verbose_name=_("passage"))
    paper = models.ForeignKey(
        Paper,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="intention_steps",
        verbose_name=_("private paper"),
        help_text=_("A contract or a memorandum counts in public only where it rests on a passage or a paper."),
    )
    note_en = LineField(_("note in English"), max_length=200, blank=True, help_text=_("Public where the step is."))
    note_zh = LineField(_("note in Chinese"), max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        help_text=_("The wrong step of this intention in whose place this one stands. It is shown struck, with the reason."),
        error_messages={"unique": _("This step is replaced already: correct the one that replaces it.")},
    )
    reason_en = ParagraphField(_("reason in English"), blank=True)
    reason_zh = ParagraphField(_("reason in Chinese"), blank=True)
    entered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("entered by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    note = Localized("note")
    reason = Localized("reason")

    ON_PAGE_OF = "intention__initiative"
    IN_PUBLIC = True
    SHOWN_WITH = ("intention__initiative", "intention__our_side", "passage__source")

    history = History()
    objects = IntentionStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an intention")
        verbose_name_plural = _("steps of intentions")
        ordering = ["intention", F("happened_on").asc(nulls_last=True), "recorded_at", "id"]
        constraints = [
            precision_only_with_a_date(
                "happened_on",
                "happened_precision",
                _("Say how far the date is known, or give no date."),
                "intention_step_date_has_its_precision",
            ),
            models.CheckConstraint(
                name="intention_step_replaces_with_a_reason",
                condition=Q(replaces=None) | ~Q(reason_en="", reason_zh=""),
                violation_error_message=_("Say why the step is replaced, in English or Chinese."),
            ),
            models.CheckConstraint(
                name="intention_step_gives_a_reason_only_where_it_replaces",
                condition=Q(replaces__isnull=False) | Q(reason_en="", reason_zh=""),
                violation_error_message=_("The reason is that of a correction: choose the step that is replaced."),
            ),
            models.CheckConstraint(
                name="intention_step_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                violation_error_message=_("A step does not replace itself."),
            ),
        ]

    def __str__(self):
        return _("%(intention)s: %(step)s") % {"intention": self.intention, "step": self.get_step_display()}

    def clean(self):
        super().clean()
        if self.replaces and self.replaces.intention_id != self.intention_id:
            raise ValidationError({"replaces": _("This is a step of another intention.")})
        if self.paper and self.paper.record_id != self.intention.initiative_id:
            raise ValidationError({"paper": _("This paper is another record’s.")})

    def why_hidden(self):
        return _("a step up the ladder is shown where it rests on a passage or a paper")

    @property
    def correction(self):
        """What replaces it, where the public may read that; None while it stands. Loaded by `published`."""
        found = getattr(self, "replaced_by", None)
        if found is None or (found.passage and not found.passage.source.is_published):
            return None
        return found if found.passage or found.paper_id or found.step in OFF_LADDER else None
