"""How far a registration reaches beyond the territory of its office: dated facts with their sources, not lines of code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises.models.territories import Territories
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, Localized, key_field


class Reach(models.Model):
    """Whether the Madrid System, or a registration made in one territory, reaches another territory in some time.

    For the Madrid System a row says what holds of designating `territory`; where there is none, a designation on record counts. For a
    registration made in `registered_in`, such as the European Union, it reaches only where a row says so.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("it does")
        NO = "no", _("it does not")
        NOT_KNOWN = "not-known", _("to be checked")

    class Confidence(models.TextChoices):
        HIGH = "H", _("high: the text itself was read")
        MEDIUM = "M", _("medium: others report it")
        LOW = "L", _("low: nobody has confirmed it")

    id = key_field()
    registered_in = CountryField(
        _("registered in"),
        countries=Territories,
        blank=True,
        blank_label=_("the Madrid System"),
        help_text=_("Whose office registers for more than its own territory; empty for the Madrid System."),
    )
    territory = CountryField(_("reaches"), countries=Territories)
    answer = models.CharField(_("whether it reaches there"), max_length=9, choices=Answer)
    first_on = models.DateField(_("holds from"), null=True, blank=True)
    last_on = models.DateField(_("holds until"), null=True, blank=True)
    note_en = LineField(_("what staff are told, in English"), max_length=200, blank=True)
    note_zh = LineField(_("what staff are told, in Chinese"), max_length=200, blank=True)
    source_en = LineField(_("source in English"), max_length=300)
    source_zh = LineField(_("source in Chinese"), max_length=300)
    address = models.URLField(_("address of the source"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence)

    note = Localized("note")
    source = Localized("source")

    RIGHTS_ABOUT = "law and calendar"
    IS_SHIPPED = True

    history = History()

    objects = QuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("reach of registrations")
        verbose_name_plural = _("reach of registrations")
        ordering = ["registered_in", "territory", "first_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registered_in", "territory", "first_on"],
                name="reach_once_from_a_day",
                violation_error_message=_("What holds from this day is entered already."),
            ),
            models.UniqueConstraint(
                fields=["registered_in", "territory"],
                condition=Q(first_on=None),
                name="reach_once_from_the_beginning",
                violation_error_message=_("What holds from the beginning is entered already."),
            ),
            models.CheckConstraint(
                name="reach_starts_before_it_ends",
                condition=Q(first_on=None) | Q(last_on=None) | Q(first_on__lte=F("last_on")),
                violation_error_message=_("It holds until the day from which it holds, or later."),
            ),
            models.CheckConstraint(
                name="reach_is_of_another_territory",
                condition=~Q(registered_in=F("territory")),
                violation_error_message=_("A registration reaches the territory of its own office anyway."),
            ),
            models.CheckConstraint(
                name="reach_says_what_to_do_where_it_is_none",
                condition=Q(answer="yes") | (~Q(note_en="") & ~Q(note_zh="")),
                violation_error_message=_("Say in both languages what staff are told where it does not reach, or is to be checked."),
            ),
        ]

    def __str__(self):
        return gettext("%(system)s → %(territory)s: %(answer)s") % {
            "system": self.registered_in.name or gettext("Madrid System"),
            "territory": self.territory.name,
            "answer": self.get_answer_display(),
        }

    def holds_on(self, day):
        return (self.first_on is None or self.first_on <= day) and (self.last_on is None or day <= self.last_on)

    @property
    def advice(self):
        """What staff are told where it does not reach, and that it is to be confirmed where nobody read the text itself."""
        return self.note if self.confidence == self.Confidence.HIGH else gettext("%(note)s (to be confirmed)") % {"note": self.note}
