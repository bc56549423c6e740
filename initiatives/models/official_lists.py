"""Official lists as staff paste them, and what each of their lines was found to be. They are for staff only: what the public reads is
the events that come of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models.dates import Precision, precision_only_with_a_date
from initiatives.models.nominations import Nomination, NominationEvent
from initiatives.models.selections import SelectionCategory
from initiatives.models.stages import SelectionStage
from portal.models import Passage, Person
from portal.models.bounds import LARGEST_INTEGER, within
from portal.text.fields import LineField, ParagraphField, key_field


class OfficialList(models.Model):
    """A list of who came through a stage, or was recognized, as it was pasted."""

    Verb = NominationEvent.Verb
    VERBS = (Verb.RECOGNIZED, Verb.PASSED, Verb.NOTICED)  # what a list says of those whom it names
    OPPOSITES = {Verb.RECOGNIZED: Verb.NOT_RECOGNIZED, Verb.PASSED: Verb.NOT_PASSED}  # and, where it is complete, of the others

    id = key_field()
    category = models.ForeignKey(SelectionCategory, models.CASCADE, related_name="official_lists", verbose_name=_("category"))
    verb = models.CharField(_("what it says of those whom it names"), max_length=15, choices=[(verb.value, verb.label) for verb in VERBS])
    stage = models.ForeignKey(
        SelectionStage, models.RESTRICT, null=True, blank=True, related_name="official_lists", verbose_name=_("stage")
    )
    title = LineField(_("title"), max_length=250, help_text=_("As it stands above the list."))
    listed_on = models.DateField(_("date of the list"), null=True, blank=True)
    listed_precision = models.CharField(_("date known"), max_length=5, choices=Precision, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="official_lists", verbose_name=_("passage"))
    text = ParagraphField(_("text as pasted"))
    is_complete = models.BooleanField(_("complete and final"), default=False)
    completed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("said to be complete by")
    )
    completed_at = models.DateTimeField(_("said to be complete at"), null=True, blank=True)
    pasted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("pasted by"))
    pasted_at = models.DateTimeField(_("pasted at"), default=timezone.now)

    RIGHTS_ABOUT = "work of staff"  # a note for each other, which no page shows

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("official list")
        verbose_name_plural = _("official lists")
        ordering = ["-pasted_at", "id"]
        constraints = [
            precision_only_with_a_date(
                "listed_on",
                "listed_precision",
                _("Say how far the date is known, or give no date."),
                "official_list_date_has_its_precision",
            ),
            models.CheckConstraint(
                name="official_list_passes_a_stage_that_it_names",
                condition=~Q(verb="passed") | Q(stage__isnull=False),
                violation_error_message=_("Say which stage was passed, or not."),
            ),
            models.CheckConstraint(
                name="official_list_is_said_to_be_complete_by_somebody",
                condition=Q(is_complete=False, completed_by=None, completed_at=None)
                | Q(is_complete=True, completed_by__isnull=False, completed_at__isnull=False),
                violation_error_message=_("That a list is complete is said by somebody, at a moment."),
            ),
        ]

    def __str__(self):
        return self.title


class OfficialLine(models.Model):
    """One name or heading of a list, and what a person made of it: `first_row` to `last_row` are the rows of the pasted text, counted
    from 1, on which it stands."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        NOT_OURS = "not-ours", _("not ours")
        HEADING = "heading", _("heading")
        OPEN = "open", _("open")

    id = key_field()
    list = models.ForeignKey(OfficialList, models.CASCADE, related_name="lines", verbose_name=_("official list"))
    position = models.PositiveIntegerField(_("position"))
    first_row = models.PositiveIntegerField(_("first row"))
    last_row = models.PositiveIntegerField(_("last row"))
    text = ParagraphField(_("text"))
    number = LineField(_("number in the list"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    nomination = models.ForeignKey(
        Nomination, models.RESTRICT, null=True, blank=True, related_name="official_lines", verbose_name=_("nomination")
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    RIGHTS_ABOUT = "work of staff"

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("line of an official list")
        verbose_name_plural = _("lines of official lists")
        ordering = ["list", "position", "id"]
        constraints = [
            within("position", None, LARGEST_INTEGER, _("A position is at most 2,147,483,647.")),
            within("first_row", None, LARGEST_INTEGER, _("A row is at most 2,147,483,647.")),
            within("last_row", None, LARGEST_INTEGER, _("A row is at most 2,147,483,647.")),
            models.UniqueConstraint(
                fields=["list", "position"],
                name="official_line_position_once",
                violation_error_message=_("This list has a line at this position already."),
            ),
            models.CheckConstraint(
                name="official_line_is_confirmed_for_a_nominee",
                condition=Q(state="confirmed", nomination__isnull=False) | (~Q(state="confirmed") & Q(nomination=None)),
                violation_error_message=_("A line that is confirmed names its nominee, and no other does."),
            ),
        ]

    def __str__(self):
        return self.text
