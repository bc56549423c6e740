"""Rules of law by which days are counted: dated rows with their sources, which staff change without a new version of the portal."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises.models.properties import TrademarkRegistration
from enterprises.models.territories import Territories
from enterprises.renewals.months import end_of_term, months_after
from portal.models import Person
from portal.models.bounds import within
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, Localized, key_field
from portal.text.partial_dates import day_after

MOST_MONTHS = 2400  # of any length: two centuries, as no law asks for more


class LegalRule(models.Model):
    """How one law counts one sort of day, from one day until another (empty: open). A new law is a new row, and the old one then ends.

    A day is looked up by the rule that is in force on it: a term by its last day, a period by the event from which it counts.
    """

    class Subject(models.TextChoices):
        REGISTRATION = "registration", _("term and renewal of a registration")
        DECLARATION = "declaration", _("declaration of use")
        OPPOSITION = "opposition", _("opposition")
        REVIEW = "review", _("review of a refusal")
        NON_USE = "non-use", _("openness to cancellation for non-use")
        LICENCE = "licence", _("licence filed for record")
        RECORDAL = "recordal", _("term and renewal of a customs recordal")
        CUSTOMS_CHANGE = "customs-change", _("change told to customs")
        CUSTOMS_CANCELLATION = "customs-cancel", _("recordal cancelled at customs")
        COPYRIGHT_OF_PERSONS = "copyright-person", _("copyright of natural persons")
        COPYRIGHT_OF_BODIES = "copyright-body", _("copyright of legal persons")

    class Start(models.TextChoices):
        REGISTERED = "registered", _("registration")
        FILED = "filed", _("filing")
        INTERNATIONAL = "international", _("international registration")
        CERTIFIED = "certified", _("certificate of the territory’s own office")
        EFFECTIVE = "effective", _("approval at customs")
        PUBLISHED = "published", _("preliminary publication")
        REFUSED = "refused", _("receipt of the refusal")
        LICENSED = "licensed", _("start of the licence")
        CHANGED = "changed", _("change")
        ENDED = "ended", _("end of the right, or its assignment")
        DEATH = "death", _("death of the last author")
        FIRST_PUBLISHED = "first-published", _("first publication of the work")

    class Unit(models.TextChoices):
        MONTHS = "months", _("months")
        DAYS = "days", _("days")
        WORKING_DAYS = "working-days", _("working days of China")

    class Office(models.TextChoices):
        CHINA = "CN", _("working days of China")
        UNITED_STATES = "US", _("federal holidays of the United States")
        UNKNOWN = "unknown", _("days of the office, which are not entered")

    class Confidence(models.TextChoices):
        HIGH = "H", _("high: the text itself was read")
        MEDIUM = "M", _("medium: others report it")
        LOW = "L", _("low: to be confirmed before anybody relies on it")

    COLUMNS = {  # of a registration or a recordal: the first of them that holds a day
        Start.REGISTERED: ("registered_on",),
        Start.FILED: ("filed_on",),
        Start.INTERNATIONAL: ("international_registered_on", "registered_on"),
        Start.CERTIFIED: ("certified_on",),
        Start.EFFECTIVE: ("effective_on",),
    }

    id = key_field()
    subject = models.CharField(_("about"), max_length=20, choices=Subject)
    route = models.CharField(_("route"), max_length=10, choices=TrademarkRegistration.Route, blank=True)
    territory = CountryField(_("territory"), countries=Territories, blank=True, blank_label=_("any"))
    holds_from = models.DateField(_("in force from"), null=True, blank=True)
    holds_until = models.DateField(_("in force until"), null=True, blank=True)
    counts_from = models.CharField(_("counts from"), max_length=20, choices=Start)
    length = models.PositiveSmallIntegerField(_("length"), null=True, blank=True, help_text=_("Empty for a licence."))
    unit = models.CharField(_("unit"), max_length=12, choices=Unit, default=Unit.MONTHS)
    ends_day_before = models.BooleanField(
        _("ends the day before"), default=False, help_text=_("The day before the corresponding day, as terms do in mainland China.")
    )
    ends_with_year = models.BooleanField(_("ends with the year"), default=False, help_text=_("On 31 December, as copyright does."))
    opens_months_before = models.PositiveSmallIntegerField(
        _("opens before, in months"), default=0, help_text=_("So long before the last day.")
    )
    opens_months_after = models.PositiveSmallIntegerField(
        _("opens after, in months"),
        null=True,
        blank=True,
        help_text=_("So long after the day from which it counts, in place of the other."),
    )
    grace_months_after = models.PositiveSmallIntegerField(_("grace, in months"), default=0)
    repeats_months = models.PositiveSmallIntegerField(_("repeats, in months"), null=True, blank=True)
    depends_months = models.PositiveSmallIntegerField(
        _("depends on a basic mark, in months"), default=0, help_text=_("Of an international registration.")
    )
    is_optional = models.BooleanField(_("optional"), default=False, help_text=_("One may, nobody has to: it is offered, never due."))
    moved_by = models.CharField(
        _("moved by"), max_length=7, choices=Office, blank=True, help_text=_("Whose days move a last day on which the office is closed.")
    )
    moves_last_day = models.BooleanField(
        _("moves the last day"), default=False, help_text=_("Else only the end of the grace moves, and one files before the last day.")
    )
    moved_source_en = LineField(_("source of that in English"), max_length=300, blank=True)
    moved_source_zh = LineField(_("source of that in Chinese"), max_length=300, blank=True)
    moved_confidence = models.CharField(_("confidence in that"), max_length=1, choices=Confidence, blank=True)
    name_en = LineField(_("name in English"), max_length=120, blank=True, help_text=_("Where an office has more than one of the sort."))
    name_zh = LineField(_("name in Chinese"), max_length=120, blank=True)
    source_en = LineField(_("source in English"), max_length=300)
    source_zh = LineField(_("source in Chinese"), max_length=300)
    address = models.URLField(_("address of the official text"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence, default=Confidence.MEDIUM)
    ticked_on = models.DateField(
        _("compared on"), null=True, blank=True, help_text=_("When somebody opened the official page and found the rule there.")
    )
    ticked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("compared by")
    )

    name = Localized("name")
    source = Localized("source")
    moved_source = Localized("moved_source")

    RIGHTS_ABOUT = "law and calendar"
    IS_SHIPPED = True

    history = History()
    objects = QuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("rule of law")
        verbose_name_plural = _("rules of law")
        ordering = ["subject", "route", "territory", F("holds_from").asc(nulls_first=True), "is_optional", "length", "id"]
        constraints = [
            models.CheckConstraint(
                name="legal_rule_holds_from_before_until",
                condition=Q(holds_from=None) | Q(holds_until=None) | Q(holds_from__lte=F("holds_until")),
                violation_error_message=_("A rule is in force until the day it begins, or later."),
            ),
            models.CheckConstraint(
                name="legal_rule_of_a_registration_has_its_route",
                condition=~Q(subject__in=["registration", "declaration"]) | ~Q(route=""),
                violation_error_message=_("Choose the route: offices count by it."),
            ),
            models.CheckConstraint(
                name="legal_rule_has_a_length_unless_optional",
                condition=Q(length__isnull=False)
                | Q(subject="declaration", is_optional=True, opens_months_after__isnull=False)
                | Q(subject="licence"),
                violation_error_message=_("Give the length; only an optional declaration or a licence goes without."),
            ),
            models.CheckConstraint(
                name="legal_rule_moves_by_the_days_of_an_office",
                condition=~Q(moved_by="") | Q(moves_last_day=False, moved_confidence="", moved_source_en="", moved_source_zh=""),
                violation_error_message=_("Choose whose days move the last day, or leave the rest of it empty."),
            ),
            models.CheckConstraint(
                name="legal_rule_of_a_term_counts_months",
                condition=Q(unit="months")
                | Q(subject__in=["opposition", "review", "customs-change", "customs-cancel"], ends_day_before=False, ends_with_year=False),
                violation_error_message=_("Terms are counted in months, and so is what ends the day before, or with the year."),
            ),
            models.CheckConstraint(
                name="legal_rule_ticked_by_somebody",
                condition=Q(ticked_on=None) | Q(ticked_by__isnull=False),
                violation_error_message=_("Say who compared the rule with the official page."),
            ),
            within("length", 1, MOST_MONTHS, _("A length is between 1 and 2,400.")),
            within("repeats_months", 1, MOST_MONTHS, _("A length is between 1 and 2,400.")),
            within("opens_months_before", None, MOST_MONTHS, _("A length is at most 2,400 months.")),
            within("opens_months_after", None, MOST_MONTHS, _("A length is at most 2,400 months.")),
            within("grace_months_after", None, MOST_MONTHS, _("A length is at most 2,400 months.")),
            within("depends_months", None, MOST_MONTHS, _("A length is at most 2,400 months.")),
        ]

    def __str__(self):
        parts = [capfirst(self.get_subject_display()), str(self.territory.name), str(self.get_route_display()), self.name]
        return " · ".join(filter(None, parts))

    @property
    def to_be_confirmed(self):
        return self.confidence != self.Confidence.HIGH and self.ticked_on is None

    @property
    def moving_to_be_confirmed(self):
        return self.moved_confidence in (self.Confidence.MEDIUM, self.Confidence.LOW) and self.ticked_on is None

    def holds_on(self, day):
        return (self.holds_from is None or self.holds_from <= day) and (self.holds_until is None or day <= self.holds_until)

    def starts_on(self, row):
        """The day of a registration or a recordal from which the rule counts; None where it is not on record."""
        return next(filter(None, (getattr(row, name) for name in self.COLUMNS.get(self.counts_from, ()))), None)

    def first_end(self, start):
        """The last day, not moved, of what is counted in months."""
        end = end_of_term(start, self.length, self.ends_day_before)
        return end.replace(month=12, day=31) if self.ends_with_year else end

    def next_end(self, expires_on):
        """When the term ends that follows the one that ended on `expires_on`: where terms end the day before, it begins the day
        after, so that 28 February 2026 is followed by 29 February 2036."""
        return self.first_end(day_after(expires_on) or expires_on if self.ends_day_before else expires_on)

    def opens_on(self, expires_on):
        return months_after(expires_on, -self.opens_months_before)

    def late_until(self, expires_on):
        """The last day of the grace, not moved."""
        return months_after(expires_on, self.grace_months_after)
