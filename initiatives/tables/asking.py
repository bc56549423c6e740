"""What a yearly table is asked for: the form above it, whose whole state is the query string."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from initiatives.models import Participation, SelectionRound
from portal.models import Sector
from portal.text.dates import AS_FAR_AS_KNOWN, UnreadableDate, read_date
from portal.text.partial_dates import last_day_of

INCLUDED = "included"  # drafts


class PeriodEnd(forms.CharField):
    """A year, a month or a day in any writing that has one reading: the first and the last day that it may mean."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            day, precision = read_date(text)
        except UnreadableDate as error:
            raise ValidationError(str(error), code="invalid") from None
        return day, last_day_of(day, precision)


class TableForm(forms.Form):
    """What cannot be read narrows nothing, and its field says so: the table still stands."""

    first = PeriodEnd(label=_("From"), max_length=40, required=False, help_text=AS_FAR_AS_KNOWN)
    last = PeriodEnd(label=_("Until"), max_length=40, required=False)
    market = forms.ChoiceField(label=_("Market"), required=False)
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Sector"), required=False, empty_label=_("all sectors"))
    role = forms.ChoiceField(
        label=pgettext_lazy("of an organization in an initiative", "Role"),
        choices=[("", _("any role")), *Participation.Role.choices],
        required=False,
    )
    selection = forms.ModelChoiceField(
        SelectionRound.objects.all(), label=_("Nominated in"), required=False, empty_label=_("any selection, or none")
    )
    drafts = forms.ChoiceField(
        label=_("What is counted"),
        choices=[("", _("only what is public")), (INCLUDED, _("with drafts, each marked"))],
        required=False,
    )
    group = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    lacking = forms.MultipleChoiceField(label=_("Only what lacks"), required=False, widget=forms.CheckboxSelectMultiple)

    NARROWING = ("market", "sector", "role", "selection")

    def __init__(self, data, table):
        """`data` is a query string that was read, `table` a class of YearlyTable."""
        super().__init__(data, auto_id="ask_%s")
        for name in set(self.NARROWING) - set(table.asks):
            del self.fields[name]
        if "market" in self.fields:
            self.fields["market"].label = table.market_label
            self.fields["market"].choices = [("", _("all")), *table.markets()]
        self.fields["lacking"].choices = list(table.lacks.items())
        self.is_valid()

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last[1] < first[0]:
            self.add_error("last", _("It ends on or after the day it starts."))
            cleaned.pop("first")
        return cleaned

    @property
    def chosen(self):
        """{name: value} of what is asked for and can be read."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def first_day(self):
        return self.chosen["first"][0] if "first" in self.chosen else None

    @property
    def last_day(self):
        return self.chosen["last"][1] if "last" in self.chosen else None

    @property
    def is_internal(self):
        """Whether drafts are included."""
        return self.chosen.get("drafts") == INCLUDED

    def query(self, **changes):
        """What is asked for as a query string, with `changes`, {name: text or list}; an empty one takes out what was asked for."""
        asked = {name: self.data.getlist(name) if name == "lacking" else self.data.get(name) for name in self.chosen}
        return urlencode({name: value for name, value in (asked | changes).items() if value}, doseq=True)

    def in_words(self):
        """[(label, what is asked)] for a sheet, all of it, so that nobody takes what was left out for everything."""
        found = []
        for name, field in self.fields.items():
            value = self.chosen.get(name)
            if name == "group":
                continue
            if name in ("first", "last"):
                text = self.data.get(name, "") if value else _("no limit")
            elif name == "lacking":
                text = pgettext("within a list", ", ").join(str(dict(field.choices)[each]) for each in value or ())
            elif isinstance(field, forms.ModelChoiceField):
                text = value or field.empty_label
            else:
                text = dict(field.choices)[value or ""]
            if text:
                found.append((field.label, str(text)))
        return found
