"""Form fields for dates, for the admin and every other form: they read what portal.text.dates reads."""

import re
import unicodedata
from datetime import MAXYEAR, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.text.confirmations import Asks
from portal.text.dates import UnreadableDate, as_typed, read_day
from portal.text.partial_dates import is_far

HOW_TO = _("For example 2025-04-21 or 21 April 2025.")
AND_HOW_TO = _("{help} For example 2025-04-21 or 21 April 2025.")
A_MOMENT = _("Type the day and the time, such as 2025-04-21 09:30.")
ENDS = ("ends", "ends_on", "expires_on", "until", "last_year")  # how fields are named that hold the last day, or year, of something
MACHINE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")  # also what datetime-local sends
DAY_AND_TIME = re.compile(r"(.*?[\s,日号T])\s*(\d{1,2})[:时点](\d{2})(?:[:分](\d{2}))?[分秒]?", re.IGNORECASE)


def validation_error(error, code="invalid"):
    return ValidationError(str(error), code=code)


class Dated:
    """A field of forms that reads a date or a part of one; `year_of` is the year in a value of it, None where there is none."""

    def year_of(self, value):
        return value.year if value else None


class DayField(Dated, forms.DateField):
    """A day in any writing that has one reading; shown as 2025-04-21 in both languages."""

    def __init__(self, **options):
        options["help_text"] = format_lazy(AND_HOW_TO, help=options["help_text"]) if options.get("help_text") else HOW_TO
        super().__init__(**options)
        self.widget.format = "%Y-%m-%d"
        self.widget.attrs["autocomplete"] = "off"

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)
        try:
            return read_day(value)
        except UnreadableDate as error:
            raise validation_error(error) from None

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else as_typed(value)


class MomentField(Dated, forms.DateTimeField):
    """A day and a time of 24 hours, in the portal's own time zone where none is written."""

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)
        text = unicodedata.normalize("NFKC", value).strip()
        try:
            if MACHINE_MOMENT.fullmatch(text):
                return super().to_python(parse_datetime(text))
            moment = DAY_AND_TIME.fullmatch(text)
            if not moment:
                raise validation_error(A_MOMENT)
            day, *clock = moment.groups(default="0")
            return super().to_python(datetime.combine(read_day(day.strip(" ,tT")), time(*map(int, clock))))
        except UnreadableDate as error:
            raise validation_error(error) from None
        except ValueError:
            raise validation_error(_("There is no time “%(text)s”.") % {"text": value.strip()}) from None


class AsksAboutFarYears(Asks):
    """A form that asks about years far from today: 0205 or 2205 is more often a slip for 2025 than meant."""

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            year = field.year_of(self.cleaned_data.get(name)) if isinstance(field, Dated) else None
            if year and is_far(year):
                self.ask(name, about_far_year(year, name.endswith(ENDS)))
        return cleaned


def about_far_year(year, is_end):
    """What is asked about a year that `is_far`."""
    if is_end and year == MAXYEAR:
        return gettext(
            "The year 9999 is often typed for “permanent”. Where no end is known, leave this empty; if 9999 is the end that is "
            "given, say that it is meant so."
        )
    distance = year - timezone.localdate().year
    said = gettext("The year %(year)d is %(distance)d years from now. Correct it, or say that it is meant so.")
    if distance < 0:
        said = gettext("The year %(year)d was %(distance)d years ago. Correct it, or say that it is meant so.")
    return said % {"year": year, "distance": abs(distance)}
