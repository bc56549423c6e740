"""What an import would do, said once more before it is done; for a Publisher with what changes in public, and why."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.roles import PUBLISH
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.admin.publish_together import ANNOUNCED
from portal.imports.leases import NotNow
from portal.imports.options import AS_SOURCE, EMPTY_CLEARS, LEAVE, ONLY_RIGHT
from portal.imports.outlook import consequences_of_import, is_rehearsed, what_would_happen
from portal.imports.pages.opening import of_one_import, only_whoever_sent_it, page_about
from portal.imports.pages.preview import RowsShown
from portal.imports.pages.wording import in_a_line
from portal.imports.running import ask_for
from portal.models import ImportedRow, Record, SheetImport
from portal.text.fields import ParagraphField

PUBLIC_SHOWN = 50  # rows, each with its cells
SEAL = "seal"  # the control that stands for what the page said


def reason_field(label):
    help_text = _("For the public log of corrections; one language is enough.")
    return ParagraphField(blank=True).formfield(label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 2}))


class ImportReasonForm(forms.Form):
    """Why figures that are public change, where some do."""

    reason_en = reason_field(_("Reason for the correction, in English"))
    reason_zh = reason_field(_("Reason for the correction, in Chinese"))

    def __init__(self, *args, asks_reason, **kwargs):
        super().__init__(*args, **kwargs)
        for name, language in (("reason_en", "en"), ("reason_zh", "zh-Hans")):
            self.fields[name].widget.attrs["lang"] = language
        if not asks_reason:
            self.fields = {}

    def clean(self):
        cleaned = super().clean()
        if self.fields and not any(cleaned.get(name) for name in self.fields):
            self.add_error("reason_en", _("Say why the public figures change, in English or Chinese."))
        return cleaned


def reason_form(request, sheet_import, asks_reason):
    initial = {"reason_en": sheet_import.reason_en, "reason_zh": sheet_import.reason_zh}
    form = ImportReasonForm(request.POST if request.method == "POST" else None, initial=initial, asks_reason=asks_reason)
    refuse_what_came_back(request, form)
    return form


def told_consequences(sheet_import, user):
    """(Consequences of the batch or None, [why it would be refused])."""
    try:
        return consequences_of_import(sheet_import, user), []
    except ValidationError as refused:
        return None, refused.messages


def public_rows(sheet_import):
    """(RowShown of the first rows that change what is public, how many more there are)."""
    changed = sheet_import.rows.filter(state=ImportedRow.State.CHANGED).exclude(choice=LEAVE)
    rows = changed.exclude(record__in=Record.objects.drafts().values("pk"))
    return RowsShown(sheet_import, rows[:PUBLIC_SHOWN]).shown(), max(rows.count() - PUBLIC_SHOWN, 0)


@of_one_import
def confirm_page(request, sheet_import):
    """Says exactly what will happen; the button does it."""
    only_whoever_sent_it(request.user, sheet_import)
    here = reverse("imports_one", args=[sheet_import.pk])
    if sheet_import.job or sheet_import.state != SheetImport.State.PREVIEW:
        return HttpResponseRedirect(here)
    outlook = what_would_happen(sheet_import, request.user)
    consequences, refusals = None, []
    if outlook.public and request.user.has_perm(PUBLISH):
        consequences, refusals = told_consequences(sheet_import, request.user)
    in_public, public_rest = public_rows(sheet_import) if outlook.public else ([], 0)
    form = reason_form(request, sheet_import, bool(outlook.figures))
    is_new = request.method == "POST" and request.POST.get(ANNOUNCED, "") != (consequences.seal if consequences else "")
    if request.method == "POST" and form.is_valid() and not is_new and not refusals:
        try:
            ask_for(sheet_import, SheetImport.Job.WRITE, request.user, request.POST.get(SEAL, ""), form.cleaned_data)
        except NotNow as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(here)
    return page_about(
        request,
        "admin/imports/confirm.html",
        sheet_import,
        step_title=gettext("Before it is imported"),
        outlook=outlook,
        in_public=in_public,
        public_rest=public_rest,
        consequences=consequences,
        is_not_rehearsed=bool(outlook.public) and not is_rehearsed(sheet_import),
        is_new=is_new,
        refusals=refusals,
        form=form,
        is_blocked=bool(outlook.wrong and not sheet_import.options.get(ONLY_RIGHT)),
        clears=sheet_import.options.get(EMPTY_CLEARS),
        as_source=sheet_import.options.get(AS_SOURCE),
        button=gettext("Import %(what)s") % {"what": in_a_line(outlook)},
        controls={"seal": SEAL, "announced": ANNOUNCED},
        **context_of(request, form),
    )
