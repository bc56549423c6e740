"""Initiatives that take culture abroad, and who takes part in them."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django_countries.fields import CountryField

from enterprises.models import Organization
from initiatives import kinds
from initiatives.models.dates import Precision, precision_only_with_a_date, starts_before_it_ends
from portal.models import Passage, Record, Statement, Technology
from portal.models.history import History
from portal.models.itemized import itemize
from portal.models.kinds import kept_in
from portal.models.public import PartQuerySet
from portal.models.records import KindManager, RecordQuerySet, name_order
from portal.text.fields import LineField, ListField, Localized, key_field
from portal.text.search_words import Text

INTENTIONS = itemize("intentions", _("cooperation intentions"))  # what a measure counts of which each has a row


class Initiative(Record):
    """A programme, a project or an exhibition."""

    KINDS = kept_in(kinds.EXHIBITIONS.model)
    PLACE = "country"
    YEAR = "starts_on"
    CITY_EN, CITY_ZH = "city_en", "city_zh"
    SEARCHED_WITH = ("technologies",)

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
    country = CountryField(_("country or region"), blank=True, blank_label=_("not listed"))
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
    is_only_put_forward = models.BooleanField(
        _("recommended only"), default=False, help_text=_("A source speaks of it as planned or recommended; none says that it took place.")
    )
    technologies = ListField(Technology, blank=True, related_name="initiatives", verbose_name=_("technologies"))
    used_count = models.ForeignKey(
        Statement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported count of intentions that is used"),
        help_text=_("Where sources differ: the others are shown beside it, and none is averaged."),
    )

    city = Localized("city")
    venue = Localized("venue")

    history = History(m2m_fields=["technologies"])
    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(
                name="initiative_starts_before_it_ends",
                condition=starts_before_it_ends("starts_on", "ends_on", "ends_precision"),
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

    @classmethod
    def card_parts(cls):
        """Who hosted, organized or developed it, in `initiative.cast`."""
        cast = Participation.objects.published().filter(role__in=Participation.LEADING).select_related("organization")
        return [models.Prefetch("participations", cast.order_by("role", *name_order("organization__")), to_attr="cast")]

    def roles_on_card(self):
        by_role = groupby(self.cast, key=Participation.get_role_display)
        return [(role, [row.organization for row in rows]) for role, rows in by_role]

    def get_format_display(self):
        return self.name_of_format(self.format, self.kind)

    @classmethod
    def name_of_format(cls, code, kind):
        """What a format is called in the reader's language, of a kind of initiative; empty where there is none."""
        if code == cls.Format.DIGITAL and kind == kinds.PROJECT:
            return pgettext("the format of a project", "digital")
        if code == cls.Format.DIGITAL and kind == kinds.EXHIBITION:
            return pgettext("the format of an exhibition", "digital")
        return dict(cls.Format.choices).get(code, "")

    @classmethod
    def searched_texts(cls, keys):
        columns = ("pk", "kind", "format", "country", "city_en", "city_zh", "venue_en", "venue_zh")
        for key, kind, code, country, *city_and_venue in cls._base_manager.filter(pk__in=keys).values_list(*columns):
            yield key, Text.of_place(cls._meta.get_field("country").countries, country)
            yield key, Text(*city_and_venue[:2])
            yield key, Text(*city_and_venue[2:])
            yield key, Text.translated(cls.name_of_format, code, kind)
        for key, *names in cls.rows_along("technologies", keys, "name_en", "name_zh"):
            yield key, Text(*names)

    def clean(self):
        super().clean()
        if self.leads_back("part_of"):
            raise ValidationError({"part_of": _("An initiative is not a part of itself.")})
        used = self.used_count
        if used and (used.record_id != self.pk or used.measure is None or used.measure.itemized_as != INTENTIONS):
            raise ValidationError({"used_count": _("This is a count of intentions that a source reports of this record.")})


class Programme(Initiative):
    KINDS = (kinds.PROGRAMME,)

    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Project(Initiative):
    KINDS = (kinds.PROJECT,)

    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class Exhibition(Initiative):
    KINDS = (kinds.EXHIBITION,)

    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")


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
    DEEDS = {  # the role as the page of its organization says it, before the name of the initiative
        Role.HOST: _("hosted"),
        Role.ORGANIZER: _("organized"),
        Role.CO_ORGANIZER: _("co-organized"),
        Role.SUPPORTER: _("supported"),
        Role.GUIDE: _("gave guidance to"),
        Role.DEVELOPER: _("developed"),
        Role.EXHIBITOR: _("exhibited at"),
        Role.ATTENDED: _("attended"),
    }

    id = key_field()
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participations", verbose_name=_("initiative"))
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="participations", verbose_name=_("organization"))
    role = models.CharField(_("role"), max_length=15, choices=Role)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("passage"))

    ON_PAGE_OF = "initiative"
    IN_PUBLIC = True
    SHOWN_WITH = ("initiative", "organization", "passage__source")

    history = History()
    objects = PartQuerySet.as_manager()

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

    @property
    def deed(self):
        return self.DEEDS[self.role]

    @classmethod
    def place_of_role(cls):
        """What orders rows by their role, as the roles are declared."""
        return models.Case(*(models.When(role=role, then=place) for place, role in enumerate(cls.Role.values)))
