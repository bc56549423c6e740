"""How a record comes before the public: who sent it, who judged it, what was proposed and what was corrected."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.models.accounts import Person
from portal.models.kept_sql import QuerySet
from portal.models.public import PartQuerySet, is_public
from portal.models.records import Record
from portal.models.sources import Statement
from portal.text.fields import LineField, Localized, ParagraphField, key_field


class ReviewStepQuerySet(QuerySet):
    def withdrawals_of_what_was_public(self):
        """The withdrawals of records that the public could read until then, and cannot read now: not those of what was only scheduled."""
        step = ReviewStep.Step
        turning = [step.PUBLISHED, step.SCHEDULED, step.WITHDRAWN]
        before = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
        last = ReviewStep.objects.filter(before, record=OuterRef("record"), step__in=turning)
        withdrawn = self.filter(step=step.WITHDRAWN).annotate(
            last_step=Subquery(last.values("step")[:1]), last_moment=Subquery(last.values("public_from")[:1])
        )
        was_public = Q(last_step=None) | ~Q(last_step=step.SCHEDULED) | Q(last_moment__lte=F("at"))  # without a step: by the fixtures
        return withdrawn.filter(was_public).exclude(is_public("record"))


class ReviewStep(models.Model):
    """One step of a record towards the public or back. Steps are appended, never rewritten."""

    class Step(models.TextChoices):
        SENT = "sent", _("sent to review")
        TAKEN_BACK = "taken-back", _("taken back from review")
        RETURNED = "returned", _("returned with a comment")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        WITHDRAWN = "withdrawn", pgettext_lazy("step of the review", "withdrawn")
        PROPOSED = "proposed", _("change proposed")
        ACCEPTED = "accepted", _("proposed change accepted")
        DECLINED = "declined", _("proposed change declined")
        DROPPED = "dropped", _("proposed change taken back")

    class PublicReason(models.TextChoices):
        """Why something was withdrawn, as the public reads it: no words of staff, which might name what is not to be named any more."""

        MISTAKE = "mistake", _("published by mistake")
        WRONG = "wrong", _("what it said was wrong")
        OUTDATED = "outdated", _("no longer up to date")
        ELSEWHERE = "elsewhere", _("told on another page")
        REQUEST = "request", _("at the request of those concerned")
        SOURCE = "source", _("its source no longer stands")

    record = models.ForeignKey(Record, models.CASCADE, related_name="steps", verbose_name=_("record"))
    step = models.CharField(_("step"), max_length=12, choices=Step)
    user = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("of a person", "by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = ParagraphField(_("note"), blank=True)
    public_from = models.DateTimeField(_("public from"), null=True, blank=True)
    public_reason = models.CharField(_("reason that the public reads"), max_length=12, choices=PublicReason, blank=True)

    objects = ReviewStepQuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("step of the review")
        verbose_name_plural = _("steps of the review")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="step_has_a_public_reason_if_withdrawn", condition=Q(public_reason="") | Q(step="withdrawn")),
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {self.record}"


class ProposedChangeQuerySet(QuerySet):
    def open(self):
        """Those that nobody has decided."""
        return self.filter(state=ProposedChange.State.OPEN)

    def to_judge(self, user):
        """The open ones that this Publisher decides: not their own, where another has to."""
        return self.open().exclude(proposed_by=user) if settings.REVIEW_BY_ANOTHER else self.open()


class ProposedChange(models.Model):
    """A change of what is public, as an Editor filled in the form; nothing of it is written until a Publisher accepts it.

    `sent` is what the form sent, `opened` what it showed when it was opened: {name of the control: list of texts}. Between
    them stands what the Editor changed, so that what others changed meanwhile is kept.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        DROPPED = "dropped", _("taken back")

    id = key_field()
    record = models.ForeignKey(Record, models.CASCADE, related_name="proposals", verbose_name=_("record"))
    form = models.CharField(_("form"), max_length=80)  # the label of the model whose form it is
    row = models.CharField(_("row"), max_length=64)  # the key of the row of that form
    sent = models.JSONField(_("what was sent"))
    opened = models.JSONField(_("what was shown"))
    form_version = models.CharField(_("version of the form"), max_length=16, blank=True, editable=False)  # empty: before they had one
    note = ParagraphField(_("why"), blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="proposals", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    comment = ParagraphField(_("comment"), blank=True)

    objects = ProposedChangeQuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="proposal_is_open_or_decided",
                condition=Q(state="open", decided_by=None, decided_at=None) | (~Q(state="open") & Q(decided_by__isnull=False)),
            )
        ]

    def __str__(self):
        return str(self.record)


def of_sources(condition):
    """The condition on corrections that a source for which `condition` holds makes their statement, or made it."""
    condition &= Q(id=OuterRef("statement"))
    return Exists(Statement.objects.filter(condition)) | Exists(Statement.history.model.objects.filter(condition))


class CorrectionQuerySet(PartQuerySet):
    def published(self):
        """What the public may read: of public records, and of statements that a public source makes or made."""
        return super().published().filter(of_sources(is_public("passage__source")))

    def keys_around(self, records):
        made = [rows.filter(passage__source__in=records).order_by() for rows in (Statement.objects, Statement.history)]
        statements = {key for rows in made for key in rows.values_list("id", flat=True)}
        return super().keys_around(records) | set(self.model.objects.filter(statement__in=statements).values_list("pk", flat=True))

    def of_withdrawn_records(self):
        """Those that are no longer shown, since the record of which they speak was withdrawn."""
        steps = ReviewStep.objects.filter(record=OuterRef("record"), step=ReviewStep.Step.WITHDRAWN)
        return self.filter(Exists(steps)).exclude(is_public("record"))

    def of_withdrawn_sources(self):
        """Those of public records that are no longer shown, since the source of the figure was withdrawn."""
        shown = self.model.objects.published().filter(pk=OuterRef("pk"))
        withdrawn = of_sources(Q(passage__source__steps__step=ReviewStep.Step.WITHDRAWN))
        return super().published().filter(~Exists(shown), withdrawn)


class Correction(models.Model):
    """A figure that was changed or taken out after it was public: how it read before and after, and why."""

    id = key_field()
    # What was public and was corrected stays on record: such a record is withdrawn, not deleted.
    record = models.ForeignKey(Record, models.PROTECT, related_name="corrections", verbose_name=_("record"))
    statement = models.CharField(_("statement"), max_length=64)  # its key: the statement itself may be gone
    before_en = LineField(_("before, in English"), max_length=250)
    before_zh = LineField(_("before, in Chinese"), max_length=250)
    after_en = LineField(_("after, in English"), max_length=250, blank=True)
    after_zh = LineField(_("after, in Chinese"), max_length=250, blank=True)
    reason_en = ParagraphField(_("reason in English"), blank=True)
    reason_zh = ParagraphField(_("reason in Chinese"), blank=True)
    user = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("of a person", "by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    IN_PUBLIC = True
    SHOWN_WITH = ("record",)

    before = Localized("before")
    after = Localized("after")
    reason = Localized("reason")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "id"]
        indexes = [models.Index("statement", name="correction_of_statement")]
        constraints = [
            models.CheckConstraint(name="correction_has_a_reason", condition=~Q(reason_en="", reason_zh="")),
            models.CheckConstraint(
                name="correction_changes_something",
                condition=~Q(before_en=F("after_en"), before_zh=F("after_zh")),
            ),
        ]

    def __str__(self):
        after = self.after or gettext("taken out")
        return f"{self.before} → {after}"

    def why_hidden(self):
        return gettext("its source is not public")

    def get_absolute_url(self):
        """Its place in the public list, on whichever page of it that is."""
        return f"{reverse('corrections')}?at={self.pk}#{self.pk}"


class Opening(models.Model):
    """That somebody opened the form of a record, and when last: whoever opens it next is told."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="openings", verbose_name=_("record"))
    user = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=pgettext_lazy("of a person", "by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("opened form")
        verbose_name_plural = _("opened forms")
        ordering = ["-at", "id"]
        constraints = [models.UniqueConstraint(fields=["record", "user"], name="opening_once_per_person")]

    def __str__(self):
        return f"{self.record}: {self.user}"
