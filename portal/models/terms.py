"""Controlled terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.history import History
from portal.models.itemized import itemized_choices
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, Localized, key_field
from portal.text.languages.pairs import either, one_language, unique_text


class Term(models.Model):
    """A word of the department's vocabulary."""

    id = key_field()
    name_en = LineField(_("name in English"), max_length=120, blank=True)
    name_zh = LineField(_("name in Chinese"), max_length=120, blank=True)

    name = Localized("name")

    objects = QuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        abstract = True
        ordering = [either("name"), "id"]
        constraints = [
            one_language("name"),
            unique_text("name_en", message=_("There is a term of this name already.")),
            unique_text("name_zh", message=_("There is a term of this name already.")),
        ]

    def __str__(self):
        return self.name


class Sector(Term):
    history = History()

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Technology(Term):
    history = History()

    class Meta(Term.Meta):
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")


class Measure(Term):
    """What a figure counts or values: "exhibitors", "revenue of an exhibition".

    A measure of money has no unit of its own: the figure's currency is its unit.
    """

    class Adding(models.TextChoices):
        """Whether tables of figures make sums of it (portal/sheets/sums.py); one that does not say so is never added up."""

        YES = "yes", _("yes, where qualifiers, currencies and periods allow it")
        WHOLE_SHOW = "whole-show", _("no: of a whole show, not of the province’s own")

    is_money = models.BooleanField(_("an amount of money"), default=False)
    unit_en = LineField(
        _("unit in English"),
        max_length=60,
        blank=True,
        help_text=_("What stands after the number: “exhibitors”. Leave it empty for an amount of money."),
    )
    unit_one_en = LineField(_("unit in English, of one"), max_length=60, blank=True, help_text=_("What stands after 1: “exhibitor”."))
    unit_zh = LineField(_("unit in Chinese"), max_length=60, blank=True, help_text=_("With its measure word: “家参展商”."))
    itemized_as = models.CharField(
        _("counts what is entered one by one"),
        max_length=20,
        blank=True,
        choices=itemized_choices,
        help_text=_("Where these are kept row by row, too: a page then shows the reported figure beside the rows."),
    )

    adds_up = models.CharField(
        _("added up in tables"),
        max_length=10,
        blank=True,
        choices=Adding,
        help_text=_("Only where no two of its figures count the same thing. Otherwise each figure stands for itself."),
    )

    unit = Localized("unit")

    history = History()

    class Meta(Term.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                name="measure_has_a_unit_or_is_money",
                condition=models.Q(is_money=True, unit_en="", unit_one_en="", unit_zh="")
                | (models.Q(is_money=False) & ~models.Q(unit_en="", unit_zh="")),
                violation_error_message=_("Give the unit in one language at least, or mark the measure as money and give none."),
            ),
        ]
