"""Which records the home page puts first."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.models.bounds import LARGEST_SMALL_INTEGER, within
from portal.models.history import History
from portal.models.public import PartQuerySet, today
from portal.models.records import Record
from portal.text.fields import key_field


class FeatureQuerySet(PartQuerySet):
    def published(self):
        """What the home page shows today: of public records, and not ended."""
        return super().published().filter(Q(until=None) | Q(until__gte=today()))


class Feature(models.Model):
    """A record's place on the home page, up to and including a day."""

    id = key_field()
    record = models.OneToOneField(
        Record,
        models.CASCADE,
        related_name="feature",
        verbose_name=_("record"),
        error_messages={"unique": _("This record has a place on the home page already.")},
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1, help_text=_("The smallest number stands first."))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day on the home page. Empty: until you take it out."))

    IN_PUBLIC = True
    SHOWN_WITH = ("record",)

    history = History()
    objects = FeatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("record on the home page")
        verbose_name_plural = _("home page")
        constraints = [within("position", 0, LARGEST_SMALL_INTEGER, _("A position is at most 32,767."))]
        ordering = ["position", F("until").asc(nulls_last=True), "id"]

    def __str__(self):
        return str(self.record)

    def why_hidden(self):
        return _("its last day on the home page has passed")
