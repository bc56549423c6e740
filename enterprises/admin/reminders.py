"""How a person is reminded: in which language, whether by mail, and the addresses at which their calendars read deadlines."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models import CalendarAddress, ReminderChoice, Task
from enterprises.tasks.addresses import make_address, revoke
from enterprises.tasks.charge import MAY_SEE
from enterprises.tasks.choices import language_of_reminders
from enterprises.tasks.filters import DeadlineFilter
from portal.access.audit import record_action
from portal.access.kept_forms.sent_twice import once
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.models import AuditEntry, Person
from portal.server.retried_requests import run_request

CHOICE, MAKE, REVOKE = "choice", "make", "revoke"


class ReminderChoiceForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of mails and calendars"), choices=lambda: settings.LANGUAGES)
    by_mail = forms.BooleanField(
        label=_("Remind me by mail"),
        required=False,
        help_text=_("One mail a day at most. Where nobody in charge of a mark has mails, the Publishers are told in their place."),
    )


class CalendarAddressForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as the program that reads it: “Outlook at work”."))


def told_filters(query):
    """[(label, what is chosen)] of the filters that a query string keeps, in words."""
    chosen = DeadlineFilter(QueryDict(query))
    return [
        (field.label, dict(field.choices).get(chosen.chosen[name]) if hasattr(field, "choices") else chosen.chosen[name])
        for name, field in chosen.fields.items()
        if name in chosen.chosen and name != "state"
    ]


def without_state(query):
    """The filters that a calendar keeps: it shows what is open, and for a while what was closed."""
    found = QueryDict(query, mutable=True)
    found.pop("state", None)
    return DeadlineFilter(found).query[: CalendarAddress._meta.get_field("filters").max_length]


def reminders_view(admin_site, request):
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    if request.method != "POST":
        return draw_reminders(admin_site, request)
    act = partial(acts.get(request.POST.get("act"), nothing), admin_site, request)
    return run_request(request, lambda: once(request, lambda _before: act(), lambda _row: sent_twice(request)))


def sent_twice(request):
    messages.success(request, _("It was sent twice and done once."))
    return HttpResponseRedirect(reverse("admin:enterprises_task_reminders"))


def nothing(admin_site, request):
    return draw_reminders(admin_site, request), ""


def save_choice(admin_site, request):
    form = ReminderChoiceForm(request.POST)
    refuse_what_came_back(request, form)
    if not form.is_valid():
        return draw_reminders(admin_site, request, choice=form), ""
    ReminderChoice.objects.update_or_create(person_id=request.user.pk, defaults=form.cleaned_data)
    messages.success(request, _("Your choice is kept."))
    return HttpResponseRedirect(reverse("admin:enterprises_task_reminders")), str(request.user.pk)


def make(admin_site, request):
    """The secret stands on the answer to this one form, and never again."""
    form = CalendarAddressForm(request.POST)
    refuse_what_came_back(request, form)
    if not form.is_valid():
        return draw_reminders(admin_site, request, address=form), ""
    made, secret = make_address(request.user.pk, form.cleaned_data["name"], without_state(request.POST.get("filters", "")))
    record_action(request, AuditEntry.Action.ADDED, made)
    url = request.build_absolute_uri(reverse("deadlines-calendar", args=[secret]))
    return draw_reminders(admin_site, request, made=made, url=url), made.pk


def revoke_one(admin_site, request):
    key = request.POST.get("key", "")
    if revoke(request.user.pk, key):
        record_action(request, AuditEntry.Action.CHANGED, CalendarAddress.objects.get(pk=key), detail="revoked")
        messages.success(request, _("The address is revoked: no calendar reads it any more."))
    return HttpResponseRedirect(reverse("admin:enterprises_task_reminders")), key


acts = {CHOICE: save_choice, MAKE: make, REVOKE: revoke_one}


def draw_reminders(admin_site, request, choice=None, address=None, made=None, url=""):
    person = Person.objects.select_related("reminder_choice").get(pk=request.user.pk)
    stored = getattr(person, "reminder_choice", None)
    filters = without_state(request.POST.get("filters", "") if request.method == "POST" else request.GET.urlencode())
    choice = choice or ReminderChoiceForm(initial={"language": language_of_reminders(person), "by_mail": stored is None or stored.by_mail})
    address = address or CalendarAddressForm()
    refused = next((form for form in (choice, address) if form.is_bound), choice)
    context = {
        "title": _("My reminders"),
        "opts": Task._meta,
        "choice": choice,
        "address": address,
        "email": person.email,
        "filters": "" if made else filters,
        "told_filters": [] if made else told_filters(filters),
        "made": made,
        "url": url,
        "addresses": [(each, told_filters(each.filters)) for each in person.calendar_addresses.standing()],
        **context_of(request, refused),
    }
    response = admin_site.page(request, "enterprises/reminders.html", context, status=422 if refused.is_bound else 200)
    if made:
        response["Cache-Control"] = "private, no-store"
    return response
