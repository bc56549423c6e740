"""The outbox: mails that are kept until they are sent.

A mail is a row first and goes out after its transaction, so that a mail server that is down loses none. Whatever could not be
sent is due again after a pause that doubles; `manage.py send_mails`, and every mail that follows, tries what is due. A mail that
failed MOST_TRIES times (portal/models/enquiries.py) is tried no more by itself: the desk sees it, and tries it by a button.
"""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from portal.context import host
from portal.models import Mail

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
CLAIM = timedelta(minutes=2)  # no second process tries a mail while one does; longer than the mail server may take
AT_ONCE = 5  # mails that one request tries: nobody is kept waiting for a backlog
OF_ONE_MAIL = (SMTPRecipientsRefused, SMTPDataError)  # what of a server’s errors says nothing of the next mail
logger = logging.getLogger(__name__)


def write(enquiry, to, template, language, **context):
    """Write one mail, whose template gives its subject in the first line. `send_soon` sends it."""
    with override(language):
        subject, body = render_to_string(template, {"enquiry": enquiry, "host": host(), **context}).strip().split("\n", 1)
    return Mail.objects.create(enquiry=enquiry, to=to, subject=" ".join(subject.split())[:200], body=body.strip() + "\n")


def send_soon():
    """Send what is due once the transaction is done; whatever goes wrong then, what was saved stays."""
    transaction.on_commit(lambda: send_due(AT_ONCE), robust=True)


def pause_after(tries):
    return min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE)


def send(mail):
    """Try one mail that is due, unless another process has it in hand. Returns what went wrong, or None."""
    now = timezone.now()
    mine = Mail.objects.unsent().filter(pk=mail.pk, next_try_at__lte=now)
    if not mine.update(next_try_at=now + CLAIM, tries=F("tries") + 1, error=""):
        return None
    try:
        EmailMessage(mail.subject, mail.body, None, [mail.to]).send()
    except Exception as error:  # a mail must not undo what it tells of, whatever its server or its library raises
        name, next_try = type(error).__name__, timezone.now() + pause_after(mail.tries)
        logger.error("Mail %s could not be sent: %s", mail.pk, name)
        Mail.objects.filter(pk=mail.pk).update(error=f"{name}: {error}"[:300], next_try_at=next_try)
        return error
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return None


def send_due(most=None):
    """Try what is due, the oldest first; ends where the server cannot be reached, for the next would wait for it, too.
    Returns (how many were sent, how many are still unsent)."""
    tried = []
    for mail in Mail.objects.due().order_by("at", "pk")[:most]:
        tried.append(mail.pk)
        error = send(mail)
        if isinstance(error, OSError) and not isinstance(error, OF_ONE_MAIL):
            break
    return Mail.objects.filter(pk__in=tried).exclude(sent_at=None).count(), Mail.objects.unsent().count()
