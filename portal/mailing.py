"""The outbox: mails that are kept until they are sent.

A mail is a row first and goes out after its transaction, so that a mail server that is down loses none. Whatever could not be
sent is due again after a pause that doubles; `manage.py send_mails`, and every mail that follows, tries what is due.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from portal.models import Mail

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
CLAIM = timedelta(minutes=2)  # no second process tries a mail while one does; longer than the mail server may take
AT_ONCE = 20  # mails that one request tries: nobody is kept waiting for a backlog
logger = logging.getLogger(__name__)


def write(enquiry, to, template, language, **context):
    """Write one mail, whose template gives its subject in the first line, and send it once the transaction is done."""
    with override(language):
        subject, body = render_to_string(template, {"enquiry": enquiry, **context}).strip().split("\n", 1)
    mail = Mail.objects.create(enquiry=enquiry, to=to, subject=" ".join(subject.split())[:200], body=body.strip() + "\n")
    transaction.on_commit(lambda: send_due(AT_ONCE))
    return mail


def pause_after(tries):
    return min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE)


def send(mail):
    """Try one mail. True where it was sent; False where it was not, or where another process has it in hand."""
    now = timezone.now()
    mine = Mail.objects.due().filter(pk=mail.pk).update(next_try_at=now + CLAIM, tries=F("tries") + 1)
    if not mine:
        return False
    try:
        EmailMessage(mail.subject, mail.body, None, [mail.to]).send()
    except (OSError, SMTPException) as error:
        logger.exception("Mail %s could not be sent.", mail.pk)
        words = f"{type(error).__name__}: {error}"[:300]
        Mail.objects.filter(pk=mail.pk).update(error=words, next_try_at=timezone.now() + pause_after(mail.tries))
        return False
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), error="")
    return True


def send_due(most=None):
    """Try what is due, the oldest first; ends with the first that fails, for the next would wait for the same server.
    Returns (how many were sent, how many are still unsent)."""
    sent = 0
    for mail in Mail.objects.due().order_by("at", "pk")[:most]:
        if not send(mail):
            break
        sent += 1
    return sent, Mail.objects.unsent().count()
