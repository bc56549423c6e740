"""What staff do about deadlines, and what they were told of them. The deadlines themselves are derived, see enterprises/deadlines."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enterprises.models.events import RightEvent
from enterprises.models.licences import Licence
from enterprises.models.organizations import Organization
from enterprises.models.properties import CustomsRecordal, IntellectualProperty, TrademarkRegistration
from portal.models import Paper, Person
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, ParagraphField, key_field


class TaskQuerySet(QuerySet):
    def open(self):
        return self.filter(state=Task.State.OPEN)

    def followed(self):
        """Those that follow their deadline: what staff closed themselves stays as they left it."""
        return self.filter(Q(state__in=[Task.State.OPEN, Task.State.OVER]) | Q(closing_event__isnull=False))

    def with_rows(self):
        """With what their pages and lines name."""
        return self.select_related("property", "registration", "recordal", "licence", "event", "closing_event", "person", "closed_by")


class Task(models.Model):
    """A deadline in hand. `key` names the deadline, whatever its day; a row is there once somebody was told of it or has acted.

    `day` is the day that was told last: the present one is derived when it is read. Where the two differ the task is dated anew, the
    former day stays in its history, and `sequence` rises for the calendars that follow it (enterprises/tasks/following.py).
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a deadline", "open")
        DONE = "done", pgettext_lazy("state of a deadline", "done")
        WAIVED = "waived", pgettext_lazy("state of a deadline", "waived")
        OVER = "over", pgettext_lazy("state of a deadline", "no longer due")

    id = key_field()
    key = models.CharField(_("deadline"), max_length=200, unique=True, editable=False)
    what = models.CharField(_("what is due"), max_length=60, editable=False)  # see enterprises/deadlines
    property = models.ForeignKey(IntellectualProperty, models.CASCADE, related_name="tasks", verbose_name=_("intellectual property"))
    registration = models.ForeignKey(
        TrademarkRegistration, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name=_("registration")
    )
    recordal = models.ForeignKey(
        CustomsRecordal, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name=_("customs recordal")
    )
    licence = models.ForeignKey(Licence, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name=_("licence"))
    event = models.ForeignKey(
        RightEvent, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name=_("event that set it off")
    )
    territory = models.CharField(_("territory"), max_length=2, blank=True, editable=False)
    holder = models.ForeignKey(Organization, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("right holder"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN)
    day = models.DateField(_("due on"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("times dated anew"), default=0, editable=False)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("in the hands of"),
        help_text=_("Where it was handed over; else those do it who are in charge of the mark."),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    how = LineField(_("how"), max_length=200, blank=True)
    paper = models.ForeignKey(Paper, models.RESTRICT, null=True, blank=True, related_name="tasks", verbose_name=_("paper"))
    reason = ParagraphField(_("reason"), blank=True, help_text=_("Why it need not be done."))
    closing_event = models.ForeignKey(
        RightEvent, models.SET_NULL, null=True, editable=False, related_name="closed_tasks", verbose_name=_("event that closed it")
    )
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("closed by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    RIGHTS_ABOUT = "rights in hand"

    history = History()
    objects = TaskQuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["day", "key"]
        permissions = [("waive_task", "Can waive a task")]
        indexes = [models.Index(fields=["state", "day"], name="task_by_state_and_day")]
        constraints = [
            models.CheckConstraint(
                name="task_done_says_when",
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on=None)),
                violation_error_message=_("Say on which day it was done; what is not done has no such day."),
            ),
            models.CheckConstraint(
                name="task_waived_says_why",
                condition=(Q(state="waived") & ~Q(reason="")) | (~Q(state="waived") & Q(reason="")),
                violation_error_message=_("Say why it need not be done; a reason belongs to nothing else."),
            ),
        ]

    def __str__(self):
        return self.key


class Reminder(models.Model):
    """That a person was told of a task at one of the steps before its day: once for each day that it had."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders", verbose_name=_("task"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    step = models.CharField(_("step"), max_length=10)  # "12m", "1w", "late": see enterprises/tasks/reminding.py
    day = models.DateField(_("due on"))
    mail = models.ForeignKey("portal.Mail", models.SET_NULL, null=True, related_name="+", verbose_name=_("mail"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    IN_PUBLIC = False
    NOBODY_ASKS = True

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["task", "at", "id"]
        constraints = [models.UniqueConstraint(fields=["task", "person", "step", "day"], name="reminder_once")]

    def __str__(self):
        return f"{self.task_id} {self.step} {self.day}"


class ReminderChoice(models.Model):
    """How a person wants to be reminded: in which language, and whether by mail. Made with the first sign-in, in the language of that."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="reminder_choice", verbose_name=_("person"))
    language = models.CharField(_("language"), max_length=10)
    by_mail = models.BooleanField(_("by mail"), default=True)

    IN_PUBLIC = False
    NOBODY_ASKS = True

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")
        ordering = ["person_id"]

    def __str__(self):
        return f"{self.person_id} {self.language}"


class CalendarAddressQuerySet(QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)


class CalendarAddress(models.Model):
    """The secret address at which a person's calendar program reads their tasks, until it is revoked. Only its digest is kept."""

    id = key_field()
    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_addresses", verbose_name=_("person"))
    name = LineField(_("name"), max_length=100, help_text=_("Such as the program that reads it."))
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    filters = models.CharField(_("filters"), max_length=500, blank=True, editable=False)  # a query string of the list
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    IN_PUBLIC = False
    NOBODY_ASKS = True

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["person", "made_at", "id"]

    def __str__(self):
        return self.name
