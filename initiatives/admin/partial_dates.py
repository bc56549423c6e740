"""Dates that are known to the day, the month or the year, typed as one text."""

import re
import unicodedata
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives.models import Precision
from portal.partial_dates import partial_date

WRITTEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
HOW_TO = _("Type a year (2025), a month (2025-04) or a day (2025-04-21), as far as it is known.")


def text_of(day, precision):
    """The text that PartialDateField reads as this date."""
    if day is None:
        return ""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


class PartialDateField(forms.CharField):
    """A text such as 2025, 2025-04, 2025-04-21 or 2025年4月; its value is (date, precision), (None, "") where it is empty."""

    def __init__(self, **options):
        super().__init__(**({"required": False, "max_length": 20, "help_text": HOW_TO} | options))
        self.widget.attrs |= {"class": "vTextField partial-date", "autocomplete": "off"}

    def to_python(self, value):
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", super().to_python(value)))
        if not text:
            return None, ""
        written = WRITTEN.fullmatch(text)
        if not written:
            raise ValidationError(HOW_TO, code="unreadable")
        year, month, day = (int(part) if part else None for part in written.groups())
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        try:
            return date(year, 1 if month is None else month, 1 if day is None else day), str(precision)
        except ValueError:
            raise ValidationError(_("There is no day “%(text)s” in the calendar."), code="no-day", params={"text": text}) from None

    def run_validators(self, value):
        """Those of a text do not apply to a date."""

    def validate(self, value):
        if self.required and value[0] is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class PartialDatesForm(forms.ModelForm):
    """Fills a date and its precision from one field: `partial_dates` is {form field: (date, precision)}."""

    partial_dates = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (day, precision) in self.partial_dates.items():
            self.initial[name] = text_of(getattr(self.instance, day), getattr(self.instance, precision))

    def clean(self):
        cleaned = super().clean()
        for name, (day, precision) in self.partial_dates.items():
            if name in self.cleaned_data:
                found = self.cleaned_data[name]
                setattr(self.instance, day, found[0])
                setattr(self.instance, precision, found[1])
        return cleaned

    def _get_validation_exclusions(self):
        """The model's columns are not fields of this form, but the rules about them hold."""
        filled = {column for name, pair in self.partial_dates.items() if name in self.cleaned_data for column in pair}
        return super()._get_validation_exclusions() - filled


def shown(day, precision):
    """The date as a reader who may not change it gets it; empty where there is none."""
    return partial_date(day, precision) if day else ""
