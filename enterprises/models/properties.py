"""What organizations own, and what protects it: registrations of trademarks and customs recordals."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises import kinds
from enterprises.models.organizations import Organization
from enterprises.models.territories import Territories
from portal.models import Record
from portal.models.history import History
from portal.models.kinds import kept_in
from portal.models.public import PartQuerySet
from portal.models.records import KindManager
from portal.text.fields import LineField, Localized, ParagraphField, key_field
from portal.text.search_words import Text


class IntellectualProperty(Record):
    """A mark, a group of marks, a product or a work that can be protected and licensed."""

    KINDS = kept_in(kinds.TRADEMARKS.model)
    JOINED_ON_CARDS = ("owner",)
    SEARCHED_WITH = ("registrations__passage__source", "recordals__passage__source", "availabilities__passage__source")

    owner = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="properties",
        verbose_name=_("owner"),
        help_text=_("Leave it empty where no source names one: the page then says “not listed here yet”."),
    )
    licensing_en = ParagraphField(_("what may be licensed, in English"), blank=True)
    licensing_zh = ParagraphField(_("what may be licensed, in Chinese"), blank=True)

    licensing = Localized("licensing")

    history = History()

    class Meta:
        verbose_name = _("intellectual property")
        verbose_name_plural = _("intellectual property")

    @classmethod
    def searched_texts(cls, keys):
        for key, *licensing in cls._base_manager.filter(pk__in=keys).values_list("pk", "licensing_en", "licensing_zh"):
            yield key, Text(*licensing)
        countries = cls._meta.get_field("registrations").related_model._meta.get_field("territory").countries
        for key, source, number, territory in cls.rows_along("registrations", keys, "passage__source_id", "number", "territory"):
            yield key, Text(number, source=source)
            yield key, Text.of_place(countries, territory, source)
        for key, source, number in cls.rows_along("recordals", keys, "passage__source_id", "number"):
            yield key, Text(number, source=source)
        offers, columns = cls._meta.get_field("availabilities").related_model, ("category_en", "category_zh", "term_en", "term_zh")
        columns = ("passage__source_id", "is_worldwide", "territory", "exclusivity", *columns)
        for key, source, is_worldwide, territory, exclusivity, *category_and_term in cls.rows_along("availabilities", keys, *columns):
            yield key, Text(*category_and_term[:2], source)
            yield key, Text(*category_and_term[2:], source)
            yield key, Text.translated(offers.name_of_place, is_worldwide, territory, source=source)
            yield key, Text.translated(offers.name_of_exclusivity, exclusivity, source=source)


class Trademark(IntellectualProperty):
    """A trademark, or a group of trademarks that a source does not tell apart."""

    KINDS = (kinds.TRADEMARK, kinds.TRADEMARK_GROUP)

    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("trademark")
        verbose_name_plural = _("trademarks")


class EventfulQuerySet(PartQuerySet):
    def with_events(self):
        """With the `standing_events` of each row, read at once."""
        return self.with_those(self.model._meta.get_field("events").related_model.objects.standing())

    def with_public_events(self):
        """The same for a page that the public reads: what an Editor entered counts once a Publisher has let it."""
        return self.with_those(self.model._meta.get_field("events").related_model.objects.in_effect())

    def with_those(self, events):
        return self.prefetch_related(Prefetch("events", events, to_attr="standing_events"))


class Eventful(models.Model):
    """What events happen to."""

    class Meta:
        abstract = True

    @cached_property
    def standing_events(self):
        """Its RightEvents in order, without those that another replaces."""
        return [] if self._state.adding else list(self.events.standing())


class TrademarkRegistration(Eventful):
    """One class of a registration in one territory: an office gives one number to all classes of a filing."""

    class Route(models.TextChoices):
        NATIONAL = "national", _("national office")
        MADRID = "madrid", _("Madrid system")
        REGIONAL = "regional", _("regional office")

    id = key_field()
    trademark = models.ForeignKey(IntellectualProperty, models.CASCADE, related_name="registrations", verbose_name=_("trademark"))
    territory = CountryField(_("territory"), countries=Territories)
    route = models.CharField(_("route"), max_length=10, choices=Route, default=Route.NATIONAL)
    number = LineField(_("registration number"), max_length=40)
    nice_class = models.PositiveSmallIntegerField(
        _("Nice class"),
        validators=[
            MinValueValidator(1, _("Nice classes run from 1 to 45.")),
            MaxValueValidator(45, _("Nice classes run from 1 to 45.")),
        ],
        help_text=_("1–34 goods, 35–45 services. One row for each class."),
    )
    nice_edition = LineField(_("edition of the Nice classification"), max_length=20, blank=True, help_text=_("Such as NCL 13-2026."))
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    international_registered_on = models.DateField(
        _("international registration on"),
        null=True,
        blank=True,
        help_text=_("Madrid system, where the territory’s own office has given a certificate: then “registered on” is the day of that."),
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True, help_text=_("When somebody last looked it up at the office."))
    passage = models.ForeignKey("portal.Passage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passage"))

    ON_PAGE_OF = "trademark"
    IN_PUBLIC = True
    SHOWN_WITH = ("trademark", "passage__source")

    history = History()
    objects = EventfulQuerySet.as_manager()

    class Meta:
        verbose_name = _("trademark registration")
        verbose_name_plural = _("trademark registrations")
        ordering = ["territory", "number", "nice_class", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "number", "nice_class"],
                name="registration_once",
                violation_error_message=_("This number is entered for this territory and class already."),
            ),
            models.CheckConstraint(
                name="registration_nice_class_1_to_45",
                condition=Q(nice_class__gte=1, nice_class__lte=45),
                violation_error_message=_("Nice classes run from 1 to 45."),
            ),
            models.CheckConstraint(
                name="registration_filed_before_registered",
                condition=Q(filed_on=None) | Q(registered_on=None) | Q(filed_on__lte=F("registered_on")),
                violation_error_message=_("A mark is registered on or after the day it is filed."),
            ),
            models.CheckConstraint(
                name="registration_international_only_by_madrid",
                condition=Q(international_registered_on=None) | Q(route="madrid"),
                violation_error_message=_("Only a registration of the Madrid system has an international date."),
            ),
            models.CheckConstraint(
                name="registration_international_before_the_certificate",
                condition=Q(international_registered_on=None)
                | Q(registered_on=None)
                | Q(international_registered_on__lte=F("registered_on")),
                violation_error_message=_("A territory’s certificate follows the international registration, or bears its day."),
            ),
            models.CheckConstraint(
                name="registration_starts_before_it_expires",
                condition=Q(registered_on=None) | Q(expires_on=None) | Q(registered_on__lt=F("expires_on")),
                violation_error_message=_("A registration expires after the day it is made."),
            ),
        ]

    def __str__(self):
        return _("%(territory)s %(number)s, class %(nice_class)s") % {
            "territory": self.territory.name,
            "number": self.number,
            "nice_class": self.nice_class,
        }

    @property
    def certified_on(self):
        """The day of the certificate of the territory's own office; None where only that of an international registration is known."""
        return self.registered_on if self.route != self.Route.MADRID or self.international_registered_on else None


class CustomsRecordal(Eventful):
    """A right recorded for protection by the General Administration of Customs of China."""

    class Right(models.TextChoices):
        TRADEMARK = "trademark", _("trademark")
        COPYRIGHT = "copyright", _("copyright and related rights")
        PATENT = "patent", _("patent")

    id = key_field()
    property = models.ForeignKey(IntellectualProperty, models.CASCADE, related_name="recordals", verbose_name=_("intellectual property"))
    right = models.CharField(_("kind of right"), max_length=10, choices=Right)
    number = LineField(
        _("recordal number"), max_length=40, unique=True, error_messages={"unique": _("This recordal number is entered already.")}
    )
    registration = models.ForeignKey(
        TrademarkRegistration,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="recordals",
        verbose_name=_("registration"),
        help_text=_("The registration it protects, where it is known."),
    )
    holder = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="recordals", verbose_name=_("holder"))
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    passage = models.ForeignKey("portal.Passage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passage"))

    ON_PAGE_OF = "property"
    IN_PUBLIC = True
    SHOWN_WITH = ("property", "passage__source")

    history = History()
    objects = EventfulQuerySet.as_manager()

    class Meta:
        verbose_name = _("customs recordal")
        verbose_name_plural = _("customs recordals")
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                name="recordal_starts_before_it_expires",
                condition=Q(effective_on=None) | Q(expires_on=None) | Q(effective_on__lt=F("expires_on")),
                violation_error_message=_("A recordal expires after the day it takes effect."),
            ),
            models.CheckConstraint(
                name="recordal_registration_only_of_a_trademark",
                condition=Q(registration=None) | Q(right="trademark"),
                violation_error_message=_("Only the recordal of a trademark belongs to a trademark registration."),
            ),
        ]

    def __str__(self):
        return self.number

    def clean(self):
        super().clean()
        if self.registration and self.registration.trademark_id != self.property_id:
            raise ValidationError({"registration": _("This is the registration of another mark.")})
