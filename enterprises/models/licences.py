"""Licences that were granted, and who has them. Private: what the public reads of licensing is what is available."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises.models.licensing import Availability
from enterprises.models.organizations import Organization
from enterprises.models.properties import IntellectualProperty
from enterprises.models.territories import Territories
from portal.models import Paper
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, Localized, ParagraphField, key_field


class Licence(models.Model):
    """One licence of a mark, a product or a work, for one territory or worldwide."""

    id = key_field()
    property = models.ForeignKey(IntellectualProperty, models.CASCADE, related_name="licences", verbose_name=_("intellectual property"))
    licensee = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="licences",
        verbose_name=_("licensee"),
        help_text=_("Its record, where it has one."),
    )
    licensee_name = LineField(_("name of the licensee"), max_length=200, blank=True, help_text=_("Where it has no record."))
    category_en = LineField(_("product category in English"), max_length=120, blank=True)
    category_zh = LineField(_("product category in Chinese"), max_length=120, blank=True)
    territory = CountryField(_("territory"), countries=Territories, blank=True, blank_label=_("not listed"))
    is_worldwide = models.BooleanField(_("worldwide"), default=False, help_text=_("In place of one territory."))
    exclusivity = models.CharField(_("exclusivity"), max_length=15, choices=Availability.Exclusivity, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    filed_for_record_on = models.DateField(
        _("filed for record on"), null=True, blank=True, help_text=_("With the trademark office, within the term of the licence.")
    )
    record_number = LineField(_("number of the record"), max_length=40, blank=True)
    told_to_customs_on = models.DateField(_("told to customs on"), null=True, blank=True)
    contract = models.ForeignKey(
        Paper,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="licences",
        verbose_name=_("contract"),
        help_text=_("A paper of the mark."),
    )
    note = ParagraphField(_("note"), blank=True)

    category = Localized("category")

    RIGHTS_ABOUT = "rights in hand"

    history = History()
    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["property", "ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="licence_names_its_licensee",
                condition=(Q(licensee=None) & ~Q(licensee_name="")) | Q(licensee__isnull=False, licensee_name=""),
                violation_error_message=_("Choose the licensee, or give its name where it has no record, not both."),
            ),
            models.CheckConstraint(
                name="licence_is_worldwide_or_of_one_territory",
                condition=Q(is_worldwide=False) | Q(territory=""),
                violation_error_message=_("Choose a territory, or tick “worldwide”, not both."),
            ),
            models.CheckConstraint(
                name="licence_starts_before_it_ends",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("A licence ends on or after the day it starts."),
            ),
            models.CheckConstraint(
                name="licence_is_signed_before_it_ends",
                condition=Q(signed_on=None) | Q(ends_on=None) | Q(signed_on__lte=F("ends_on")),
                violation_error_message=_("A licence ends on or after the day it is signed."),
            ),
        ]

    def place(self):
        """Where, in the reader's language; empty where it is not stated."""
        return gettext("worldwide") if self.is_worldwide else self.territory.name

    def __str__(self):
        return _("%(property)s: licence to %(licensee)s") % {"property": self.property, "licensee": self.licensee or self.licensee_name}
