"""Sends the mails that are due: a job of the worker, and of `manage.py send_mails` beside it.

A mail is claimed before it is tried. The claim is the pause before its next try: whoever is killed meanwhile leaves the mail to be tried
then, and nobody tries it before. It is sent once the server has taken it, whatever becomes of the connection afterwards.
"""

import logging
import time
from contextlib import suppress
from datetime import timedelta
from email.utils import format_datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import NamedTuple

from django.core.mail import EmailMessage, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.mails.password_links import opened
from portal.models import Mail
from portal.models.locking.order import lock
from portal.models.mails import OF_A_BACKUP

FIRST_PAUSE, LONGEST_MAIL_PAUSE = timedelta(minutes=5), timedelta(hours=6)  # the first is longer than a try may take (portal/mails/smtp.py)
MOST_TRIES = 40  # of one mail by itself: about nine days
MOST_REFUSALS = 3  # by a server that says that it will never take it: a quarter of an hour
OF_ONE_MAIL = (SMTPRecipientsRefused, SMTPDataError)  # what of a server’s errors says nothing of the next mail
REFUSED_NOW, REFUSED_FOR_EVER = 400, 500  # from these codes on a server takes a mail not now, and not at any time; less is half an answer
PATIENCE_AFTER_SENDING = 120  # seconds that what a server took waits for the database
logger = logging.getLogger(__name__)


class Tried(NamedTuple):
    """A mail that was tried, and what went wrong."""

    mail: Mail
    error: Exception | None

    @property
    def is_of_server(self):
        """Whether the next mail would fare no better."""
        return isinstance(self.error, OSError) and not (
            isinstance(self.error, OF_ONE_MAIL) and answer_of_server(self.error)[0] >= REFUSED_NOW
        )


def send_due():
    """Try each mail that is due, the oldest first, and yield a Tried for it. Several go over one connection. Where a server
    that was just asked cannot be reached, all that is due waits for FIRST_PAUSE."""
    server = None
    try:
        while mail := Mail.objects.due().order_by("at", "pk").first():
            if not claim(mail):
                continue
            is_new = server is None
            try:
                server = server or opened_server()
                message(mail, server).send()
            except Exception as error:  # a mail keeps no other waiting, whatever its server or its library raises
                server = close(server)
                tried = Tried(mail, error)
                failed(mail, error)
                if is_new and tried.is_of_server:  # one that was used before may only have had enough
                    postpone()
            else:
                tried = Tried(mail, None)
                keep_sent(mail)
            yield tried
    finally:
        close(server)


def pause_after(tries):
    return min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_MAIL_PAUSE)


def claim(mail):
    """Take a mail in hand until its next try; False where another process was faster."""
    now = timezone.now()
    free = Mail.objects.unsent().filter(pk=mail.pk, next_try_at__lte=now)
    claimed_until = now + pause_after(mail.tries)
    if not free.update(next_try_at=claimed_until, tries=F("tries") + 1, error=""):
        return False
    mail.next_try_at, mail.tries = claimed_until, mail.tries + 1
    return True


@transaction.atomic
def postpone():
    """Let all that is due wait for FIRST_PAUSE; those that another process takes in hand meanwhile are no longer due."""
    keys = [mail.pk for mail in lock(Mail.objects.due())]
    Mail.objects.due().filter(pk__in=keys).update(next_try_at=timezone.now() + FIRST_PAUSE)


def opened_server():
    server = get_connection()
    try:
        server.open()
    except BaseException:
        close(server)
        raise
    return server


def close(server):
    """End the connection: whatever was taken before is sent, though the server says goodbye badly."""
    if server is not None:
        with suppress(Exception):
            server.close()


def message(mail, server):
    """The same at each try, its date included."""
    headers = {"Message-ID": mail.message_id, "Date": format_datetime(timezone.localtime(mail.at))}
    body = opened(mail.body) if mail.expires_at else mail.body
    return EmailMessage(mail.subject, body, None, [mail.to], headers=headers, connection=server)


def keep_sent(mail):
    """Keep that the server took it, even where the database is away for a while: else it would go out again."""
    changes = {"sent_at": timezone.now(), "error": ""} | ({"body": ""} if mail.is_emptied else {})
    until = time.monotonic() + PATIENCE_AFTER_SENDING
    while True:
        try:
            Mail.objects.filter(pk=mail.pk).update(**changes)
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            if connection.errors_occurred and not connection.is_usable():
                connection.close()
            time.sleep(1)
        else:
            return


def failed(mail, error):
    """Keep why, and give the mail up where another try is of no use. Nothing is changed where the claim is over."""
    code, said = answer_of_server(error)
    is_given_up = mail.tries >= (MOST_REFUSALS if isinstance(error, OF_ONE_MAIL) and code >= REFUSED_FOR_EVER else MOST_TRIES)
    changes = {"error": said[:300]}
    if is_given_up:
        changes |= {"next_try_at": None} | ({"body": ""} if mail.is_emptied else {})
    logger.error("Mail %s could not be sent%s: %s", mail.pk, " and is given up" if is_given_up else "", type(error).__name__)
    Mail.objects.unsent().filter(pk=mail.pk, next_try_at=mail.next_try_at).update(**changes)


def answer_of_server(error):
    """(code, text) of what went wrong: as the server said it, else code 0."""
    if isinstance(error, SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return 0, on_one_line(f"{type(error).__name__}: {error}")
    return code, on_one_line(f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}")


def on_one_line(text):
    """On one line, and without what PostgreSQL does not keep."""
    return " ".join(text.replace("\0", "").split())


def hold_unsent():
    """After a restore nobody knows what was sent since the backup: what was not by then waits for somebody to decide."""
    waiting = Mail.objects.unsent().filter(next_try_at__isnull=False)
    waiting.filter(Q(expires_at__isnull=False) | Q(is_private=True)).update(next_try_at=None, error=OF_A_BACKUP, body="")
    waiting.update(next_try_at=None, error=OF_A_BACKUP)
