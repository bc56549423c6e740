"""Changes of what is public, proposed by Editors: filled in on the ordinary form and kept, until a Publisher decides."""

import copy
import json
from hashlib import sha256

from django.apps import apps
from django.contrib import admin
from django.contrib.messages.storage.base import BaseStorage
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext

from portal.access.kept_forms.form_token import FORM
from portal.access.roles import record_of
from portal.admin.form.comparing import OPENED, control_in_words, plain_texts, rows_sent, shown_by
from portal.admin.form.submission import Purpose, Submission
from portal.models import Passage, ProposedChange, ReviewStep, Statement
from portal.review.corrections import FIGURE_FIELDS, public_figures
from portal.review.proposals import writes_proposals
from portal.review.steps import log_step
from portal.text.confirmations import MEANT

NOT_PROPOSED = {
    "csrfmiddlewaretoken", OPENED, FORM, MEANT, "_save", "_continue", "_addanother", "_saveasnew", "_popup", "_to_field", "_why",
    "_sitting",
}  # fmt: skip


class Replay:
    """A proposed change, sent to the form of its row again: to be compared, shown, or written."""

    def __init__(self, request, proposal, user=None):
        """`user` stands behind what is written; without one it is who proposed it."""
        self.proposal = proposal
        registered = admin.site.get_model_admin(apps.get_model(proposal.form))
        self.admin = registered.carrying(Submission(Purpose.REPLAY))
        self.request = copy.copy(request)
        self.request.method, self.request.POST, self.request._files = "POST", QueryDict(mutable=True), MultiValueDict()
        self.request.user = user or proposal.proposed_by
        self.request._messages = BaseStorage(self.request)  # what the admin would say of a save is not said
        for name, found in proposal.sent.items():
            self.request.POST.setlist(name, found)
        self.row = self.admin.get_object(self.request, proposal.row)  # None where it was deleted meanwhile

    @cached_property
    def merged(self):
        form, formsets = self.forms
        return self.admin.merge((form, [formset for formset, _sent in formsets]), self.request.POST, self.proposal.opened)

    def refusals(self):
        """Why the change cannot be written any more, in words: what it changes was changed meanwhile."""
        if self.row is None:
            return [gettext("The row that it changes was deleted.")]
        if self.proposal.form_version not in ("", self.form_version):
            return [gettext("The form on which it was filled in has other fields by now.")]
        return [
            gettext("%(where)s was changed meanwhile to “%(theirs)s”.")
            % {"where": " · ".join(part for part in (each.part, each.label) if part), "theirs": each.theirs}
            for each in self.merged.conflicts
        ]

    def write(self, reasons):
        """Write the change; `reasons` is {control: text} for the log of corrections. Returns the texts of what is refused,
        empty where it is written."""
        if refusals := self.refusals():
            return refusals
        self.request.POST = self.merged.data
        self.request.POST.update(reasons)
        response = self.admin.respond(self.request, self.proposal.row)
        if response.status_code == 302:
            return []
        errors = response.context_data["errors"]  # lists of a field's errors, and single ones of rows
        return [str(error) for group in errors for error in ([group] if isinstance(group, str) else group)]

    @cached_property
    def forms(self):
        """The form as stored, and [(formset as stored, [(key, what was sent)])]."""
        form, formsets = self.admin.forms_of(self.request, self.row)
        return form, [(formset, rows_sent(self.request.POST, formset)) for formset in formsets]

    @cached_property
    def form_version(self):
        """A digest of what can be filled in on the form: what was sent to another is compared with controls that it never had."""
        form, formsets = self.forms
        controls = {"": sorted(form.fields)} | {formset.prefix: sorted(formset.empty_form.fields) for formset, _rows in formsets}
        return sha256(json.dumps(controls, sort_keys=True).encode()).hexdigest()[:16]

    def changes(self):
        """[(part, label, stored now, proposed)] of everything that it changes."""
        if self.row is None:
            return []
        form, formsets = self.forms
        opened = self.proposal.opened
        found = list(changed_controls("", form, opened.get("", {}), self.proposal.sent))
        for formset, rows in formsets:
            label = capfirst(formset.model._meta.verbose_name)
            stored = {str(each.instance.pk): each for each in formset.initial_forms}
            for key, sent in rows:
                if key and formset.is_fixed:
                    continue
                form = stored.get(key, formset.empty_form)
                name = str(form.instance) if key in stored else gettext("new")
                part = f"{label}: {name}"
                if sent.get(DELETION_FIELD_NAME):
                    found.append((part, gettext("row"), gettext("stands"), gettext("deleted")))
                else:
                    found += changed_controls(part, form, opened.get(formset.prefix, {}).get(key, {}), sent)
        return found

    def corrects_public_figures(self):
        """Whether it changes or takes out a figure that the public reads."""
        if self.row is None:
            return False
        _form, formsets = self.forms
        opened = self.proposal.opened
        touched = {
            key
            for formset, rows in formsets
            if formset.model is Statement
            for key, sent in rows
            if key and corrects(sent, opened.get(formset.prefix, {}).get(key, {}))
        }
        if isinstance(self.row, Statement) and corrects(self.proposal.sent, opened.get("", {})):
            touched.add(self.row.pk)
        return bool(public_figures(touched))


def keep_proposal(request, form, row, sent, opened, why):
    """Keep what was sent to `form`, the label of its model, about `row` as a change that the user of `request` proposes; None where it
    would change nothing."""
    record = record_of(row)
    proposal = ProposedChange(record_id=record.pk, form=form, row=row.pk, sent=sent, opened=opened, note=why, proposed_by=request.user)
    replay = Replay(request, proposal)
    if not replay.changes():
        return None
    proposal.form_version = replay.form_version
    proposal.save(force_insert=True)
    log_step(record, ReviewStep.Step.PROPOSED, request.user, why)
    return proposal


@writes_proposals
def write_replayed(request, proposal, reasons):
    return Replay(request, proposal).write(reasons)


def corrects(sent, opened):
    """Whether what was sent for a statement changes its figure or takes it from the public: see `touches_figure`."""
    changed = {name for name in (*FIGURE_FIELDS, "passage") if plain_texts(sent.get(name, [])) != plain_texts(opened.get(name, []))}
    hides = "passage" in changed and not Passage.objects.published().filter(pk__in=sent["passage"]).exists()
    return bool(sent.get(DELETION_FIELD_NAME)) or hides or bool(changed & set(FIGURE_FIELDS))


def changed_controls(part, form, opened, sent):
    for name, stored in shown_by(form).items():
        proposed, was = ([text for text in found.get(name, []) if text] for found in (sent, opened))
        bound = form.fields.get(name)
        is_said = bound and (not bound.widget.is_hidden or hasattr(bound, "in_words"))
        if is_said and plain_texts(proposed) not in (plain_texts(was), plain_texts([text for text in stored if text])):
            yield part, str(bound.label), control_in_words(form, name, stored), control_in_words(form, name, proposed)
