"""What the page can be asked: goods, territory, exclusivity, kind, words. The query string is the whole state."""

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from enterprises.licensing.covering import Wanted
from enterprises.models import Availability, IntellectualProperty
from enterprises.models.territories import Territories
from enterprises.nice_classes import LAST_OF_GOODS, TITLES, class_in_words
from portal.text.ordering import by_name


def with_count(label, count):
    """A choice with the number of properties that are offered for it: "Germany · 2"."""
    return f"{label} · {count}" if count else label


class LicensingForm(forms.Form):
    """Every field may stay empty; what is none of the choices is left out, and listed in `ignored`."""

    goods = forms.ChoiceField(label=_("Goods or services"), required=False)
    territory = forms.ChoiceField(label=_("Where you would sell"), required=False)
    exclusivity = forms.ChoiceField(label=_("Exclusivity"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    q = forms.CharField(label=_("Name or word"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"}))
    offered = forms.BooleanField(label=_("Only what is on offer"), required=False)

    ABOUT_OFFERS = ("exclusivity", "offered")  # asked only where something is offered
    AMONG_MANY = ("kind", "q")  # asked only where there is more than a page

    def __init__(self, data, on_offer, *, has_offers, has_many):
        super().__init__(data, auto_id="licensing_%s")
        self.by_class, self.by_territory = on_offer
        self.has_offers = has_offers
        self.fields["goods"].choices = [("", gettext("All goods and services")), *self.classes()]
        self.fields["territory"].choices = [("", gettext("Anywhere")), *self.territories()]
        self.fields["exclusivity"].choices = [("", gettext("Any")), *Availability.Exclusivity.choices[1:]]
        self.fields["kind"].choices = [("", gettext("All types")), *((str(kind), kind.label) for kind in IntellectualProperty.KINDS)]
        for name in (*(() if has_offers else self.ABOUT_OFFERS), *(() if has_many else self.AMONG_MANY)):
            del self.fields[name]
        self.full_clean()
        self.ignored = [self.data.get(name, "") for name in self.errors]

    def classes(self):
        """Choices of goods and services, first those for which something is offered."""
        labels = {number: with_count(class_in_words(number), self.by_class.get(number)) for number in TITLES}
        groups = (
            (_("On offer"), [number for number in TITLES if number in self.by_class]),
            (_("Goods"), [number for number in TITLES if number <= LAST_OF_GOODS and number not in self.by_class]),
            (_("Services"), [number for number in TITLES if number > LAST_OF_GOODS and number not in self.by_class]),
        )
        return [(str(title), [(str(number), labels[number]) for number in numbers]) for title, numbers in groups if numbers]

    def territories(self):
        return [(code, with_count(name, self.by_territory.get(code))) for code, name in by_name(list(Territories()))]

    @property
    def asked(self):
        """{name: value} of what is asked for."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def wanted(self):
        asked = self.asked
        return Wanted(int(asked.get("goods", 0)) or None, asked.get("territory", ""), asked.get("exclusivity", ""))

    def in_words(self):
        """{name: value in words} of goods and territory, as they are carried into an enquiry."""
        asked = self.asked
        words = {"goods": lambda value: class_in_words(int(value)), "territory": lambda value: str(Territories().name(value))}
        return {name: tell(asked[name]) for name, tell in words.items() if name in asked}

    def chips(self):
        """[(label, value in words, the query string without it)] of what is asked for."""
        told = []
        for name, value in self.asked.items():
            data = self.data.copy()
            data.pop(name)
            data.pop("page", None)
            told.append((self.fields[name].label, self.told(name, value), f"?{data.urlencode()}"))
        return told

    def told(self, name, value):
        if name in (words := self.in_words()):
            return words[name]
        if name == "offered":
            return pgettext("of a filter", "yes")
        return dict(getattr(self.fields[name], "choices", ())).get(value, value)
