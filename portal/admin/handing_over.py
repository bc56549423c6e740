"""Records handed over to a colleague: the selected ones, or all of somebody who leaves."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.audit import record_action, stored_detail
from portal.access.roles import PUBLISH, may_work, people_who_may
from portal.admin.form.deleted import NONE_LEFT
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.desk.sections import in_charge
from portal.models import AuditEntry, Person, Record
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.text.figure_wording import Grouped

CONFIRMED, CHOSEN = "confirmed", "chosen"
SEEN_CHOICE = "seen"  # the choice whose outcome the page listed: another is listed before it is done
MOST_LINES_SHOWN = 200  # lines of the list of what would happen
HANDED_OVER = "handed over"  # the reason of a row of history


def colleagues():
    """Who may be handed a record: staff who may work on records."""
    return people_who_may("portal.change_record").filter(is_staff=True, is_active=True)


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(None, label=_("Hand over to"))
    role = forms.ChoiceField(label=_("As"), widget=forms.RadioSelect)

    def __init__(self, leaving, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues().exclude(pk=leaving and leaving.pk)
        roles = [("responsible", _("person in charge")), ("deputy", _("deputy"))]
        if leaving:
            roles.insert(0, ("both", _("whatever %(person)s is: person in charge or deputy") % {"person": leaving}))
        self.fields["role"].choices = roles
        self.fields["role"].initial = roles[0][0]


@dataclass
class Plan:
    """What would become of one record; `why` says why nothing does."""

    record: Any
    responsible: Any
    deputy: Any
    why: str = ""

    @property
    def changes(self):
        """{column: person} of what differs."""
        wanted = {"responsible": self.responsible, "deputy": self.deputy}
        return {name: person for name, person in wanted.items() if getattr(self.record, f"{name}_id") != (person and person.pk)}


def plan(record, user, leaving, to=None, role=""):
    """What handing `record` over means; nobody is person in charge and deputy of one record."""
    found = Plan(record, record.responsible, record.deputy)
    if not user.has_perm(PUBLISH) and user.pk not in (record.responsible_id, record.deputy_id):
        found.why = gettext("It is in the charge of others: a Publisher hands it over.")
        return found
    if to is None:
        return found
    for name in ("responsible", "deputy"):
        if role in (name, "both") and leaving in (None, getattr(record, name)):
            setattr(found, name, to)
    if found.responsible == found.deputy == to:
        was_in_charge = record.responsible == to and role == "deputy"
        setattr(found, "responsible" if was_in_charge else "deputy", None)
    if not found.changes:
        found.why = gettext("Nothing changes.")
    return found


@transaction.atomic
def carry_out(request, keys, leaving, to, role):
    """Hand the records over as the plan of each says; returns how many."""
    lock(Record.objects.filter(pk__in=keys))
    done = 0
    for record in Record.objects.specific().select_related("responsible", "deputy").filter(pk__in=keys).order_by("pk"):
        found = plan(record, request.user, leaving, to, role)
        if found.why:
            continue
        row = record.specific
        for name, person in found.changes.items():
            old = getattr(record, name)
            setattr(row, name, person)
            detail = stored_detail(f"handed-over-{name}", old=str(old or "—"), new=str(person or "—"))
            record_action(request, AuditEntry.Action.CHANGED, record, detail=detail)
        row._change_reason = HANDED_OVER
        row.save()
        done += 1
    return done


def handing_over_page(admin_site, request, records, leaving, back, extra):
    """The page that asks to whom, lists what would happen, and does it once that is confirmed."""
    form = HandOverForm(leaving, request.POST if CHOSEN in request.POST else None)
    refuse_what_came_back(request, form)
    is_chosen = form.is_bound and form.is_valid()
    to, role = (form.cleaned_data["to"], form.cleaned_data["role"]) if is_chosen else (None, "")
    choice = f"{to.pk} {role}" if to else ""
    if is_chosen and CONFIRMED in request.POST and request.POST.get(SEEN_CHOICE) == choice:
        keys = list(records.values_list("pk", flat=True))
        done = again(lambda: carry_out(request, keys, leaving, to, role))
        text = ngettext("%(count)s record is handed over to %(person)s.", "%(count)s records are handed over to %(person)s.", done)
        messages.success(request, text % {"count": Grouped(done), "person": to})
        return HttpResponseRedirect(back)
    plans = [plan(record, request.user, leaving, to, role) for record in records.select_related("responsible", "deputy")]
    context = {
        "title": gettext("Hand over: %(person)s") % {"person": leaving} if leaving else gettext("Hand over"),
        "form": form,
        "plans": plans[:MOST_LINES_SHOWN],
        "unseen": max(len(plans) - MOST_LINES_SHOWN, 0),
        "is_chosen": is_chosen,
        "choice": choice,
        "possible": sum(not found.why for found in plans),
        "back": back,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        **context_of(request, form),
        **extra,
    }
    return admin_site.page(request, "admin/hand_over.html", context)


@admin.action(description=_("Hand over to a colleague"), permissions=["step"])
def hand_over(model_admin, request, queryset):
    """The action of the lists."""
    records = Record.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
    if not records:
        model_admin.message_user(request, NONE_LEFT, messages.WARNING)
        return None
    extra = {"action": hand_over.__name__, "opts": model_admin.opts, "keys": [record.pk for record in records]}
    return handing_over_page(model_admin.admin_site, request, records, None, request.get_full_path(), extra)


def hand_over_all(model_admin, request):
    """All records of one person, `?from=` their key: for when they leave. Who is no Publisher hands over only their own."""
    key = request.GET.get("from", "")
    leaving = Person.objects.filter(pk=key).first() if key.isdecimal() else None
    if leaving is None:
        raise Http404
    if not may_work(request.user) or not (request.user.has_perm(PUBLISH) or leaving == request.user):
        raise PermissionDenied
    records = Record.objects.filter(in_charge(leaving))
    back = reverse("admin:index")
    return handing_over_page(model_admin.admin_site, request, records, leaving, back, {"opts": model_admin.opts})
