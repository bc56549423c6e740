"""Selections: rounds, their categories, who was put forward and what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models.dates import Precision, precision_only_with_a_date
from initiatives.models.initiatives import Initiative
from portal.fields import LineField, ListField, Localized, key_field
from portal.history import History
from portal.languages.pairs import one_language, unique_text
from portal.models import Kind, Passage, Record, Statement
from portal.models.bounds import SMALL, within
from portal.models.public import PartQuerySet, is_public
from portal.search import Text


class SelectionRound(Record):
    """One round of a national selection for which bodies submit or recommend candidates."""

    KINDS = (Kind.SELECTION_ROUND,)
    SEARCHED_WITH = ("categories",)

    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("selection round")
        verbose_name_plural = _("selection rounds")
        constraints = [
            within("first_year", 1000, 9999, _("Give the first year with four digits.")),
            within("last_year", 1000, 9999, _("Give the last year with four digits.")),
            models.CheckConstraint(
                name="selection_round_years_in_order",
                condition=Q(first_year=None, last_year=None)
                | Q(first_year__isnull=False, last_year__isnull=False, first_year__lte=F("last_year")),
                violation_error_message=_("Give both years, the first not after the last, or neither."),
            ),
        ]

    def searched_texts(self):
        for category in self.categories.all():
            yield Text(category.name_en, category.name_zh)


class SelectionCategory(models.Model):
    """A category of a round; `statement` gives how many candidates were put forward, where a source says so."""

    id = key_field()
    round = models.ForeignKey(SelectionRound, models.CASCADE, related_name="categories", verbose_name=_("selection round"))
    name_en = LineField(_("name in English"), max_length=200, blank=True)
    name_zh = LineField(_("name in Chinese"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    statement = models.ForeignKey(
        Statement,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="categories",
        verbose_name=_("statement of the count"),
        help_text=_("The statement of this round whose figure says how many were put forward."),
    )

    SHOWN_WITH = ("round",)

    name = Localized("name")

    history = History()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection category")
        verbose_name_plural = _("selection categories")
        ordering = ["round", "position", "id"]
        constraints = [
            within("position", 0, SMALL, _("A position is at most 32,767.")),
            one_language("name"),
            unique_text("name_en", "round", message=_("This round has a category of this name already.")),
            unique_text("name_zh", "round", message=_("This round has a category of this name already.")),
        ]

    def __str__(self):
        return f"{self.round}: {self.name}"

    def clean(self):
        super().clean()
        if self.statement and (self.statement.record_id != self.round_id or self.statement.measure_id is None):
            raise ValidationError({"statement": _("The count is a statement of this round that has a figure.")})

    def not_named(self, named):
        """How many candidates no source names when `named` are; None unless the count is exact and whole."""
        counted = self.statement
        if counted is None or counted.qualifier != Statement.Qualifier.EXACTLY:
            return None
        rest = counted.value - named
        return int(rest) if rest >= 0 else None


class NominationQuerySet(PartQuerySet):
    def published(self):
        """What the public may see: nominee and round are public, and so is an event that tells of it, unless none is
        on record."""
        told = NominationEvent.objects.filter(is_public(NominationEvent, "passage__source")).values("nomination")
        silent = ~Exists(NominationEvent.objects.filter(nomination=OuterRef("pk")))
        return super().published().filter(silent | Q(pk__in=told))

    def with_events(self):
        """With the public events of each in `nomination.told`, in order."""
        events = NominationEvent.objects.published().select_related("passage__source")
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

    SHOWN_WITH = ("category__round", "organization", "initiative")

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
        """The event among `told` (see with_events) that decided last, or None while the outcome is unknown."""
        decided = [event for event in self.told if event.verb in NominationEvent.OUTCOMES]
        return decided[-1] if decided else None


class NominationEvent(models.Model):
    """What happened to a nomination, in the source's verb. Appended, never rewritten: a wrong one is corrected by another."""

    class Verb(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        RECOMMENDED = "recommended", _("recommended")
        UNDER_REVIEW = "under-review", _("under review")
        RECOGNIZED = "recognized", _("recognized")
        NOT_RECOGNIZED = "not-recognized", _("not recognized")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CORRECTED = "corrected", _("correction")

    OUTCOMES = (Verb.RECOGNIZED, Verb.NOT_RECOGNIZED, Verb.WITHDRAWN)
    DEEDS = {  # the same as the page of whoever did it says it, before the name of the round
        Verb.SUBMITTED: _("submitted candidates to"),
        Verb.RECOMMENDED: _("recommended candidates for"),
        Verb.UNDER_REVIEW: _("reviewed candidates of"),
        Verb.RECOGNIZED: _("recognized candidates of"),
        Verb.NOT_RECOGNIZED: _("did not recognize candidates of"),
        Verb.WITHDRAWN: _("withdrew candidates from"),
        Verb.CORRECTED: _("corrected the record of"),
    }

    id = key_field()
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="events", verbose_name=_("nomination"))
    verb = models.CharField(_("what happened"), max_length=15, choices=Verb)
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
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    note = Localized("note")

    SHOWN_WITH = (*(f"nomination__{path}" for path in Nomination.SHOWN_WITH), "passage__source")

    history = History(m2m_fields=["actors"])
    objects = PartQuerySet.as_manager()

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
        ]

    def __str__(self):
        return _("%(nominee)s: %(verb)s") % {"nominee": self.nomination, "verb": self.get_verb_display()}
