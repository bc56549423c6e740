"""Enquiries: the key and the limits of the form, saving one, for whom it waits, and the steps of the desk."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from portal.access.audit import network_address
from portal.access.limits import DAY, Limit, judge, network_of, write_attempt
from portal.access.roles import SEE_ENQUIRIES, people_who_may
from portal.enquiries.wiping import remove_mails_about, wipe
from portal.mails.writing import write_mail
from portal.models import Enquiry, EnquiryStep, Mail, Sending
from portal.models.locking.order import lock

SALT = "portal.enquiries.form"
SHORTEST_FILLING, LONGEST_FILLING = 4, 24 * 3600  # seconds between opening a form and sending it; no person is faster
BY_SENDER_HOUR, BY_SENDER_DAY, BY_DAY = 5, 20, 300  # enquiries: from one network, and of all together
HOUR = timedelta(hours=1)
State, Sort = Enquiry.State, EnquiryStep.Sort
PLANS = ("categories", "territories", "term", "channels", "volume")  # what is asked of who asks for a licence


def new_form():
    """Signed key of a new form, with the time: "ImFiYyI:1vPdXs:…". `form_key` and `too_soon` read it."""
    return signing.dumps(secrets.token_urlsafe(12), salt=SALT)


def form_key(text):
    """Key in `text`, a signed key of `new_form`; None where the signature is wrong or older than LONGEST_FILLING."""
    try:
        return signing.loads(text, salt=SALT, max_age=LONGEST_FILLING)
    except signing.BadSignature:
        return None


def too_soon(text):
    """Whether `text`, a signed key of `new_form`, was signed less than SHORTEST_FILLING seconds ago."""
    try:
        signing.loads(text, salt=SALT, max_age=SHORTEST_FILLING)
    except signing.BadSignature:
        return False
    return True


def begin_enquiry(request):
    """Save the attempt to send an enquiry; returns the refusal in words where it is one too many, otherwise ""."""
    sender = salted_hmac(SALT, network_of(network_address(request))).hexdigest()
    attempt = write_attempt(Sending, DAY, sender=sender)
    from_network = Sending.objects.filter(sender=sender)
    refusal = ""
    if wait := Limit(from_network, BY_SENDER_HOUR, HOUR).wait:
        refusal = _(
            "Several enquiries came from your network within an hour. Please send this one in an hour; what you typed is still here."
        )
    elif wait := Limit(from_network, BY_SENDER_DAY, DAY).wait or Limit(Sending.objects.all(), BY_DAY, DAY).wait:
        refusal = _("No more enquiries are taken today. Please send this one tomorrow; what you typed is still here.")
    judge(attempt, wait)
    return refusal


@transaction.atomic
def take_in(request, enquiry, records):
    """Save `enquiry`, a new one about `records`, with a mail to its sender and one to each address of ENQUIRY_MAIL; returns it.

    The mails repeat nothing that was typed: whose the address is nobody has checked."""
    enquiry.save()
    enquiry.records.set(records)
    if enquiry.email:
        context = {"records": records, "answer_days": settings.ENQUIRY_ANSWER_DAYS, "link": sender_page_of(request, enquiry)}
        write_mail(enquiry.email, "mails/received.txt", enquiry.language, enquiry=enquiry, **context)
    if settings.ENQUIRY_MAIL:
        link = request.build_absolute_uri(reverse("admin:portal_enquiry_change", args=[enquiry.pk]))
        for address in settings.ENQUIRY_MAIL:
            write_mail(address, "mails/to_the_desk.txt", settings.LANGUAGE_CODE, enquiry=enquiry, link=link)
    return enquiry


def sender_page_of(request, enquiry):
    """Address of the sender's page, in the language of the enquiry: "https://…/zh-hans/enquiry/TOKEN/"."""
    with override(enquiry.language):
        return request.build_absolute_uri(reverse("enquiry-status", args=[enquiry.token]))


WORKED_ON = gettext_lazy("Somebody else has worked on this enquiry meanwhile. See what was done, then send yours again.")


class Refused(Exception):
    """A step cannot be taken; the text says why, in words."""


ENQUIRY_STEPS = {  # what the desk may do: (label, in which states)
    Sort.TAKEN: (gettext_lazy("Take in hand"), (State.NEW, State.IN_HAND, State.PASSED_ON, State.ANSWERED)),
    Sort.ANSWER: (gettext_lazy("Send the answer"), (State.NEW, State.IN_HAND, State.PASSED_ON, State.ANSWERED)),
    Sort.PASSED_ON: (gettext_lazy("Pass it on"), (State.NEW, State.IN_HAND, State.PASSED_ON, State.ANSWERED)),
    Sort.NOTE: (gettext_lazy("Keep the note"), tuple(State)),
    Sort.CLOSED: (gettext_lazy("Close it"), (State.NEW, State.IN_HAND, State.PASSED_ON, State.ANSWERED)),
    Sort.REOPENED: (gettext_lazy("Open it again"), (State.CLOSED,)),
    Sort.WIPED: (gettext_lazy("Wipe personal data"), tuple(State)),
}
BECOMES = {
    Sort.TAKEN: State.IN_HAND,
    Sort.ANSWER: State.ANSWERED,
    Sort.PASSED_ON: State.PASSED_ON,
    Sort.CLOSED: State.CLOSED,
    Sort.REOPENED: State.IN_HAND,
    Sort.WIPED: State.CLOSED,
}


def enquiry_steps_for(enquiry):
    """{step: label} of the steps that can be taken with `enquiry` in its present state; none once it is wiped. A report is not passed
    on, nor what is about nobody: nobody consented to that; without an address there is no answer."""
    excluded = {Sort.ANSWER} if not enquiry.email else set()
    excluded |= set() if enquiry.may_be_passed_on else {Sort.PASSED_ON}
    return {
        sort: label
        for sort, (label, states) in ENQUIRY_STEPS.items()
        if enquiry.state in states and sort not in excluded and not enquiry.wiped_at
    }


def desk_people():
    """Who may have an enquiry in hand."""
    return people_who_may(SEE_ENQUIRIES)


def waiting_for(user):
    """Enquiries that are open, or not closed and with a mail that failed, in the hands of `user`, of nobody, or of somebody who left the
    desk; each with the truths `is_overdue` and `has_failed`."""
    failed = Mail.objects.failed().values("enquiry")
    waits = Q(pk__in=Enquiry.objects.open().values("pk")) | (Q(pk__in=failed) & ~Q(state=State.CLOSED))
    whose = Q(owner=None) | Q(owner=user) | ~Q(owner__in=desk_people())
    return Enquiry.objects.filter(waits, whose).with_overdue().annotate(has_failed=Exists(failed.filter(enquiry=OuterRef("pk"))))


def about_in_a_line(enquiry):
    """What it is, trade, country and records of `enquiry` in one line, which names no person: "licence request · retailer · Portugal ·
    Silk; Jade"; of a report of an error its page: "error report: /en/about/"."""
    if enquiry.page:
        return _("error report: %(page)s") % {"page": enquiry.page}
    titles = [record.title for record in enquiry.records.all()]
    parts = [enquiry.get_purpose_display(), enquiry.get_role_display(), enquiry.country.name, pgettext("between names", "; ").join(titles)]
    return " · ".join(filter(None, parts))


@transaction.atomic
def take_enquiry_step(request, key, seen, sort, *, text="", owner=None, organization=None, mail_to="", is_sure=False):
    """Take one step with the enquiry `key`; returns the EnquiryStep. Raises Refused where the step cannot be taken, or where the enquiry
    has more than the `seen` steps of the page from which it was sent, because somebody else took one meanwhile."""
    [enquiry] = lock(Enquiry.objects.filter(pk=key))
    if enquiry.steps.count() != seen:
        raise Refused(WORKED_ON)
    if sort not in enquiry_steps_for(enquiry):
        raise Refused(_("This cannot be done with the enquiry as it stands now."))
    step = EnquiryStep.objects.create(enquiry=enquiry, sort=sort, user=request.user, text=text)
    enquiry.state = BECOMES.get(sort, enquiry.state)
    if sort == Sort.TAKEN:
        enquiry.owner = owner or request.user
    elif enquiry.owner is None and sort != Sort.NOTE:
        enquiry.owner = request.user
    if sort == Sort.PASSED_ON:
        enquiry.passed_to = organization
    enquiry.save()
    if sort == Sort.ANSWER:
        about = {"enquiry": enquiry, "text": text, "link": sender_page_of(request, enquiry)}
        write_mail(enquiry.email, "mails/answer.txt", enquiry.language, **about)
    elif sort == Sort.WIPED:
        wipe(Enquiry.objects.filter(pk=enquiry.pk))
        transaction.on_commit(lambda: remove_mails_about(enquiry.reference))
    elif sort == Sort.PASSED_ON and mail_to:
        language = "zh-hans" if organization.country_or_region in ("", "CN") else settings.LANGUAGE_CODE
        context = {"text": text, "rows": rows_in_words(enquiry, language), "records": enquiry.records.published()}
        write_mail(mail_to, "mails/passed_on.txt", language, enquiry=enquiry, **context)
    return step


def rows_in_words(enquiry, language):
    """[(label, text)] of the fields that the sender filled in, in `language`: [("name", "Ana"), ("country or region", "Portugal")]."""
    with override(language):
        rows = [(Enquiry._meta.get_field(name).verbose_name, field_in_words(enquiry, name)) for name in SHOWN_FIELDS]
        return [(str(label), str(text)) for label, text in rows if text]


SHOWN_FIELDS = ("purpose", "words", "company", "name", "email", "country", "role", *PLANS)


def field_in_words(enquiry, name):
    """Value of a field in words: "country" → "Portugal", "role" → "retailer"."""
    if name == "country":
        return enquiry.country.name
    return getattr(enquiry, f"get_{name}_display")() if name in ("role", "purpose") else getattr(enquiry, name)
