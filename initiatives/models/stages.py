"""The stages of a selection round: what they are, who decides in them and when differs by round, and is on record like all else."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models.dates import Precision, precision_only_with_a_date, starts_before_it_ends
from initiatives.models.selections import SelectionRound
from portal.models import Passage
from portal.models.bounds import LARGEST_SMALL_INTEGER, within
from portal.models.history import History
from portal.models.public import PartQuerySet
from portal.text.fields import LineField, ListField, Localized, key_field
from portal.text.partial_dates import span_in_words


class SelectionStage(models.Model):
    """One stage of a round, where a source tells of it; any may be absent."""

    class Kind(models.TextChoices):
        APPLICATION = "application", _("application")
        FIRST_REVIEW = "first-review", _("first review")
        COMPLIANCE = "compliance", _("compliance check")
        EXPERT_REVIEW = "expert-review", _("expert review")
        RECHECK = "recheck", _("recheck")
        NOTICE = "notice", _("public notice")
        ANNOUNCEMENT = "announcement", _("announcement")

    id = key_field()
    round = models.ForeignKey(SelectionRound, models.CASCADE, related_name="stages", verbose_name=_("selection round"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    name_en = LineField(
        _("name in English"), max_length=200, blank=True, help_text=_("As the source names it, where the kind does not say enough.")
    )
    name_zh = LineField(_("name in Chinese"), max_length=200, blank=True)
    bodies = ListField(
        Organization,
        blank=True,
        related_name="stages_decided",
        verbose_name=_("deciding bodies"),
        help_text=_("Who reviews or decides in it."),
    )
    opened_on = models.DateField(_("from"), null=True, blank=True)
    opened_precision = models.CharField(_("start known"), max_length=5, choices=Precision, blank=True)
    closed_on = models.DateField(_("until"), null=True, blank=True)
    closed_precision = models.CharField(_("end known"), max_length=5, choices=Precision, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="selection_stages", verbose_name=_("passage"))

    IN_PUBLIC = True
    SHOWN_WITH = ("round", "passage__source")
    ON_PAGE_OF = "round"

    own_name = Localized("name")

    history = History(m2m_fields=["bodies"])
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of a selection")
        verbose_name_plural = _("stages of selections")
        ordering = ["round", "position", "id"]
        constraints = [
            within("position", 0, LARGEST_SMALL_INTEGER, _("A position is at most 32,767.")),
            precision_only_with_a_date(
                "opened_on",
                "opened_precision",
                _("Say how far the start is known, or give no start."),
                "selection_stage_start_has_its_precision",
            ),
            precision_only_with_a_date(
                "closed_on", "closed_precision", _("Say how far the end is known, or give no end."), "selection_stage_end_has_its_precision"
            ),
            models.CheckConstraint(
                name="selection_stage_opens_before_it_closes",
                condition=starts_before_it_ends("opened_on", "closed_on", "closed_precision"),
                violation_error_message=_("It ends on or after the day it starts."),
            ),
        ]

    def __str__(self):
        return str(self.own_name or capfirst(self.get_kind_display()))

    @property
    def dates(self):
        """When it was, as far as that is known; empty where nothing is."""
        return span_in_words(self.opened_on, self.opened_precision, self.closed_on, self.closed_precision)

    @cached_property
    def is_public(self):
        """Whether the public may read of it on the page of its round, where that is public."""
        return self.passage is None or self.passage.source.is_published
