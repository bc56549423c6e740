"""The desk of enquiries: what visitors ask, and what is done about it. Whoever opens one is written down."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, When
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.access.admin_addresses import admin_page_of
from portal.access.audit import record_action, stored_detail
from portal.access.kept_forms.ended_sessions import brought_back, keep_rest
from portal.access.kept_forms.form_token import text_for
from portal.access.kept_forms.sent_twice import once
from portal.access.roles import SEE_ENQUIRIES
from portal.admin.form.mistakes import mistakes_of_form
from portal.admin.form.read_only import ReadOnly
from portal.admin.form.sent_once import SIGNED_OUT
from portal.admin.name_search import FindsByName
from portal.enquiries import handling
from portal.enquiries.handling import WORKED_ON, Refused, desk_people, rows_in_words, waiting_for
from portal.enquiries.outgrowths import outgrowths_on_page
from portal.models import AuditEntry, Enquiry, EnquiryStep, Mail, Person, Record
from portal.models.kinds import declared
from portal.server.retried_requests import run_request

Sort = EnquiryStep.Sort
MOST_DIGITS = 9  # of a number of steps
LONGEST_ABOUT = 120  # characters of the names that a list shows
EARLIER = 20  # enquiries of the same sender that a page lists


DONE = {
    Sort.TAKEN: gettext_lazy("It is in hand."),
    Sort.ANSWER: gettext_lazy("The answer is kept and on its way."),
    Sort.PASSED_ON: gettext_lazy("It is passed on."),
    Sort.NOTE: gettext_lazy("The note is kept."),
    Sort.CLOSED: gettext_lazy("It is closed."),
    Sort.REOPENED: gettext_lazy("It is open again."),
    Sort.WIPED: gettext_lazy("What it said of a person is wiped."),
}


class EnquiryStepForm(forms.Form):
    """One step with an enquiry: which fields it asks for depends on the step."""

    owner = forms.ModelChoiceField(label=gettext_lazy("In whose hands"), queryset=Person.objects.none())
    organization = forms.ModelChoiceField(label=gettext_lazy("To which organization"), queryset=Record.objects.none())
    mail_to = forms.EmailField(
        label=gettext_lazy("Mail it to"),
        required=False,
        help_text=gettext_lazy("The whole enquiry with your words is mailed there. Empty: you pass it on in another way."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})
    )

    is_sure = forms.BooleanField(
        label=gettext_lazy("Yes, wipe it for good: the sender asks for it"),
        help_text=gettext_lazy(
            "The message, the sender, every note, answer and mail. What remains is counted; nobody can bring the rest back."
        ),
    )

    ASKS = {
        Sort.TAKEN: ["owner"],
        Sort.ANSWER: ["text"],
        Sort.PASSED_ON: ["organization", "mail_to", "text"],
        Sort.NOTE: ["text"],
        Sort.CLOSED: ["text"],
        Sort.REOPENED: ["text"],
        Sort.WIPED: ["is_sure"],
    }
    LABELS = {
        Sort.ANSWER: gettext_lazy("Answer in %(language)s, mailed to the sender in these very words"),
        Sort.NOTE: gettext_lazy("Note, for the desk alone"),
        Sort.PASSED_ON: gettext_lazy("What you write to them"),
        Sort.CLOSED: gettext_lazy("Why, for the desk alone"),
        Sort.REOPENED: gettext_lazy("Why, for the desk alone"),
    }

    def __init__(self, sort, enquiry, user, data=None, typed=None):
        """`typed`, what the page sent with another step, stands in the fields, unsent as it was."""
        super().__init__(data, prefix=sort)
        for name in [name for name in self.fields if name not in self.ASKS[sort]]:
            del self.fields[name]
        if "owner" in self.fields:
            self.fields["owner"].queryset = desk_people()
            self.fields["owner"].initial = user.pk
        if "organization" in self.fields:
            first = Case(When(pk__in=concerned(enquiry), then=0), default=1)  # whom it is about before all others
            organizations = Record.objects.filter(kind__in=addressees())
            self.fields["organization"].queryset = organizations.order_by(first, *organizations.by_name().query.order_by)
            self.fields["organization"].initial = enquiry.passed_to_id or next(iter(concerned(enquiry)), None)
        if "text" in self.fields:
            self.fields["text"].label = self.LABELS[sort] % {"language": language_of(enquiry)}
            self.fields["text"].required = sort in (Sort.ANSWER, Sort.NOTE)
            if sort == Sort.ANSWER:
                self.fields["text"].widget.attrs["rows"] = 8
        for name in (name for name in self.fields if typed and f"{sort}-{name}" in typed and name != "is_sure"):
            self.fields[name].initial = typed[f"{sort}-{name}"]


def typed_steps(typed):
    """The steps into whose boxes something was typed, of what a page sent."""
    return {sort for sort in handling.ENQUIRY_STEPS if any(typed.get(f"{sort}-{name}", "").strip() for name in ("text", "mail_to"))}


def rest_of(typed, done):
    """What was typed beside the step that is done, to stand on the page again; None where there is nothing, and once all is wiped."""
    others = typed_steps(typed) - {done}
    if not others or done == Sort.WIPED:
        return None
    rest = QueryDict(mutable=True)
    for name, found in typed.lists():
        if name.startswith(tuple(f"{sort}-" for sort in handling.ENQUIRY_STEPS if sort != done)):
            rest.setlist(name, found)
    return rest


def language_of(enquiry):
    named = {"en": _("English"), "zh-hans": _("Chinese")}
    return named.get(enquiry.language) or dict(settings.LANGUAGES).get(enquiry.language, enquiry.language)


def addressees():
    """The kinds of those to whom an enquiry may be passed on."""
    return [kind for kind in declared if kind.collection.takes_enquiries]


def concerned(enquiry):
    """The keys of the organizations that an enquiry is about."""
    return enquiry.records.filter(kind__in=addressees()).values_list("pk", flat=True)


class OwnerFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("person in charge"), "owner"

    def lookups(self, request, model_admin):
        return [("mine", _("I am")), ("nobody", _("nobody"))]

    def queryset(self, request, queryset):
        wanted = {"mine": {"owner": request.user}, "nobody": {"owner": None}}.get(self.value())
        return queryset.filter(**wanted) if wanted else queryset


class OverdueFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("what is to be done"), "waiting"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("waits for me")),
            ("open", _("waits for the desk")),
            ("overdue", _("overdue")),
            ("unsent", _("a mail could not be sent")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                return queryset.filter(pk__in=waiting_for(request.user).values("pk"))
            case "open":
                return queryset.open()
            case "overdue":
                return queryset.overdue()
            case "unsent":
                return queryset.filter(pk__in=Mail.objects.failed().values("enquiry"))
        return queryset


@admin.register(Enquiry)
class EnquiryAdmin(FindsByName, ReadOnly, admin.ModelAdmin):
    list_display = ["reference", "state_shown", "at", "company_shown", "country", "role_shown", "about_shown", "owner_shown"]
    list_filter = ["state", OverdueFilter, OwnerFilter, "purpose", "role"]
    list_select_related = ["owner"]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "at"
    search_fields = ["reference", "company", "=email", "records__name_en", "records__name_zh"]
    search_help_text = gettext_lazy("A reference, part of a company’s or a record’s name, or a whole e-mail address.")
    note = gettext_lazy("what visitors ask, and what became of it")

    @admin.display(description=gettext_lazy("company or organization"))
    def company_shown(self, enquiry):
        if enquiry.wiped_at:
            return _("wiped")
        return enquiry.company or (_("error report") if enquiry.page else "–")

    @admin.display(description=gettext_lazy("in whose hands"), ordering="owner")
    def owner_shown(self, enquiry):
        return str(enquiry.owner) if enquiry.owner else "–"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, enquiry):
        state = enquiry.get_state_display()
        return _("%(state)s, overdue") % {"state": state} if enquiry.is_overdue else state

    @admin.display(description=gettext_lazy("trade"), ordering="role")
    def role_shown(self, enquiry):
        return enquiry.get_role_display() or "–"

    @admin.display(description=gettext_lazy("about"))
    def about_shown(self, enquiry):
        names = Truncator(pgettext("between names", "; ").join(record.name for record in enquiry.records.all())).chars(LONGEST_ABOUT)
        return enquiry.page or " · ".join(filter(None, (str(enquiry.get_purpose_display()), names))) or "–"

    def get_queryset(self, request):
        return super().get_queryset(request).with_overdue()

    def get_changelist_instance(self, request):
        """With the records of the rows shown: the list asks the same rows for their dates, which have none."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related("records")
        return changelist

    def get_urls(self):
        send_again = self.admin_site.admin_view(self.send_again)
        return [path("<int:key>/mails/<int:mail>/", send_again, name="portal_enquiry_mail"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, {"title": _("Enquiries"), **(extra_context or {})})
        if response.status_code == 200 and self.has_view_permission(request):
            record_action(request, AuditEntry.Action.OPENED_ENQUIRY, detail=stored_detail("enquiries-listed"))
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not request.user.has_perm(SEE_ENQUIRIES):
            raise PermissionDenied
        enquiry = self.get_object(request, unquote(object_id))
        if enquiry is None:
            raise Http404
        if request.method != "POST":
            return self.draw(request, enquiry)
        return run_request(
            request, lambda: once(request, partial(self.act, request, enquiry), lambda row: self.sent_twice(request, enquiry))
        )

    def sent_twice(self, request, enquiry):
        messages.success(request, _("It was sent twice and done once."))
        return HttpResponseRedirect(reverse("admin:portal_enquiry_change", args=[enquiry.pk]))

    def act(self, request, enquiry, before):
        """Take the step that was sent, and lead back to the page; where it is refused, the page says why. With the key of the enquiry
        where something was done; `before` says that it was from this very page."""
        sort, seen = request.POST.get("step", ""), request.POST.get("seen", "")
        if sort not in Sort or not seen.isdecimal() or len(seen) > MOST_DIGITS:
            return self.draw(request, enquiry, is_another=bool(before)), ""
        form = EnquiryStepForm(sort, enquiry, request.user, request.POST)
        is_valid = form.is_valid()
        if brought_back(request):
            is_stale = enquiry.steps.count() != int(seen)
            form.add_error(None, [SIGNED_OUT, WORKED_ON] if is_stale else [SIGNED_OUT])
        elif is_valid:
            try:
                handling.take_enquiry_step(request, enquiry.pk, int(seen), Sort(sort), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, ValidationError(str(refusal)))
            else:
                record_action(request, AuditEntry.Action.ANSWERED, enquiry, detail=stored_detail(enquiry=sort))
                messages.success(request, DONE[sort])
                rest = rest_of(request.POST, sort)
                if rest is None:
                    return HttpResponseRedirect(reverse("admin:portal_enquiry_change", args=[enquiry.pk])), str(enquiry.pk)
                messages.info(request, _("What you typed into other boxes is still there. It is not sent."))
                return HttpResponseRedirect(keep_rest(request, rest)), str(enquiry.pk)
        return self.draw(request, self.get_object(request, str(enquiry.pk)), {sort: form}, bool(before)), ""

    def draw(self, request, enquiry, filled=None, is_another=False):
        """The page; `filled` is {step: its form, with what is wrong}."""
        record_action(request, AuditEntry.Action.OPENED_ENQUIRY, enquiry)
        filled, typed = filled or {}, typed_steps(request.POST)
        earlier = Enquiry.objects.filter(email__iexact=enquiry.email).exclude(pk=enquiry.pk) if enquiry.email else []
        steps = list(enquiry.steps.select_related("user"))
        late = {sort: handling.ENQUIRY_STEPS[sort][0] for sort in {*filled, *typed}}  # what was typed stays when its time has passed
        labels = handling.enquiry_steps_for(enquiry) | late
        offered = {
            sort: (label, filled.get(sort) or EnquiryStepForm(sort, enquiry, request.user, typed=request.POST))
            for sort, label in labels.items()
        }
        outgrowths, grown = outgrowths_on_page(enquiry, request.user)
        context = {
            "title": enquiry.reference,
            "opts": self.opts,
            "enquiry": enquiry,
            "language": language_of(enquiry),
            "first": Sort.ANSWER if enquiry.owner and Sort.ANSWER in offered else Sort.TAKEN,
            "rows": rows_in_words(enquiry, request.LANGUAGE_CODE),
            "records": [
                (record, admin_page_of(record)) for record in Record.objects.filter(pk__in=enquiry.records.values("pk")).specific()
            ],
            "steps": steps,
            "mails": enquiry.mails.all(),
            "earlier": list(earlier[:EARLIER]),
            "offered": offered,
            "outgrowths": outgrowths,
            "grown": grown,
            "seen": len(steps),
            "has_errors": bool(filled),
            "refusal": SIGNED_OUT if brought_back(request) else "",
            "typed": typed,
            "mistakes": [mistake for form in filled.values() for mistake in mistakes_of_form(form)],
            "opened_form": text_for(request, is_another=is_another),
        }
        return self.admin_site.page(request, "admin/enquiry.html", context, status=422 if filled else 200)

    def send_again(self, request, key, mail):
        """Have a mail that could not be sent tried at once, whenever it would be due, and one that is given up."""
        if request.method != "POST" or not request.user.has_perm(SEE_ENQUIRIES):
            raise PermissionDenied
        if Mail.objects.failed().filter(enquiry=key, pk=mail).update(next_try_at=timezone.now()):
            messages.success(request, _("The mail is tried again now."))
        return HttpResponseRedirect(reverse("admin:portal_enquiry_change", args=[key]))
