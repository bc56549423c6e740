"""Enquiries of visitors, the steps that the desk takes with them, and attempts to send one."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from portal.models.accounts import Person
from portal.models.kept_sql import QuerySet
from portal.models.records import Record

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for something else
REFERENCE_LENGTH = 8  # characters of a reference, after its prefix


def new_reference():
    return "GG-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def new_token():
    return secrets.token_urlsafe(24)


def languages():
    """The languages in which an enquiry may be written. A function, so that a further one asks for no migration."""
    return settings.LANGUAGES


def waits_for_desk():
    """The condition on enquiries that they wait for the desk."""
    return Q(state__in=[Enquiry.State.NEW, Enquiry.State.IN_HAND], wiped_at=None)


def is_overdue():
    """The condition on enquiries that they wait for the desk for more than ENQUIRY_ANSWER_DAYS."""
    return waits_for_desk() & Q(at__lt=timezone.now() - timedelta(days=settings.ENQUIRY_ANSWER_DAYS))


class EnquiryQuerySet(QuerySet):
    def open(self):
        return self.filter(waits_for_desk())

    def overdue(self):
        return self.filter(is_overdue())

    def with_overdue(self):
        """Enquiries, each with the truth `is_overdue`."""
        return self.annotate(is_overdue=is_overdue())


# what of an enquiry says something of a person
PERSONAL = ("company", "name", "email", "categories", "territories", "term", "channels", "volume", "message", "page", "words")


class Enquiry(models.Model):
    """One message of a visitor, about some records, a page, or the whole portal.

    What it says of a person is wiped after ENQUIRY_DAYS (portal/enquiries/wiping.py); the row stays, to be counted.
    """

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("of an enquiry", "new")
        IN_HAND = "in-hand", pgettext_lazy("of an enquiry", "in hand")
        PASSED_ON = "passed-on", pgettext_lazy("of an enquiry", "passed on to the enterprise")
        ANSWERED = "answered", pgettext_lazy("of an enquiry", "answered")
        CLOSED = "closed", pgettext_lazy("of an enquiry", "closed")

    class Purpose(models.TextChoices):
        LICENCE = "licence", _("licence request")
        MISSING = "missing", _("information that is missing here")
        SEARCH = "search", _("search without results")

    class Role(models.TextChoices):
        MANUFACTURER = "manufacturer", _("manufacturer")
        RETAILER = "retailer", _("retailer")
        BUYER = "buyer", _("buyer or importer")
        AGENT = "agent", _("licensing agent")
        PUBLISHER = "publisher", _("publishing house")
        MUSEUM = "museum", _("museum or exhibition organizer")
        VENUE = "venue", _("venue or curator")
        GOVERNMENT = "government", _("government body")
        MEDIA = "media", _("media")
        OTHER = "other", _("other")

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_reference)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)  # of the sender's page
    form = models.CharField(max_length=64, unique=True, default=new_token, editable=False)  # sent twice, a form is one enquiry
    at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=languages)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW, db_index=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in whose hands"))
    passed_to = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passed on to"))
    records = models.ManyToManyField(Record, blank=True, related_name="+", verbose_name=_("records"))
    page = models.CharField(_("page"), max_length=300, blank=True)  # whose error is reported
    purpose = models.CharField(_("what it is"), max_length=10, choices=Purpose, blank=True)  # empty: a question
    words = models.CharField(_("searched for"), max_length=200, blank=True)  # without a result

    company = models.CharField(_("company or organization"), max_length=200, blank=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    country = CountryField(_("country or region"), blank=True)
    role = models.CharField(_("trade"), max_length=16, choices=Role, blank=True)
    categories = models.CharField(_("product categories"), max_length=300, blank=True)
    territories = models.CharField(_("territories"), max_length=300, blank=True)
    term = models.CharField(_("term"), max_length=200, blank=True)
    channels = models.CharField(_("sales channels"), max_length=300, blank=True)
    volume = models.CharField(_("expected volume"), max_length=200, blank=True)
    message = models.TextField(_("message"), max_length=5000, blank=True)
    consent_at = models.DateTimeField(_("consented"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("personal data wiped"), null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["email"], name="enquiry_by_sender")]
        constraints = [
            models.CheckConstraint(
                name="enquiry_that_is_wiped_names_nobody",
                condition=Q(wiped_at=None) | Q(**dict.fromkeys(PERSONAL, "")),
            ),
            models.CheckConstraint(name="enquiry_passed_on_to_somebody", condition=~Q(state="passed-on") | Q(passed_to__isnull=False)),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_report(self):
        """Whether the sender tells us something and need not leave a name: nobody consented to its being passed on."""
        return bool(self.page) or self.purpose == self.Purpose.MISSING

    @property
    def may_be_passed_on(self):
        """Whether its sender was asked for consent to that: where it is about something, or asks for a licence."""
        return not self.is_report and (self.purpose == self.Purpose.LICENCE or self.records.exists())


class EnquiryStep(models.Model):
    """One step that was taken with an enquiry; answers are for the sender, all else is for the desk alone."""

    class Sort(models.TextChoices):
        TAKEN = "taken", _("taken in hand")
        NOTE = "note", _("internal note")
        PASSED_ON = "passed-on", _("passed on to the enterprise")
        ANSWER = "answer", _("answer")
        CLOSED = "closed", pgettext_lazy("of an enquiry", "closed")
        REOPENED = "reopened", _("opened again")
        WIPED = "wiped", _("personal data wiped")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="steps", verbose_name=_("enquiry"))
    sort = models.CharField(_("step"), max_length=10, choices=Sort)
    at = models.DateTimeField(_("at"), default=timezone.now)
    user = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    text = models.TextField(_("text"), max_length=5000, blank=True)

    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("step of an enquiry")
        verbose_name_plural = _("steps of enquiries")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.enquiry_id}: {self.get_sort_display()}"


class Sending(models.Model):
    """One attempt to send an enquiry, for a day: what the limits count (portal/enquiries/handling.py)."""

    sender = models.CharField(_("digest of the network"), max_length=64)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("sending of an enquiry")
        verbose_name_plural = _("sendings of enquiries")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["sender", "at"], name="sending_by_sender")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
