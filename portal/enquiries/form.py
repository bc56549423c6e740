"""The form of an enquiry, about some records, a page or the whole portal."""

import unicodedata
from copy import copy

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_from_path, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView

from portal.enquiries.handling import PLANS, begin_enquiry, form_key, new_form, take_in, too_soon
from portal.models import Enquiry, Record
from portal.models.locking.retrying import again
from portal.server.refusals import is_from_elsewhere
from portal.server.retried_requests import answer_or_send_again
from portal.site import shortlist
from portal.text.fields import TextField
from portal.text.place_choices import PlaceChoices, PlaceSelect, in_order_of_reader

JOINING = "\n\t\u200c\u200d"
LONGEST_PAGE = 300  # characters of an address whose error is reported


def visible_text(text):
    """`text` without control and format characters, nor spaces around it: "a\\u200bb " → "ab". JOINING stays: line breaks, and what joins
    letters of Persian and parts of an emoji."""
    return "".join(letter for letter in text if letter in JOINING or unicodedata.category(letter) not in ("Cc", "Cf")).strip()


class EnquiryForm(forms.ModelForm):
    """Fields of an enquiry. Who asks for a licence is asked for goods, territory, term, channels and volume, too. Who reports an error of
    a page, or knows what is missing here, is asked for message, name, address and consent, of which only the message is required."""

    consent = forms.BooleanField(
        label=gettext_lazy("I agree that this is kept and used to answer me, and passed on to the enterprise that it concerns."),
        error_messages={"required": gettext_lazy("Without your consent the enquiry cannot be taken.")},
    )
    website = forms.CharField(label=gettext_lazy("Leave this field empty"), required=False)  # people do not see it; machines fill it in
    form = forms.CharField(widget=forms.HiddenInput, required=False)  # of new_form()

    class Meta:
        model = Enquiry
        fields = ["name", "email", "company", "country", "role", "message", *PLANS]
        labels = {
            "name": gettext_lazy("Your name"),
            "email": gettext_lazy("Your e-mail address"),
            "company": gettext_lazy("Company or organization"),
            "country": gettext_lazy("Country or region"),
            "role": gettext_lazy("What you do"),
            "message": gettext_lazy("What would you like to know?"),
            "categories": gettext_lazy("Product categories"),
            "territories": gettext_lazy("Territories"),
            "term": gettext_lazy("Term"),
            "channels": gettext_lazy("Sales channels"),
            "volume": gettext_lazy("Expected volume"),
        }
        help_texts = {
            "email": gettext_lazy("We send the answer there."),
            "categories": gettext_lazy("The products that would use it: scarves, books, a film."),
            "territories": gettext_lazy("Where it would be sold or shown."),
            "term": gettext_lazy("From when, and for how long."),
            "channels": gettext_lazy("Shops, online, museum shops, on tour."),
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 7}), "country": PlaceSelect}
        field_classes = {"message": TextField}

    REQUIRED = {
        "message": gettext_lazy("Write your message."),
        "name": gettext_lazy("Give your name."),
        "email": gettext_lazy("Give the e-mail address to which we answer."),
        "country": gettext_lazy("Choose your country or region."),
        "role": gettext_lazy("Choose what you do."),
    }
    MESSAGES = {
        "licence": gettext_lazy("What would you like to make, and what to know?"),
        "missing": gettext_lazy("What do you know, and which source says so?"),
        "search": gettext_lazy("What are you looking for?"),
    }
    COMPLETES = {"name": "name", "email": "email", "company": "organization", "country": "country"}  # what a browser knows of its user

    def __init__(self, *args, is_about_somebody=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_about_somebody:
            self.fields["consent"].label = gettext_lazy("I agree that this is kept and used to answer me.")
        self.is_report, purpose = self.instance.is_report, self.instance.purpose
        self.fields["message"].label = self.MESSAGES.get(purpose, self.fields["message"].label)
        if purpose != Enquiry.Purpose.LICENCE:
            for name in PLANS:
                del self.fields[name]
        if self.is_report:
            for name in ("company", "country", "role"):
                del self.fields[name]
            if self.instance.page:
                self.fields["message"].label = gettext_lazy("What is wrong on this page?")
            self.fields["email"].help_text = gettext_lazy("If you would like an answer.")
            self.fields["consent"].label = gettext_lazy("I agree that my name and address are kept to answer me.")
            self.fields["consent"].required = False
        for name, field in self.fields.items():
            if name in self.REQUIRED and (name == "message" or not self.is_report):
                field.required = True
                field.error_messages["required"] = self.REQUIRED[name]
            if name in self.COMPLETES:
                field.widget.attrs["autocomplete"] = self.COMPLETES[name]
        if "role" in self.fields:
            self.fields["role"].choices = [("", _("Please choose")), *Enquiry.Role.choices]
            countries = list(self.fields["country"].choices)[1:]
            self.fields["country"].choices = PlaceChoices([("", _("Please choose")), *in_order_of_reader(countries)])

    def clean(self):
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                cleaned[name] = visible_text(value) if name == "message" else " ".join(visible_text(value).split())
                if self.fields[name].required and not cleaned[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if cleaned.get("website"):
            raise ValidationError(
                _("A field that people do not see was filled in, perhaps by your browser. It is empty again: please send it once more.")
            )
        key = form_key(cleaned.get("form", ""))
        if key is None:
            raise ValidationError(_("This page was open for very long. What you typed is still here: please send it again."))
        if too_soon(cleaned["form"]):
            raise ValidationError(_("Please check your message and send it again. What you typed is still here."))
        self.instance.form = key
        if self.is_report and not cleaned.get("consent") and (cleaned.get("name") or cleaned.get("email")):
            self.add_error("consent", self.fields["consent"].error_messages["required"])
        return cleaned

    def repeats(self, earlier, records):
        """Whether form and `records` say the same as `earlier`, a saved enquiry: a double click sends a form twice."""
        told = (*self._meta.fields, "purpose", "words")
        is_same = all(getattr(earlier, name) == getattr(self.instance, name) for name in told)
        return is_same and {record.pk for record in records} == set(earlier.records.values_list("pk", flat=True))

    @property
    def about_you(self):
        return [self[name] for name in ("name", "email", "company", "country", "role") if name in self.fields]

    @property
    def plans(self):
        return [self[name] for name in PLANS if name in self.fields]

    @property
    def mistakes(self):
        """Fields with errors, in the order of the page."""
        return [field for field in (*self.plans, self["message"], *self.about_you, self["consent"]) if field.errors]


def reported_page(request):
    """`?page=` of the request, where it is an address of the portal: "/en/exhibitions/?q=silk"; otherwise ""."""
    address = request.GET.get("page", "")[: LONGEST_PAGE + 1]
    language = get_language_from_path(address)
    if language is None or len(address) > LONGEST_PAGE:
        return ""
    with override(language):
        try:
            resolve(address.partition("?")[0])
        except Resolver404:
            return ""
    return address


def name_of_page(page):
    """Title of the public record whose page has the address `page`: "/en/exhibitions/silk/" → "Silk"; "" for any other page."""
    path = page.partition("?")[0]
    record = Record.objects.published().filter(slug=path.rstrip("/").rpartition("/")[2]).first()
    if record is None:
        return ""
    with override(get_language_from_path(path)):
        address = record.get_absolute_url()
    return record.title if address == path else ""


def carried(request, name):
    """What a link carries into the field `name` of an enquiry, as far as it holds that: `?territories=Germany`."""
    return " ".join(visible_text(request.GET.get(name, "")).split())[: Enquiry._meta.get_field(name).max_length]


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class Enquire(FormView):
    """Page with the form of an enquiry: about the records of `?r=`, an error on the page of `?page=`, or without either the portal. With
    `?licence=1` it asks for a licence, and `?categories=`, `?territories=` and the others of PLANS say for what; with `?missing=1` it tells
    what is missing about the records, or of what was searched for; with `?words=` it tells what was searched for without a result.

    It works in a browser that keeps no cookies: instead of Django's token, the headers that say which site sent a form, and the signed
    time in it, show that the form is of this page.
    """

    form_class = EnquiryForm
    template_name = "portal/enquiry.html"
    http_method_names = ["get", "head", "post"]

    @cached_property
    def page(self):
        return reported_page(self.request)

    @cached_property
    def words(self):
        return carried(self.request, "words")

    @cached_property
    def purpose(self):
        asked = self.request.GET
        if self.page:
            return ""
        if asked.get("licence"):
            return Enquiry.Purpose.LICENCE
        if asked.get("missing") and (self.offered_records or self.words):
            return Enquiry.Purpose.MISSING
        return Enquiry.Purpose.SEARCH if self.words else ""

    @cached_property
    def offered_records(self):
        """Public records of `?r=`; the form offers each to be ticked."""
        return shortlist.public(shortlist.keys_in(self.request.GET.getlist("r")))

    @cached_property
    def records(self):
        """Public records that are ticked in the form that was sent; before it is sent, all that it offers."""
        if "sent" not in self.request.POST:
            return self.offered_records
        return shortlist.public(shortlist.keys_in(self.request.POST.getlist("r")))

    def get_form_kwargs(self):
        words = "" if self.page else self.words
        instance = Enquiry(language=get_language(), page=self.page, purpose=self.purpose, words=words)
        is_about_somebody = bool(self.offered_records) or self.purpose == Enquiry.Purpose.LICENCE
        return super().get_form_kwargs() | {"instance": instance, "is_about_somebody": is_about_somebody}

    def get_initial(self):
        return {"form": new_form(), "message": self.words} | {name: carried(self.request, name) for name in PLANS}

    def post(self, request, *args, **kwargs):
        if not is_from_elsewhere(request):
            post = super().post
            return answer_or_send_again(
                request, lambda: post(request, *args, **kwargs), lambda context: render(request, "portal/busy.html", context)
            )
        form = self.get_form()
        form.full_clean()
        form.errors.pop(NON_FIELD_ERRORS, None)  # these are about the key and the haste of a form of this page
        form.add_error(None, _("It was sent by another site. What it holds is below: send it from here if it is yours."))
        return self.form_invalid(form, status=403)

    def form_valid(self, form):
        if earlier := Enquiry.objects.filter(form=form.instance.form).first():
            return self.sent_before(form, earlier)
        if why := begin_enquiry(self.request):
            form.add_error(None, why)
            return self.form_invalid(form)
        enquiry = form.save(commit=False)
        enquiry.consent_at = timezone.now() if form.cleaned_data["consent"] else None
        try:
            enquiry = again(lambda: take_in(self.request, copy(enquiry), self.records))
        except IntegrityError:  # the other click of two was quicker
            return self.sent_before(form, Enquiry.objects.get(form=form.instance.form))
        return HttpResponseRedirect(reverse("enquiry-status", args=[enquiry.token]) + "?sent=1")

    def sent_before(self, form, earlier):
        """Response to a form from which the enquiry `earlier` was saved: its page, or a refusal where this one says something else."""
        if form.repeats(earlier, self.records):
            return HttpResponseRedirect(reverse("enquiry-status", args=[earlier.token]))
        form.add_error(None, _("Another enquiry was sent from this page already. Send it again if you want to send this one, too."))
        return self.form_invalid(form)

    def form_invalid(self, form, status=422):
        """Response with the form as it was typed. A key that is too old, or from which an enquiry was saved, is replaced, so that the
        form can be sent again after a moment or a day."""
        form.data = form.data.copy()
        form.data["website"] = ""
        key = form_key(form.data.get("form", ""))
        if key is None or Enquiry.objects.filter(form=key).exists():
            form.data["form"] = new_form()
        response = super().form_invalid(form)
        response.status_code = status
        return response

    def get_context_data(self, **context):
        keys = {record.pk for record in self.records}
        asked = self.request.GET.copy()
        asked["licence"] = 1
        return super().get_context_data(**context) | {
            "purpose": self.purpose,
            "words": self.words,
            "as_licence": asked.urlencode(),
            "offered_records": [(record, record.pk in keys) for record in self.offered_records],
            "page": self.page,
            "page_name": name_of_page(self.page),
            "retention_days": settings.ENQUIRY_DAYS,
            "answer_days": settings.ENQUIRY_ANSWER_DAYS,
        }
