"""What of an intellectual property may be licensed, where, how exclusively and for how long."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises.models.properties import IntellectualProperty
from enterprises.models.territories import Territories
from enterprises.nice_classes import classes_as_text, read_classes, validate_classes
from portal.models.history import History
from portal.models.public import PartQuerySet
from portal.text.fields import LineField, Localized, key_field


class NiceClassesField(LineField):
    """Nice classes, in whatever way they are typed, as `classes_as_text` has them: 25、16 → "16, 25"."""

    default_validators = [*LineField.default_validators, validate_classes]

    def to_python(self, value):
        value = super().to_python(value)
        try:
            return classes_as_text(read_classes(value)) if value else value
        except ValidationError:
            return value  # the validator says what is wrong with it


class Availability(models.Model):
    """What the right holder offers to licensees in one territory. Whatever is empty, no source states."""

    class Exclusivity(models.TextChoices):
        EXCLUSIVE = "exclusive", _("exclusive")
        SOLE = "sole", _("sole: one licensee beside the right holder")
        NON_EXCLUSIVE = "non-exclusive", _("non-exclusive")
        TO_BE_AGREED = "to-be-agreed", _("to be agreed")

        __empty__ = _("not listed")

    id = key_field()
    property = models.ForeignKey(
        IntellectualProperty, models.CASCADE, related_name="availabilities", verbose_name=_("intellectual property")
    )
    category_en = LineField(
        _("product category in English"), max_length=120, blank=True, help_text=_("What may be made under the licence: “stationery”.")
    )
    category_zh = LineField(_("product category in Chinese"), max_length=120, blank=True)
    nice_classes = NiceClassesField(
        _("Nice classes"),
        max_length=200,
        blank=True,
        help_text=_("Those that the category falls into, such as 16, 25: by them a licensee looks for goods."),
    )
    territory = CountryField(_("territory"), countries=Territories, blank=True, blank_label=_("not listed"))
    is_worldwide = models.BooleanField(_("worldwide"), default=False, help_text=_("In place of one territory."))
    exclusivity = models.CharField(_("exclusivity"), max_length=15, choices=Exclusivity, blank=True)
    term_en = LineField(_("term in English"), max_length=120, blank=True, help_text=_("For how long: “three years, renewable”."))
    term_zh = LineField(_("term in Chinese"), max_length=120, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True, help_text=_("When somebody last asked the right holder."))
    passage = models.ForeignKey("portal.Passage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passage"))

    category = Localized("category")
    term = Localized("term")

    ON_PAGE_OF = "property"
    IN_PUBLIC = True
    SHOWN_WITH = ("property", "passage__source")

    history = History()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("availability for licensing")
        verbose_name_plural = _("available for licensing")
        ordering = ["category_en", "category_zh", "territory", "id"]
        constraints = [
            models.CheckConstraint(
                name="availability_is_worldwide_or_of_one_territory",
                condition=Q(is_worldwide=False) | Q(territory=""),
                violation_error_message=_("Choose a territory, or tick “worldwide”, not both."),
            ),
            models.CheckConstraint(
                name="availability_states_something",
                condition=Q(is_worldwide=True) | ~Q(category_en="", category_zh="", territory="", exclusivity="", term_en="", term_zh=""),
                violation_error_message=_("Say what is available: a category, a territory, an exclusivity or a term."),
            ),
        ]

    def __str__(self):
        stated = [self.category, self.place(), self.exclusivity and self.get_exclusivity_display(), self.term]
        return pgettext("within a list", ", ").join(str(text) for text in stated if text)

    def place(self):
        """Where, in the reader's language; empty where it is not stated."""
        return self.name_of_place(self.is_worldwide, self.territory.code)

    @classmethod
    def name_of_place(cls, is_worldwide, territory):
        return gettext("worldwide") if is_worldwide else str(cls._meta.get_field("territory").countries.name(territory))

    @classmethod
    def name_of_exclusivity(cls, code):
        return dict(cls.Exclusivity.choices).get(code, "")
