"""What a list of deadlines is narrowed by: a form whose whole state is the query string, which a calendar address keeps."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enterprises.deadlines.deadline import What
from enterprises.deadlines.deriving import USUAL_HORIZON
from enterprises.models.territories import Territories
from enterprises.renewals.months import months_after
from enterprises.tasks.entries import CLOSED, OPEN_STATE, OVERDUE_STATE, closed_entries, open_entries
from portal.models import Record
from portal.text.date_fields import DayField
from portal.text.ordering import by_name

MINE, DEPUTY, NOBODY, EVERYBODY = "mine", "deputy", "nobody", ""
EVERY_STATE = "all"
STATES = [
    ("", _("open and overdue")),
    (OVERDUE_STATE, pgettext_lazy("state of a deadline", "overdue")),
    *((state.value, state.label) for state in CLOSED),
    (EVERY_STATE, pgettext_lazy("states of deadlines", "all")),
]
WHOSE = [
    (EVERYBODY, _("everybody’s")),
    (MINE, _("mine")),
    (DEPUTY, _("where I am deputy")),
    (NOBODY, _("in nobody’s charge")),
]


def territories():
    return [("", _("all territories")), *by_name(Territories())]


class DeadlineFilter(forms.Form):
    what = forms.ChoiceField(label=_("What"), choices=[("", _("everything")), *What.choices], required=False)
    territory = forms.ChoiceField(label=_("Territory"), choices=territories, required=False)
    q = forms.CharField(label=_("Mark or holder"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    whose = forms.ChoiceField(label=_("Whose"), choices=WHOSE, required=False)
    due_from = DayField(label=_("Due from"), required=False)
    due_to = DayField(label=_("Due until"), required=False)

    def __init__(self, data=None):
        super().__init__(data or {}, prefix=None, auto_id="filter_%s")
        self.is_valid()

    @property
    def chosen(self):
        """{name: value} of what can be read; what cannot narrows nothing, and its field says so."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self):
        """What is chosen as a query string: "what=renewal&due_to=2026-12-31"."""
        return urlencode({name: value.isoformat() if isinstance(value, date) else value for name, value in self.chosen.items()})

    def is_named(self):
        """The condition on properties and holders by the text that was typed; None where none was."""
        if not (text := self.chosen.get("q", "").strip()):
            return None
        keys = set(Record.objects.filter(Q(name_en__icontains=text) | Q(name_zh__icontains=text)).order_by().values_list("pk", flat=True))
        return lambda entry: entry.property_id in keys or entry.holder_id in keys

    def is_whose(self, user, charges):
        return {
            MINE: lambda entry: charges.of(entry)[0] == user.pk,
            DEPUTY: lambda entry: charges.of(entry)[1] == user.pk,
            NOBODY: lambda entry: charges.of(entry) == (None, None),
        }.get(self.chosen.get("whose"))

    def conditions(self, user, charges):
        """Functions that say of an entry whether it is wanted."""
        chosen = self.chosen
        found = [self.is_named(), self.is_whose(user, charges)]
        if what := chosen.get("what"):
            found.append(lambda entry: entry.what == what)
        if territory := chosen.get("territory"):
            found.append(lambda entry: entry.territory == territory)
        if first := chosen.get("due_from"):
            found.append(lambda entry: entry.day and entry.day >= first)
        if last := chosen.get("due_to"):
            found.append(lambda entry: entry.day and entry.day <= last)
        return [condition for condition in found if condition]

    def entries(self, user, today, charges, state=None, closed_since=None):
        """[DueEntry] of what is wanted, in another state where that is given: the open ones by their days, then the closed ones, the latest
        first."""
        state = self.chosen.get("state", "") if state is None else state
        found = []
        if state in ("", OVERDUE_STATE, OPEN_STATE, EVERY_STATE):
            last = self.chosen.get("due_to")
            until = last if last and last > months_after(today, USUAL_HORIZON) else None
            found += open_entries(today, until)
        if state in CLOSED or state == EVERY_STATE:
            found += closed_entries(CLOSED if state == EVERY_STATE else [state], closed_since)
        conditions = self.conditions(user, charges)
        if state == OVERDUE_STATE:
            conditions.append(lambda entry: entry.is_overdue(today))
        return [entry for entry in found if all(condition(entry) for condition in conditions)]
