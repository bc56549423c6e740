"""On which days people work in China: each year's notice of the State Council's General Office, and the days that it names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models.bounds import within
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, ParagraphField
from portal.text.partial_dates import day_in_words

FIRST_YEAR, LAST_YEAR = 1949, 9999


class HolidayNotice(models.Model):
    """The notice of one year, as it was pasted: the days that it names are its CalendarDays.

    A later notice that changes the year is added to its text: what is said last holds.
    """

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    title = LineField(_("title"), max_length=200, blank=True)
    address = models.URLField(
        _("address of the notice"),
        max_length=500,
        help_text=_("Where the General Office published it: https://www.gov.cn/…"),
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    text = ParagraphField(_("text of the notice"))

    RIGHTS_ABOUT = "law and calendar"
    IS_SHIPPED = True

    history = History()
    objects = QuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("notice of working days")
        verbose_name_plural = _("notices of working days")
        ordering = ["-year"]
        constraints = [
            within("year", FIRST_YEAR, LAST_YEAR, _("Give the year of the notice with four digits, from 1949 on.")),
            models.CheckConstraint(
                name="holiday_notice_has_a_secure_address",
                condition=Q(address__startswith="https://"),
                violation_error_message=_("The address of a notice begins with https://."),
            ),
        ]

    def __str__(self):
        return gettext("Working days of %(year)d") % {"year": self.year}


class CalendarDay(models.Model):
    """A day off, or a day of a weekend on which people work; every other day is as its weekday is."""

    day = models.DateField(_("day"), primary_key=True)
    notice = models.ForeignKey(HolidayNotice, models.CASCADE, related_name="days", verbose_name=_("notice"))
    is_working = models.BooleanField(_("people work"))
    holiday = LineField(_("holiday"), max_length=60, blank=True)

    RIGHTS_ABOUT = "law and calendar"
    IS_SHIPPED = True

    history = History()
    objects = QuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                name="calendar_day_is_of_its_notice",
                # as on 29 December 2018, on which people worked by the notice of 2019
                condition=Q(day__year=F("notice")) | Q(day__year=F("notice") - 1, day__month=12),
                violation_error_message=_("A notice names days of its year, or of the December before."),
            ),
        ]

    def __str__(self):
        said = gettext("%(day)s: people work") if self.is_working else gettext("%(day)s: a day off")
        return said % {"day": day_in_words(self.day)}
