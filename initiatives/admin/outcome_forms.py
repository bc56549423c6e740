"""What is said of many nominees at once: the fields of the table of a category and of an official list."""

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.admin.partial_dates import HappenedField
from initiatives.deciding import Said
from initiatives.models import NominationEvent, OfficialList
from portal.admin.form.current_source import its_passages_first, source_of
from portal.admin.form.rows import Suggested
from portal.models import Passage
from portal.text.date_fields import AsksAboutFarYears
from portal.text.fields import LineField, ParagraphField, TextField

OFFERED_PASSAGES = 60  # in the list itself, for whoever has no script that suggests others
STAGE_OF_A_PASS = _("Say which stage was passed, or not.")
REASON_IS_DUE = _("Say why what is entered is replaced, in English or Chinese.")


def passage_field(request, required):
    """A choice of any passage, those of the source of this sitting first."""
    column = NominationEvent._meta.get_field("passage")
    passages = admin.site.get_model_admin(Passage)
    widget = Suggested(column, admin.site)
    widget.offered = list(its_passages_first(passages.get_queryset(request), source_of(request))[:OFFERED_PASSAGES])
    field = forms.ModelChoiceField(passages.get_queryset(request), label=capfirst(_("passage")), required=required, widget=widget)
    field.label_from_instance = passages.label
    return field


def line_field(label, **options):
    return LineField(max_length=200, blank=True).formfield(label=label, widget=forms.TextInput(attrs={"class": "vTextField"}), **options)


def paragraph_field(label):
    return ParagraphField(blank=True).formfield(label=label, form_class=TextField, widget=forms.Textarea(attrs={"rows": 2}))


class SaidOfMany(AsksAboutFarYears, forms.Form):
    """Base of both forms: what happened, in which stage, when, and where that is said."""

    verb = forms.ChoiceField(label=capfirst(_("what happened")))
    stage = forms.ModelChoiceField(None, label=capfirst(_("stage")), required=False)
    happened = HappenedField(label=_("When"))
    passage = forms.ModelChoiceField(None, label=capfirst(_("passage")))
    reason_en = paragraph_field(capfirst(_("reason in English")))
    reason_zh = paragraph_field(capfirst(_("reason in Chinese")))

    verbs = ()
    needs_passage = False

    def __init__(self, request, category, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = self.verbs
        self.fields["stage"].queryset = category.round.stages.all()
        self.fields["passage"] = passage_field(request, self.needs_passage)
        for name in ("reason_en", "reason_zh"):
            self.fields[name].help_text = _("Only where something that is entered is corrected by this.")
            self.fields[name].widget.attrs["lang"] = "en" if name.endswith("en") else "zh-Hans"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verb") in NominationEvent.OF_A_STAGE and not cleaned.get("stage") and "stage" not in self.errors:
            self.add_error("stage", STAGE_OF_A_PASS)
        return cleaned

    @property
    def has_reason(self):
        return bool(self.cleaned_data["reason_en"] or self.cleaned_data["reason_zh"])

    def outcome(self, **others):
        """What is entered, `others` in place of what was filled in."""
        said = self.cleaned_data
        day, precision = said["happened"]
        filled = {name: said[name] for name in ("verb", "stage", "passage", "reason_en", "reason_zh")}
        return Said(**filled | {"day": day, "precision": precision} | others)

    def hidden(self):
        """The same controls, unseen, for the page that asks to confirm them."""
        return [bound.as_hidden() for bound in self]

    def hidden_but_reasons(self):
        return [bound.as_hidden() for bound in self if not bound.name.startswith("reason_")]

    def reasons(self):
        return [self["reason_en"], self["reason_zh"]]


class OutcomeForm(SaidOfMany):
    """The outcome of the nominees that are ticked in the table of a category."""

    verbs = [choice for choice in NominationEvent.Verb.offered() if choice[0] != NominationEvent.Verb.CORRECTED]
    note_en = line_field(capfirst(_("note in English")))
    note_zh = line_field(capfirst(_("note in Chinese")))

    field_order = ["verb", "stage", "happened", "passage", "note_en", "note_zh", "reason_en", "reason_zh"]

    def outcome(self, **others):
        return super().outcome(**{name: self.cleaned_data[name] for name in ("note_en", "note_zh")} | others)


class ListForm(SaidOfMany):
    """An official list, as it is pasted."""

    title = OfficialList._meta.get_field("title").formfield(widget=forms.TextInput(attrs={"class": "vTextField"}))
    text = ParagraphField().formfield(
        label=_("The list"),
        form_class=TextField,
        help_text=_("Paste it as it comes, with numbers, headings and page numbers: nothing is stored before you have seen what was read."),
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
    )

    verbs = [(verb.value, verb.label) for verb in OfficialList.VERBS]
    needs_passage = True
    field_order = ["title", "verb", "stage", "happened", "passage", "text", "reason_en", "reason_zh"]
