"""What is asked of the table of marks and destinations: the form above it, which is its query string."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enterprises.models import IntellectualProperty
from enterprises.models.territories import Territories
from enterprises.nice_classes import read_classes
from enterprises.protection.cells import CellState
from enterprises.protection.destinations import Destination
from portal.models import Record
from portal.text.date_fields import DayField
from portal.text.ordering import by_name

TYPED_DESTINATION = "typed"  # the key of the destination that somebody typed


class ClassesField(forms.CharField):
    """Nice classes as people list them: "16, 25" is (16, 25)."""

    def to_python(self, value):
        return tuple(read_classes(super().to_python(value)))

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else ", ".join(map(str, value))


def keys_named_like(text):
    """The keys of the records that are named like `text`, drafts among them."""
    return Record.objects.named_like(text, for_staff=True).order_by().values("pk")


class MatrixForm(forms.Form):
    """Which marks, at which destinations, and which cells. Everything may stay empty."""

    q = forms.CharField(label=_("Mark"), max_length=200, required=False, help_text=_("Part of a name, or of a registration number."))
    # no list of all holders, of whom there may be thousands
    holder = forms.CharField(label=_("Right holder"), max_length=200, required=False, help_text=_("Part of a name."))
    taking_part = forms.BooleanField(label=_("Only marks of those who take part in a show shown"), required=False)
    at = forms.ChoiceField(label=_("Show"), required=False)
    state = forms.ChoiceField(label=_("State of a cell"), required=False, choices=[("", _("any state")), *CellState.choices])
    territory = forms.ChoiceField(label=_("Country or region"), required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("Until"), required=False)
    nice_classes = ClassesField(
        label=_("Nice classes of the goods"),
        max_length=200,
        required=False,
        help_text=_("Such as 16, 25: looked for beside the classes in which a mark is registered anywhere."),
    )

    SHOWN, BY_HAND = ("q", "holder", "at", "state", "nice_classes", "taking_part"), ("territory", "first", "last")

    def __init__(self, data, coming):
        super().__init__(data)
        self.coming = coming
        self.fields["at"].choices = [("", gettext("all to come")), *((each.key, each.label) for each in coming)]
        places = [(code, name) for code, name in Territories() if code != "EU"]
        self.fields["territory"].choices = [("", gettext("that of the shows")), *by_name(places)]
        for name in ("first", "last"):
            self.fields[name].help_text = ""

    def shown_fields(self):
        return [self[name] for name in self.SHOWN if name != "at" or self.coming or self["at"].errors]

    def typed_fields(self):
        return [self[name] for name in self.BY_HAND]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("It ends on or after the day it starts."))
        if (first or last) and not cleaned.get("territory"):
            self.add_error("territory", _("Choose where, beside the days."))
        return cleaned

    def destinations(self, today):
        """[Destination] of the columns: the one that was typed, or those to come of which one may be chosen."""
        asked = self.cleaned_data
        classes = asked["nice_classes"]
        if asked["territory"]:
            first = asked["first"] or min(asked["last"] or today, today)
            return [Destination(TYPED_DESTINATION, asked["territory"], first, max(asked["last"] or first, first), nice_classes=classes)]
        return [each._replace(nice_classes=(*each.nice_classes, *classes)) for each in self.coming if asked["at"] in ("", each.key)]

    def chosen(self, marks, destinations):
        """Those of `marks`, a queryset, that are asked for."""
        asked = self.cleaned_data
        if asked["q"].strip():
            named = keys_named_like(asked["q"])
            numbered = Q(registrations__number__icontains=asked["q"].strip())
            keys = IntellectualProperty.objects.filter(Q(pk__in=named) | numbered).order_by().values("pk")
            marks = marks.filter(pk__in=keys)
        if asked["holder"].strip():
            marks = marks.filter(owner__in=keys_named_like(asked["holder"]))
        if asked["taking_part"]:
            marks = marks.filter(owner__in={key for each in destinations for key in each.holders or ()})
        return marks
