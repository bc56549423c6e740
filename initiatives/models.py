"""Initiatives that take culture abroad, who takes part in them, and selections."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises.models import Organization
from portal.fields import LineField, Localized, key_field
from portal.history import History
from portal.models import Kind, Passage, Record, Statement, Technology
from portal.models.records import INITIATIVE_KINDS, KindManager, RecordQuerySet


class Precision(models.TextChoices):
    """How far a date is known. One known to the month is stored as its first day, to the year as 1 January."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


def precision_only_with_a_date(date, precision, message, name):
    """The constraint that a date and its precision are given together or not at all."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{date}__isnull": True, precision: ""}) | (Q(**{f"{date}__isnull": False}) & ~Q(**{precision: ""})),
        violation_error_message=message,
    )


class InitiativeQuerySet(RecordQuerySet):
    def open_on(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def for_cards(self):
        """Also with who hosted, organized or developed each, in `initiative.cast`."""
        cast = Participation.objects.published().filter(role__in=Participation.LEADING).select_related("organization")
        return super().for_cards().prefetch_related(models.Prefetch("participations", cast, to_attr="cast"))


class InitiativeKindManager(KindManager.from_queryset(InitiativeQuerySet)):
    pass


class Initiative(Record):
    """A programme, a project or an exhibition."""

    KINDS = INITIATIVE_KINDS

    class Format(models.TextChoices):
        DIGITAL = "digital", _("digital")
        TRADE_SHOW = "trade-show", _("trade show")
        EXPO = "expo", _("expo")
        EXHIBITION_AND_PERFORMANCE = "exhibition-and-performance", _("exhibition and performance")
        EDUCATION_PLATFORM = "education-platform", _("education platform")
        EXCHANGE_SERIES = "exchange-series", _("series of exchange activities")

    format = models.CharField(_("format"), max_length=30, choices=Format, blank=True)
    is_recurring = models.BooleanField(_("recurring"), default=False, help_text=_("A series whose editions are records of their own."))
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The series, tour or umbrella it belongs to."),
    )
    part_of_inferred = models.BooleanField(_("“part of” is inferred"), default=False, help_text=_("No source says so in words."))
    country = CountryField(_("country or region"), blank=True, blank_label=_("not on record"))
    country_inferred = models.BooleanField(_("country or region is inferred"), default=False, help_text=_("No source says so in words."))
    city_en = LineField(_("city in English"), max_length=120, blank=True)
    city_zh = LineField(_("city in Chinese"), max_length=120, blank=True)
    venue_en = LineField(_("venue in English"), max_length=200, blank=True)
    venue_zh = LineField(_("venue in Chinese"), max_length=200, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    starts_precision = models.CharField(_("start known"), max_length=5, choices=Precision, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ends_precision = models.CharField(_("end known"), max_length=5, choices=Precision, blank=True)
    dates_inferred = models.BooleanField(_("dates are inferred"), default=False, help_text=_("No source says so in words."))
    technologies = models.ManyToManyField(Technology, blank=True, related_name="initiatives", verbose_name=_("technologies"))

    city = Localized("city")
    venue = Localized("venue")

    history = History(m2m_fields=["technologies"])
    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(
                name="initiative_starts_before_it_ends",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("It ends on or after the day it starts."),
            ),
            precision_only_with_a_date(
                "starts_on",
                "starts_precision",
                _("Say how far the start is known, or give no start."),
                "initiative_start_has_its_precision",
            ),
            precision_only_with_a_date(
                "ends_on", "ends_precision", _("Say how far the end is known, or give no end."), "initiative_end_has_its_precision"
            ),
            models.CheckConstraint(
                name="initiative_is_not_part_of_itself",
                condition=Q(part_of=None) | ~Q(part_of=F("record_ptr")),
                violation_error_message=_("An initiative is not a part of itself."),
            ),
            models.CheckConstraint(
                name="initiative_infers_only_what_it_gives",
                condition=(Q(part_of_inferred=False) | Q(part_of__isnull=False))
                & (Q(country_inferred=False) | ~Q(country=""))
                & (Q(dates_inferred=False) | Q(starts_on__isnull=False) | Q(ends_on__isnull=False)),
                violation_error_message=_("What is marked as inferred is empty: fill it in, or untick “inferred”."),
            ),
        ]


class Programme(Initiative):
    KINDS = (Kind.PROGRAMME,)

    objects = InitiativeKindManager()

    class Meta:
        proxy = True
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Project(Initiative):
    KINDS = (Kind.PROJECT,)

    objects = InitiativeKindManager()

    class Meta:
        proxy = True
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class Exhibition(Initiative):
    KINDS = (Kind.EXHIBITION,)

    objects = InitiativeKindManager()

    class Meta:
        proxy = True
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")


class ParticipationQuerySet(models.QuerySet):
    def published(self):
        """What the public may see: both sides are public, and so is its source where it has one."""
        now = timezone.now()
        return self.filter(
            Q(passage=None) | Q(passage__source__published_at__lte=now),
            initiative__published_at__lte=now,
            organization__published_at__lte=now,
        )


class Participation(models.Model):
    """An organization's role in an initiative. Host, organizer, co-organizer and supporter are four different things."""

    class Role(models.TextChoices):
        HOST = "host", _("host")
        ORGANIZER = "organizer", _("organizer")
        CO_ORGANIZER = "co-organizer", _("co-organizer")
        SUPPORTER = "supporter", _("supporter")
        GUIDE = "guided-by", _("guided by")
        DEVELOPER = "developer", _("developer")
        EXHIBITOR = "exhibitor", _("exhibitor")
        ATTENDED = "attended", _("attended")

    LEADING = (Role.HOST, Role.ORGANIZER, Role.DEVELOPER)

    id = key_field()
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participations", verbose_name=_("initiative"))
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="participations", verbose_name=_("organization"))
    role = models.CharField(_("role"), max_length=15, choices=Role)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("passage"))

    history = History()
    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["initiative", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organization", "role"],
                name="participation_once_per_role",
                violation_error_message=_("This organization has this role already."),
            )
        ]

    def __str__(self):
        return _("%(organization)s, %(role)s: %(initiative)s") % {
            "organization": self.organization,
            "role": self.get_role_display(),
            "initiative": self.initiative,
        }


class SelectionRound(Record):
    """One round of a national selection for which bodies submit or recommend candidates."""

    KINDS = (Kind.SELECTION_ROUND,)

    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("selection round")
        verbose_name_plural = _("selection rounds")
        constraints = [
            models.CheckConstraint(
                name="selection_round_years_in_order",
                condition=Q(first_year=None, last_year=None) | Q(first_year__lte=F("last_year")),
                violation_error_message=_("Give both years, the first not after the last, or neither."),
            )
        ]


class SelectionCategory(models.Model):
    """A category of a round; `statement` gives how many candidates were put forward, where a source says so."""

    id = key_field()
    round = models.ForeignKey(SelectionRound, models.CASCADE, related_name="categories", verbose_name=_("selection round"))
    name_en = LineField(_("name in English"), max_length=200)
    name_zh = LineField(_("name in Chinese"), max_length=200)
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

    name = Localized("name")

    history = History()

    class Meta:
        verbose_name = _("selection category")
        verbose_name_plural = _("selection categories")
        ordering = ["round", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name_en"],
                name="selection_category_once",
                violation_error_message=_("This round has a category of this name already."),
            )
        ]

    def __str__(self):
        return f"{self.round}: {self.name}"

    def not_named(self, named):
        """How many candidates no source names when `named` are; None unless the count is exact and whole."""
        counted = self.statement
        if counted is None or counted.qualifier != Statement.Qualifier.EXACTLY:
            return None
        rest = counted.value - named
        return int(rest) if rest >= 0 else None


def nominee_is_public(prefix=""):
    """The condition that the round, the nominee and, where one is named, its initiative are public."""
    now = timezone.now()
    return Q(**{f"{prefix}category__round__published_at__lte": now, f"{prefix}organization__published_at__lte": now}) & (
        Q(**{f"{prefix}initiative": None}) | Q(**{f"{prefix}initiative__published_at__lte": now})
    )


class NominationQuerySet(models.QuerySet):
    def published(self):
        """What the public may see: nominee and round are public, and so is an event that tells of it, unless none is
        on record."""
        told = NominationEvent.objects.published().values("nomination")
        return self.filter(nominee_is_public(), ~Exists(NominationEvent.objects.filter(nomination=OuterRef("pk"))) | Q(pk__in=told))

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

    @property
    def nominee(self):
        """What is nominated, as far as it has a record: the initiative where it is named, else the organization."""
        return self.initiative or self.organization

    @property
    def outcome(self):
        """The event among `told` (see with_events) that decided last, or None while the outcome is unknown."""
        decided = [event for event in self.told if event.verb in NominationEvent.OUTCOMES]
        return decided[-1] if decided else None


class NominationEventQuerySet(models.QuerySet):
    def published(self):
        """What the public may see: the nomination is public, and so is the source where one is cited."""
        cited = Q(passage=None) | Q(passage__source__published_at__lte=timezone.now())
        return self.filter(nominee_is_public("nomination__"), cited)


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

    id = key_field()
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="events", verbose_name=_("nomination"))
    verb = models.CharField(_("what happened"), max_length=15, choices=Verb)
    happened_on = models.DateField(_("on"), null=True, blank=True)
    happened_precision = models.CharField(_("date known"), max_length=5, choices=Precision, blank=True)
    date_inferred = models.BooleanField(_("date is inferred"), default=False, help_text=_("No source says so in words."))
    actors = models.ManyToManyField(
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
        ]

    def __str__(self):
        return self.get_verb_display()
