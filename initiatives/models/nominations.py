"""Nominations in a category of a selection round, and what came of them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models.dates import Precision, precision_only_with_a_date
from initiatives.models.initiatives import Initiative
from initiatives.models.replacing import ReplacedByAnother
from initiatives.models.selections import SelectionCategory
from initiatives.models.stages import SelectionStage
from portal.models import Passage
from portal.models.history import History
from portal.models.public import PartQuerySet, names_nothing_hidden
from portal.text.fields import LineField, ListField, Localized, ParagraphField, key_field


class NominationQuerySet(PartQuerySet):
    def published(self):
        """What the public may see: nominee and round are public, and so is an event that tells of it, unless none is on record."""
        events = NominationEvent.objects.filter(nomination=OuterRef("pk")).order_by()
        told = events.filter(names_nothing_hidden(NominationEvent, "passage__source"))
        return super().published().filter(~Exists(events) | Exists(told))

    def were_public(self):
        """Those that the public can read, or could: their events stay as they are (see initiatives.triggers)."""
        now = Nomination.objects.filter(*(names_nothing_hidden(Nomination, path) for path in Nomination.SHOWN_WITH))
        return self.filter(Q(pk__in=now.order_by().values("pk")) | Q(pk__in=FormerlyPublic.objects.order_by().values("nomination")))

    def withdrawn(self):
        """Those that were taken back, whether the public may read it or not."""
        return self.filter(pk__in=NominationEvent.objects.standing().filter(verb=NominationEvent.Verb.WITHDRAWN).values("nomination"))

    def with_events(self):
        """With the public events of each in `nomination.told`, in order."""
        events = NominationEvent.objects.published().in_order().select_related("passage__source")
        return self.prefetch_related(models.Prefetch("events", events, to_attr="told"))


class Nomination(models.Model):
    """A candidate in a category: an organization, with its initiative where what is nominated is named."""

    id = key_field()
    category = models.ForeignKey(SelectionCategory, models.CASCADE, related_name="nominations", verbose_name=_("category"))
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="nominations", verbose_name=_("organization"))
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name=_("initiative")
    )
    is_unnamed_project = models.BooleanField(
        _("its project, not named"),
        default=False,
        help_text=_("What is nominated is a project of the organization that the source does not name."),
    )

    IN_PUBLIC = True
    SHOWN_WITH = ("category__round", "organization", "initiative")
    ASKED_OF = ("events__passage__source",)
    ON_PAGE_OF = "category__round"

    history = History()
    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["category", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "organization", "initiative"],
                name="nomination_once",
                violation_error_message=_("This nominee is in this category already."),
            ),
            models.UniqueConstraint(
                fields=["category", "organization"],
                condition=Q(initiative=None),
                name="nomination_once_without_initiative",
                violation_error_message=_("This nominee is in this category already."),
            ),
            models.CheckConstraint(
                name="nomination_names_its_project_or_not",
                condition=Q(is_unnamed_project=False) | Q(initiative=None),
                violation_error_message=_("The project is named: untick “its project, not named”."),
            ),
        ]

    def __str__(self):
        return str(self.nominee)

    def why_hidden(self):
        return _("no public source tells of it")

    @property
    def nominee(self):
        """What is nominated, as far as it has a record: the initiative where it is named, else the organization."""
        return self.initiative or self.organization

    @property
    def outcome(self):
        """The event among `told` (see with_events) that decided last and stands, or None while the outcome is unknown."""
        decided = [event for event in self.told if event.verb in NominationEvent.OUTCOMES and not event.correction]
        return decided[-1] if decided else None

    @cached_property
    def was_public(self):
        return Nomination.objects.were_public().filter(pk=self.pk).exists()


class FormerlyPublic(models.Model):
    """That a nomination was public, whatever became of it: the database writes it down itself when it ends (see
    initiatives.triggers)."""

    nomination = models.OneToOneField(
        Nomination, models.CASCADE, primary_key=True, related_name="formerly_public", verbose_name=_("nomination")
    )
    noted_at = models.DateTimeField(_("noted at"))

    IN_PUBLIC = True
    NOBODY_ASKS = True  # nobody has rights on rows that only the database writes

    class Meta:
        verbose_name = _("formerly public nomination")
        verbose_name_plural = _("formerly public nominations")
        ordering = ["nomination"]

    def __str__(self):
        return str(self.nomination)


def cascade_until_public(collector, field, events, using):
    """Delete the events with their nomination, unless it has been public: from then on neither goes."""
    kept = [event for event in events if event.nomination.was_public]
    if kept:
        raise models.ProtectedError("An event of a nomination that has been public is not deleted.", kept)
    models.CASCADE(collector, field, events, using)


class NominationEventQuerySet(PartQuerySet):
    def published(self):
        """What the public may see, each with what replaces it."""
        return super().published().select_related("replaced_by__passage__source", "stage__passage__source")

    def in_order(self):
        """As in Meta, which cannot look into another row; a correction without a date stands in the place of what it replaces."""
        day = Coalesce("happened_on", "replaces__happened_on")
        return self.order_by("nomination", day.asc(nulls_first=True), "recorded_at", "id")

    def standing(self):
        """Without those that another replaces which the public may read."""
        return self.exclude(Exists(NominationEvent.objects.published().filter(replaces=OuterRef("pk")).order_by()))


class NominationEvent(ReplacedByAnother, models.Model):
    """What happened to a nomination, in the source's verb. Once that is public it is never rewritten: a wrong event is
    corrected by another, which names it as replaced and says why.

    What replaces an event has a verb of its own ("not recognized" in the place of "recognized"), or says "correction" where
    nothing takes its place. To bring back what was replaced, say it again.
    """

    class Verb(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        RECOMMENDED = "recommended", _("recommended")
        UNDER_REVIEW = "under-review", _("under review")
        PASSED = "passed", _("passed")
        NOT_PASSED = "not-passed", _("did not pass")
        NOTICED = "noticed", _("publicly noticed")
        RECOGNIZED = "recognized", _("recognized")
        NOT_RECOGNIZED = "not-recognized", _("not recognized")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CORRECTED = "corrected", _("correction")
        REMARK = "remark", _("remark")  # what was called a correction before one had to name the event that it corrects

        @classmethod
        def offered(cls):
            return [choice for choice in cls.choices if choice[0] != cls.REMARK]

    OF_A_STAGE = (Verb.PASSED, Verb.NOT_PASSED)
    OUTCOMES = (Verb.RECOGNIZED, Verb.NOT_RECOGNIZED, Verb.WITHDRAWN)
    DEEDS = {  # the same as the page of whoever did it says it, before the name of the round
        Verb.SUBMITTED: _("submitted candidates to"),
        Verb.RECOMMENDED: _("recommended candidates for"),
        Verb.UNDER_REVIEW: _("reviewed candidates of"),
        Verb.PASSED: _("let candidates pass a stage of"),
        Verb.NOT_PASSED: _("did not let candidates pass a stage of"),
        Verb.NOTICED: _("gave public notice of candidates of"),
        Verb.RECOGNIZED: _("recognized candidates of"),
        Verb.NOT_RECOGNIZED: _("did not recognize candidates of"),
        Verb.WITHDRAWN: _("withdrew candidates from"),
        Verb.CORRECTED: _("corrected the record of"),
        Verb.REMARK: _("remarked on"),
    }

    id = key_field()
    nomination = models.ForeignKey(Nomination, cascade_until_public, related_name="events", verbose_name=_("nomination"))
    verb = models.CharField(_("what happened"), max_length=15, choices=Verb)
    stage = models.ForeignKey(
        SelectionStage,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("stage"),
        help_text=_("The stage of the round in which it happened, where that is known."),
    )
    happened_on = models.DateField(_("on"), null=True, blank=True)
    happened_precision = models.CharField(_("date known"), max_length=5, choices=Precision, blank=True)
    date_inferred = models.BooleanField(_("date is inferred"), default=False, help_text=_("No source says so in words."))
    actors = ListField(
        Organization, blank=True, related_name="selection_acts", verbose_name=_("by"), help_text=_("Who submitted, recommended or decided.")
    )
    has_unnamed_actors = models.BooleanField(_("with others, not named"), default=False)
    recipient = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="selection_receipts", verbose_name=_("to")
    )
    note_en = LineField(_("note in English"), max_length=200, blank=True)
    note_zh = LineField(_("note in Chinese"), max_length=200, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="nomination_events", verbose_name=_("passage"))
    replaces = models.OneToOneField(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        help_text=_("The wrong event of this nomination in whose place this one stands. It is shown struck, with the reason."),
        error_messages={"unique": _("This event is replaced already: correct the one that replaces it.")},
    )
    reason_en = ParagraphField(_("reason in English"), blank=True)
    reason_zh = ParagraphField(_("reason in Chinese"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    note = Localized("note")
    reason = Localized("reason")

    ON_PAGE_OF = "nomination__category__round"
    IN_PUBLIC = True
    SHOWN_WITH = (*(f"nomination__{path}" for path in Nomination.SHOWN_WITH), "passage__source")

    history = History(m2m_fields=["actors"])
    objects = NominationEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination event")
        verbose_name_plural = _("nomination events")
        ordering = ["nomination", F("happened_on").asc(nulls_first=True), "recorded_at", "id"]
        constraints = [
            precision_only_with_a_date(
                "happened_on",
                "happened_precision",
                _("Say how far the date is known, or give no date."),
                "nomination_event_date_has_its_precision",
            ),
            models.CheckConstraint(
                name="nomination_event_infers_only_a_date_it_gives",
                condition=Q(date_inferred=False) | Q(happened_on__isnull=False),
                violation_error_message=_("There is no date to infer: give it, or untick “inferred”."),
            ),
            models.CheckConstraint(
                name="nomination_event_passes_a_stage_that_it_names",
                condition=~Q(verb__in=["passed", "not-passed"]) | Q(stage__isnull=False),
                violation_error_message=_("Say which stage was passed, or not."),
            ),
            models.CheckConstraint(
                name="nomination_event_correction_names_what_it_replaces",
                condition=~Q(verb="corrected") | Q(replaces__isnull=False),
                violation_error_message=_("A correction names the event that it replaces."),
            ),
            models.CheckConstraint(
                name="nomination_event_replaces_with_reason_and_passage",
                condition=Q(replaces=None) | (Q(passage__isnull=False) & ~Q(reason_en="", reason_zh="")),
                violation_error_message=_("Say why the event is replaced, in English or Chinese, and cite the passage that says so."),
            ),
            models.CheckConstraint(
                name="nomination_event_gives_a_reason_only_where_it_replaces",
                condition=Q(replaces__isnull=False) | Q(reason_en="", reason_zh=""),
                violation_error_message=_("The reason is that of a correction: choose the event that is replaced."),
            ),
            models.CheckConstraint(
                name="nomination_event_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                violation_error_message=_("An event does not replace itself."),
            ),
        ]

    def __str__(self):
        return _("%(nominee)s: %(verb)s") % {"nominee": self.nomination, "verb": self.get_verb_display()}

    def clean(self):
        super().clean()
        if self.replaces and self.replaces.nomination_id != self.nomination_id:
            raise ValidationError({"replaces": _("This is an event of another nomination.")})
        if self.stage and self.stage.round_id != self.nomination.category.round_id:
            raise ValidationError({"stage": _("This is a stage of another round.")})
        replaced, seen = self.replaces, {self.pk}
        while replaced and self.replaces_id != self.pk:
            if replaced.pk in seen:
                raise ValidationError({"replaces": _("This event was recorded as replacing this very one.")})
            seen.add(replaced.pk)
            replaced = replaced.replaces

    @property
    def is_fixed(self):
        return self.nomination.was_public

    @property
    def said(self):
        """What happened, in words, with the stage in which it did where the public may read of it: "Expert review: passed"."""
        verb = self.get_verb_display()
        return _("%(stage)s: %(verb)s") % {"stage": self.stage, "verb": verb} if self.stage and self.stage.is_public else str(verb)

    @property
    def correction(self):
        """What replaces it, where the public may read that; None while it stands. Loaded by `published`."""
        found = getattr(self, "replaced_by", None)
        return found if found and found.passage.source.is_published else None
