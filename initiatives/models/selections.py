"""Selections: rounds and their categories."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from initiatives import kinds
from portal.models import Record, Statement
from portal.models.bounds import LARGEST_SMALL_INTEGER, within
from portal.models.history import History
from portal.models.public import PartQuerySet
from portal.text.fields import LineField, Localized, key_field
from portal.text.languages.pairs import one_language, unique_text
from portal.text.search_words import Text


class SelectionRound(Record):
    """One round of a national selection for which bodies submit or recommend candidates."""

    KINDS = (kinds.SELECTION_ROUND,)
    YEAR = "first_year"
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

    @classmethod
    def searched_texts(cls, keys):
        for key, *names in cls.rows_along("categories", keys, "name_en", "name_zh"):
            yield key, Text(*names)


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
        help_text=_("The statement of this round whose figure says how many were submitted or recommended."),
    )

    IN_PUBLIC = True
    SHOWN_WITH = ("round",)
    ON_PAGE_OF = "round"

    name = Localized("name")

    history = History()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection category")
        verbose_name_plural = _("selection categories")
        ordering = ["round", "position", "id"]
        constraints = [
            within("position", 0, LARGEST_SMALL_INTEGER, _("A position is at most 32,767.")),
            one_language("name"),
            unique_text("name_en", "round", message=_("This round has a category of this name already.")),
            unique_text("name_zh", "round", message=_("This round has a category of this name already.")),
        ]

    def __str__(self):
        return pgettext("between words", ": ").join((str(self.round), self.name))

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
