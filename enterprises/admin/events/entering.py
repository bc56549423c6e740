"""The form on which an event is entered: about one or several rows of a mark, with its proof. It is shown what it changes, then saved."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.admin.events.plans import EventPlan
from enterprises.effects import offered_term
from enterprises.models import RightEvent
from portal.media.papers import check_paper, put
from portal.models import Paper
from portal.text.partial_dates import day_in_words

SEEN = "_seen"  # the control of the form that says which changes it showed
LOOK = _("Nothing is saved yet: look at what it changes, then save.")
Verb = RightEvent.Verb


class RightEventForm(forms.ModelForm):
    """Takes as attributes of its class `carrier`, the admin that shows it, `user`, and `subjects`."""

    carrier = user = subjects = None
    rows = forms.ModelMultipleChoiceField(
        None,
        label=_("To what"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )
    upload = forms.FileField(
        label=_("Or a new paper"),
        required=False,
        help_text=_("The certificate or decision as a file; it is kept with the papers and never public."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        subjects = self.subjects
        self.fields["rows"].queryset = subjects.rows
        self.fields["rows"].initial = subjects.ticked
        if len(subjects.rows) == 1:
            self.fields["rows"].widget = forms.MultipleHiddenInput()
        verbs = [verb for verb in RightEvent.SUBJECTS[subjects.name] if verb != Verb.DID_NOT_HAPPEN or subjects.corrected]
        self.fields["verb"].choices = [("", "---------"), *((verb.value, verb.label) for verb in verbs)]
        if "paper" in self.fields:
            self.fields["paper"].queryset = Paper.objects.filter(record=subjects.record.pk)
        if "expires_on" in self.fields:
            self.fields["expires_on"].help_text = self.terms_offered()
        if "reason" in self.fields:
            self.fields["reason"].required = True
        self.plan = None

    def terms_offered(self):
        """What stands at the field of the new term: the days that the law gives to a renewal."""
        said = _("As the certificate has it. Empty: as the law has it.")
        days = {offered_term(row, Verb.RENEWED, None) for row in self.subjects.rows if row.pk in self.subjects.ticked}
        days = sorted(filter(None, days))
        if not days or self.subjects.corrected:
            return said
        offered = " / ".join(map(day_in_words, days))
        return _("As the certificate has it. Empty: as the law has it, for a renewal %(days)s.") % {"days": offered}

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            check_paper(upload)
        return upload

    def full_clean(self):
        """Work out what it changes, once everything else is right, and ask whether that is meant."""
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        self.keep_upload()
        rows = list(self.cleaned_data["rows"])
        try:
            self.plan = EventPlan(self.user, self.subjects, rows, self.cleaned_data)
        except ValidationError as refused:
            self.add_error(None, refused.messages)
            return
        if self.data.get(SEEN) != self.plan.seal:
            self.carrier.plan, self.carrier.due = self.plan, self.plan.due()
            self.add_error(None, LOOK)

    def keep_upload(self):
        """Keep a new file as a paper of the record at once: a browser forgets it when the form comes back."""
        if upload := self.cleaned_data.get("upload"):
            title = str(Verb(self.cleaned_data["verb"]).label)
            paper = Paper(record_id=self.subjects.record.pk, kind=Paper.Kind.CERTIFICATE, title=title, added_by=self.user)
            self.carrier.submission.papers.append(paper.pk)
            put(paper, upload)
            paper.save(force_insert=True)
            self.cleaned_data["paper"] = paper
            self.data = self.data.copy()
            self.data["paper"] = paper.pk
