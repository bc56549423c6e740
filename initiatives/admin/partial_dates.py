"""Dates that are known to the day, the month or the year, typed as one text."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.text.date_fields import Dated, validation_error
from portal.text.dates import AS_FAR_AS_KNOWN, UnreadableDate, as_typed, read_date
from portal.text.partial_dates import partial_date

NOT_YET = _("This day has not come yet.")
A_YEAR = _("Type a year with four digits, such as 2025.")


def text_of(day, precision):
    """The text that PartialDateField reads as this date."""
    return as_typed(day, precision) if day else ""


class PartialDateField(Dated, forms.CharField):
    """A text such as 2025, 2025-04, 21 April 2025 or 2025年4月; its value is (date, precision), (None, "") where it is empty."""

    def __init__(self, **options):
        super().__init__(**({"required": False, "max_length": 40, "help_text": AS_FAR_AS_KNOWN} | options))
        self.widget.attrs |= {"class": "vTextField partial-date", "autocomplete": "off"}

    def to_python(self, value):
        text = super().to_python(value)
        if not text.strip():
            return None, ""
        try:
            return read_date(text)
        except UnreadableDate as error:
            raise validation_error(error) from None

    def year_of(self, value):
        return super().year_of(value and value[0])

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


class HappenedField(PartialDateField):
    """The same of something that has happened: no day, month or year that is still to come."""

    def clean(self, value):
        day, precision = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(NOT_YET)
        return day, precision


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


def partial_date_in_words(day, precision):
    """The date as a reader who may not change it gets it; empty where there is none."""
    return partial_date(day, precision) if day else ""


def when_it_happened(row):
    return partial_date_in_words(row.happened_on, row.happened_precision)


class YearField(Dated, forms.IntegerField):
    """A year alone, such as 2025 or 2025年; never one of two digits."""

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            day, precision = read_date(value, hint=A_YEAR)
        except UnreadableDate as error:
            raise validation_error(error) from None
        if precision != "year":
            raise validation_error(A_YEAR)
        return day.year

    def year_of(self, value):
        return value
