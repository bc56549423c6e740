"""What an Editor's import changes of what is public: proposed changes, one for each form, as if it had been filled in."""

from django.contrib import admin
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from portal.access.admin_addresses import options_of
from portal.admin.form.server_proposals import propose
from portal.imports.leases import CannotBeDone
from portal.imports.plans import first_rows_told, record_of_judged
from portal.models import ImportedRow, ProposedChange, Record
from portal.text.told import told_text as _


class NobodysRequest(HttpRequest):
    """A request as the forms want one, of somebody who sends none: an import is written apart from requests, too."""

    def __init__(self, user):
        super().__init__()
        self.method, self.user, self.session = "GET", user, SessionBase()
        self.csrf_processing_done = True  # no browser sent it
        vars(self)["_messages"] = BaseStorage(self)  # what the admin would say of a save is not said

    def get_host(self):
        """Where the forms would lead to, which nobody follows."""
        return "localhost"


def row_of_form(part, record):
    """The row on whose form a part stands: the record, or what lies between, such as the nomination of an event; None without one."""
    step = type(part).ON_PAGE_OF.partition("__")[0]
    for row in (getattr(part, step), record):
        model = options_of(row.kind).model if isinstance(row, Record) else type(row)
        registered = admin.site._registry.get(model)
        if registered and any(issubclass(type(part), inline.model) for inline in registered.inlines):
            return row
    return None


def waits_already(each):
    """Whether an import proposed the same of the same row, and nobody has decided it yet."""
    row = each.row
    same = ImportedRow.objects.filter(record=row.record, values=row.values).exclude(proposal="").exclude(pk=row.pk)
    keys = list(same.values_list("proposal", flat=True))
    return ProposedChange.objects.open().filter(pk__in=keys).exists() if keys else False


def propose_rows(kept, plan):
    """Propose what the plan says, the rows of one form together. Raises CannotBeDone with what a form says against it."""
    forms = {}  # {(model, key): (row of the form, {row: changed one}, [parts to be added], [JudgedRow])}
    for each, event in plan.proposed:
        if waits_already(each):
            each.row.result = _("proposed already, and not decided yet")
            continue
        form_row = each.instance
        if not plan.kind.is_of_records:
            form_row = row_of_form(event or each.instance, record_of_judged(each, plan.kind))
        if form_row is None:
            said = _("Row %(row)s changes what is public where no form proposes it: a Publisher imports it.")
            raise CannotBeDone(said % {"row": first_rows_told([each.row])})
        _row, changes, added, judged = forms.setdefault((type(form_row), form_row.pk), (form_row, {}, [], []))
        judged.append(each)
        if event is not None:
            event.reason_en, event.reason_zh = kept.reason_en, kept.reason_zh
        if event is not None or each.is_new:
            added.append((event or each.instance, each.lists))
        else:
            changes[each.instance] = (each.instance, each.changed, each.lists)
    request = NobodysRequest(plan.user)
    for form_row, changes, added, judged in forms.values():
        try:
            proposal = propose(request, form_row, changes, added, kept.file_name)
        except ValidationError as refused:
            said = _("The form refuses row %(row)s: %(why)s Nothing was stored.")
            raise CannotBeDone(
                said % {"row": first_rows_told([each.row for each in judged]), "why": " ".join(refused.messages)}
            ) from refused
        for each in judged:
            each.row.proposal = proposal.pk if proposal else ""
            each.row.result = _("proposed: a Publisher decides") if proposal else _("nothing to change")
